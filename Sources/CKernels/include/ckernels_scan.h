// Where in a text personal data may begin. Pure; allocates nothing.
#ifndef CKERNELS_SCAN_H
#define CKERNELS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Sets a bit for each byte at which a detector of tier A may find something, and clears the others; returns how many are
/// set. `marks` has room for a bit per byte, in whole words. A bit too many costs time, one too few would let somebody's
/// data pass: each condition is only what the detector cannot do without.
size_t ck_mark_candidates(const uint8_t *bytes, size_t length, uint64_t *marks);

#endif
