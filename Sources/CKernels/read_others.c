#include <string.h>

#include "ckernels_text.h"
#include "fields.h"

static inline bool read_bool(const uint8_t *text, size_t length, uint8_t *value) {
  static const struct { const char *name; uint8_t length, value; } words[] = {
    {"1", 1, 1}, {"0", 1, 0}, {"true", 4, 1}, {"false", 5, 0}, {"t", 1, 1}, {"f", 1, 0}, {"yes", 3, 1}, {"no", 2, 0},
  };
  *value = 0;
  for (size_t word = 0; word < sizeof words / sizeof words[0]; word++) {
    if (words[word].length != length) continue;
    size_t same = 0;
    // `| 0x20` lowers letters and leaves the two digits; no other byte becomes a letter of the words.
    while (same < length && (text[same] | 0x20) == words[word].name[same]) same++;
    if (same == length && (text[0] >= 0x40 || text[0] == words[word].name[0])) {
      *value = words[word].value;
      return true;
    }
  }
  return false;
}

bool ck_read_bool(const uint8_t *text, size_t length, uint8_t *value) { return read_bool(text, length, value); }

/// `true` and `false` without a branch between the two, which nobody could foretell; the others one by one.
static inline bool read_word(const uint8_t *text, size_t length, uint8_t *value) {
  if (length != 4 && length != 5) return read_bool(text, length, value);
  uint64_t word;
  memcpy(&word, text, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  // In small letters; what is no letter becomes none.
  word = (word << (64 - 8 * length)) | 0x2020202020202020u;
  const bool is_true = word == 0x6575727420202020u && length == 4, is_false = word == 0x65736C6166202020u;
  *value = is_true;
  return is_true | is_false;
}

size_t ck_read_bools(const ck_block_fields *block, uint32_t field, uint8_t *values, uint8_t *failed) {
  CK_EACH_FIELD(block, field, failed[row] = !read_word(text, length, &values[row]))
}

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline bool two(const uint8_t *text, int32_t *value) {
  *value = (text[0] - '0') * 10 + (text[1] - '0');
  return is_digit(text[0]) && is_digit(text[1]);
}

static inline bool four(const uint8_t *text, int32_t *value) {
  int32_t high = 0, low = 0;
  bool good = two(text, &high) && two(text + 2, &low);
  *value = high * 100 + low;
  return good;
}

/// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms"), or false where the calendar has
/// no such day.
static inline bool days_of(int32_t year, int32_t month, int32_t day, int32_t *days) {
  static const uint8_t lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day > lengths[month - 1] + (month == 2 && leap)) return false;
  int32_t shifted = month <= 2 ? year - 1 : year;
  int32_t era = shifted / 400;
  int32_t year_of_era = shifted - era * 400;
  int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  *days = era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
  return true;
}

static inline bool read_iso_date(const uint8_t *text, int32_t *days) {
  int32_t year, month, day;
  return text[4] == '-' && text[7] == '-' && four(text, &year) && two(text + 5, &month) && two(text + 8, &day)
    && days_of(year, month, day, days);
}

/// One or two digits; returns how many, 0 for none.
static inline size_t one_or_two(const uint8_t *text, size_t length, int32_t *value) {
  if (length == 0 || !is_digit(text[0])) return 0;
  *value = text[0] - '0';
  if (length == 1 || !is_digit(text[1])) return 1;
  *value = *value * 10 + (text[1] - '0');
  return 2;
}

static inline bool read_date(const uint8_t *text, size_t length, int order, int32_t *days) {
  *days = 0;
  if (order == CK_DATE_YMD) return length == 10 && read_iso_date(text, days);
  int32_t first, second, year;
  size_t digits = one_or_two(text, length, &first);
  if (digits == 0 || length < digits + 1) return false;
  uint8_t separator = text[digits];
  if (separator != '/' && separator != '.' && separator != '-') return false;
  text += digits + 1;
  length -= digits + 1;
  digits = one_or_two(text, length, &second);
  if (digits == 0 || length != digits + 5 || text[digits] != separator) return false;
  if (!four(text + digits + 1, &year)) return false;
  return order == CK_DATE_DMY ? days_of(year, second, first, days) : days_of(year, first, second, days);
}

bool ck_read_date(const uint8_t *text, size_t length, int order, int32_t *days) {
  return read_date(text, length, order, days);
}

size_t ck_read_dates(const ck_block_fields *block, uint32_t field, int order, int32_t *values, uint8_t *failed) {
  CK_EACH_FIELD(block, field, failed[row] = !read_date(text, length, order, &values[row]))
}

static inline bool read_timestamp(const uint8_t *text, size_t length, int64_t *microseconds) {
  *microseconds = 0;
  int32_t days, hour, minute, second = 0;
  if (length < 16 || !read_iso_date(text, &days)) return false;
  if (text[10] != 'T' && text[10] != ' ' && text[10] != 't') return false;
  if (!two(text + 11, &hour) || text[13] != ':' || !two(text + 14, &minute)) return false;
  size_t at = 16;
  int64_t fraction = 0;
  if (at < length && text[at] == ':') {
    if (length < 19 || !two(text + 17, &second)) return false;
    at = 19;
    if (at < length && text[at] == '.') {
      size_t first = ++at;
      for (; at < length && is_digit(text[at]); at++) {
        if (at - first < 6) fraction = fraction * 10 + (text[at] - '0');
      }
      size_t digits = at - first;
      if (digits == 0 || digits > 9) return false;
      for (; digits < 6; digits++) fraction *= 10;
    }
  }
  if (hour > 23 || minute > 59 || second > 59) return false;
  int32_t offset = 0;
  if (at < length) {
    if (text[at] == 'Z' || text[at] == 'z') {
      at++;
    } else {
      int32_t hours, minutes;
      if ((text[at] != '+' && text[at] != '-') || length - at != 6 || text[at + 3] != ':') return false;
      if (!two(text + at + 1, &hours) || !two(text + at + 4, &minutes) || hours > 23 || minutes > 59) return false;
      offset = (hours * 60 + minutes) * (text[at] == '-' ? -1 : 1);
      at += 6;
    }
    if (at != length) return false;
  }
  int64_t seconds = (int64_t)days * 86400 + hour * 3600 + (minute - offset) * 60 + second;
  *microseconds = seconds * 1000000 + fraction;
  return true;
}

bool ck_read_timestamp(const uint8_t *text, size_t length, int64_t *microseconds) {
  return read_timestamp(text, length, microseconds);
}

typedef uint8_t sixteen __attribute__((vector_size(16)));

/// A date that was read, and the 10 bytes it was read from.
typedef struct {
  uint8_t text[10];
  int32_t days;
} recent_date;

/// Whole seconds in UTC, `2013-01-01T10:00:00Z` with or without the last letter, checked all at once; the others one by
/// one. Consecutive rows are often of one day.
static inline bool read_seconds(const uint8_t *text, size_t length, recent_date *recent, int64_t *microseconds) {
  // What digits and separators leave of themselves, and the most that may be left; the tenth is looked at apart.
  const sixteen form = {'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 0, '0', '0', ':', '0', '0'};
  const sixteen most = {9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 255, 9, 9, 0, 9, 9};
  if (length < 19 || length > 20) return read_timestamp(text, length, microseconds);
  sixteen head;
  memcpy(&head, text, 16);
  uint64_t wrong[2];
  const sixteen above = (sixteen)((head ^ form) > most);
  memcpy(wrong, &above, 16);
  int32_t second;
  const bool is_plain = (wrong[0] | wrong[1]) == 0 && (text[10] == 'T' || text[10] == ' ') && text[16] == ':'
    && two(text + 17, &second) && (length == 19 || text[19] == 'Z');
  if (!is_plain) return read_timestamp(text, length, microseconds);
  if (memcmp(text, recent->text, 10) != 0) {
    int32_t days;
    if (!read_iso_date(text, &days)) return read_timestamp(text, length, microseconds);
    memcpy(recent->text, text, 10);
    recent->days = days;
  }
  const int32_t hour = text[11] * 10 + text[12] - 11 * '0', minute = text[14] * 10 + text[15] - 11 * '0';
  if (hour > 23 || minute > 59 || second > 59) return read_timestamp(text, length, microseconds);
  *microseconds = ((int64_t)recent->days * 86400 + hour * 3600 + minute * 60 + second) * 1000000;
  return true;
}

size_t ck_read_timestamps(const ck_block_fields *block, uint32_t field, int64_t *values, uint8_t *failed) {
  recent_date recent = {{0}, 0};
  CK_EACH_FIELD(block, field, failed[row] = !read_seconds(text, length, &recent, &values[row]))
}

bool ck_is_utf8(const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (at < length) {
    if (at + 8 <= length) {
      uint64_t word;
      memcpy(&word, bytes + at, 8);
      if ((word & 0x8080808080808080u) == 0) {
        at += 8;
        continue;
      }
    }
    uint8_t lead = bytes[at++];
    if (lead < 0x80) continue;
    // The second byte's bounds carry the rules; the others are plain continuations.
    uint8_t low = 0x80, high = 0xBF;
    size_t more;
    if (lead >= 0xC2 && lead <= 0xDF) {
      more = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    } else {
      return false;
    }
    if (length - at < more || bytes[at] < low || bytes[at] > high) return false;
    for (size_t i = 1; i < more; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) return false;
    }
    at += more;
  }
  return true;
}
