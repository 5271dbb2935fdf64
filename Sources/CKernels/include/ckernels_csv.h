// CSV: where records and fields end. All functions are pure; none allocates.
#ifndef CKERNELS_CSV_H
#define CKERNELS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a stretch of bytes holds; decides which checks its fields need.
typedef struct {
  uint64_t quotes;
  /// CR and LF together: no stretch has more records than this plus one.
  uint64_t terminators;
  bool has_nul;
  bool is_ascii;
} ck_csv_survey;

ck_csv_survey ck_csv_survey_bytes(const uint8_t *bytes, size_t length);

/// Where a CSV reader stands between two bytes. The rules are libcsv's: a quote opens a quoted field only as the first
/// byte of the field, and closes it only before a delimiter, CR, LF or the end; `""` inside is one quote.
enum {
  /// Before the first byte of a field.
  CK_CSV_FIELD_START = 0,
  CK_CSV_UNQUOTED = 1,
  CK_CSV_QUOTED = 2,
  /// In a quoted field, after a quote that may close it.
  CK_CSV_AFTER_QUOTE = 3,
  CK_CSV_STATES = 4,
};

/// What a stretch does to the reader, for each state it may be entered in.
typedef struct {
  uint8_t exit[CK_CSV_STATES];
  /// Offset just after the first CR or LF that ends a record, or -1.
  int64_t first_end[CK_CSV_STATES];
} ck_csv_transition;

/// Two readers that enter in different states mostly agree after the first quoted field, so this costs little more than
/// one search for quotes.
ck_csv_transition ck_csv_transition_of(const uint8_t *bytes, size_t length, uint8_t delimiter);

/// A record that has not the expected number of fields.
typedef struct {
  uint32_t start;
  uint32_t end;
  /// Number of the record, as in `ck_csv_index`.
  uint32_t number;
  uint32_t fields;
} ck_csv_ragged;

/// The fields of a block of records. Row r, field f: from `f == 0 ? starts[r] : ends[r * fields + f - 1] + 1` to
/// `ends[r * fields + f]`, offsets into the bytes.
typedef struct {
  /// Fields of a record.
  uint32_t fields;
  uint32_t row_capacity;
  uint32_t ragged_capacity;
  /// Room for `row_capacity * fields + CK_CSV_SPARE_ENDS`.
  uint32_t *ends;
  uint32_t *starts;
  /// Number of each record in the chunk, from 0; blank lines are not counted.
  uint32_t *numbers;
  ck_csv_ragged *ragged;
  uint32_t rows;
  uint32_t ragged_count;
  /// Number of the next record.
  uint32_t next_number;
} ck_csv_index;

/// Room that cutting needs behind the ends it keeps.
#define CK_CSV_SPARE_ENDS 64

/// Cuts records out of `from ..< to`, which holds no quote, until `to`, or until the index is full. Lines end with CR,
/// LF or CRLF; blank lines are skipped. With `at_end` the last record needs no terminator. Returns the offset after the
/// last record cut.
size_t ck_csv_cut(
  const uint8_t *bytes, size_t from, size_t to, bool at_end, uint8_t delimiter, ck_csv_index *index);

/// The same, separator by separator, up to the end of `lines` lines: what `ck_csv_cut` does with what is not as it
/// should be, and what it is tested against.
size_t ck_csv_cut_plainly(
  const uint8_t *bytes, size_t from, size_t to, bool at_end, uint8_t delimiter, ck_csv_index *index, size_t lines);

/// The first delimiter, CR or LF in `from ..< to`, or `to`.
size_t ck_csv_find_separator(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter);

/// A column to be written, in Arrow's layout.
typedef struct {
  enum {
    CK_CSV_INT,
    CK_CSV_FLOAT,
    /// Bits.
    CK_CSV_BOOL,
    CK_CSV_DATE,
    CK_CSV_TIMESTAMP,
    /// `offsets` and `bytes`.
    CK_CSV_STRING,
    /// Codes of 32 bits, into `offsets` and `bytes`.
    CK_CSV_CATEGORY,
    /// `sparse`: ints that are 1, ints of 32 bits, doubles.
    CK_CSV_SPARSE_ONE,
    CK_CSV_SPARSE_INT,
    CK_CSV_SPARSE_FLOAT,
  } type;
  const void *values;
  /// Bits, or NULL where no value is missing.
  const uint8_t *validity;
  const int32_t *offsets;
  const uint8_t *bytes;
  /// Of a category column: number of texts.
  size_t distinct;
  /// What the writer keeps of the column; set by `ck_csv_cells_in`.
  void *kept;
  /// Of a sparse column: the rows, ascending, that `values` has values for; the others are 0, and none is missing.
  const int32_t *rows;
  size_t row_count;
  /// How many of `rows` have been passed; 0 before the first row.
  size_t cursor;
} ck_csv_column;

/// What the writing of some rows works with.
typedef struct ck_csv_cells ck_csv_cells;

/// Bytes of it, for tables of `rows` rows.
size_t ck_csv_cells_size(const ck_csv_column *columns, size_t count, size_t rows);

/// Makes it in `memory`, of that size and aligned to 64 bytes.
ck_csv_cells *ck_csv_cells_in(void *memory, ck_csv_column *columns, size_t count, size_t rows, uint8_t delimiter);

/// Writes rows `*row ..< rows` as RFC 4180 (lines end with LF) until the next one might not fit in `capacity`; moves
/// `*row` on and returns the number of bytes written. A missing value is an empty field, an empty string is `""`; where
/// there is one column both are, as a blank line would not be a record.
size_t ck_csv_write_rows(
  ck_csv_cells *cells, ck_csv_column *columns, size_t count, size_t *row, size_t rows, uint8_t *out, size_t capacity);

/// The same, cell by cell: what `ck_csv_write_rows` is tested against.
size_t ck_csv_write_rows_plainly(
  ck_csv_column *columns, size_t count, size_t *row, size_t rows, uint8_t delimiter, uint8_t *out,
  size_t capacity);

/// Writes one text as a field, quoted if it must be; at most `2 * length + 2` bytes.
size_t ck_csv_write_text(const uint8_t *text, size_t length, uint8_t delimiter, uint8_t *out);

/// Packs bytes of 0 and 1 into bits, least significant first; returns the number of ones.
size_t ck_pack_bits(const uint8_t *flags, size_t count, uint8_t *bits);

#endif
