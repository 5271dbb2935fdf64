#include <string.h>

#include "ckernels_csv.h"
#include "ckernels_matrix.h"

/// Rows that are written together: columns are read one after the other, and the rows stay in the nearest cache.
enum { BLOCK = 128 };

static inline bool bit(const uint8_t *bits, size_t row) { return bits[row >> 3] >> (row & 7) & 1; }

/// Writes `value` of each of the rows, `stride` apart; a missing one is NaN.
#define EACH(value)                                                                                              \
  for (size_t row = first; row < end; row++, out += stride) {                                                    \
    *out = column->validity != NULL && !bit(column->validity, row) ? __builtin_nan("") : (double)(value);        \
  }                                                                                                              \
  return;

static void write_column(ck_csv_column *column, size_t first, size_t end, size_t stride, double *out) {
  switch (column->type) {
    case CK_CSV_INT:
    case CK_CSV_TIMESTAMP: EACH(((const int64_t *)column->values)[row])
    case CK_CSV_FLOAT: EACH(((const double *)column->values)[row])
    case CK_CSV_BOOL: EACH(bit(column->values, row))
    case CK_CSV_DATE: EACH(((const int32_t *)column->values)[row])
    case CK_CSV_STRING:
    case CK_CSV_CATEGORY: return;
    case CK_CSV_SPARSE_ONE:
    case CK_CSV_SPARSE_INT:
    case CK_CSV_SPARSE_FLOAT: {
      double *const start = out;
      for (size_t row = first; row < end; row++, out += stride) *out = 0;
      for (; column->cursor < column->row_count && (size_t)column->rows[column->cursor] < end; column->cursor++) {
        const size_t at = column->cursor, row = (size_t)column->rows[at];
        if (row < first) continue;
        start[(row - first) * stride] = column->type == CK_CSV_SPARSE_ONE   ? 1
                                        : column->type == CK_CSV_SPARSE_INT ? ((const int32_t *)column->values)[at]
                                                                            : ((const double *)column->values)[at];
      }
      return;
    }
  }
}

void ck_write_matrix(ck_csv_column *columns, size_t count, size_t rows, double *out) {
  for (size_t first = 0; first < rows; first += BLOCK) {
    const size_t end = rows - first < BLOCK ? rows : first + BLOCK;
    for (size_t i = 0; i < count; i++) write_column(&columns[i], first, end, count, out + first * count + i);
  }
}
