// RE2 (a C++ library of linear-time regular expressions) for callers of C. No function throws, none logs.
#ifndef CRE2_H
#define CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;

/// Why a pattern cannot be compiled.
typedef enum {
  CRE2_OK = 0,
  CRE2_INTERNAL,
  CRE2_BAD_ESCAPE,
  CRE2_BAD_CLASS,
  CRE2_BAD_RANGE,
  CRE2_MISSING_BRACKET,
  CRE2_MISSING_PAREN,
  CRE2_UNEXPECTED_PAREN,
  CRE2_TRAILING_BACKSLASH,
  CRE2_NOTHING_TO_REPEAT,
  CRE2_BAD_REPEAT_SIZE,
  CRE2_BAD_REPEAT,
  CRE2_BAD_FLAG,
  CRE2_BAD_UTF8,
  CRE2_BAD_GROUP_NAME,
  CRE2_TOO_LARGE,
} cre2_error;

/// Compiles a pattern of UTF-8 text, in which `^` and `$` stand for the ends of lines. `memory` bounds its automata in
/// bytes. Returns null if there is no memory at all; otherwise a pattern to be freed, even where it has an error.
cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t memory);

void cre2_free(cre2_pattern *pattern);

cre2_error cre2_error_of(const cre2_pattern *pattern);

/// The piece of the pattern that is wrong, as RE2 names it; valid as long as the pattern.
const char *cre2_error_piece(const cre2_pattern *pattern, size_t *length);

/// Finds the leftmost match in `text[from..<to]`, whose surroundings `^`, `$` and `\b` look at. Time is linear in the
/// length of that range.
bool cre2_find(const cre2_pattern *pattern, const char *text, size_t count, size_t from, size_t to, size_t *start,
               size_t *end);

#ifdef __cplusplus
}
#endif

#endif
