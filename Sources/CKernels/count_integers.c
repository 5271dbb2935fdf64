#include "ckernels.h"

size_t ck_integer_span(const double *values, size_t count, int32_t *low) {
  if (count == 0) return 0;
  int32_t least = INT32_MAX, most = INT32_MIN;
  int32_t are_integers = 1;
  for (size_t i = 0; i < count; i++) {
    const double value = values[i];
    const int is_inside = (value >= -1e9) & (value <= 1e9);
    const int32_t integer = (int32_t)(is_inside ? value : 0);
    are_integers &= is_inside & ((double)integer == value);
    least = integer < least ? integer : least;
    most = integer > most ? integer : most;
  }
  *low = least;
  return are_integers ? (size_t)((int64_t)most - least) + 1 : 0;
}

void ck_count_integers(const double *values, size_t count, int32_t low, uint32_t *counts) {
  for (size_t i = 0; i < count; i++) counts[(int32_t)values[i] - low]++;
}
