#include <string.h>

#include "ckernels.h"
#include "matching.h"

/// Bit i of the result is the parity of bits 0...i: set between a quote and the next.
static inline uint64_t prefix_parity(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

/// The 64 bytes at `at`; past `to` they are 0, which is no separator.
static inline ck_block load_padded(const uint8_t *bytes, size_t at, size_t to, uint8_t scratch[64]) {
  if (to - at >= 64) return ck_load_block(bytes + at);
  memset(scratch, 0, 64);
  memcpy(scratch, bytes + at, to - at);
  return ck_load_block(scratch);
}

static inline bool is_sought(const ck_csv_sought *sought, const uint8_t *field, size_t length) {
  if (length >= 2 && field[0] == '"' && field[length - 1] == '"') {
    field++;
    length -= 2;
  }
  return length >= sought->shortest && length <= sought->longest && ck_find_string(sought->texts, field, length) >= 0;
}

size_t ck_csv_find_records(
  const ck_csv_sought *sought, const uint8_t *bytes, size_t from, size_t to, bool at_end, ck_csv_found *found,
  size_t capacity, size_t *count
) {
  *count = 0;
  size_t start = from, field_start = from;
  uint32_t field = 0;
  // Position among the sought columns of the next one in this record.
  size_t next = 0;
  bool is_hit = false;
  uint64_t inside = 0;
  uint8_t scratch[64];
  for (size_t at = from; at < to || (at_end && start < to); at += 64) {
    uint64_t ends = 0, delimiters = 0;
    if (at < to) {
      ck_block block = load_padded(bytes, at, to, scratch);
      const uint64_t quotes = ck_match(block, '"');
      uint64_t quoted = inside;
      if (quotes != 0) {
        quoted = prefix_parity(quotes) ^ inside;
        inside = (uint64_t)((int64_t)quoted >> 63);
      }
      ends = ck_match3(block, '\n', '\r', '\n') & ~quoted;
      delimiters = ck_match(block, sought->delimiter) & ~quoted;
    }
    // The end of the text acts as a last terminator.
    if (at_end && to - at < 64) ends |= 1ull << (to - at);
    uint64_t left = ~0ull;
    while (true) {
      // Once the sought columns have been seen, nothing of the record matters but its end.
      const uint64_t mask = (next < sought->column_count ? ends | delimiters : ends) & left;
      if (mask == 0) break;
      const int bit = __builtin_ctzll(mask);
      left = bit == 63 ? 0 : ~0ull << (bit + 1);
      const size_t position = at + (size_t)bit;
      if (position < start) continue;  // the LF of a CRLF
      if (next < sought->column_count) {
        if (field == sought->columns[next]) {
          next++;
          is_hit |= is_sought(sought, bytes + field_start, position - field_start);
        }
        field++;
        field_start = position + 1;
        if (!(ends >> bit & 1)) continue;
      }
      size_t end = position < to ? position + 1 : to;
      if (position < to && bytes[position] == '\r') {
        if (end == to && !at_end) return start;  // an LF may follow
        if (end < to && bytes[end] == '\n') end++;
      }
      if (is_hit) {
        found[*count] = (ck_csv_found){start, end};
        ++*count;
      }
      start = field_start = end;
      field = 0;
      next = 0;
      is_hit = false;
      if (*count == capacity) return start;
    }
  }
  return start;
}

bool ck_csv_is_plain(const uint8_t *text, size_t from, size_t to) {
  uint8_t scratch[64];
  for (size_t at = from; at < to; at += 64) {
    if (ck_match3(load_padded(text, at, to, scratch), '"', '\r', '"') != 0) return false;
  }
  return true;
}

static inline bool is_border(uint8_t byte, uint8_t delimiter) {
  return byte == delimiter || byte == '\n' || byte == '\r' || byte == '"';
}

/// The first border of a field, or a quote, at or behind `at`; beyond `limit` if there is none in 128 bytes.
static inline size_t find_border(const uint8_t *text, size_t at, size_t limit, uint8_t delimiter) {
  uint8_t scratch[64];
  for (int i = 0; i < 2; i++, at += 64) {
    if (at >= limit) return limit;
    const ck_block block = load_padded(text, at, limit, scratch);
    const uint64_t borders = ck_match3(block, '\n', '\r', '"') | ck_match(block, delimiter);
    if (borders != 0) return at + (size_t)__builtin_ctzll(borders);
  }
  return at >= limit ? limit : limit + 1;
}

size_t ck_csv_find_tokens(
  const ck_csv_sought *sought, const uint8_t *text, size_t from, size_t to, size_t limit, ck_csv_token *found,
  size_t capacity, size_t *count
) {
  *count = 0;
  uint8_t scratch[64];
  // A block is a byte shorter than what is loaded of it, so that no `pt` lies across two.
  for (size_t at = from; at < to; at += 63) {
    const ck_block block = load_padded(text, at, limit, scratch);
    uint64_t mask = ck_match(block, 'p') & ck_match(block, 't') >> 1;
    for (; mask != 0; mask &= mask - 1) {
      const size_t start = at + (size_t)__builtin_ctzll(mask);
      if (start >= to) break;
      if (limit - start < 4 || memcmp(text + start, "pt1_", 4) != 0) continue;
      if (start > 0 && !is_border(text[start - 1], sought->delimiter)) continue;
      const size_t end = find_border(text, start + 4, limit, sought->delimiter);
      if (end > limit) continue;
      const size_t length = end - start;
      const bool is_sought = length >= sought->shortest && length <= sought->longest &&
        ck_find_string(sought->texts, text + start, length) >= 0;
      found[*count] = (ck_csv_token){start, end, is_sought};
      if (++*count == capacity) return start + 1;
    }
  }
  return to;
}
