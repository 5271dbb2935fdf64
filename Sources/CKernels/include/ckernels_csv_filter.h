// CSV: the records that hold one of a set of texts, and the tokens in a text. Pure; nothing allocates.
#ifndef CKERNELS_CSV_FILTER_H
#define CKERNELS_CSV_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ck_string_table;

/// What is looked for, and where.
typedef struct {
  /// The columns that are looked at, ascending, from 0; at least one.
  const uint32_t *columns;
  size_t column_count;
  /// The texts; none holds a quote.
  const struct ck_string_table *texts;
  size_t shortest;
  size_t longest;
  uint8_t delimiter;
} ck_csv_sought;

/// The bytes of a record with the end of its line.
typedef struct {
  size_t start;
  size_t end;
} ck_csv_found;

/// Reads records from `from`, where one begins, to `to`, and writes those in which a sought column is one of the texts,
/// up to `capacity` of them. Returns the offset after the last record that was read to its end: of a text that goes on
/// behind `to` the last one may not be, with `at_end` all are. Lines end with CR, LF or CRLF, and quotes are RFC 4180's: a
/// quote inside a field that does not begin with one changes what is taken for a record.
size_t ck_csv_find_records(
  const ck_csv_sought *sought, const uint8_t *bytes, size_t from, size_t to, bool at_end, ck_csv_found *found,
  size_t capacity, size_t *count);

/// What may be a token in a text, and whether it is one of those that are looked for.
typedef struct {
  size_t start;
  size_t end;
  bool is_sought;
} ck_csv_token;

/// Whether `text` has neither a quote nor a CR from `from` to `to`: then each LF ends a record, and each delimiter a field.
bool ck_csv_is_plain(const uint8_t *text, size_t from, size_t to);

/// Finds what may be a token: what begins with `pt1_` and ends at most 128 bytes behind, between the borders of fields
/// or quotes. Where the text is plain it is a whole field; elsewhere it may be a part of one. Writes up to `capacity` of
/// those that begin from `from` on and before `to`, and returns from where to go on. The text begins at 0 and ends at
/// `limit`, which are borders.
size_t ck_csv_find_tokens(
  const ck_csv_sought *sought, const uint8_t *text, size_t from, size_t to, size_t limit, ck_csv_token *found,
  size_t capacity, size_t *count);

#endif
