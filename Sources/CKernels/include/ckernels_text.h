// Text to values and back. All functions are pure; none allocates, none depends on the locale.
#ifndef CKERNELS_TEXT_H
#define CKERNELS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How many bytes after the end of a text must be readable (their content does not matter).
#define CK_PADDING 16

// One value. Each returns whether the whole text is one.

/// An optional sign and decimal digits, within 64 bits.
bool ck_read_int(const uint8_t *text, size_t length, int64_t *value);

/// Decimal or exponent notation, or `inf`/`infinity` in any case, with an optional sign. Correctly rounded, as strtod.
/// Texts of more than 1023 bytes are refused.
bool ck_read_double(const uint8_t *text, size_t length, double *value);

/// `true`, `false`, `t`, `f`, `yes`, `no`, `1`, `0` in any case.
bool ck_read_bool(const uint8_t *text, size_t length, uint8_t *value);

/// The order of a date's parts.
enum { CK_DATE_YMD = 0, CK_DATE_DMY = 1, CK_DATE_MDY = 2 };

/// A day as days since 1970-01-01: `yyyy-mm-dd`, or with day or month first, those of one or two digits, separated by
/// `/`, `.` or `-`. Years 0001 to 9999.
bool ck_read_date(const uint8_t *text, size_t length, int order, int32_t *days);

/// RFC 3339, or the same with a space for `T`, without seconds, or without an offset (UTC), as microseconds since
/// 1970-01-01T00:00:00Z. A fraction has up to 9 digits; those after the sixth are cut off.
bool ck_read_timestamp(const uint8_t *text, size_t length, int64_t *microseconds);

// A column of a block of fields, as `ck_csv_index` lays them out.

typedef struct {
  const uint8_t *bytes;
  const uint32_t *starts;
  const uint32_t *ends;
  uint32_t fields;
  uint32_t rows;
} ck_block_fields;

// Each writes a value, or 0 where the text is not one, and sets `failed[row]` to 0 or 1; returns the number of failures.
size_t ck_read_ints(const ck_block_fields *block, uint32_t field, int64_t *values, uint8_t *failed);
size_t ck_read_doubles(const ck_block_fields *block, uint32_t field, double *values, uint8_t *failed);
size_t ck_read_bools(const ck_block_fields *block, uint32_t field, uint8_t *values, uint8_t *failed);
size_t ck_read_dates(const ck_block_fields *block, uint32_t field, int order, int32_t *values, uint8_t *failed);
size_t ck_read_timestamps(const ck_block_fields *block, uint32_t field, int64_t *values, uint8_t *failed);

/// What stands for a missing value: nothing at all, and texts of 1 to 8 bytes by their `ck_text_word`.
typedef struct {
  const uint64_t *words;
  size_t count;
  bool has_empty;
} ck_null_texts;

/// Sets `has_text[row]` to 1 where the text is a value, else 0; returns the number of those that are none.
size_t ck_mark_texts(const ck_block_fields *block, uint32_t field, const ck_null_texts *nulls, uint8_t *has_text);

/// A text of 1 to 8 bytes, none of them NUL, as a number of its own; 0 for any other length.
uint64_t ck_text_word(const uint8_t *text, size_t length);

typedef struct {
  /// 0 for a free place.
  uint64_t word;
  int32_t code;
} ck_word_code;

/// The codes of short texts in an open-addressing table of `mask` + 1 places, at least one of them free.
typedef struct {
  ck_word_code *entries;
  size_t mask;
  uint64_t seed;
} ck_word_codes;

/// Enters a word that is not in the table.
void ck_enter_word(const ck_word_codes *codes, uint64_t word, int32_t code);

/// Writes the code of each text from `row` on, and 0 where `has_text` is 0, up to the first that is not in the table;
/// returns its row, or the number of rows. No text holds NUL.
uint32_t ck_code_texts(
  const ck_block_fields *block, uint32_t field, const uint8_t *has_text, const ck_word_codes *codes, uint32_t row,
  int32_t *out);

/// Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates).
bool ck_is_utf8(const uint8_t *bytes, size_t length);

// Writing: each returns the number of bytes written, at most 32.

size_t ck_write_int(int64_t value, uint8_t *out);
/// The shortest text that reads back as the same double, of those the nearest; laid out as Swift's `description`.
size_t ck_write_double(double value, uint8_t *out);
/// `yyyy-mm-dd`
size_t ck_write_date(int32_t days, uint8_t *out);
/// RFC 3339 in UTC with a fraction of six digits where there is one.
size_t ck_write_timestamp(int64_t microseconds, uint8_t *out);

#endif
