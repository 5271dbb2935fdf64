#include "ckernels_csv.h"

#include <string.h>

#include "matching.h"

static inline bool is_terminator(uint8_t byte) { return byte == '\n' || byte == '\r'; }

/// The 64 bytes at `at`; past `to` they are 0, which is no separator.
static inline ck_block load_padded(const uint8_t *bytes, size_t at, size_t to, uint8_t scratch[64]) {
  if (to - at >= 64) return ck_load_block(bytes + at);
  memset(scratch, 0, 64);
  memcpy(scratch, bytes + at, to - at);
  return ck_load_block(scratch);
}

static inline uint8_t step(uint8_t state, uint8_t byte, uint8_t delimiter) {
  if (state == CK_CSV_QUOTED) return byte == '"' ? CK_CSV_AFTER_QUOTE : CK_CSV_QUOTED;
  if (byte == delimiter || is_terminator(byte)) return CK_CSV_FIELD_START;
  if (state == CK_CSV_AFTER_QUOTE) return CK_CSV_QUOTED;
  return state == CK_CSV_FIELD_START && byte == '"' ? CK_CSV_QUOTED : CK_CSV_UNQUOTED;
}

/// The state after `bytes[at ..< length]`, from quote to quote.
static uint8_t run(uint8_t state, const uint8_t *bytes, size_t at, size_t length, uint8_t delimiter) {
  while (at < length) {
    if (state == CK_CSV_AFTER_QUOTE) {
      state = step(state, bytes[at++], delimiter);
      continue;
    }
    const uint8_t *quote = memchr(bytes + at, '"', length - at);
    if (state == CK_CSV_QUOTED) {
      if (quote == NULL) return CK_CSV_QUOTED;
      state = CK_CSV_AFTER_QUOTE;
    } else {
      size_t last = quote == NULL ? length : (size_t)(quote - bytes);
      if (last > at) {
        uint8_t before = bytes[last - 1];
        state = before == delimiter || is_terminator(before) ? CK_CSV_FIELD_START : CK_CSV_UNQUOTED;
      }
      if (quote == NULL) return state;
      state = step(state, '"', delimiter);
    }
    at = (size_t)(quote - bytes) + 1;
  }
  return state;
}

ck_csv_transition ck_csv_transition_of(const uint8_t *bytes, size_t length, uint8_t delimiter) {
  ck_csv_transition result;
  uint8_t states[CK_CSV_STATES];
  for (uint8_t entry = 0; entry < CK_CSV_STATES; entry++) {
    states[entry] = entry;
    result.first_end[entry] = -1;
  }
  size_t at = 0;
  bool has_quote = memchr(bytes, '"', length) != NULL;
  // Byte by byte until all four agree and have seen a record end; without a quote `QUOTED` can never come to agree.
  for (; at < length; at++) {
    bool settled = true;
    for (int entry = 0; entry < CK_CSV_STATES; entry++) {
      uint8_t state = states[entry] = step(states[entry], bytes[at], delimiter);
      if (result.first_end[entry] < 0 && state == CK_CSV_FIELD_START && is_terminator(bytes[at])) {
        result.first_end[entry] = (int64_t)at + 1;
      }
      bool stays_quoted = !has_quote && state == CK_CSV_QUOTED;
      settled &= stays_quoted || (result.first_end[entry] >= 0 && (has_quote ? state == states[0] : true));
    }
    if (settled) {
      at++;
      break;
    }
  }
  for (int entry = 0; entry < CK_CSV_STATES; entry++) {
    int known = -1;
    for (int other = 0; other < entry; other++) {
      if (states[other] == states[entry]) known = other;
    }
    result.exit[entry] = known >= 0 ? result.exit[known] : run(states[entry], bytes, at, length, delimiter);
  }
  return result;
}

size_t ck_csv_find_separator(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter) {
  uint8_t scratch[64];
  for (size_t at = from; at < to; at += 64) {
    uint64_t mask = ck_match3(load_padded(bytes, at, to, scratch), delimiter, '\n', '\r');
    if (mask != 0) return at + (size_t)__builtin_ctzll(mask);
  }
  return to;
}

size_t ck_csv_cut_plainly(
  const uint8_t *bytes, size_t from, size_t to, bool at_end, uint8_t delimiter, ck_csv_index *index, size_t lines
) {
  const uint32_t fields = index->fields;
  uint32_t *ends = index->ends + (size_t)index->rows * fields;
  uint32_t found = 0;
  size_t start = from;
  uint8_t scratch[64];
  for (size_t at = from; at < to || (at_end && start < to); at += 64) {
    // The end of the bytes acts as a last terminator.
    uint64_t mask =
      at < to ? ck_match3(load_padded(bytes, at, to, scratch), delimiter, '\n', '\r') : 0;
    if (at_end && to - at < 64) mask |= 1ull << (to - at);
    while (mask != 0) {
      size_t position = at + (size_t)__builtin_ctzll(mask);
      mask &= mask - 1;
      // Surplus fields overwrite the spare slot.
      ends[found < fields ? found : fields] = (uint32_t)position;
      found++;
      if (position < to && bytes[position] == delimiter) continue;
      if (found == 1 && position == start) {
        // A blank line, or the LF of a CRLF.
      } else if (found == fields) {
        index->starts[index->rows] = (uint32_t)start;
        index->numbers[index->rows] = index->next_number++;
        index->rows++;
        ends += fields;
      } else {
        index->ragged[index->ragged_count++] =
          (ck_csv_ragged){(uint32_t)start, (uint32_t)position, index->next_number++, found};
      }
      found = 0;
      start = position < to ? position + 1 : to;
      const bool is_full = index->rows == index->row_capacity || index->ragged_count == index->ragged_capacity;
      if (is_full || --lines == 0) return start;
    }
  }
  return start;
}
