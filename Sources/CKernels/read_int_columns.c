// Whole numbers, eight fields at a time; only `CK_EACH_WIDTH` knows what the processor is.
#include "ckernels_text.h"
#include "lanes.h"

typedef uint8_t ck_bytes __attribute__((vector_size(64)));
typedef uint16_t ck_pairs __attribute__((vector_size(64)));
typedef uint32_t ck_fours __attribute__((vector_size(64)));
typedef uint8_t ck_flags __attribute__((vector_size(8)));

/// The eight bytes before `end`, the last of them the highest; the first of them may stand before the field.
CK_COMMON uint64_t load_before(const uint8_t *bytes, uint32_t end) {
  uint64_t word;
  memcpy(&word, bytes + end - 8, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// Reads the fields that end at `ends[0]`, `ends[stride]` and so on, none before byte 8: an optional minus and one to
/// seven digits, or eight. Returns 8 flags of 1 for all others, whose values mean nothing.
CK_COMMON ck_flags read_eight(
  const uint8_t *bytes, const uint32_t *ends, size_t stride, const ck_words *starts, int64_t *values
) {
  ck_words end, word;
#pragma clang loop unroll(full)
  for (int lane = 0; lane < CK_LANES; lane++) {
    const uint32_t at = ends[lane * stride];
    end[lane] = at;
    word[lane] = load_before(bytes, at);
  }
  const ck_words length = end - *starts;
  const ck_words is_long = (ck_words)(length > 8);
  // Two shifts, as one by 64 means nothing.
  const ck_words half = 32 - 4 * ((length & ~is_long) | (8 & is_long));
  const ck_words inside = (~(ck_words){0} << half) << half;
  const ck_bytes first = (ck_bytes)(inside & ~(inside << 8));
  const ck_bytes minus = (ck_bytes)((ck_bytes)word == (uint8_t)'-') & first;
  const ck_bytes digit = ((ck_bytes)word - (uint8_t)'0') & (ck_bytes)inside & ~minus;
  const ck_bytes is_other = (ck_bytes)(digit > 9);
  const ck_words negative = (ck_words)((ck_words)minus != 0);
  // Pairs of digits, then fours, then eight.
  const ck_pairs twos = ((ck_pairs)digit & 0xFF) * 10 + ((ck_pairs)digit >> 8);
  const ck_fours fours = ((ck_fours)twos & 0xFFFF) * 100 + ((ck_fours)twos >> 16);
  const ck_words magnitude = ((ck_words)fours & 0xFFFFFFFF) * 10000 + ((ck_words)fours >> 32);
  const ck_words number = (magnitude ^ negative) - negative;
  memcpy(values, &number, sizeof number);
  // A minus alone is no number, nor is nothing.
  const ck_words is_short = (ck_words)(length - (negative & 1) == 0);
  const ck_words failed = (ck_words)((ck_words)is_other != 0) | is_long | is_short;
  return __builtin_convertvector(failed & 1, ck_flags);
}

/// As `ck_read_ints`; counts the failures in `*failures`.
CK_COMMON void read_columns_common(
  const ck_block_fields *block, uint32_t field, int64_t *values, uint8_t *failed, size_t *failures
) {
  const size_t stride = block->fields, rows = block->rows;
  const uint32_t *ends = block->ends + field;
  // Where the field before ends; of the first field, nothing that is looked at.
  const uint32_t *before = field == 0 ? ends : ends - 1;
  size_t row = 0, count = 0;
  while (row < rows) {
    // The bytes before a field can be read, but for the first fields of all.
    if (rows - row < CK_LANES || ends[row * stride] < 8) {
      const uint32_t start = field == 0 ? block->starts[row] : before[row * stride] + 1;
      failed[row] = !ck_read_int(block->bytes + start, ends[row * stride] - start, &values[row]);
      count += failed[row++];
      continue;
    }
    ck_words starts;
#pragma clang loop unroll(full)
    for (size_t lane = 0; lane < CK_LANES; lane++) {
      starts[lane] = field == 0 ? block->starts[row + lane] : (uint64_t)before[(row + lane) * stride] + 1;
    }
    const ck_flags flags = read_eight(block->bytes, ends + row * stride, stride, &starts, values + row);
    uint64_t any;
    memcpy(&any, &flags, 8);
    memcpy(failed + row, &flags, 8);
    for (size_t lane = 0; any != 0 && lane < CK_LANES; lane++) {
      if (!failed[row + lane]) continue;
      const uint8_t *text = block->bytes + starts[lane];
      failed[row + lane] = !ck_read_int(text, ends[(row + lane) * stride] - starts[lane], &values[row + lane]);
      count += failed[row + lane];
    }
    row += CK_LANES;
  }
  *failures = count;
}

#define PARAMETERS \
  (const ck_block_fields *block, uint32_t field, int64_t *values, uint8_t *failed, size_t *failures)
#define ARGUMENTS (block, field, values, failed, failures)

void read_columns PARAMETERS;
CK_EACH_WIDTH(read_columns, PARAMETERS, ARGUMENTS)

size_t ck_read_ints(const ck_block_fields *block, uint32_t field, int64_t *values, uint8_t *failed) {
  size_t failures;
  read_columns(block, field, values, failed, &failures);
  return failures;
}
