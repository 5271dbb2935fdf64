#include "ckernels_scan.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

/// A bit for each byte of a block (low half) and of the one behind it (high half): conditions look ahead, up to 47 bytes.
typedef unsigned __int128 pair;

#define COMMON static inline __attribute__((always_inline))

/// What is known of a block's bytes. A bit of a text stands at its first byte.
typedef struct {
  uint64_t digit, hexadecimal, letter, upper, underscore;
  uint64_t dot, colon, equals, dash, space, less, query, filler, backslash, base64;
  /// `rd`, `wd`, `ey` and others that end the names of secrets (Swift: KeyedSecret, SensitiveName); `y` and `t`.
  uint64_t name_end, key_end;
  /// Texts that begin something wherever they stand, and those that do at the start of a word.
  uint64_t anywhere, at_start;
} block_bits;

/// `count` bits in a row from each bit on, for the powers of 2.
#define RUN2(set) ((set) & (set) >> 1)
#define RUN4(set) (RUN2(set) & RUN2(set) >> 2)

/// The candidates of the block `now`; each line is what must hold for the named detectors, no more.
COMMON uint64_t candidates(const block_bits *before, const block_bits *now, const block_bits *next) {
#define PAIR(set) ((pair)next->set << 64 | now->set)
#define BACK(set, distance) (PAIR(set) << (distance) | (pair)(before->set >> (64 - (distance))))
  pair digit = PAIR(digit), letter = PAIR(letter), hex = PAIR(hexadecimal), dot = PAIR(dot), colon = PAIR(colon);
  pair dash = PAIR(dash), space = PAIR(space);
  // A letter beyond ASCII may be punctuation, and one after a backslash an escape: detectors look again.
  pair start = ~(BACK(digit, 1) | BACK(letter, 1) | BACK(underscore, 1)) | BACK(backslash, 2);

  pair digit2 = RUN2(digit), digit4 = digit2 & digit2 >> 2;
  // Card: 12 digits, or 4, a separator and 3.
  pair at_start = (digit4 & digit4 >> 4 & digit4 >> 8) | (digit4 & (space | dash) >> 4 & digit2 >> 5 & digit >> 7);
  // Social security number: 3, 2 and 4 digits.
  pair joint = space | dash | dot;
  at_start |= digit2 & digit >> 2 & joint >> 3 & digit2 >> 4 & joint >> 6 & digit4 >> 7;
  // IPv4 address: three dots between digits, 2 to 4 bytes apart.
  pair point = dot & digit >> 1 & BACK(digit, 1);
  pair points = point & (point >> 2 | point >> 3 | point >> 4);
  points = point & (points >> 2 | points >> 3 | points >> 4);
  at_start |= digit & (points >> 1 | points >> 2 | points >> 3);
  // Interface address: five pairs and a separator after each, or two groups of four and a dot after each.
  pair hex2 = RUN2(hex), couple = hex2 & (colon | dash) >> 2, four = hex2 & hex2 >> 2 & dot >> 4;
  couple &= couple >> 3;
  at_start |= (couple & couple >> 6 & hex2 >> 12) | (four & four >> 5);
  // IBAN: two letters, two digits, and 15 of letters, digits and spaces in all.
  pair country = letter & letter >> 1 & digit2 >> 2;
  if ((uint64_t)(country & start) != 0) {
    pair account = digit | letter | space;
    account = RUN4(account);
    account &= account >> 4;
    at_start |= country & account & account >> 7;
  }
  // Passport: of its 44 capitals and `<`, 32.
  pair zone = PAIR(upper) | PAIR(less);
  zone = RUN4(zone);
  zone &= zone >> 4;
  if ((uint64_t)zone != 0) {
    zone &= zone >> 8;
    at_start |= zone & zone >> 16;
  }
  pair found = (at_start | PAIR(at_start)) & start;

  // IPv6 address: two more colons soon, each within 5 bytes of the last, or a double colon within the longest address.
  pair follows = colon >> 1 | colon >> 2 | colon >> 3 | colon >> 4 | colon >> 5;
  pair second = colon & follows;
  pair third = colon & (second >> 1 | second >> 2 | second >> 3 | second >> 4 | second >> 5);
  pair doubled = RUN2(colon);
  if (doubled != 0) {
    doubled |= doubled >> 1;
    doubled |= doubled >> 2;
    doubled |= doubled >> 4;
    doubled |= doubled >> 8;
    doubled |= doubled >> 16;
    doubled |= doubled >> 4;
  }
  found |= (third | (colon & doubled)) & (hex | colon) >> 1;
  // PEM: the first of five dashes.
  found |= dash & RUN4(dash) & dash >> 4 & ~BACK(dash, 1);
  // A secret after its name: the name's end, up to three of space, quote and backslash, `:` or `=`.
  pair equals = PAIR(equals), sign = colon | equals;
  pair filler1 = BACK(filler, 1), filler2 = filler1 & BACK(filler, 2), filler3 = filler2 & BACK(filler, 3);
  found |= sign & (BACK(name_end, 2) | (filler1 & BACK(name_end, 3)) | (filler2 & BACK(name_end, 4))
                   | (filler3 & BACK(name_end, 5)));
  // The same where 32 of base64 follow, for the names of AWS.
  pair key = sign & (BACK(key_end, 2) | (filler1 & BACK(key_end, 3)) | (filler2 & BACK(key_end, 4))
                     | (filler3 & BACK(key_end, 5)));
  if ((uint64_t)key != 0) {
    pair secret = PAIR(base64);
    secret = RUN4(secret);
    secret &= secret >> 4;
    secret &= secret >> 8;
    secret &= secret >> 16;
    found |= key & (secret >> 1 | secret >> 2 | secret >> 3 | secret >> 4 | secret >> 5 | secret >> 6);
  }
  // A parameter of a URL: `?` or `&` up to 17 bytes before `=`.
  if ((before->query | now->query) != 0) {
    pair query = (pair)now->query << 64 | before->query;
    query |= query << 1;
    query |= query << 2;
    query |= query << 4;
    query |= query << 8;
    query = query << 1 | query << 2;
    found |= equals & query >> 64 & BACK(letter, 1);
  }
  return (uint64_t)found | now->anywhere;
#undef PAIR
#undef BACK
}

#if defined(__x86_64__)
#define SURVEY survey_512
#define WIDTH 64
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,bmi2")))
#define MASK(matches) _mm512_movepi8_mask((__m512i)(matches))
#include "survey.h"

#define SURVEY survey_256
#define WIDTH 32
#define TARGET __attribute__((target("avx2,bmi2")))
#define MASK(matches) (uint32_t)_mm256_movemask_epi8((__m256i)(matches))
#include "survey.h"

#define SURVEY survey_128
#define WIDTH 16
#define TARGET
#define MASK(matches) (uint32_t)_mm_movemask_epi8((__m128i)(matches))
#include "survey.h"
#else
COMMON uint32_t mask_of(const uint8_t *matches) {
  uint32_t mask = 0;
  for (int i = 0; i < 16; i++) mask |= (uint32_t)(matches[i] >> 7) << i;
  return mask;
}

#define SURVEY survey_128
#define WIDTH 16
#define TARGET
#define MASK(matches) mask_of((const uint8_t *)&(matches))
#include "survey.h"
#endif

/// Goes over the bytes block by block; `survey` is one of the above.
#define MARK_WITH(survey)                                                                                           \
  /* The last bytes once more, followed by zeros, so that every block can be read whole. */                         \
  uint8_t tail[192] = {0};                                                                                          \
  size_t blocks = (length + 63) / 64, whole = length >= 66 ? (length - 66) / 64 + 1 : 0, count = 0;                 \
  memcpy(tail, bytes + whole * 64, length - whole * 64);                                                            \
  /* The block before, this one and the next, in turn. */                                                          \
  block_bits ring[3] = {0};                                                                                         \
  size_t before = 0, now = 1, next = 2;                                                                             \
  survey(whole > 0 ? bytes : tail, &ring[now]);                                                                     \
  for (size_t block = 0; block < blocks; block++) {                                                                 \
    size_t following = block + 1;                                                                                   \
    survey(following < whole ? bytes + following * 64 : tail + (following - whole) * 64, &ring[next]);              \
    marks[block] = candidates(&ring[before], &ring[now], &ring[next]);                                              \
    count += (size_t)__builtin_popcountll(marks[block]);                                                            \
    size_t oldest = before;                                                                                         \
    before = now;                                                                                                   \
    now = next;                                                                                                     \
    next = oldest;                                                                                                  \
  }                                                                                                                 \
  return count;

#if defined(__x86_64__)
__attribute__((target("avx512f,avx512bw,avx512vl,bmi2"))) static size_t mark_512(
  const uint8_t *bytes, size_t length, uint64_t *marks) {
  MARK_WITH(survey_512)
}

__attribute__((target("avx2,bmi2"))) static size_t mark_256(const uint8_t *bytes, size_t length, uint64_t *marks) {
  MARK_WITH(survey_256)
}
#endif

static size_t mark_128(const uint8_t *bytes, size_t length, uint64_t *marks) { MARK_WITH(survey_128) }

size_t ck_mark_candidates(const uint8_t *bytes, size_t length, uint64_t *marks) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) return mark_512(bytes, length, marks);
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return mark_256(bytes, length, marks);
#endif
  return mark_128(bytes, length, marks);
}
