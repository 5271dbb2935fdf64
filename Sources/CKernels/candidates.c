#include "ckernels_scan.h"
#include "secret_names.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// A block is 64 bytes, of which each set has a bit for a byte. Blocks are worked on in chunks, every step over all of
// them before the next and eight at a time, which the compiler makes one, two or four registers of.
enum {
  /// 2 KiB, so that what is known of a chunk stays in the nearest cache.
  CHUNK = 32,
  /// A chunk lies between a block that is empty and the last one before it, and one behind it and one that is empty. Work
  /// begins at the last one before it, which stands where registers are loaded fastest.
  FIRST = 9,
  /// Words that are worked on at once.
  LANES = 8,
  /// With room for what the last lanes reach beyond the chunk.
  WORDS = (CHUNK + FIRST + 2 + LANES + 7) / 8 * 8,
};

typedef uint64_t words[WORDS] __attribute__((aligned(64)));
typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));

/// What is known of the bytes. The bit of a text stands at its first byte.
typedef struct {
  words digit, hexadecimal, letter, upper, underscore;
  words dot, colon, equals, dash, space, less, query, filler, backslash, base64;
  /// `rd`, `wd`, `ey` and others that end the names of secrets (`secret_names.h`); `y` and `t`; what ends the names of
  /// secret parameters of a URL (Swift: URLQuerySecret).
  words name_end, key_end, query_end;
  /// Texts that begin something wherever they stand, and those that do at the start of a word.
  words anywhere, at_start;
} block_sets;

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
static inline uint32_t mask_of(const uint8_t *matches) {
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

/// Words from the one with the number i on.
#define AT(set, i)                               \
  ({                                             \
    lanes loaded;                                \
    memcpy(&loaded, (set) + (i), sizeof loaded); \
    loaded;                                      \
  })
#define HERE(set) AT(set, i)
/// What holds `distance` bytes ahead, or behind.
#define AHEAD(set, distance) (AT(set, i) >> (distance) | AT(set, i + 1) << (64 - (distance)))
#define BEHIND(set, distance) (AT(set, i) << (distance) | AT(set, i - 1) >> (64 - (distance)))
#define STORE(set, value)                      \
  do {                                         \
    lanes stored = (value);                    \
    memcpy((set) + i, &stored, sizeof stored); \
  } while (0)
#define EACH for (size_t i = FIRST - 1; i < end; i += LANES)

/// The candidates of `count` blocks; each step is what must hold for the named detectors, no more. Conditions look up
/// to 47 bytes ahead and 17 behind, so that one block on either side is enough. `named` are signs before which a name
/// stands that ends like a secret's.
static inline __attribute__((always_inline)) void find(
  const block_sets *b, size_t count, uint64_t *marks, uint64_t *named) {
  const size_t end = FIRST + count + 1;
  // What is read ahead of the last lanes and never written: it cannot reach as far as the chunk.
  const size_t over = FIRST - 1 + (end - FIRST + 1 + LANES - 1) / LANES * LANES;
  words digit2, digit4, hex2, point, points, sign, couple, four, account, account4, zone, zone4, dash2;
  words second, part, part2, part4, part8, part16, doubled, doubled2, doubled4, doubled8, doubled16;
  words run4, run16, query, query4, found, start, begin, begin2;
  uint64_t *derived[] = {digit2, digit4, hex2,   point,   points,  couple,  four,     account,  account4,  zone,
                         zone4,  dash2,  second, part,    part2,   part4,    part8,    part16,    doubled,
                         run4,   run16,  doubled2, doubled4, doubled8, doubled16};
  for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) derived[i][over] = 0;
  query[FIRST - 2] = query4[FIRST - 2] = begin[FIRST - 2] = begin2[FIRST - 2] = hex2[FIRST - 2] = 0;
  EACH {
    // A letter beyond ASCII may be punctuation, and one after a backslash an escape: detectors look again.
    STORE(start, ~(BEHIND(b->digit, 1) | BEHIND(b->letter, 1) | BEHIND(b->underscore, 1)) | BEHIND(b->backslash, 2));
    STORE(sign, HERE(b->colon) | HERE(b->equals));
    STORE(digit2, HERE(b->digit) & AHEAD(b->digit, 1));
    STORE(hex2, HERE(b->hexadecimal) & AHEAD(b->hexadecimal, 1));
    STORE(point, HERE(b->dot) & AHEAD(b->digit, 1) & BEHIND(b->digit, 1));
    STORE(dash2, HERE(b->dash) & AHEAD(b->dash, 1));
    STORE(
      second, HERE(b->colon)
                & (AHEAD(b->colon, 1) | AHEAD(b->colon, 2) | AHEAD(b->colon, 3) | AHEAD(b->colon, 4)
                   | AHEAD(b->colon, 5)));
    STORE(doubled, HERE(b->colon) & AHEAD(b->colon, 1));
    STORE(part, HERE(b->hexadecimal) | HERE(b->colon) | HERE(b->dot));
    STORE(account, HERE(b->digit) | HERE(b->letter) | HERE(b->space));
    STORE(zone, HERE(b->upper) | HERE(b->less));
    STORE(query, BEHIND(b->query, 1) | BEHIND(b->query, 2) | BEHIND(b->query, 3) | BEHIND(b->query, 4));
  }
  EACH {
    STORE(digit4, HERE(digit2) & AHEAD(digit2, 2));
    STORE(couple, HERE(hex2) & (AHEAD(b->colon, 2) | AHEAD(b->dash, 2)));
    STORE(four, HERE(hex2) & AHEAD(hex2, 2) & AHEAD(b->dot, 4));
    STORE(points, HERE(point) & (AHEAD(point, 2) | AHEAD(point, 3) | AHEAD(point, 4)));
    STORE(account4, HERE(account) & AHEAD(account, 1) & AHEAD(account, 2) & AHEAD(account, 3));
    STORE(zone4, HERE(zone) & AHEAD(zone, 1) & AHEAD(zone, 2) & AHEAD(zone, 3));
    STORE(run4, HERE(b->base64) & AHEAD(b->base64, 1) & AHEAD(b->base64, 2) & AHEAD(b->base64, 3));
    STORE(query4, HERE(query) | BEHIND(query, 4) | BEHIND(query, 8) | BEHIND(query, 12) | BEHIND(query, 13));
    // A double colon, or one ahead with nothing but parts of an address before it: 2 bytes, then 4, up to 32.
    STORE(part2, HERE(part) & AHEAD(part, 1));
    STORE(doubled2, HERE(doubled) | (HERE(part) & AHEAD(doubled, 1)));
    // Where an address of IPv6 could begin, before up to two bytes of its first group.
    lanes first = HERE(start) & ~BEHIND(b->colon, 1);
    STORE(begin, first);
    STORE(begin2, first & HERE(hex2));
  }
  EACH {
    // The names are free again: three points; 16 of each run.
    STORE(point, HERE(point) & (AHEAD(points, 2) | AHEAD(points, 3) | AHEAD(points, 4)));
    STORE(zone, HERE(zone4) & AHEAD(zone4, 4) & AHEAD(zone4, 8) & AHEAD(zone4, 12));
    STORE(run16, HERE(run4) & AHEAD(run4, 4) & AHEAD(run4, 8) & AHEAD(run4, 12));
    STORE(part4, HERE(part2) & AHEAD(part2, 2));
    STORE(doubled4, HERE(doubled2) | (HERE(part2) & AHEAD(doubled2, 2)));
  }
  EACH {
    STORE(part8, HERE(part4) & AHEAD(part4, 4));
    STORE(doubled8, HERE(doubled4) | (HERE(part4) & AHEAD(doubled4, 4)));
  }
  EACH {
    STORE(part16, HERE(part8) & AHEAD(part8, 8));
    STORE(doubled16, HERE(doubled8) | (HERE(part8) & AHEAD(doubled8, 8)));
  }
  EACH {
    // Card: 12 digits, or 4, a separator and 3.
    lanes begins = HERE(digit4) & AHEAD(digit4, 4) & AHEAD(digit4, 8);
    begins |= HERE(digit4) & (AHEAD(b->space, 4) | AHEAD(b->dash, 4)) & AHEAD(digit2, 5) & AHEAD(b->digit, 7);
    // Social security number: 3, 2 and 4 digits.
    begins |= HERE(digit2) & AHEAD(b->digit, 2) & (AHEAD(b->space, 3) | AHEAD(b->dash, 3) | AHEAD(b->dot, 3))
              & AHEAD(digit2, 4) & (AHEAD(b->space, 6) | AHEAD(b->dash, 6) | AHEAD(b->dot, 6)) & AHEAD(digit4, 7);
    // Or nine digits together, after words that say so.
    begins |= HERE(digit4) & AHEAD(digit4, 4) & AHEAD(b->digit, 8) & ~AHEAD(b->digit, 9);
    // IPv4 address: three dots between digits, 2 to 4 bytes apart.
    begins |= HERE(b->digit) & (AHEAD(point, 1) | AHEAD(point, 2) | AHEAD(point, 3));
    // Interface address: five pairs and a separator after each but the last, or two groups of four with a dot behind.
    begins |= HERE(couple) & AHEAD(couple, 3) & AHEAD(couple, 6) & AHEAD(couple, 9) & AHEAD(hex2, 12);
    begins |= HERE(four) & AHEAD(four, 5);
    // IBAN: two letters, two digits, and 15 of letters, digits and spaces in all.
    begins |= HERE(b->letter) & AHEAD(b->letter, 1) & AHEAD(digit2, 2) & HERE(account4) & AHEAD(account4, 4)
              & AHEAD(account4, 8) & AHEAD(account4, 11);
    // Passport: of its 44 capitals and `<`, 32.
    begins |= HERE(zone) & AHEAD(zone, 16);
    lanes all = (begins | HERE(b->at_start)) & HERE(start);
    // IPv6 address: up to four digits after what is no word, and a double colon as far as one reaches; or two more colons,
    // each within 5 bytes of the last, and 14 bytes of an address.
    lanes third = AHEAD(second, 1) | AHEAD(second, 2) | AHEAD(second, 3) | AHEAD(second, 4) | AHEAD(second, 5);
    third &= HERE(part8) & AHEAD(part4, 8) & AHEAD(part2, 12);
    lanes near = HERE(doubled16) | (HERE(part16) & AHEAD(doubled16, 16));
    lanes group = HERE(begin) | (BEHIND(begin, 1) & BEHIND(b->hexadecimal, 1)) | BEHIND(begin2, 2)
                  | (BEHIND(begin2, 3) & BEHIND(b->hexadecimal, 1)) | (BEHIND(begin2, 4) & BEHIND(hex2, 2));
    all |= HERE(b->colon) & group & (third | near) & (AHEAD(b->hexadecimal, 1) | AHEAD(b->colon, 1));
    // PEM: the first of five dashes.
    all |= HERE(dash2) & AHEAD(dash2, 2) & AHEAD(b->dash, 4) & ~BEHIND(b->dash, 1);
    // A secret after its name: the name's end, space, quotes and backslashes, `:` or `=`.
    lanes filler1 = BEHIND(b->filler, 1), filler2 = filler1 & BEHIND(b->filler, 2);
    lanes filler3 = filler2 & BEHIND(b->filler, 3), filler4 = filler3 & BEHIND(b->filler, 4);
    lanes names = HERE(sign)
                  & (BEHIND(b->name_end, 2) | (filler1 & BEHIND(b->name_end, 3)) | (filler2 & BEHIND(b->name_end, 4))
                     | (filler3 & BEHIND(b->name_end, 5)) | filler4);
    // The same where 32 of base64 follow, for the names of AWS.
    lanes key = BEHIND(b->key_end, 2) | (filler1 & BEHIND(b->key_end, 3)) | (filler2 & BEHIND(b->key_end, 4))
                | (filler3 & BEHIND(b->key_end, 5));
    lanes secret = (AHEAD(run16, 1) & AHEAD(run16, 17)) | (AHEAD(run16, 2) & AHEAD(run16, 18))
                   | (AHEAD(run16, 3) & AHEAD(run16, 19)) | (AHEAD(run16, 4) & AHEAD(run16, 20))
                   | (AHEAD(run16, 5) & AHEAD(run16, 21)) | (AHEAD(run16, 6) & AHEAD(run16, 22));
    all |= HERE(sign) & key & secret;
    // A parameter of a URL: `?` or `&` up to 17 bytes before `=`.
    all |= HERE(b->equals) & HERE(query4) & BEHIND(b->query_end, 2);
    STORE(found, all);
    // The name is free again.
    STORE(sign, names);
  }
  for (size_t i = 0; i < count; i++) marks[i] = found[FIRST + i] | b->anywhere[FIRST + i];
  for (size_t i = 0; i < count; i++) named[i] = sign[FIRST + i] & ~marks[i];
}

/// Marks the signs of `named` before which a secret's name stands.
static void confirm_names(const uint8_t *bytes, size_t block, size_t count, const uint64_t *named, uint64_t *marks) {
  for (size_t i = 0; i < count; i++) {
    for (uint64_t rest = named[i]; rest != 0; rest &= rest - 1) {
      if (ends_in_secret_name(bytes, (block + i) * 64 + (size_t)__builtin_ctzll(rest))) marks[i] |= rest & -rest;
    }
  }
}

/// Goes over the bytes chunk by chunk; `survey` is one of the above.
#define MARK_WITH(survey)                                                                                      \
  /* The last bytes once more, followed by zeros: a block, and two bytes behind it, can always be read. */     \
  uint8_t tail[3 * 64 + 2] = {0};                                                                              \
  size_t blocks = (length + 63) / 64, whole = length >= 66 ? (length - 66) / 64 + 1 : 0, marked = 0;           \
  memcpy(tail, bytes + whole * 64, length - whole * 64);                                                       \
  block_sets sets;                                                                                             \
  uint64_t named[CHUNK];                                                                                       \
  for (size_t i = FIRST - 2; i < FIRST; i++) clear(&sets, i);                                                          \
  for (size_t block = 0; block < blocks; block += CHUNK) {                                                     \
    size_t count = blocks - block < CHUNK ? blocks - block : CHUNK;                                            \
    /* The blocks around the chunk too. */                                                                     \
    for (size_t i = block == 0 ? 1 : 0; i < count + 2; i++) {                                                  \
      size_t at = block + i - 1;                                                                               \
      survey(at < whole ? bytes + at * 64 : tail + (at - whole) * 64, &sets, FIRST + i - 1);                   \
    }                                                                                                          \
    for (size_t i = 1; i <= LANES; i++) clear(&sets, FIRST + count + i);                                       \
    find(&sets, count, marks + block, named);                                                                  \
    confirm_names(bytes, block, count, named, marks + block);                                                  \
    for (size_t i = 0; i < count; i++) marked += (size_t)__builtin_popcountll(marks[block + i]);               \
  }                                                                                                            \
  return marked;

static inline void clear(block_sets *sets, size_t word) {
  words *each = (words *)sets;
  for (size_t i = 0; i < sizeof *sets / sizeof *each; i++) each[i][word] = 0;
}

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
