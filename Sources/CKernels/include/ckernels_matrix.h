// Columns into rows of numbers.
#ifndef CKERNELS_MATRIX_H
#define CKERNELS_MATRIX_H

#include "ckernels_csv.h"

/// Writes `count` columns of numbers, none of them text, as `rows` rows of `count` doubles: a missing value as NaN, a
/// boolean as 0 or 1, a date as days and a timestamp as microseconds since 1970. The cursors of sparse columns are 0.
void ck_write_matrix(ck_csv_column *columns, size_t count, size_t rows, double *out);

#endif
