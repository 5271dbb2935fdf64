#define _GNU_SOURCE  // strtod_l

#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "ckernels_text.h"
#include "fields.h"
#include "powers.h"

static inline uint64_t load_little_endian(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// Whether all 8 bytes are ASCII digits.
static inline bool are_digits(uint64_t word) {
  return ((word & 0xF0F0F0F0F0F0F0F0u) | (((word + 0x0606060606060606u) & 0xF0F0F0F0F0F0F0F0u) >> 4))
    == 0x3333333333333333u;
}

/// The number that 8 digits spell, first digit in the lowest byte: pairs, then fours, then eight, by three
/// multiplications (D. Lemire, "Quickly parsing eight digits", 2018).
static inline uint32_t eight_digits(uint64_t word) {
  word -= 0x3030303030303030u;
  word = word * 10 + (word >> 8);
  const uint64_t mask = 0x000000FF000000FFu;
  return (uint32_t)(((word & mask) * 0x000F424000000064u + ((word >> 16) & mask) * 0x0000271000000001u) >> 32);
}

/// The first `length` (1...8) digits at `text`, or false. Reads 8 bytes.
static inline bool up_to_eight(const uint8_t *text, size_t length, uint64_t *value) {
  unsigned shift = (unsigned)(8 - length) * 8;
  uint64_t word = load_little_endian(text) << shift;
  if (shift != 0) word |= 0x3030303030303030u >> (64 - shift);
  *value = eight_digits(word);
  return are_digits(word);
}

static inline __attribute__((always_inline)) bool read_int(const uint8_t *text, size_t length, int64_t *value) {
  *value = 0;
  if (length == 0) return false;
  bool negative = text[0] == '-';
  if (negative || text[0] == '+') {
    text++;
    if (--length == 0) return false;
  }
  uint64_t magnitude;
  if (length <= 8) {
    if (!up_to_eight(text, length, &magnitude)) return false;
  } else {
    while (length > 19 && *text == '0') {
      text++;
      length--;
    }
    if (length > 19) return false;
    // 19 digits are below 2^64.
    magnitude = 0;
    while (length > 0) {
      size_t part = length < 8 ? length : 8;
      static const uint32_t scale[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
      uint64_t digits;
      if (!up_to_eight(text, part, &digits)) return false;
      magnitude = magnitude * scale[part] + digits;
      text += part;
      length -= part;
    }
    if (magnitude > (uint64_t)INT64_MAX + negative) return false;
  }
  *value = (int64_t)(negative ? 0 - magnitude : magnitude);
  return true;
}

bool ck_read_int(const uint8_t *text, size_t length, int64_t *value) { return read_int(text, length, value); }

static locale_t c_locale;
static void make_c_locale(void) { c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0); }

/// For the texts the exact ways below leave over: more than 19 digits, and products that do not settle the rounding.
static double read_by_strtod(const uint8_t *text, size_t length) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, make_c_locale);
  char copy[1024];
  memcpy(copy, text, length);
  copy[length] = 0;
  return c_locale != (locale_t)0 ? strtod_l(copy, NULL, c_locale) : strtod(copy, NULL);
}

/// `digits * 10^exponent` correctly rounded, or false where 128 bits do not settle it (D. Lemire, "Number parsing at a
/// gigabyte per second", 2021).
static bool eisel_lemire(uint64_t digits, int64_t exponent, double *value) {
  if (digits == 0 || exponent < CK_POWER_MIN) {
    *value = 0;
    return true;
  }
  if (exponent > 308) return false;
  int zeros = __builtin_clzll(digits);
  digits <<= zeros;
  const uint64_t *power = ck_powers[exponent - CK_POWER_MIN];
  unsigned __int128 product = (unsigned __int128)digits * power[0];
  uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
  const uint64_t undecided = 0x1FF;  // the bits below the 55 that decide
  if ((high & undecided) == undecided) {
    uint64_t more = (uint64_t)(((unsigned __int128)digits * power[1]) >> 64);
    low += more;
    if (low < more) high++;
    // The table is rounded down: a carry may be missing.
    if (low >= UINT64_MAX - 1) return false;
  }
  int upper = (int)(high >> 63);
  uint64_t mantissa = high >> (upper + 9);
  int64_t power_of_two = (((152170 + 65536) * exponent) >> 16) + 63 + upper - zeros + 1023;
  if (power_of_two <= 0 || power_of_two >= 0x7FF) return false;
  bool may_be_a_tie = (mantissa & 1) != 0 && (high & ((1ull << (upper + 9)) - 1)) == 0 && low <= 1;
  if (may_be_a_tie) return false;
  mantissa += mantissa & 1;
  mantissa >>= 1;
  if (mantissa >= 2ull << 52) {
    mantissa = 1ull << 52;
    power_of_two++;
  }
  if (power_of_two >= 0x7FF) return false;
  uint64_t bits = (mantissa & ~(1ull << 52)) | (uint64_t)power_of_two << 52;
  memcpy(value, &bits, 8);
  return true;
}

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static bool read_infinity(const uint8_t *text, size_t length) {
  static const char name[] = "infinity";
  if (length != 3 && length != 8) return false;
  for (size_t i = 0; i < length; i++) {
    if ((text[i] | 0x20) != name[i]) return false;
  }
  return true;
}

static inline __attribute__((always_inline)) bool read_double(const uint8_t *text, size_t length, double *value) {
  static const double exact[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  *value = 0;
  if (length == 0 || length > 1023) return false;
  const uint8_t *at = text, *end = text + length;
  bool negative = *at == '-';
  if (negative || *at == '+') at++;
  uint64_t digits = 0;
  int64_t exponent = 0;
  // More than 19 digits may pass 2^64; they are counted, and strtod reads them.
  const uint8_t *first = at;
  while (at < end && is_digit(*at)) digits = digits * 10 + (uint64_t)(*at++ - '0');
  size_t count = (size_t)(at - first);
  if (at < end && *at == '.') {
    const uint8_t *point = ++at;
    while (at < end && is_digit(*at)) digits = digits * 10 + (uint64_t)(*at++ - '0');
    exponent = -(int64_t)(at - point);
    count += (size_t)(at - point);
  }
  if (count == 0) {
    if (at != first || !read_infinity(at, (size_t)(end - at))) return false;
    *value = negative ? -__builtin_inf() : __builtin_inf();
    return true;
  }
  if (at < end) {
    if ((*at | 0x20) != 'e') return false;
    at++;
    bool below = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) at++;
    if (at == end) return false;
    int64_t written = 0;
    while (at < end && is_digit(*at)) {
      // Far beyond any double, so that it need not be exact.
      if (written < 100000) written = written * 10 + (*at - '0');
      at++;
    }
    if (at != end) return false;
    exponent += below ? -written : written;
  }
  if (count <= 19) {
    // W. Clinger, "How to read floating point numbers accurately", 1990: both operands exact, so one rounding.
    if (digits <= 1ull << 53 && exponent >= -22 && exponent <= 22) {
      double number = (double)digits;
      number = exponent < 0 ? number / exact[-exponent] : number * exact[exponent];
      *value = negative ? -number : number;
      return true;
    }
    double number;
    if (eisel_lemire(digits, exponent, &number)) {
      *value = negative ? -number : number;
      return true;
    }
  }
  *value = read_by_strtod(text, length);
  return true;
}

bool ck_read_double(const uint8_t *text, size_t length, double *value) { return read_double(text, length, value); }

size_t ck_read_doubles(const ck_block_fields *block, uint32_t field, double *values, uint8_t *failed) {
  CK_EACH_FIELD(block, field, failed[row] = !read_double(text, length, &values[row]))
}
