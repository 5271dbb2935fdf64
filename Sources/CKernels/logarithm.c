#include "ckernels.h"
#include "lanes.h"

#pragma STDC FP_CONTRACT OFF

// ln(1 + x) for finite x; NaN at -1 and below. With u = 1 + x = 2^n·m, m from √½ to √2: n·ln 2 + 2·artanh((m - 1)/(m +
// 1)), and what u lost in rounding, divided by u. One division serves both quotients; what it rounds off weighs little
// in either.
CK_COMMON void logarithm(ck_doubles *lanes) {
  const ck_doubles x = *lanes, u = x + 1;
  const ck_words bits = (ck_words)u;
  const ck_words above = bits - 0x3fe6a09e667f3bcdull;  // √½
  const ck_words exponent = above & 0xfff0000000000000ull;
  const ck_words whole = (ck_words)((ck_integers)above >> 52);
  const ck_doubles n = (ck_doubles)(whole + 0x4338000000000000ull) - CK_ROUNDING_SHIFT;
  const ck_doubles m = (ck_doubles)(bits - exponent);
  const ck_doubles f = m - 1, g = m + 1;
  const ck_doubles inverse = 1 / (m * g);
  const ck_doubles power = (ck_doubles)(0x3ff0000000000000ull - exponent);  // 2^-n
  const ck_doubles lost = (x - (u - 1)) * (inverse * g) * power;
  const ck_doubles s = f * (inverse * m);
  // Σ s^2k / (2k + 3), paired so that few of the steps wait for each other.
  const ck_doubles z = s * s, z2 = z * z, z4 = z2 * z2;
  const ck_doubles low = (1.0 / 3 + z * (1.0 / 5)) + z2 * (1.0 / 7 + z * (1.0 / 9));
  const ck_doubles middle = (1.0 / 11 + z * (1.0 / 13)) + z2 * (1.0 / 15 + z * (1.0 / 17));
  const ck_doubles high = (1.0 / 19 + z * (1.0 / 21)) + z2 * (1.0 / 23);
  const ck_doubles series = low + z4 * (middle + z4 * high);
  // 2·artanh(s) = f - s·(f - 2·s²·series), which keeps the digits of f. ln 2 in two parts, the first with so few digits
  // that n times it is exact.
  const ck_doubles mantissa = f - s * (f - 2 * z * series);
  const ck_doubles result = n * 0x1.62e42feep-1 + (mantissa + (n * 0x1.a39ef35793c76p-33 + lost));
  const ck_words isDefined = (ck_words)(x > -1);
  *lanes = (ck_doubles)(((ck_words)result & isDefined) | (~isDefined & 0x7ff8000000000000ull));
}

CK_COMMON void ck_log1p_common(double *values, size_t count) {
  ck_doubles x;
  CK_EACH_BLOCK(count, {
    ck_load(values + row, lanes, &x);
    logarithm(&x);
    ck_store(&x, lanes, values + row);
  });
}

CK_EACH_WIDTH(ck_log1p, (double *values, size_t count), (values, count))

CK_COMMON void ck_log1p_of_size_common(double *values, size_t count) {
  ck_doubles x;
  CK_EACH_BLOCK(count, {
    ck_load(values + row, lanes, &x);
    const ck_words sign = (ck_words)x & 0x8000000000000000ull;
    x = (ck_doubles)((ck_words)x ^ sign);
    logarithm(&x);
    x = (ck_doubles)((ck_words)x ^ sign);
    ck_store(&x, lanes, values + row);
  });
}

CK_EACH_WIDTH(ck_log1p_of_size, (double *values, size_t count), (values, count))
