#include <string.h>

#include "ckernels.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Deeper lines are bad; the same as `JSON.maximumDepth` of Configuration.
enum { MAXIMUM_DEPTH = 128 };

/// No path: within an array, or an object that no column looks into.
static const uint32_t NOWHERE = UINT32_MAX;

/// An array or object that is not closed yet.
typedef struct {
  size_t start;
  /// The column that takes its text, or -1.
  int32_t field;
  uint32_t path;
  uint32_t object;
  bool is_array;
  /// Whether a column takes the text of this one or of one around it.
  bool is_taken;
} frame;

static inline size_t skip_space(const uint8_t *bytes, size_t at, size_t to) {
  while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) at++;
  return at;
}

// Scalars: each reads from `at` on and returns the offset after the value, or 0 where there is none.

/// The first quote, backslash or control character; at or after `to` if there is none before.
static inline size_t find_stop(const uint8_t *bytes, size_t at, size_t to) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
  for (; at < to; at += 16) {
    __m128i part = _mm_loadu_si128((const __m128i *)(bytes + at));
    __m128i stops = _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(part, quote), _mm_cmpeq_epi8(part, backslash)),
      _mm_cmpeq_epi8(_mm_min_epu8(part, control), part));
    int mask = _mm_movemask_epi8(stops);
    if (mask != 0) return at + (size_t)__builtin_ctz((unsigned)mask);
  }
#else
  while (at < to && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] >= 0x20) at++;
#endif
  return at;
}

/// Four hexadecimal digits, or -1.
static int32_t read_unit(const uint8_t *digits) {
  int32_t unit = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t digit = digits[i], letter = digit | 0x20;
    if (digit >= '0' && digit <= '9') {
      unit = unit << 4 | (digit - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      unit = unit << 4 | (letter - 'a' + 10);
    } else {
      return -1;
    }
  }
  return unit;
}

/// An escape, from its backslash on, into `*out`. Half a surrogate pair is none.
static size_t read_escape(const uint8_t *bytes, size_t at, size_t to, uint8_t **out, bool *has_nul) {
  if (at + 2 > to) return 0;
  uint8_t plain = 0;
  switch (bytes[at + 1]) {
  case '"': case '\\': case '/': plain = bytes[at + 1]; break;
  case 'b': plain = '\b'; break;
  case 'f': plain = '\f'; break;
  case 'n': plain = '\n'; break;
  case 'r': plain = '\r'; break;
  case 't': plain = '\t'; break;
  case 'u': break;
  default: return 0;
  }
  if (plain != 0) {
    *(*out)++ = plain;
    return at + 2;
  }
  if (at + 6 > to) return 0;
  int32_t unit = read_unit(bytes + at + 2);
  if (unit < 0) return 0;
  at += 6;
  uint32_t scalar = (uint32_t)unit;
  if (unit >= 0xD800 && unit <= 0xDFFF) {
    if (unit >= 0xDC00 || at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') return 0;
    int32_t low = read_unit(bytes + at + 2);
    if (low < 0xDC00 || low > 0xDFFF) return 0;
    at += 6;
    scalar = 0x10000 + ((scalar - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
  }
  uint8_t *text = *out;
  if (scalar < 0x80) {
    *has_nul |= scalar == 0;
    *text++ = (uint8_t)scalar;
  } else if (scalar < 0x800) {
    *text++ = (uint8_t)(0xC0 | scalar >> 6);
    *text++ = (uint8_t)(0x80 | (scalar & 0x3F));
  } else if (scalar < 0x10000) {
    *text++ = (uint8_t)(0xE0 | scalar >> 12);
    *text++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    *text++ = (uint8_t)(0x80 | (scalar & 0x3F));
  } else {
    *text++ = (uint8_t)(0xF0 | scalar >> 18);
    *text++ = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
    *text++ = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    *text++ = (uint8_t)(0x80 | (scalar & 0x3F));
  }
  *out = text;
  return at;
}

/// A string, from the byte after its quote on. Its text lies in the line, or where it has escapes at `*decoded`, which
/// then moves on; an escape is never shorter than what it stands for.
static inline size_t read_string(
  const uint8_t *bytes, size_t at, size_t to, uint8_t **decoded, ck_json_value *value, bool *has_nul
) {
  size_t stop = find_stop(bytes, at, to);
  if (stop >= to) return 0;
  value->kind = CK_FIELD_QUOTED;
  if (bytes[stop] == '"') {
    value->start = bytes + at;
    value->length = (uint32_t)(stop - at);
    return stop + 1;
  }
  uint8_t *out = *decoded;
  for (;;) {
    memcpy(out, bytes + at, stop - at);
    out += stop - at;
    if (bytes[stop] == '"') break;
    if (bytes[stop] != '\\') return 0;
    at = read_escape(bytes, stop, to, &out, has_nul);
    if (at == 0) return 0;
    stop = find_stop(bytes, at, to);
    if (stop >= to) return 0;
  }
  value->start = *decoded;
  value->length = (uint32_t)(out - *decoded);
  *decoded = out;
  return stop + 1;
}

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline size_t read_digits(const uint8_t *bytes, size_t at, size_t to) {
  if (at >= to || !is_digit(bytes[at])) return 0;
  while (at < to && is_digit(bytes[at])) at++;
  return at;
}

static inline size_t read_number(const uint8_t *bytes, size_t at, size_t to) {
  if (bytes[at] == '-') at++;
  bool has_leading_zero = at + 1 < to && bytes[at] == '0' && is_digit(bytes[at + 1]);
  at = read_digits(bytes, at, to);
  if (at == 0 || has_leading_zero) return 0;
  if (at < to && bytes[at] == '.') {
    at = read_digits(bytes, at + 1, to);
    if (at == 0) return 0;
  }
  if (at < to && (bytes[at] | 0x20) == 'e') {
    at++;
    if (at < to && (bytes[at] == '+' || bytes[at] == '-')) at++;
    at = read_digits(bytes, at, to);
  }
  return at;
}

static inline size_t read_word(const uint8_t *bytes, size_t at, size_t to, const char *word, size_t length) {
  return at + length <= to && memcmp(bytes + at, word, length) == 0 ? at + length : 0;
}

// Names

static inline size_t slot_of(uint64_t hash, uint32_t owner) {
  return (size_t)(hash + owner * 0x9E3779B97F4A7C15ull);
}

void ck_json_enter_steps(ck_json_reader *reader) {
  for (uint32_t index = 0; index < reader->step_count; index++) {
    const ck_json_step *step = reader->steps + index;
    size_t slot = slot_of(ck_hash(step->name, step->length, reader->seed), step->from) & reader->slot_mask;
    while (reader->slots[slot] != 0) slot = (slot + 1) & reader->slot_mask;
    reader->slots[slot] = index + 1;
  }
}

static inline bool is_step(const ck_json_step *step, uint32_t from, const ck_json_value *name) {
  return step->from == from && step->length == name->length && memcmp(step->name, name->start, name->length) == 0;
}

/// The step from a path by a name, plus 1, or 0.
static uint32_t find_step(const ck_json_reader *reader, uint32_t from, const ck_json_value *name, uint64_t hash) {
  for (size_t slot = slot_of(hash, from) & reader->slot_mask;; slot = (slot + 1) & reader->slot_mask) {
    uint32_t index = reader->slots[slot];
    if (index == 0 || is_step(reader->steps + index - 1, from, name)) return index;
  }
}

typedef enum { NAME_IS_NEW, NAME_IS_KNOWN, NO_ROOM_FOR_NAME } name_outcome;

static name_outcome enter_name(
  ck_json_reader *reader, uint32_t object, const ck_json_value *name, uint64_t hash, uint32_t *count
) {
  if (*count > reader->name_mask / 2) return NO_ROOM_FOR_NAME;
  for (size_t slot = slot_of(hash, object) & reader->name_mask;; slot = (slot + 1) & reader->name_mask) {
    ck_json_name *known = reader->names + slot;
    if (known->line != reader->line) {
      *known = (ck_json_name){hash, name->start, name->length, object, reader->line};
      (*count)++;
      return NAME_IS_NEW;
    }
    bool is_same = known->hash == hash && known->object == object && known->length == name->length
      && memcmp(known->name, name->start, name->length) == 0;
    if (is_same) return NAME_IS_KNOWN;
  }
}

// Lines

ck_json_outcome ck_json_read_line(ck_json_reader *reader, const uint8_t *bytes, size_t from, size_t to) {
  frame frames[MAXIMUM_DEPTH];
  uint32_t depth = 0, objects = 0, names = 0, last_step = 0;
  uint8_t *decoded = reader->decoded;
  bool is_extra = false;
  reader->line++;
  ck_json_value *values = reader->values;
  for (uint32_t field = 0; field < reader->fields; field++) {
    values[field] = (ck_json_value){bytes, 0, reader->absent};
  }

  // What the next value is: the path it ends, and the column that takes it.
  uint32_t path = 0;
  int32_t field = -1;
  size_t at = skip_space(bytes, from, to);
  if (at == to || bytes[at] != '{') return CK_JSON_BAD;

value:
  if (at == to) return CK_JSON_BAD;
  {
    size_t start = at;
    ck_json_value value = {bytes + at, 0, CK_FIELD_PLAIN};
    switch (bytes[at]) {
    case '"':
      at = read_string(bytes, at + 1, to, &decoded, &value, &reader->has_nul);
      break;
    case '{': case '[': {
      if (depth == MAXIMUM_DEPTH) return CK_JSON_BAD;
      bool is_array = bytes[at] == '[';
      bool is_looked_into = !is_array && path != NOWHERE && reader->paths[path].is_parent;
      bool is_taken = field >= 0 || (depth > 0 && frames[depth - 1].is_taken);
      frames[depth++] = (frame){at, field, is_looked_into ? path : NOWHERE, objects++, is_array, is_taken};
      at = skip_space(bytes, at + 1, to);
      if (at == to) return CK_JSON_BAD;
      if (bytes[at] == (is_array ? ']' : '}')) goto close;
      if (!is_array) goto member;
      path = NOWHERE;
      field = -1;
      goto value;
    }
    case 't': at = read_word(bytes, at, to, "true", 4); break;
    case 'f': at = read_word(bytes, at, to, "false", 5); break;
    case 'n': at = read_word(bytes, at, to, "null", 4); break;
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      at = read_number(bytes, at, to);
      break;
    default: return CK_JSON_BAD;
    }
    if (at == 0) return CK_JSON_BAD;
    if (field >= 0) {
      if (value.kind == CK_FIELD_PLAIN && bytes[start] != 'n') value.length = (uint32_t)(at - start);
      values[field] = value;
    }
  }

after_value:
  at = skip_space(bytes, at, to);
  if (depth == 0) {
    if (at != to) return CK_JSON_BAD;
    goto done;
  }
  if (at == to) return CK_JSON_BAD;
  if (bytes[at] == ',') {
    at = skip_space(bytes, at + 1, to);
    if (!frames[depth - 1].is_array) goto member;
    path = NOWHERE;
    field = -1;
    goto value;
  }
  if (bytes[at] != (frames[depth - 1].is_array ? ']' : '}')) return CK_JSON_BAD;

close:
  at++;
  depth--;
  if (frames[depth].field >= 0) {
    size_t start = frames[depth].start;
    values[frames[depth].field] = (ck_json_value){bytes + start, (uint32_t)(at - start), CK_FIELD_NESTED};
  }
  goto after_value;

member:
  if (at == to || bytes[at] != '"') return CK_JSON_BAD;
  {
    const frame *around = frames + depth - 1;
    ck_json_value name;
    at = read_string(bytes, at + 1, to, &decoded, &name, &reader->has_nul);
    if (at == 0) return CK_JSON_BAD;
    uint32_t step = 0;
    uint64_t hash = 0;
    if (around->path != NOWHERE) {
      // Lines mostly have their members in the same order.
      step = reader->followers[last_step];
      if (step == 0 || !is_step(reader->steps + step - 1, around->path, &name)) {
        hash = ck_hash(name.start, name.length, reader->seed);
        step = find_step(reader, around->path, &name, hash);
        if (step != 0) reader->followers[last_step] = step;
      }
    } else {
      hash = ck_hash(name.start, name.length, reader->seed);
    }
    if (step != 0) {
      last_step = step;
      path = reader->steps[step - 1].to;
      field = reader->paths[path].field;
      if (reader->paths[path].line == reader->line) return CK_JSON_BAD;
      reader->paths[path].line = reader->line;
    } else {
      is_extra |= around->path != NOWHERE && !around->is_taken;
      path = NOWHERE;
      field = -1;
      name_outcome outcome = enter_name(reader, around->object, &name, hash, &names);
      if (outcome == NAME_IS_KNOWN) return CK_JSON_BAD;
      if (outcome == NO_ROOM_FOR_NAME) return CK_JSON_NEEDS_NAMES;
    }
    at = skip_space(bytes, at, to);
    if (at == to || bytes[at] != ':') return CK_JSON_BAD;
    at = skip_space(bytes, at + 1, to);
    goto value;
  }

done:
  reader->text_size = 0;
  for (uint32_t index = 0; index < reader->fields; index++) {
    if (values[index].length > reader->field_limit) {
      reader->large_field = index;
      return CK_JSON_LARGE_FIELD;
    }
    reader->text_size += (size_t)values[index].length + 1;
  }
  return is_extra ? CK_JSON_EXTRA : CK_JSON_OBJECT;
}

void ck_json_store(const ck_json_reader *reader, uint8_t *text, size_t at, uint32_t *ends, uint8_t *kinds) {
  for (uint32_t field = 0; field < reader->fields; field++) {
    const ck_json_value value = reader->values[field];
    // Sixteen bytes at once are faster than counting; both sides have the room.
    memcpy(text + at, value.start, 16);
    if (value.length > 16) memcpy(text + at + 16, value.start + 16, value.length - 16);
    at += value.length;
    ends[field] = (uint32_t)at;
    kinds[field] = value.kind;
    at++;
  }
}
