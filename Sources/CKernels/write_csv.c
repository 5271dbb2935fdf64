#include <stddef.h>
#include <string.h>

#include "ckernels_csv.h"
#include "ckernels_text.h"

/// Room that every cell but a text one needs: the value and a separator.
#define CELL_BOUND 33

static inline bool bit(const uint8_t *bits, size_t row) { return bits[row >> 3] >> (row & 7) & 1; }

size_t ck_csv_write_text(const uint8_t *text, size_t length, uint8_t delimiter, uint8_t *out) {
  bool needs_quotes = length == 0;
  for (size_t i = 0; i < length; i++) {
    uint8_t byte = text[i];
    needs_quotes |= (byte == delimiter) | (byte == '"') | (byte == '\n') | (byte == '\r');
  }
  if (!needs_quotes) {
    memcpy(out, text, length);
    return length;
  }
  uint8_t *at = out;
  *at++ = '"';
  for (size_t i = 0; i < length; i++) {
    *at++ = text[i];
    if (text[i] == '"') *at++ = '"';
  }
  *at++ = '"';
  return (size_t)(at - out);
}

static inline size_t write_bool(bool value, uint8_t *out) {
  memcpy(out, value ? "true" : "false", 5);
  return value ? 4 : 5;
}

/// Moves on to the row; -1 where it holds 0, else the place of its value. A row may be asked for again.
static inline ptrdiff_t sparse_place(ck_csv_column *column, size_t row) {
  size_t at = column->cursor;
  while (at < column->row_count && (size_t)column->rows[at] < row) at++;
  column->cursor = at;
  return at < column->row_count && (size_t)column->rows[at] == row ? (ptrdiff_t)at : -1;
}

size_t ck_csv_write_rows_plainly(
  ck_csv_column *columns, size_t count, size_t *row, size_t rows, uint8_t delimiter, uint8_t *out,
  size_t capacity
) {
  size_t written = 0, current = *row;
  for (; current < rows; current++) {
    uint8_t *at = out + written;
    for (size_t i = 0; i < count; i++) {
      ck_csv_column *column = &columns[i];
      size_t used = (size_t)(at - out);
      if (capacity - used < CELL_BOUND) goto full;
      if (column->validity != NULL && !bit(column->validity, current)) {
        if (count == 1) {
          memcpy(at, "\"\"", 2);
          at += 2;
        }
      } else {
        switch (column->type) {
          case CK_CSV_INT: at += ck_write_int(((const int64_t *)column->values)[current], at); break;
          case CK_CSV_FLOAT: at += ck_write_double(((const double *)column->values)[current], at); break;
          case CK_CSV_BOOL: at += write_bool(bit(column->values, current), at); break;
          case CK_CSV_DATE: at += ck_write_date(((const int32_t *)column->values)[current], at); break;
          case CK_CSV_TIMESTAMP: at += ck_write_timestamp(((const int64_t *)column->values)[current], at); break;
          case CK_CSV_STRING:
          case CK_CSV_CATEGORY: {
            size_t index =
              column->type == CK_CSV_STRING ? current : (size_t)((const int32_t *)column->values)[current];
            size_t start = (size_t)column->offsets[index];
            size_t length = (size_t)column->offsets[index + 1] - start;
            if (capacity - used < 2 * length + 3) goto full;
            at += ck_csv_write_text(column->bytes + start, length, delimiter, at);
            break;
          }
          case CK_CSV_SPARSE_ONE: *at++ = sparse_place(column, current) < 0 ? '0' : '1'; break;
          case CK_CSV_SPARSE_INT: {
            ptrdiff_t place = sparse_place(column, current);
            at += ck_write_int(place < 0 ? 0 : ((const int32_t *)column->values)[place], at);
            break;
          }
          case CK_CSV_SPARSE_FLOAT: {
            ptrdiff_t place = sparse_place(column, current);
            at += ck_write_double(place < 0 ? 0 : ((const double *)column->values)[place], at);
            break;
          }
        }
      }
      *at++ = i + 1 < count ? delimiter : '\n';
    }
    written = (size_t)(at - out);
  }
full:
  *row = current;
  return written;
}

size_t ck_pack_bits(const uint8_t *flags, size_t count, uint8_t *bits) {
  size_t ones = 0, at = 0;
  for (; at + 8 <= count; at += 8) {
    uint64_t word;
    memcpy(&word, flags + at, 8);
    // Byte i of the flags goes to bit 56 + i of the product; no two meet.
    uint8_t packed = (uint8_t)((word * 0x0102040810204080u) >> 56);
    bits[at >> 3] = packed;
    ones += (size_t)__builtin_popcount(packed);
  }
  if (at < count) {
    uint8_t packed = 0;
    for (size_t i = 0; at + i < count; i++) packed |= (uint8_t)((flags[at + i] & 1) << i);
    bits[at >> 3] = packed;
    ones += (size_t)__builtin_popcount(packed);
  }
  return ones;
}
