#include "ckernels.h"
#include "lanes.h"

// The finalizer of SplitMix64, as `UInt64.mixed` has it.
CK_COMMON uint64_t mixed(uint64_t word) {
  word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9ull;
  word = (word ^ word >> 27) * 0x94D049BB133111EBull;
  return word ^ word >> 31;
}

enum { BLOCK = 64 };

CK_COMMON void ck_draws_up_to_common(
  const uint64_t *hashes, size_t count, uint64_t salt, uint64_t bound, int32_t *positions, size_t *found) {
  size_t next = 0, row = 0;
  for (; row + BLOCK <= count; row += BLOCK) {
    // Most rows are not wanted: first all are judged, many at a time, then the few are listed.
    uint8_t isWanted[BLOCK];
    for (size_t lane = 0; lane < BLOCK; lane++) isWanted[lane] = mixed(hashes[row + lane] ^ salt) <= bound;
    for (size_t eight = 0; eight < BLOCK; eight += 8) {
      uint64_t flags;
      memcpy(&flags, isWanted + eight, 8);
      for (; flags != 0; flags &= flags - 1) {
        positions[next++] = (int32_t)(row + eight + (size_t)__builtin_ctzll(flags) / 8);
      }
    }
  }
  for (; row < count; row++) {
    positions[next] = (int32_t)row;
    next += mixed(hashes[row] ^ salt) <= bound;
  }
  *found = next;
}

CK_EACH_WIDTH(ck_draws_up_to,
  (const uint64_t *hashes, size_t count, uint64_t salt, uint64_t bound, int32_t *positions, size_t *found),
  (hashes, count, salt, bound, positions, found))
