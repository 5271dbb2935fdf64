#include "cre2.h"

#include <re2/re2.h>

#include <new>
#include <string>

struct cre2_pattern {
  explicit cre2_pattern(const re2::StringPiece &text, const RE2::Options &options) : expression(text, options) {}
  RE2 expression;
};

cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t memory) {
  try {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory);
    // `(?m)`: with `one_line` RE2 asks for it within the pattern, where it would move the place of an error.
    std::string text = "(?m:" + std::string(pattern, length) + ")";
    cre2_pattern *compiled = new (std::nothrow) cre2_pattern(re2::StringPiece(pattern, length), options);
    if (compiled == nullptr || !compiled->expression.ok()) return compiled;
    delete compiled;
    return new (std::nothrow) cre2_pattern(text, options);
  } catch (...) {
    return nullptr;
  }
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

cre2_error cre2_error_of(const cre2_pattern *pattern) {
  switch (pattern->expression.error_code()) {
    case RE2::NoError: return CRE2_OK;
    case RE2::ErrorBadEscape: return CRE2_BAD_ESCAPE;
    case RE2::ErrorBadCharClass: return CRE2_BAD_CLASS;
    case RE2::ErrorBadCharRange: return CRE2_BAD_RANGE;
    case RE2::ErrorMissingBracket: return CRE2_MISSING_BRACKET;
    case RE2::ErrorMissingParen: return CRE2_MISSING_PAREN;
    case RE2::ErrorUnexpectedParen: return CRE2_UNEXPECTED_PAREN;
    case RE2::ErrorTrailingBackslash: return CRE2_TRAILING_BACKSLASH;
    case RE2::ErrorRepeatArgument: return CRE2_NOTHING_TO_REPEAT;
    case RE2::ErrorRepeatSize: return CRE2_BAD_REPEAT_SIZE;
    case RE2::ErrorRepeatOp: return CRE2_BAD_REPEAT;
    case RE2::ErrorBadPerlOp: return CRE2_BAD_FLAG;
    case RE2::ErrorBadUTF8: return CRE2_BAD_UTF8;
    case RE2::ErrorBadNamedCapture: return CRE2_BAD_GROUP_NAME;
    case RE2::ErrorPatternTooLarge: return CRE2_TOO_LARGE;
    default: return CRE2_INTERNAL;
  }
}

const char *cre2_error_piece(const cre2_pattern *pattern, size_t *length) {
  const std::string &piece = pattern->expression.error_arg();
  *length = piece.size();
  return piece.data();
}

bool cre2_find(const cre2_pattern *pattern, const char *text, size_t count, size_t from, size_t to,
                          size_t *start, size_t *end) {
  re2::StringPiece match;
  if (!pattern->expression.Match(re2::StringPiece(text, count), from, to, RE2::UNANCHORED, &match, 1)) return false;
  *start = static_cast<size_t>(match.data() - text);
  *end = *start + match.size();
  return true;
}
