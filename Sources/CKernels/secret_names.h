// The names before which a `:` or `=` announces a secret, read backwards from the sign.
#ifndef CKERNELS_SECRET_NAMES_H
#define CKERNELS_SECRET_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// A name, and where its last letter stands.
typedef struct {
  const char *letters;
  int last;
  /// Whether it counts only as a whole name, not as the end of a longer one.
  bool is_whole;
} secret_name;

#define ENDING(letters) {letters, sizeof letters - 2, false}
#define WHOLE(letters) {letters, sizeof letters - 2, true}
/// The names that count (Swift: SensitiveName, KeyedSecret, AuthorizationHeader; a test holds the two together).
static const secret_name secret_names[] = {
  ENDING("password"), ENDING("passwd"), ENDING("pwd"), ENDING("passphrase"), ENDING("secret"), ENDING("token"),
  ENDING("authorization"), ENDING("cookie"), ENDING("credential"), ENDING("credentials"), ENDING("apikey"),
  ENDING("privatekey"), ENDING("secretkey"), ENDING("accesskey"), ENDING("signingkey"), ENDING("encryptionkey"),
  WHOLE("pin"), WHOLE("cvv"), WHOLE("cvc"), WHOLE("ssn"),
};
#undef ENDING
#undef WHOLE

enum {
  /// Further back nothing is looked at, and the name counts.
  NAME_LIMIT = 128,
};

static inline bool is_name_separator(uint8_t byte) {
  return byte == '_' || byte == '-' || byte == '.' || byte == ' ';
}

static inline bool is_before_sign(uint8_t byte) {
  return byte == ' ' || (byte >= 0x09 && byte <= 0x0D) || byte == '"' || byte == '\'' || byte == '\\';
}

static inline bool is_letter_or_digit(uint8_t byte) {
  return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

/// Where the name begins whose last letter stands before `end`, in small or capital letters, with separators between
/// them; `SIZE_MAX` if another ends there. `lowest` if that is too far back to tell.
static inline size_t start_of_name(const uint8_t *bytes, size_t lowest, size_t end, const secret_name *name) {
  size_t position = end - 1;
  for (int left = name->last; left > 0; left--) {
    while (position > lowest && is_name_separator(bytes[position - 1])) position--;
    if (position == lowest) return lowest == 0 ? SIZE_MAX : lowest;
    if ((bytes[position - 1] | 0x20) != (uint8_t)name->letters[left - 1]) return SIZE_MAX;
    position--;
  }
  return position;
}

/// Whether the name before the sign at `sign` may be a secret's.
static inline bool ends_in_secret_name(const uint8_t *bytes, size_t sign) {
  size_t lowest = sign > NAME_LIMIT ? sign - NAME_LIMIT : 0, end = sign;
  while (end > lowest && (is_before_sign(bytes[end - 1]) || is_name_separator(bytes[end - 1]))) end--;
  if (end == lowest) return lowest > 0;
  uint8_t last = bytes[end - 1] | 0x20;
  for (size_t i = 0; i < sizeof secret_names / sizeof *secret_names; i++) {
    const secret_name *name = secret_names + i;
    if (last != (uint8_t)name->letters[name->last]) continue;
    size_t start = start_of_name(bytes, lowest, end, name);
    if (start == SIZE_MAX) continue;
    // A letter before a whole name goes on with it, unless it is the end of an escape.
    bool goes_on = start > 0 && is_letter_or_digit(bytes[start - 1]) && !(start > 1 && bytes[start - 2] == '\\');
    if (!name->is_whole || !goes_on) return true;
  }
  return false;
}

#endif
