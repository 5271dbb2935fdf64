// BLAKE2b, RFC 7693: pure, nothing allocates. The same number of steps for every message of a length.
#ifndef CKERNELS_BLAKE2B_H
#define CKERNELS_BLAKE2B_H

#include <stddef.h>
#include <stdint.h>

/// A hash whose message comes in pieces. Under a key it is as secret as the key: whoever owns it wipes it.
typedef struct {
  uint64_t chain[8];
  /// Bytes that the chain has taken, with the key's block.
  uint64_t taken;
  /// Bytes that wait: the last block is taken with a mark, so a full one stays until more comes.
  uint8_t rest[128];
  size_t rest_count;
} ck_blake2b;

/// Begins a hash of 1 to 64 bytes under a key of 0 to 64.
void ck_blake2b_begin(ck_blake2b *state, const uint8_t *key, size_t key_length, size_t digest_length);

void ck_blake2b_update(ck_blake2b *state, const uint8_t *message, size_t length);

/// Writes the hash and wipes the state.
void ck_blake2b_end(ck_blake2b *state, uint8_t *digest, size_t digest_length);

/// The hash, of 16 bytes, of what `begun` has taken with `message` behind it; `begun` stays as it is.
void ck_blake2b_continue(const ck_blake2b *begun, const uint8_t *message, size_t length, uint8_t digest[16]);

#endif
