// CSV: the records that hold one of a set of texts. Pure; nothing allocates.
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

#endif
