#include <stdbool.h>
#include <string.h>

#include "ckernels_text.h"
#include "powers.h"

static const char pairs[201] =
  "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657"
  "585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static size_t digit_count(uint64_t value) {
  size_t count = 1;
  for (; value >= 10000; value /= 10000) count += 4;
  return count + (value >= 10) + (value >= 100) + (value >= 1000);
}

/// Writes `value` so that it ends at `out + count`.
static void write_digits(uint64_t value, size_t count, uint8_t *out) {
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

size_t ck_write_double(double value, uint8_t *out) {
  uint64_t bits;
  memcpy(&bits, &value, 8);
  uint8_t *at = out;
  uint64_t magnitude = bits & ~(1ull << 63);
  if (magnitude > 0x7FFull << 52) {
    memcpy(at, "nan", 3);
    return 3;
  }
  if (bits >> 63) *at++ = '-';
  if (magnitude == 0x7FFull << 52) {
    memcpy(at, "inf", 3);
    return (size_t)(at + 3 - out);
  }
  if (magnitude == 0) {
    memcpy(at, "0.0", 3);
    return (size_t)(at + 3 - out);
  }
  decimal number = shortest(magnitude);
  while (number.digits % 10 == 0) {
    number.digits /= 10;
    number.exponent++;
  }
  int count = (int)digit_count(number.digits);
  // The value is 0.ddd * 10^point.
  int point = count + number.exponent;
  double absolute;
  memcpy(&absolute, &magnitude, 8);
  if (point <= -4 || absolute > 0x1p53) {
    write_digits(number.digits, (size_t)count, at + 1);
    at[0] = at[1];
    at[1] = '.';
    at += count == 1 ? 1 : count + 1;
    at += write_exponent(point - 1, at);
  } else if (point <= 0) {
    memcpy(at, "0.000", 5);
    write_digits(number.digits, (size_t)count, at + 2 - point);
    at += 2 - point + count;
  } else if (count <= point) {
    write_digits(number.digits, (size_t)count, at);
    memset(at + count, '0', (size_t)(point - count));
    memcpy(at + point, ".0", 2);
    at += point + 2;
  } else {
    write_digits(number.digits, (size_t)count, at + 1);
    memmove(at, at + 1, (size_t)point);
    at[point] = '.';
    at += count + 1;
  }
  return (size_t)(at - out);
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
