// sincos is GNU's and musl's, not the standard's.
#define _GNU_SOURCE

#include <math.h>

#include "ckernels.h"

void ck_circle(const double *values, size_t count, double factor, double *sines, double *cosines) {
  for (size_t row = 0; row < count; row++) sincos(values[row] * factor, &sines[row], &cosines[row]);
}
