#include "ckernels.h"

#include <string.h>

static inline uint64_t fold(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load4(const uint8_t *bytes) {
  uint32_t word;
  memcpy(&word, bytes, 4);
  return word;
}

// At most 8 bytes as one word; different for different bytes of one length.
static inline uint64_t load(const uint8_t *bytes, size_t length) {
  if (length >= 4) return load4(bytes) | load4(bytes + length - 4) << 32;
  if (length == 0) return 0;
  return bytes[0] | (uint64_t)bytes[length >> 1] << 8 | (uint64_t)bytes[length - 1] << 16;
}

static inline uint64_t load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

static inline uint64_t hash(const uint8_t *bytes, size_t length, uint64_t seed) {
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

uint64_t ck_hash(const uint8_t *bytes, size_t length, uint64_t seed) { return hash(bytes, length, seed); }

static inline int equal(const uint8_t *a, const uint8_t *b, size_t length) {
  if (length < 8) return load(a, length) == load(b, length);
  for (size_t at = 0; at + 8 < length; at += 8) {
    if (load8(a + at) != load8(b + at)) return 0;
  }
  return load8(a + length - 8) == load8(b + length - 8);
}

int64_t ck_find_string(const struct ck_string_table *table, const uint8_t *string, size_t length) {
  const uint32_t tag = (uint32_t)hash(string, length, table->seed);
  for (size_t slot = tag & table->mask;; slot = (slot + 1) & table->mask) {
    const uint64_t entry = table->slots[slot];
    if (entry == 0) return -1;
    if ((uint32_t)(entry >> 32) != tag) continue;
    const uint32_t code = (uint32_t)entry - 1;
    const int32_t start = table->offsets[code];
    if ((size_t)(table->offsets[code + 1] - start) != length) continue;
    if (equal(table->bytes + start, string, length)) return code;
  }
}

// How many rows ahead the slots are asked for. In a table beyond the cache a string then takes a quarter of the time.
enum { most_ahead = 16 };

struct ck_place ck_find_strings(const struct ck_string_table *table, const struct ck_strings *strings, size_t row,
                                int32_t base, int32_t missing, int32_t *codes) {
  uint32_t tags[most_ahead];
  // Few at first: after a string that is not in the table the caller comes back, and all would be hashed anew.
  size_t ahead = 1;
  while (row < strings->count) {
    const size_t first = row, end = strings->count - row < ahead ? strings->count : row + ahead;
    for (size_t next = first; next < end; next++) {
      const size_t length = (size_t)(strings->offsets[next + 1] - strings->offsets[next]);
      const uint32_t tag = (uint32_t)hash(strings->bytes + strings->offsets[next], length, table->seed);
      __builtin_prefetch(&table->slots[tag & table->mask]);
      tags[next - first] = tag;
    }
    for (; row < end; row++) {
      if (strings->validity && !(strings->validity[row >> 3] >> (row & 7) & 1)) {
        codes[row] = missing;
        continue;
      }
      const uint8_t *string = strings->bytes + strings->offsets[row];
      const size_t length = (size_t)(strings->offsets[row + 1] - strings->offsets[row]);
      const uint32_t tag = tags[row - first];
      size_t slot = tag & table->mask;
      for (;; slot = (slot + 1) & table->mask) {
        const uint64_t entry = table->slots[slot];
        if (entry == 0) return (struct ck_place){row, slot, tag};
        if ((uint32_t)(entry >> 32) != tag) continue;
        const uint32_t code = (uint32_t)entry - 1;
        const int32_t start = table->offsets[code];
        if ((size_t)(table->offsets[code + 1] - start) != length) continue;
        if (!equal(table->bytes + start, string, length)) continue;
        codes[row] = (int32_t)code + base;
        break;
      }
    }
    ahead = ahead < most_ahead ? ahead * 2 : most_ahead;
  }
  return (struct ck_place){row, 0, 0};
}
