#include "ckernels.h"

#include <string.h>

static inline uint64_t fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load(const uint8_t *bytes, size_t length) {
  uint64_t word = 0;
  memcpy(&word, bytes, length);
  return word;
}

static inline uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

uint64_t ck_hash(const uint8_t *bytes, size_t length, uint64_t seed) {
  const uint64_t odd1 = 0x9E3779B97F4A7C15ull, odd2 = 0xD6E8FEB86659FD93ull;
  uint64_t state = seed ^ (length * odd1);
  while (length > 16) {
    state = fold(load8(bytes) ^ odd1, load8(bytes + 8) ^ state);
    bytes += 16;
    length -= 16;
  }
  uint64_t low, high;
  if (length >= 8) {
    low = load8(bytes);
    high = load8(bytes + length - 8);
  } else {
    low = load(bytes, length);
    high = 0;
  }
  return fold(odd2 ^ low ^ state, fold(high ^ odd1, state ^ odd2));
}
