// The loop over one field of every row of a block.
#ifndef CKERNELS_FIELDS_H
#define CKERNELS_FIELDS_H

#include "ckernels_text.h"

/// Runs `action` with `row`, `text` and `length` for field `field` of each row, and returns the sum of `failed`.
#define CK_EACH_FIELD(block, field, action)                                                        \
  const uint32_t stride = (block)->fields, rows = (block)->rows;                                   \
  const uint8_t *const bytes = (block)->bytes;                                                     \
  const uint32_t *ends = (block)->ends + (field);                                                  \
  size_t failures = 0;                                                                             \
  for (uint32_t row = 0; row < rows; row++, ends += stride) {                                      \
    uint32_t start = (field) == 0 ? (block)->starts[row] : ends[-1] + 1;                           \
    const uint8_t *text = bytes + start;                                                           \
    size_t length = *ends - start;                                                                 \
    action;                                                                                        \
    failures += failed[row];                                                                       \
  }                                                                                                \
  return failures;

#endif
