// Eight doubles at a time, compiled for each width of vectors that processors have; which one runs is decided where it
// runs. Whoever includes this switches FP_CONTRACT off: only an FMA could make the result differ between processors.
#ifndef CKERNELS_LANES_H
#define CKERNELS_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { CK_LANES = 8 };

typedef double ck_doubles __attribute__((vector_size(64)));
typedef uint64_t ck_words __attribute__((vector_size(64)));
typedef int64_t ck_integers __attribute__((vector_size(64)));

/// 1.5·2^52: added to a smaller number it leaves that rounded to an integer in the low bits.
#define CK_ROUNDING_SHIFT 0x1.8p52

/// For what the variants below have in common.
#define CK_COMMON static inline __attribute__((always_inline))

/// Loads `lanes` values, filled up with 0.
CK_COMMON void ck_load(const double *values, size_t lanes, ck_doubles *vector) {
  if (lanes < CK_LANES) *vector = (ck_doubles){0};
  memcpy(vector, values, lanes * sizeof(double));
}

CK_COMMON void ck_store(const ck_doubles *vector, size_t lanes, double *values) {
  memcpy(values, vector, lanes * sizeof(double));
}

/// Runs `block` with `row` and `lanes` for each block of `count` values; a last one that is not full stands apart, so that
/// the others are loaded and stored by one instruction.
#define CK_EACH_BLOCK(count, block)                              \
  do {                                                           \
    size_t row = 0;                                              \
    for (; row + CK_LANES <= (count); row += CK_LANES) {         \
      enum { lanes = CK_LANES };                                 \
      block                                                      \
    }                                                            \
    if (row < (count)) {                                         \
      const size_t lanes = (count) - row;                        \
      block                                                      \
    }                                                            \
  } while (0)

/// Defines the function `name` by `name##_common`, which is compiled once for each width.
#if defined(__x86_64__)
#define CK_EACH_WIDTH(name, parameters, arguments)                                                        \
  __attribute__((target("avx512f,avx512dq"))) static void name##_512 parameters { name##_common arguments; } \
  __attribute__((target("avx2"))) static void name##_256 parameters { name##_common arguments; }          \
  void name parameters {                                                                                  \
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {                        \
      name##_512 arguments;                                                                               \
    } else if (__builtin_cpu_supports("avx2")) {                                                          \
      name##_256 arguments;                                                                               \
    } else {                                                                                              \
      name##_common arguments;                                                                            \
    }                                                                                                     \
  }
#else
#define CK_EACH_WIDTH(name, parameters, arguments) \
  void name parameters { name##_common arguments; }
#endif

#endif
