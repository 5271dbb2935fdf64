// Which of 64 bytes are equal to a given one: the scan under every search for separators. SSE2 where there is (every
// x86-64), otherwise plain C that compilers vectorize.
#ifndef CKERNELS_MATCHING_H
#define CKERNELS_MATCHING_H

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#if defined(__SSE2__)

typedef struct { __m128i part[4]; } ck_block;

static inline ck_block ck_load_block(const uint8_t *bytes) {
  ck_block block;
  for (int i = 0; i < 4; i++) block.part[i] = _mm_loadu_si128((const __m128i *)(bytes + 16 * i));
  return block;
}

static inline uint64_t ck_high_bits(ck_block block) {
  uint64_t mask = 0;
  for (int i = 0; i < 4; i++) mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(block.part[i]) << (16 * i);
  return mask;
}

static inline uint64_t ck_match(ck_block block, uint8_t byte) {
  __m128i wanted = _mm_set1_epi8((char)byte);
  for (int i = 0; i < 4; i++) block.part[i] = _mm_cmpeq_epi8(block.part[i], wanted);
  return ck_high_bits(block);
}

static inline uint64_t ck_match3(ck_block block, uint8_t a, uint8_t b, uint8_t c) {
  __m128i x = _mm_set1_epi8((char)a), y = _mm_set1_epi8((char)b), z = _mm_set1_epi8((char)c);
  for (int i = 0; i < 4; i++) {
    __m128i part = block.part[i];
    block.part[i] =
      _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(part, x), _mm_cmpeq_epi8(part, y)), _mm_cmpeq_epi8(part, z));
  }
  return ck_high_bits(block);
}

#else

typedef struct { const uint8_t *bytes; } ck_block;

static inline ck_block ck_load_block(const uint8_t *bytes) { return (ck_block){bytes}; }

static inline uint64_t ck_high_bits(ck_block block) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(block.bytes[i] >> 7) << i;
  return mask;
}

static inline uint64_t ck_match(ck_block block, uint8_t byte) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(block.bytes[i] == byte) << i;
  return mask;
}

static inline uint64_t ck_match3(ck_block block, uint8_t a, uint8_t b, uint8_t c) {
  return ck_match(block, a) | ck_match(block, b) | ck_match(block, c);
}

#endif
#endif
