// sincos is GNU's and musl's, not the standard's.
#define _GNU_SOURCE

#include <math.h>

#include "ckernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

// An angle beyond this many radians is left to the C library: the multiple of π/2 that it lies near must be subtracted
// with more digits the larger it is.
static const double farthest = 1024;

// x = n·π/2 + r; sine and cosine of r by fdlibm's polynomials (k_sin.c, k_cos.c: within one unit in the last place),
// swapped and negated by n's lowest two bits.
CK_COMMON void turn(const ck_doubles *angle, ck_doubles *sine, ck_doubles *cosine) {
  const ck_doubles x = *angle;
  const ck_doubles shifted = x * 0x1.45f306dc9c883p-1 + CK_ROUNDING_SHIFT;
  const ck_doubles n = shifted - CK_ROUNDING_SHIFT;
  // π/2 in parts of which the first two have so few digits that n times each is exact.
  const ck_doubles r = ((x - n * 0x1.921fb544p0) - n * 0x1.0b4611a6p-34) - n * 0x1.3198a2e037073p-69;
  const ck_doubles z = r * r, z2 = z * z, z4 = z2 * z2;
  const ck_doubles odd = (-1.66666666666666324348e-01 + z * 8.33333333332248946124e-03)
    + z2 * (-1.98412698298579493134e-04 + z * 2.75573137070700676789e-06)
    + z4 * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10);
  const ck_doubles even = (4.16666666666666019037e-02 + z * -1.38888888888741095749e-03)
    + z2 * (2.48015872894767294178e-05 + z * -2.75573143513906633035e-07)
    + z4 * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11);
  const ck_doubles half = z * 0.5, rest = 1 - half;
  const ck_words s = (ck_words)(r + r * z * odd);
  const ck_words c = (ck_words)(rest + (((1 - rest) - half) + z2 * even));
  const ck_words quarter = (ck_words)shifted;
  const ck_words isSwapped = -(quarter & 1);
  *sine = (ck_doubles)(((s & ~isSwapped) | (c & isSwapped)) ^ (quarter & 2) << 62);
  *cosine = (ck_doubles)(((c & ~isSwapped) | (s & isSwapped)) ^ ((quarter + 1) & 2) << 62);
}

CK_COMMON void ck_circle_common(const double *values, size_t count, double factor, double *sines, double *cosines) {
  ck_doubles x, sine, cosine;
  ck_words isFar = {0};
  CK_EACH_BLOCK(count, {
    ck_load(values + row, lanes, &x);
    x *= factor;
    isFar |= ~(ck_words)((x <= farthest) & (x >= -farthest));
    turn(&x, &sine, &cosine);
    ck_store(&sine, lanes, sines + row);
    ck_store(&cosine, lanes, cosines + row);
  });
  uint64_t isAnyFar = 0;
  for (size_t lane = 0; lane < CK_LANES; lane++) isAnyFar |= isFar[lane];
  if (!isAnyFar) return;
  for (size_t row = 0; row < count; row++) {
    const double angle = values[row] * factor;
    if (!(fabs(angle) <= farthest)) sincos(angle, &sines[row], &cosines[row]);
  }
}

CK_EACH_WIDTH(
  ck_circle, (const double *values, size_t count, double factor, double *sines, double *cosines),
  (values, count, factor, sines, cosines))
