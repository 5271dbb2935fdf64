// Pure functions of (pointer, length): byte scans and number parsing. No allocation, no I/O.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "ckernels_csv.h"
#include "ckernels_csv_filter.h"
#include "ckernels_json.h"
#include "ckernels_names.h"
#include "ckernels_scan.h"
#include "ckernels_text.h"

/// A 64-bit hash of `length` bytes (a folded-multiply hash in the manner of wyhash); for tables in memory only, never
/// for anything that is stored or that protects a person.
uint64_t ck_hash(const uint8_t *bytes, size_t length, uint64_t seed);

/// Lists the positions of the hashes whose draw with `salt` (SplitMix64's finalizer of hash ^ salt) is at most `bound`,
/// ascending, into `positions`, which has room for `count`; their number goes into `found`.
void ck_draws_up_to(
  const uint64_t *hashes, size_t count, uint64_t salt, uint64_t bound, int32_t *positions, size_t *found);

/// The sine and cosine of `factor` times each of `count` values, within 2 units in the last place of the C library's up
/// to an angle of 1024 and as the C library has them beyond; the same bits on every processor.
void ck_circle(const double *values, size_t count, double factor, double *sines, double *cosines);

/// Replaces each of `count` finite values by ln(1 + x), within 2 units in the last place; by NaN at -1 and below. The
/// same bits on every processor, and a value's result depends on that value alone.
void ck_log1p(double *values, size_t count);

/// Replaces each of `count` finite values by ln(1 + |x|) with the sign of x.
void ck_log1p_of_size(double *values, size_t count);

/// Strings end to end; `validity` may be null where none is missing.
struct ck_strings {
  const int32_t *offsets;
  const uint8_t *bytes;
  const uint8_t *validity;
  size_t count;
};

/// Distinct strings and the open-addressing table over them: a slot holds the lower half of a string's hash in its
/// upper half and the string's number + 1 in its lower, or 0. At least one slot is empty; `mask` is their number - 1.
struct ck_string_table {
  const uint64_t *slots;
  size_t mask;
  const int32_t *offsets;
  const uint8_t *bytes;
  uint64_t seed;
};

/// The number of a string in a table, or -1.
int64_t ck_find_string(const struct ck_string_table *table, const uint8_t *string, size_t length);

/// A row whose string is not in a table, and the empty slot and the half hash with which it would enter.
struct ck_place {
  size_t row;
  size_t slot;
  uint32_t tag;
};

/// Writes the number + `base` of each string from `row` on, and `missing` for those that are missing. Returns the first
/// row whose string is not in the table, or the number of rows.
struct ck_place ck_find_strings(const struct ck_string_table *table, const struct ck_strings *strings, size_t row,
                                int32_t base, int32_t missing, int32_t *codes);

#endif
