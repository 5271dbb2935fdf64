// The structure of a CSV text, 64 bytes at a time: included once for each width of vectors, with CUT and SURVEY (the
// functions' names), WIDTH, TARGET, MASK (the highest bits of a vector's bytes) and FIRST_BIT (the position of the lowest
// set bit; any number for 0) defined.

#define VECTOR_NAME(name) VECTOR_JOINED(name, WIDTH)
#define VECTOR_JOINED(name, width) VECTOR_PASTED(name, width)
#define VECTOR_PASTED(name, width) name##_##width
#define vector VECTOR_NAME(structure_bytes)
typedef uint8_t vector __attribute__((vector_size(WIDTH)));

/// Cuts records as `ck_csv_cut` does, while each has the expected number of fields and 64 bytes can be read; returns
/// where it stopped, at the start of a record.
TARGET static size_t CUT(const uint8_t *bytes, size_t from, size_t to, uint8_t delimiter, ck_csv_index *index) {
  const size_t fields = index->fields;
  size_t rows = index->rows, start = from;
  uint32_t *const ends = index->ends;
  // Where the next separator goes, and where the one that ends the record must go.
  size_t next = rows * fields, last = next + fields - 1;
  uint64_t after_return = 0;
  if (index->rows == index->row_capacity) return start;
  for (size_t at = from; at + 64 <= to; at += 64) {
    uint64_t delimiters = 0, feeds = 0, returns = 0;
#pragma clang loop unroll(full)
    for (int part = 0; part < 64; part += WIDTH) {
      vector block;
      memcpy(&block, bytes + at + part, WIDTH);
      delimiters |= MASK((vector)(block == delimiter)) << part;
      feeds |= MASK((vector)(block == (uint8_t)'\n')) << part;
      returns |= MASK((vector)(block == (uint8_t)'\r')) << part;
    }
    // The LF of a CRLF ends nothing.
    uint64_t terminators = (feeds & ~(returns << 1 | after_return)) | returns;
    after_return = returns >> 63;
    const uint64_t separators = delimiters | terminators;
    // More than there are, eight at a time: a loop that ends where they end is mispredicted once a block.
    const size_t count = (size_t)__builtin_popcountll(separators);
    uint32_t *out = ends + next;
    uint64_t left = separators;
    for (size_t written = 0; written < count; written += 8) {
#pragma clang loop unroll(full)
      for (size_t i = 0; i < 8; i++) {
        out[written + i] = (uint32_t)(at + FIRST_BIT(left));
        left &= left - 1;
      }
    }
    while (terminators != 0) {
      const size_t bit = FIRST_BIT(terminators);
      terminators &= terminators - 1;
      const size_t place = next + (size_t)__builtin_popcountll(separators & ((1ull << bit) - 1));
      if (place != last || at + bit == start) goto stopped;
      index->starts[rows] = (uint32_t)start;
      index->numbers[rows] = index->next_number++;
      start = at + bit + 1;
      start += bytes[start - 1] == '\r' && start < to && bytes[start] == '\n';
      last += fields;
      if (++rows == index->row_capacity) goto stopped;
    }
    next += count;
    // A record with more fields than it may have: the rest of them would not fit.
    if (next > last) goto stopped;
  }
stopped:
  index->rows = (uint32_t)rows;
  return start;
}

/// Counts what whole blocks of 64 bytes hold; returns the bytes that they are.
TARGET static size_t SURVEY(const uint8_t *bytes, size_t length, ck_csv_survey *survey) {
  uint64_t high = 0, zeros = 0, quotes = 0, terminators = 0;
  size_t at = 0;
  for (; at + 64 <= length; at += 64) {
    uint64_t quoted = 0, ended = 0;
#pragma clang loop unroll(full)
    for (int part = 0; part < 64; part += WIDTH) {
      vector block;
      memcpy(&block, bytes + at + part, WIDTH);
      quoted |= MASK((vector)(block == (uint8_t)'"')) << part;
      ended |= MASK((vector)(block == (uint8_t)'\n') | (vector)(block == (uint8_t)'\r')) << part;
      zeros |= MASK((vector)(block == 0));
      high |= MASK(block);
    }
    quotes += (uint64_t)__builtin_popcountll(quoted);
    terminators += (uint64_t)__builtin_popcountll(ended);
  }
  *survey = (ck_csv_survey){quotes, terminators, zeros != 0, high == 0};
  return at;
}

#undef VECTOR_NAME
#undef VECTOR_JOINED
#undef VECTOR_PASTED
#undef vector
#undef CUT
#undef SURVEY
#undef WIDTH
#undef TARGET
#undef MASK
#undef FIRST_BIT
