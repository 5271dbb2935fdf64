// JSON Lines: the object of a line into the fields of a record. Nothing allocates.
#ifndef CKERNELS_JSON_H
#define CKERNELS_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a field stands in its record.
enum {
  /// A number, `true` or `false`, or (with no bytes) `null`; of CSV, a field without quotes.
  CK_FIELD_PLAIN = 0,
  /// A string, its quotes and escapes taken away.
  CK_FIELD_QUOTED = 1,
  /// An array or object, as it is written.
  CK_FIELD_NESTED = 2,
  /// No member at all, where that is always valid.
  CK_FIELD_ABSENT = 3,
};

/// A path of member names: a column's whole name, or what stands before one of its full stops. Path 0 is the line's
/// object itself.
typedef struct {
  /// The column of this name, or -1.
  int32_t field;
  /// Whether a longer path begins with it.
  bool is_parent;
  /// The reading in which it occurred last.
  uint32_t line;
} ck_json_path;

/// A member's name that leads from a path to a longer one. The name may hold full stops itself.
typedef struct {
  const uint8_t *name;
  uint32_t length;
  uint32_t from;
  uint32_t to;
} ck_json_step;

/// A name that leads nowhere, kept to find its like in the same object.
typedef struct {
  uint64_t hash;
  const uint8_t *name;
  uint32_t length;
  uint32_t object;
  uint32_t line;
} ck_json_name;

typedef struct {
  const uint8_t *start;
  uint32_t length;
  uint8_t kind;
} ck_json_value;

/// What is looked for, the memory to find it with, and what the last line held.
typedef struct {
  ck_json_path *paths;
  const ck_json_step *steps;
  uint32_t step_count;
  /// An open-addressing table of numbers of steps + 1; at least one slot is 0.
  uint32_t *slots;
  uint32_t slot_mask;
  /// For each step (and, in front, for the start of a line) the step that followed it last.
  uint32_t *followers;
  uint64_t seed;
  /// Room for names; all 0 before the first line. Half of it is used.
  ck_json_name *names;
  uint32_t name_mask;
  /// Room for as many bytes as the line has, and `CK_PADDING` more.
  uint8_t *decoded;
  uint32_t fields;
  uint32_t field_limit;
  /// The kind of a field that no member gives a value.
  uint8_t absent;
  /// Number of readings so far.
  uint32_t line;

  /// A value for each field.
  ck_json_value *values;
  /// Bytes that `ck_json_store` writes.
  size_t text_size;
  /// The first field above the limit.
  uint32_t large_field;
  /// Whether a string held a NUL character.
  bool has_nul;
} ck_json_reader;

typedef enum {
  CK_JSON_OBJECT,
  /// An object with a member that is on the way to no column.
  CK_JSON_EXTRA,
  /// Not one object of RFC 8259, a name twice in one object, two members of one path, or deeper than 128.
  CK_JSON_BAD,
  CK_JSON_LARGE_FIELD,
  /// The same line must be read again with more room for names, all of it 0.
  CK_JSON_NEEDS_NAMES,
} ck_json_outcome;

/// Enters the steps into the table of slots, which are all 0.
void ck_json_enter_steps(ck_json_reader *reader);

/// Reads the line `from ..< to`, which is UTF-8, holds no line feed and has `CK_PADDING` readable bytes after it. The
/// values stay valid until the next line is read.
ck_json_outcome ck_json_read_line(ck_json_reader *reader, const uint8_t *bytes, size_t from, size_t to);

/// Writes the values of the last line to `text + at`, a byte after each, and for each field where it ends and its kind.
/// There must be room for `text_size + CK_PADDING` bytes.
void ck_json_store(const ck_json_reader *reader, uint8_t *text, size_t at, uint32_t *ends, uint8_t *kinds);

#endif
