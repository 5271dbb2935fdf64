#include <stdbool.h>
#include <string.h>

#include "ckernels_text.h"
#include "powers.h"

static const char pairs[201] =
  "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657"
  "585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static const uint64_t powers_of_ten[20] = {
  1u,
  10u,
  100u,
  1000u,
  10000u,
  100000u,
  1000000u,
  10000000u,
  100000000u,
  1000000000u,
  10000000000u,
  100000000000u,
  1000000000000u,
  10000000000000u,
  100000000000000u,
  1000000000000000u,
  10000000000000000u,
  100000000000000000u,
  1000000000000000000u,
  10000000000000000000u,
};

/// From the number of bits: 1233/4096 is a little more than log10(2).
static inline size_t digit_count(uint64_t value) {
  const size_t guess = ((64 - (size_t)__builtin_clzll(value | 1)) * 1233) >> 12;
  return guess + 1 - (guess > 0 && value < powers_of_ten[guess]);
}

/// The eight digits of a number below 10^8: fours, then pairs, then single ones, all of them at once.
static inline void write_eight(uint32_t value, uint8_t *out) {
  const uint64_t fours = value / 10000 | (uint64_t)(value % 10000) << 32;
  const uint64_t hundreds = ((fours * 10486) >> 20) & 0x0000007F0000007Fu;
  const uint64_t pairs = hundreds | (fours - hundreds * 100) << 16;
  const uint64_t tens = ((pairs * 103) >> 10) & 0x000F000F000F000Fu;
  uint64_t digits = (tens | (pairs - tens * 10) << 8) | 0x3030303030303030u;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  digits = __builtin_bswap64(digits);
#endif
  memcpy(out, &digits, 8);
}

/// Writes `value` so that it ends at `out + count`.
static inline void write_digits(uint64_t value, size_t count, uint8_t *out) {
  uint8_t *at = out + count;
  while (value >= 100) {
    at -= 2;
    memcpy(at, pairs + 2 * (value % 100), 2);
    value /= 100;
  }
  if (value >= 10) {
    memcpy(at - 2, pairs + 2 * value, 2);
  } else {
    at[-1] = (uint8_t)('0' + value);
  }
}

size_t ck_write_int(int64_t value, uint8_t *out) {
  bool negative = value < 0;
  uint64_t magnitude = negative ? 0 - (uint64_t)value : (uint64_t)value;
  size_t count = digit_count(magnitude);
  if (negative) *out++ = '-';
  write_digits(magnitude, count, out);
  return count + negative;
}

typedef struct { uint64_t digits; int exponent; } decimal;

/// floor(log2(10^e)) for -1233 <= e <= 1233
static inline int floor_log2_pow10(int e) { return (e * 1741647) >> 19; }
/// floor(log10(2^e)) for -1500 <= e <= 1500
static inline int floor_log10_pow2(int e) { return (e * 1262611) >> 22; }
/// floor(log10(3/4 2^e)) for -1500 <= e <= 1500
static inline int floor_log10_three_quarters_pow2(int e) { return (e * 1262611 - 524031) >> 22; }

static inline uint64_t round_to_odd(const uint64_t power[2], uint64_t factor) {
  uint64_t carry = (uint64_t)(((unsigned __int128)power[1] * factor) >> 64);
  unsigned __int128 product = (unsigned __int128)power[0] * factor + carry;
  return (uint64_t)(product >> 64) | ((uint64_t)product > 1);
}

/// The shortest decimal in the rounding interval of a finite positive double, of those the nearest: R. Giulietti, "The
/// Schubfach way to render doubles", 2020.
static decimal shortest(uint64_t bits) {
  uint64_t fraction = bits & ((1ull << 52) - 1);
  int biased = (int)(bits >> 52);
  uint64_t c = biased != 0 ? fraction | 1ull << 52 : fraction;
  int q = biased != 0 ? biased - 1075 : -1074;
  if (biased != 0 && q <= 0 && q > -53 && (c & ((1ull << -q) - 1)) == 0) return (decimal){c >> -q, 0};

  bool is_even = c % 2 == 0;
  bool lower_is_closer = fraction == 0 && biased > 1;
  int k = lower_is_closer ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
  int h = q + floor_log2_pow10(-k) + 1;
  // The algorithm wants the power rounded up; the table is rounded down where it is not exact.
  const uint64_t *entry = ck_powers[-k - CK_POWER_MIN];
  uint64_t power[2] = {entry[0], entry[1] + (-k < 0 || -k > 55)};
  uint64_t lower = round_to_odd(power, (4 * c - 2 + lower_is_closer) << h) + !is_even;
  uint64_t middle = round_to_odd(power, (4 * c) << h);
  uint64_t upper = round_to_odd(power, (4 * c + 2) << h) - !is_even;

  uint64_t s = middle / 4;
  if (s >= 10) {
    uint64_t tens = s / 10;
    bool down = lower <= 40 * tens, up = 40 * tens + 40 <= upper;
    if (down != up) return (decimal){tens + up, k + 1};
  }
  bool down = lower <= 4 * s, up = 4 * s + 4 <= upper;
  if (down != up) return (decimal){s + up, k};
  uint64_t tie = 4 * s + 2;
  return (decimal){s + (middle > tie || (middle == tie && s % 2 != 0)), k};
}

static size_t write_exponent(int exponent, uint8_t *out) {
  out[0] = 'e';
  out[1] = exponent < 0 ? '-' : '+';
  int magnitude = exponent < 0 ? -exponent : exponent;
  size_t count = 2;
  if (magnitude >= 100) out[count++] = (uint8_t)('0' + magnitude / 100);
  memcpy(out + count, pairs + 2 * (magnitude % 100), 2);
  return count + 2;
}

/// Texts are put together here, so that copies may have a fixed length.
enum {
  DIGITS = 24,
  SCRATCH = 64,
  /// Of a double without its sign: 17 digits, a point and an exponent of 5 are 23.
  LONGEST = 24,
};

size_t ck_write_double(double value, uint8_t *out) {
  uint64_t bits;
  memcpy(&bits, &value, 8);
  const uint64_t magnitude = bits & ~(1ull << 63);
  if (magnitude > 0x7FFull << 52) {
    memcpy(out, "nan", 3);
    return 3;
  }
  const size_t sign = bits >> 63;
  out[0] = '-';
  if (magnitude == 0x7FFull << 52 || magnitude == 0) {
    memcpy(out + sign, magnitude == 0 ? "0.0" : "inf", 3);
    return sign + 3;
  }
  decimal number = shortest(magnitude);
  while (number.digits % 10 == 0) {
    number.digits /= 10;
    number.exponent++;
  }
  const int count = (int)digit_count(number.digits);
  // At most 17 digits, at the end of 24.
  uint8_t zeros_and_digits[DIGITS];
  const uint64_t upper = number.digits / 100000000;
  write_eight((uint32_t)(upper / 100000000), zeros_and_digits);
  write_eight((uint32_t)(upper % 100000000), zeros_and_digits + 8);
  write_eight((uint32_t)(number.digits % 100000000), zeros_and_digits + 16);
  uint8_t digits[DIGITS + DIGITS];
  memcpy(digits, zeros_and_digits, DIGITS);
  memset(digits + DIGITS, '0', DIGITS);
  const uint8_t *first = digits + DIGITS - count;
  // The value is 0.ddd * 10^point.
  const int point = count + number.exponent;
  double absolute;
  memcpy(&absolute, &magnitude, 8);
  uint8_t text[SCRATCH];
  uint8_t *at = text;
  size_t length;
  if (point <= -4 || absolute > 0x1p53) {
    at[0] = first[0];
    at[1] = '.';
    memcpy(at + 2, first + 1, 16);
    length = count == 1 ? 1 : (size_t)count + 1;
    length += write_exponent(point - 1, at + length);
  } else if (point <= 0) {
    memcpy(at, "0.000", 5);
    memcpy(at + 2 - point, first, 17);
    length = (size_t)(2 - point + count);
  } else if (count <= point) {
    // Zeros follow the digits.
    memcpy(at, first, 17);
    memcpy(at + point, ".0", 2);
    length = (size_t)point + 2;
  } else {
    memcpy(at, first, 17);
    at[point] = '.';
    memcpy(at + point + 1, first + point, 17);
    length = (size_t)count + 1;
  }
  memcpy(out + sign, text, LONGEST);
  return sign + length;
}

size_t ck_write_date(int32_t days, uint8_t *out) {
  // H. Hinnant, "chrono-compatible low-level date algorithms".
  int64_t shifted = (int64_t)days + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int64_t day_of_era = shifted - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t march_month = (5 * day_of_year + 2) / 153;
  int64_t day = day_of_year - (153 * march_month + 2) / 5 + 1;
  int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  int64_t year = year_of_era + era * 400 + (month <= 2);
  uint8_t *at = out;
  if (year < 0) *at++ = '-';
  uint64_t magnitude = (uint64_t)(year < 0 ? -year : year);
  if (magnitude < 10000) {
    memcpy(at, pairs + 2 * (magnitude / 100), 2);
    memcpy(at + 2, pairs + 2 * (magnitude % 100), 2);
    at += 4;
  } else {
    at += ck_write_int((int64_t)magnitude, at);
  }
  *at++ = '-';
  memcpy(at, pairs + 2 * month, 2);
  at[2] = '-';
  memcpy(at + 3, pairs + 2 * day, 2);
  return (size_t)(at + 5 - out);
}

size_t ck_write_timestamp(int64_t microseconds, uint8_t *out) {
  const int64_t day = 86400000000;
  int64_t days = microseconds / day, rest = microseconds % day;
  if (rest < 0) {
    rest += day;
    days--;
  }
  uint8_t *at = out + ck_write_date((int32_t)days, out);
  int64_t seconds = rest / 1000000, fraction = rest % 1000000;
  int64_t parts[3] = {seconds / 3600, seconds / 60 % 60, seconds % 60};
  for (int i = 0; i < 3; i++) {
    *at++ = i == 0 ? 'T' : ':';
    memcpy(at, pairs + 2 * parts[i], 2);
    at += 2;
  }
  if (fraction != 0) {
    *at++ = '.';
    for (int64_t scale = 10000; scale > 0; scale /= 100, at += 2) memcpy(at, pairs + 2 * (fraction / scale % 100), 2);
  }
  *at++ = 'Z';
  return (size_t)(at - out);
}
