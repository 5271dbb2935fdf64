// Texts of a column: which are values, and the codes of short ones.
#include <string.h>

#include "ckernels_text.h"

/// The bytes of a text of 1 to 8 shifted up, so that its last is the highest. No two texts without NUL share a word.
static inline uint64_t word_of(const uint8_t *text, size_t length) {
  uint64_t word;
  memcpy(&word, text, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word << (64 - 8 * length);
}

uint64_t ck_text_word(const uint8_t *text, size_t length) {
  return length >= 1 && length <= 8 ? word_of(text, length) : 0;
}

size_t ck_mark_texts(
  const ck_block_fields *block, uint32_t field, const ck_null_texts *nulls, uint8_t *has_text
) {
  const uint32_t stride = block->fields, rows = block->rows;
  const uint32_t *ends = block->ends + field;
  size_t missing = 0;
  for (uint32_t row = 0; row < rows; row++, ends += stride) {
    const uint32_t start = field == 0 ? block->starts[row] : ends[-1] + 1;
    const size_t length = *ends - start;
    bool is_null = (length == 0) & nulls->has_empty;
    if (nulls->count != 0 && length >= 1 && length <= 8) {
      const uint64_t word = word_of(block->bytes + start, length);
      for (size_t i = 0; i < nulls->count; i++) is_null |= word == nulls->words[i];
    }
    has_text[row] = !is_null;
    missing += is_null;
  }
  return missing;
}

static inline size_t place_of(const ck_word_codes *codes, uint64_t word) {
  const unsigned __int128 product = (unsigned __int128)(word ^ codes->seed) * 0x9E3779B97F4A7C15ull;
  return (size_t)((uint64_t)product ^ (uint64_t)(product >> 64)) & codes->mask;
}

uint32_t ck_code_texts(
  const ck_block_fields *block, uint32_t field, const uint8_t *has_text, const ck_word_codes *codes, uint32_t row,
  int32_t *out
) {
  const uint32_t stride = block->fields, rows = block->rows;
  const uint32_t *ends = block->ends + field + (size_t)row * stride;
  for (; row < rows; row++, ends += stride) {
    if (!has_text[row]) {
      out[row] = 0;
      continue;
    }
    const uint32_t start = field == 0 ? block->starts[row] : ends[-1] + 1;
    const size_t length = *ends - start;
    if (length == 0 || length > 8) return row;
    const uint64_t word = word_of(block->bytes + start, length);
    size_t place = place_of(codes, word);
    while (codes->entries[place].word != word) {
      if (codes->entries[place].word == 0) return row;
      place = (place + 1) & codes->mask;
    }
    out[row] = codes->entries[place].code;
  }
  return rows;
}

void ck_enter_word(const ck_word_codes *codes, uint64_t word, int32_t code) {
  size_t place = place_of(codes, word);
  while (codes->entries[place].word != 0) place = (place + 1) & codes->mask;
  codes->entries[place].word = word;
  codes->entries[place].code = code;
}
