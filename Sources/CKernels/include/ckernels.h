// Pure functions of (pointer, length): byte scans and number parsing. No allocation, no I/O.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "ckernels_csv.h"
#include "ckernels_text.h"

/// A 64-bit hash of `length` bytes (a folded-multiply hash in the manner of wyhash); for tables in memory only, never
/// for anything that is stored or that protects a person.
uint64_t ck_hash(const uint8_t *bytes, size_t length, uint64_t seed);

/// The sine and cosine of `factor` times each of `count` values; together they take little longer than one of them,
/// and Swift's modules of the C library have no `sincos`.
void ck_circle(const double *values, size_t count, double factor, double *sines, double *cosines);

#endif
