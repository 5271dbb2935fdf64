#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "ckernels_csv.h"

#if defined(__x86_64__)
#define CUT cut_512
#define SURVEY survey_512
#define WIDTH 64
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2,popcnt")))
#define MASK(matches) (uint64_t)_mm512_movepi8_mask((__m512i)(matches))
#define FIRST_BIT(bits) _tzcnt_u64(bits)
#include "structure.h"

#define CUT cut_256
#define SURVEY survey_256
#define WIDTH 32
#define TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define MASK(matches) (uint64_t)(uint32_t)_mm256_movemask_epi8((__m256i)(matches))
#define FIRST_BIT(bits) _tzcnt_u64(bits)
#include "structure.h"

#define CUT cut_128
#define SURVEY survey_128
#define WIDTH 16
#define TARGET
#define MASK(matches) (uint64_t)(uint32_t)_mm_movemask_epi8((__m128i)(matches))
#define FIRST_BIT(bits) (size_t)__builtin_ctzll((bits) | 1ull << 63)
#include "structure.h"

static bool is_512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
    && __builtin_cpu_supports("bmi2");
}

static bool is_256(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"); }
#else
static inline uint64_t mask_of(const uint8_t *matches) {
  uint64_t mask = 0;
  for (int i = 0; i < 16; i++) mask |= (uint64_t)(matches[i] >> 7) << i;
  return mask;
}

#define CUT cut_128
#define SURVEY survey_128
#define WIDTH 16
#define TARGET
#define MASK(matches) mask_of((const uint8_t *)&(vector){matches})
#define FIRST_BIT(bits) (size_t)__builtin_ctzll((bits) | 1ull << 63)
#include "structure.h"
#endif

/// Cuts as far as records are as they should be.
static size_t cut(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, ck_csv_index *index) {
#if defined(__x86_64__)
  if (is_512()) return cut_512(bytes, from, to, delimiter, index);
  if (is_256()) return cut_256(bytes, from, to, delimiter, index);
#endif
  return cut_128(bytes, from, to, delimiter, index);
}

size_t ck_csv_cut(
  const uint8_t *bytes, size_t from, size_t to, bool at_end, uint8_t delimiter, ck_csv_index *index
) {
  size_t start = from;
  while (true) {
    start = cut(bytes, start, to, delimiter, index);
    // What stopped it: a blank line, a record of another width, the last bytes.
    const size_t before = start;
    if (index->rows < index->row_capacity) {
      start = ck_csv_cut_plainly(bytes, start, to, at_end, delimiter, index, 1);
    }
    const bool is_full = index->rows == index->row_capacity || index->ragged_count == index->ragged_capacity;
    if (is_full || start == before || start == to) return start;
  }
}

ck_csv_survey ck_csv_survey_bytes(const uint8_t *bytes, size_t length) {
  ck_csv_survey survey;
  size_t at;
#if defined(__x86_64__)
  if (is_512()) {
    at = survey_512(bytes, length, &survey);
  } else if (is_256()) {
    at = survey_256(bytes, length, &survey);
  } else {
    at = survey_128(bytes, length, &survey);
  }
#else
  at = survey_128(bytes, length, &survey);
#endif
  for (; at < length; at++) {
    survey.quotes += bytes[at] == '"';
    survey.terminators += bytes[at] == '\n' || bytes[at] == '\r';
    survey.has_nul |= bytes[at] == 0;
    survey.is_ascii &= bytes[at] < 0x80;
  }
  return survey;
}
