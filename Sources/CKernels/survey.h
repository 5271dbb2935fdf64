// What 64 bytes are, a bit for each: included once for each width of vectors, with SURVEY (the function's name), WIDTH,
// TARGET and MASK (the highest bits of a vector's bytes) defined.

#define VECTOR_NAME(name) VECTOR_JOINED(name, WIDTH)
#define VECTOR_JOINED(name, width) VECTOR_PASTED(name, width)
#define VECTOR_PASTED(name, width) name##_##width
#define vector VECTOR_NAME(bytes)
typedef uint8_t vector __attribute__((vector_size(WIDTH)));

#define IS(bytes, byte) ((vector)((bytes) == (uint8_t)(byte)))
#define IN(bytes, first, last) ((vector)((bytes) - (uint8_t)(first) <= (uint8_t)((last) - (first))))
// The empty instruction keeps the compiler from gathering masks into vectors again, which took it longer than all else.
#define SET(set, matches)                                            \
  do {                                                               \
    uint64_t mask = MASK((vector)(matches));                         \
    __asm__("" : "+r"(mask));                                        \
    sets->set[word] = at == 0 ? mask : sets->set[word] | mask << at; \
  } while (0)

/// `bytes` has 66 readable bytes; what they are becomes the given word of each set.
TARGET static inline __attribute__((always_inline)) void SURVEY(const uint8_t *bytes, block_sets *sets, size_t word) {
#pragma clang loop unroll(full)
  for (int at = 0; at < 64; at += WIDTH) {
    vector a, b, c;
    memcpy(&a, bytes + at, WIDTH);
    memcpy(&b, bytes + at + 1, WIDTH);
    memcpy(&c, bytes + at + 2, WIDTH);
    vector small = a | 0x20, small_b = b | 0x20;
    vector digit = IN(a, '0', '9'), letter = IN(small, 'a', 'z');
    vector underscore = IS(a, '_'), dash = IS(a, '-'), space = IS(a, ' '), dot = IS(a, '.'), backslash = IS(a, '\\');
    SET(digit, digit);
    SET(letter, letter);
    SET(hexadecimal, digit | IN(small, 'a', 'f'));
    SET(upper, IN(a, 'A', 'Z'));
    SET(underscore, underscore);
    SET(dot, dot);
    SET(colon, IS(a, ':'));
    SET(equals, IS(a, '='));
    SET(dash, dash);
    SET(space, space);
    SET(less, IS(a, '<'));
    SET(query, IS(a, '?') | IS(a, '&'));
    SET(backslash, backslash);
    SET(filler, space | IN(a, 0x09, 0x0D) | IS(a, '"') | IS(a, '\'') | backslash);
    SET(base64, digit | letter | IS(a, '/') | IS(a, '+'));
    vector d = IS(small_b, 'd'), t = IS(small_b, 't'), y = IS(small_b, 'y'), n = IS(small_b, 'n');
    vector e = IS(small, 'e'), rd = (IS(small, 'r') | IS(small, 'w')) & d, on = IS(small, 'o') & n;
    vector small_s = IS(small, 's'), l = IS(small_b, 'l'), then_e = IS(small_b, 'e'), v = IS(small, 'v');
    vector then_s = IS(small_b, 's');
    SET(name_end, rd | (e & (t | y | n)) | on
                  | ((underscore | dash | dot | space) & IN(small_b, 'a', 'z')) | (IS(small, 'i') & (then_e | n)) | (small_s & (then_e | n))
                  | (IS(small, 'a') & l) | (IS(small, 'l') & then_s)
                  | (v & (IS(small_b, 'v') | IS(small_b, 'c'))));
    SET(key_end, t | y);
    SET(query_end, rd | (e & (t | y | n)) | on | (IS(small, 'i') & IS(small_b, 'g'))
                   | ((IS(small, 'r') | IS(small, 'd')) & then_e));
    vector from_1 = IN(b, '1', '9');
    SET(anywhere, IS(a, '@') | (IS(a, '%') & IS(b, '4') & IS(c, '0')) | (backslash & IS(b, 'u'))
                           | (backslash & IS(b, '\\') & IS(c, '\\')) | (IS(a, '+') & from_1));
    vector zero = IS(a, '0');
    SET(
      at_start,
      (IS(a, 'g') & (IS(b, 'h') | (IS(b, 'i') & IS(c, 't')))) | (IS(a, 'x') & IS(b, 'o') & IS(c, 'x'))
      | ((IS(a, 's') | IS(a, 'r')) & IS(b, 'k') & (IS(c, '_') | IS(c, '-')))
      | (IS(a, 'A') & ((IS(c, 'I') & (IS(b, 'K') | IS(b, 'S') | IS(b, 'B'))) | (IS(b, 'C') & IS(c, 'C'))
                       | (IS(b, 'I') & IS(c, 'z'))))
      | (IS(a, 'e') & IS(b, 'y') & IS(c, 'J')) | (zero & IS(b, '0') & IN(c, '1', '9'))
      | (IS(a, '7') & IS(b, '5') & IS(c, '6')));
  }
}

#undef VECTOR_NAME
#undef VECTOR_JOINED
#undef VECTOR_PASTED
#undef vector
#undef IS
#undef IN
#undef SET
#undef SURVEY
#undef WIDTH
#undef TARGET
#undef MASK
