#include <string.h>

#include "ckernels.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "words are read as they lie in memory"
#endif

enum { block_size = 128 };

static const uint64_t initial[8] = {
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/// Zeros that the compiler does not leave out.
static inline void wipe(void *memory, size_t size) {
  memset(memory, 0, size);
  __asm__ __volatile__("" : : "r"(memory) : "memory");
}

static inline uint64_t rotated(uint64_t word, int right) { return word >> right | word << (64 - right); }

// Section 3.1: the mixing function G, with the two words of the message by their numbers.
#define MIX(a, b, c, d, x, y)  \
  a += b + word[x];            \
  d = rotated(d ^ a, 32);      \
  c += d;                      \
  b = rotated(b ^ c, 24);      \
  a += b + word[y];            \
  d = rotated(d ^ a, 16);      \
  c += d;                      \
  b = rotated(b ^ c, 63);

// A round: columns, then diagonals, with the row of the schedule (section 2.7) that is given. Spelled out, all sixteen
// words stay in registers and the schedule costs nothing: a loop over a table of it takes half as long again.
#define ROUND(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15) \
  MIX(v0, v4, v8, v12, s0, s1)                                                      \
  MIX(v1, v5, v9, v13, s2, s3)                                                      \
  MIX(v2, v6, v10, v14, s4, s5)                                                     \
  MIX(v3, v7, v11, v15, s6, s7)                                                     \
  MIX(v0, v5, v10, v15, s8, s9)                                                     \
  MIX(v1, v6, v11, v12, s10, s11)                                                   \
  MIX(v2, v7, v8, v13, s12, s13)                                                    \
  MIX(v3, v4, v9, v14, s14, s15)

/// Section 3.2: takes whole blocks; `last` is all ones for the last of a message, whose bytes `taken` counts already.
static inline void compress(uint64_t chain[8], const uint8_t *block, uint64_t taken, uint64_t last) {
  uint64_t word[16];
  memcpy(word, block, block_size);
  uint64_t v0 = chain[0], v1 = chain[1], v2 = chain[2], v3 = chain[3];
  uint64_t v4 = chain[4], v5 = chain[5], v6 = chain[6], v7 = chain[7];
  uint64_t v8 = initial[0], v9 = initial[1], v10 = initial[2], v11 = initial[3];
  uint64_t v12 = initial[4] ^ taken, v13 = initial[5], v14 = initial[6] ^ last, v15 = initial[7];
  ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)
  ROUND(11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4)
  ROUND(7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8)
  ROUND(9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13)
  ROUND(2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9)
  ROUND(12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11)
  ROUND(13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10)
  ROUND(6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5)
  ROUND(10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0)
  ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)
  chain[0] ^= v0 ^ v8;
  chain[1] ^= v1 ^ v9;
  chain[2] ^= v2 ^ v10;
  chain[3] ^= v3 ^ v11;
  chain[4] ^= v4 ^ v12;
  chain[5] ^= v5 ^ v13;
  chain[6] ^= v6 ^ v14;
  chain[7] ^= v7 ^ v15;
}

void ck_blake2b_begin(ck_blake2b *state, const uint8_t *key, size_t key_length, size_t digest_length) {
  memset(state, 0, sizeof *state);
  memcpy(state->chain, initial, sizeof initial);
  state->chain[0] ^= 0x01010000 ^ (uint64_t)key_length << 8 ^ digest_length;
  if (key_length == 0) return;
  memcpy(state->rest, key, key_length);
  state->rest_count = block_size;
}

void ck_blake2b_update(ck_blake2b *state, const uint8_t *message, size_t length) {
  if (length == 0) return;
  const size_t room = block_size - state->rest_count;
  if (length > room) {
    if (state->rest_count > 0) {
      memcpy(state->rest + state->rest_count, message, room);
      message += room;
      length -= room;
      state->taken += block_size;
      compress(state->chain, state->rest, state->taken, 0);
      state->rest_count = 0;
    }
    for (; length > block_size; message += block_size, length -= block_size) {
      state->taken += block_size;
      compress(state->chain, message, state->taken, 0);
    }
  }
  memcpy(state->rest + state->rest_count, message, length);
  state->rest_count += length;
}

void ck_blake2b_end(ck_blake2b *state, uint8_t *digest, size_t digest_length) {
  memset(state->rest + state->rest_count, 0, block_size - state->rest_count);
  compress(state->chain, state->rest, state->taken + state->rest_count, ~0ull);
  memcpy(digest, state->chain, digest_length);
  wipe(state, sizeof *state);
}

void ck_blake2b_continue(const ck_blake2b *begun, const uint8_t *message, size_t length, uint8_t digest[16]) {
  const size_t count = begun->rest_count + length;
  if (count > block_size) {
    ck_blake2b state = *begun;
    ck_blake2b_update(&state, message, length);
    ck_blake2b_end(&state, digest, 16);
    return;
  }
  // Most identifiers: one block, one step from a chain that is there.
  uint64_t chain[8];
  uint8_t block[block_size];
  memcpy(chain, begun->chain, sizeof chain);
  memcpy(block, begun->rest, block_size);
  memcpy(block + begun->rest_count, message, length);
  memset(block + count, 0, block_size - count);
  compress(chain, block, begun->taken + count, ~0ull);
  memcpy(digest, chain, 16);
  wipe(chain, sizeof chain);
  wipe(block, sizeof block);
}
