// CSV by blocks of rows: first each column's texts, in a loop over one type, then the rows out of them. What the plain
// way does is in write_csv.c; both write the same bytes.
#include <stddef.h>
#include <string.h>

#include "ckernels_csv.h"
#include "ckernels_text.h"

/// A text with the separator after it, copied as a whole: 32 bytes take no longer than one.
typedef struct {
  uint8_t text[31];
  /// 0 where nothing has been written yet, `LONG` for a text that does not fit.
  uint8_t length;
} cell;

enum {
  LONG = 255,
  /// The longest text in a cell.
  MOST = 30,
  /// Cells of a block: with what points at them 40 KiB.
  BLOCK = 1024,
  /// Rows of a block of a wide table, whose cells lie in the second-level cache.
  LEAST_ROWS = 4,
  /// 0 or 1 and a separator each.
  ONES = 15,
  /// Texts that a column of doubles recalls, and columns that do.
  RECALLED = 4096,
  RECALLING = 64,
  /// A dictionary of more is written value by value.
  DICTIONARY = 1 << 14,
  /// The least integer whose text is kept, and how many are.
  SMALLEST = -256,
  SMALL = 4096,
};

/// Columns whose texts are one cell.
typedef struct {
  uint32_t column;
  /// Above 1 only for sparse columns of ones.
  uint32_t columns;
} group;

/// Cells that are the same in each row.
typedef struct { cell missing, no, yes, zero, zero_float; } constants;

struct ck_csv_cells {
  size_t group_count;
  size_t block_rows;
  /// For columns in the middle and the last.
  constants constants[2];
  /// Integers from `SMALLEST` on, of all columns, or NULL where it does not pay.
  cell *small[2];
  uint8_t delimiter;
};

/// The memory of a writer: this, groups, cells of the block, what each row has, and what columns keep.
typedef struct {
  ck_csv_cells *head;
  group *groups;
  cell *slots;
  const cell **rows;
} layout;

static size_t aligned(size_t size) { return (size + 63) & ~(size_t)63; }

static layout layout_of(ck_csv_cells *head, size_t groups, size_t block_rows) {
  uint8_t *at = (uint8_t *)head + aligned(sizeof *head);
  layout layout = {head, (group *)at, NULL, NULL};
  at += aligned(groups * sizeof(group));
  layout.slots = (cell *)at;
  at += groups * block_rows * sizeof(cell);
  layout.rows = (const cell **)at;
  return layout;
}

static size_t group_of(const ck_csv_column *columns, size_t count, size_t column) {
  size_t size = 1;
  if (columns[column].type != CK_CSV_SPARSE_ONE) return size;
  while (size < ONES && column + size < count && columns[column + size].type == CK_CSV_SPARSE_ONE) size++;
  return size;
}

static size_t group_count(const ck_csv_column *columns, size_t count) {
  size_t groups = 0;
  for (size_t column = 0; column < count; column += group_of(columns, count, column)) groups++;
  return groups;
}

static size_t rows_of_block(size_t groups) {
  return groups * LEAST_ROWS < BLOCK ? BLOCK / (groups == 0 ? 1 : groups) : LEAST_ROWS;
}

// MARK: What columns keep

/// The texts of a column's first doubles, two places for each: encoded and scaled columns have few distinct values, and
/// copying a text is ten times as fast as finding it.
struct ck_csv_recall {
  uint32_t tried, found;
  /// 0 for a free place; 0.0 is never sought.
  uint64_t keys[RECALLED];
  cell texts[RECALLED];
};

static size_t kept_size(const ck_csv_column *column, size_t rows, size_t *recalling) {
  if (column->type == CK_CSV_CATEGORY && column->distinct <= DICTIONARY && column->distinct <= rows) {
    return aligned(column->distinct * sizeof(cell));
  }
  if (column->type == CK_CSV_FLOAT && rows >= RECALLED && (*recalling)++ < RECALLING) {
    return aligned(sizeof(struct ck_csv_recall));
  }
  return 0;
}

/// Whether a column of integers stands in the middle, or last.
static bool keeps_integers(const ck_csv_column *columns, size_t count, size_t rows, bool is_last) {
  if (rows < SMALL) return false;
  if (is_last) return columns[count - 1].type == CK_CSV_INT;
  for (size_t i = 0; i + 1 < count; i++) {
    if (columns[i].type == CK_CSV_INT) return true;
  }
  return false;
}

size_t ck_csv_cells_size(const ck_csv_column *columns, size_t count, size_t rows) {
  const size_t groups = group_count(columns, count), block_rows = rows_of_block(groups);
  size_t size = aligned(sizeof(ck_csv_cells)) + aligned(groups * sizeof(group))
    + aligned(groups * block_rows * (sizeof(cell) + sizeof(cell *)));
  for (int is_last = 0; is_last < 2; is_last++) {
    if (keeps_integers(columns, count, rows, is_last)) size += SMALL * sizeof(cell);
  }
  size_t recalling = 0;
  for (size_t i = 0; i < count; i++) size += kept_size(&columns[i], rows, &recalling);
  return size;
}

/// Ends a text of `length` bytes.
static inline void end(cell *cell, size_t length, uint8_t separator) {
  cell->text[length] = separator;
  cell->length = (uint8_t)(length + 1);
}

static void put(cell *cell, const char *text, uint8_t separator) {
  memcpy(cell->text, text, strlen(text));
  end(cell, strlen(text), separator);
}

ck_csv_cells *ck_csv_cells_in(
  void *memory, ck_csv_column *columns, size_t count, size_t rows, uint8_t delimiter
) {
  ck_csv_cells *head = memory;
  const size_t groups = group_count(columns, count), block_rows = rows_of_block(groups);
  head->group_count = groups;
  head->block_rows = block_rows;
  head->delimiter = delimiter;
  for (int is_last = 0; is_last < 2; is_last++) {
    constants *constants = &head->constants[is_last];
    const uint8_t separator = is_last ? '\n' : delimiter;
    // A blank line would not be a record.
    put(&constants->missing, count == 1 ? "\"\"" : "", separator);
    put(&constants->no, "false", separator);
    put(&constants->yes, "true", separator);
    put(&constants->zero, "0", separator);
    put(&constants->zero_float, "0.0", separator);
  }
  const layout layout = layout_of(head, groups, block_rows);
  size_t column = 0;
  for (size_t i = 0; i < groups; i++) {
    layout.groups[i] = (group){(uint32_t)column, (uint32_t)group_of(columns, count, column)};
    column += layout.groups[i].columns;
  }
  uint8_t *kept = (uint8_t *)layout.slots + aligned(groups * block_rows * (sizeof(cell) + sizeof(cell *)));
  for (int is_last = 0; is_last < 2; is_last++) {
    head->small[is_last] = NULL;
    if (!keeps_integers(columns, count, rows, is_last)) continue;
    head->small[is_last] = (cell *)kept;
    memset(kept, 0, SMALL * sizeof(cell));
    kept += SMALL * sizeof(cell);
  }
  size_t recalling = 0;
  for (size_t i = 0; i < count; i++) {
    const size_t size = kept_size(&columns[i], rows, &recalling);
    columns[i].kept = size == 0 ? NULL : kept;
    if (size != 0) memset(kept, 0, columns[i].type == CK_CSV_FLOAT ? offsetof(struct ck_csv_recall, texts) : size);
    kept += size;
  }
  return head;
}

// MARK: Texts

/// `length` bytes, up to 31.
static inline void copy_short(uint8_t *out, const uint8_t *text, size_t length) {
  if (length >= 16) {
    memcpy(out, text, 16);
    memcpy(out + length - 16, text + length - 16, 16);
  } else if (length >= 8) {
    memcpy(out, text, 8);
    memcpy(out + length - 8, text + length - 8, 8);
  } else if (length >= 4) {
    memcpy(out, text, 4);
    memcpy(out + length - 4, text + length - 4, 4);
  } else {
    for (size_t i = 0; i < length; i++) out[i] = text[i];
  }
}

typedef uint8_t ck_bytes __attribute__((vector_size(32)));

/// Whether one of the first `length` bytes asks for quotes.
static inline bool needs_quotes(const cell *cell, size_t length, uint8_t delimiter) {
  ck_bytes text;
  memcpy(&text, cell, sizeof text);
  const ck_bytes special = (ck_bytes)(text == delimiter) | (ck_bytes)(text == (uint8_t)'"')
    | (ck_bytes)(text == (uint8_t)'\n') | (ck_bytes)(text == (uint8_t)'\r');
  uint64_t words[4];
  memcpy(words, &special, sizeof words);
  if ((words[0] | words[1] | words[2] | words[3]) == 0) return false;
  uint8_t bytes[32];
  memcpy(bytes, &special, sizeof bytes);
  for (size_t i = 0; i < length; i++) {
    if (bytes[i]) return true;
  }
  return false;
}

/// A text that is written when its row is.
typedef struct {
  const uint8_t *text;
  size_t length;
} long_text;

static inline void put_text(cell *cell, const uint8_t *text, size_t length, uint8_t delimiter, uint8_t separator) {
  if (length > 0 && length <= MOST) {
    copy_short(cell->text, text, length);
    if (!needs_quotes(cell, length, delimiter)) {
      end(cell, length, separator);
      return;
    }
  }
  const long_text whole = {text, length};
  memcpy(cell->text, &whole, sizeof whole);
  cell->text[sizeof whole] = separator;
  cell->length = LONG;
}

static inline bool bit(const uint8_t *bits, size_t row) { return bits[row >> 3] >> (row & 7) & 1; }

/// The place of a value's text, or the first where it might be kept.
static inline size_t place_of(const struct ck_csv_recall *texts, uint64_t bits) {
  const size_t hash = (bits * 0x9E3779B97F4A7C15ull) >> 52;
  // Without a branch, which nobody could foretell.
  return hash ^ (size_t)(texts->keys[hash ^ 1] == bits);
}

/// Writes a value that is not recalled, to be recalled where there is a place for it.
static const cell *remember(
  struct ck_csv_recall *texts, size_t place, double value, uint64_t bits, cell *slot, uint8_t separator
) {
  cell *cell = slot;
  if (texts->keys[place] != 0) place ^= 1;
  if (texts->keys[place] == 0) {
    texts->keys[place] = bits;
    cell = &texts->texts[place];
  }
  end(cell, ck_write_double(value, cell->text), separator);
  return cell;
}

/// Whether looking up pays: at least a quarter of the values must have been there.
static inline bool recalls(const struct ck_csv_recall *texts) {
  return texts != NULL && (texts->tried < 4 * RECALLED || texts->found >= texts->tried / 4);
}

/// What the loops over the rows of a block have in common.
typedef struct {
  /// The first row and the number of them.
  size_t row, count;
  /// From one row's cell to the next one's.
  size_t stride;
  cell *slots;
  const cell **out;
  const constants *constants;
  cell *small;
  uint8_t delimiter, separator;
} filling;

/// Runs `action` with `row` and `slot` for each row that has a value.
#define EACH(filling, column, action)                                              \
  for (size_t i = 0; i < (filling)->count; i++) {                                  \
    const size_t row = (filling)->row + i;                                         \
    cell *const slot = &(filling)->slots[i];                                       \
    const cell **const out = &(filling)->out[i * (filling)->stride];               \
    if ((column)->validity != NULL && !bit((column)->validity, row)) {             \
      *out = &(filling)->constants->missing;                                       \
      continue;                                                                    \
    }                                                                              \
    *out = slot;                                                                   \
    action;                                                                        \
  }

/// The place of the first value in the block or behind it. The cursor stays there: the block may be filled again.
static size_t first_place(ck_csv_column *column, size_t row) {
  while (column->cursor < column->row_count && (size_t)column->rows[column->cursor] < row) column->cursor++;
  return column->cursor;
}

static void fill_ones(ck_csv_column *columns, size_t count, const filling *filling) {
  for (size_t i = 0; i < filling->count; i++) {
    cell *slot = &filling->slots[i];
    for (size_t j = 0; j < count; j++) {
      slot->text[2 * j] = '0';
      slot->text[2 * j + 1] = filling->delimiter;
    }
    end(slot, 2 * count - 1, filling->separator);
    filling->out[i * filling->stride] = slot;
  }
  for (size_t j = 0; j < count; j++) {
    ck_csv_column *column = &columns[j];
    for (size_t at = first_place(column, filling->row); at < column->row_count; at++) {
      const size_t row = (size_t)column->rows[at] - filling->row;
      if (row >= filling->count) break;
      filling->slots[row].text[2 * j] = '1';
    }
  }
}

static void fill_sparse(ck_csv_column *column, const filling *filling) {
  const bool is_float = column->type == CK_CSV_SPARSE_FLOAT;
  const cell *zero = is_float ? &filling->constants->zero_float : &filling->constants->zero;
  for (size_t i = 0; i < filling->count; i++) filling->out[i * filling->stride] = zero;
  for (size_t at = first_place(column, filling->row); at < column->row_count; at++) {
    const size_t row = (size_t)column->rows[at] - filling->row;
    if (row >= filling->count) break;
    cell *slot = &filling->slots[row];
    end(
      slot,
      is_float ? ck_write_double(((const double *)column->values)[at], slot->text)
               : ck_write_int(((const int32_t *)column->values)[at], slot->text),
      filling->separator);
    filling->out[row * filling->stride] = slot;
  }
}

static void fill_text(ck_csv_column *column, const filling *filling) {
  const int32_t *offsets = column->offsets, *codes = column->values;
  if (column->type == CK_CSV_STRING) {
    EACH(filling, column, put_text(slot, column->bytes + offsets[row], (size_t)(offsets[row + 1] - offsets[row]),
                                   filling->delimiter, filling->separator))
    return;
  }
  cell *kept = column->kept;
  EACH(filling, column, {
    const size_t code = (size_t)codes[row];
    cell *cell = kept == NULL ? slot : &kept[code];
    if (kept == NULL || cell->length == 0) {
      put_text(cell, column->bytes + offsets[code], (size_t)(offsets[code + 1] - offsets[code]), filling->delimiter,
               filling->separator);
    }
    *out = cell;
  })
}

static void fill_doubles(ck_csv_column *column, const filling *filling) {
  const double *values = column->values;
  const uint8_t separator = filling->separator;
  struct ck_csv_recall *texts = column->kept;
  if (!recalls(texts)) {
    EACH(filling, column, end(slot, ck_write_double(values[row], slot->text), separator))
    return;
  }
  uint32_t unknown = 0;
  EACH(filling, column, {
    const double value = values[row];
    uint64_t bits;
    memcpy(&bits, &value, 8);
    const size_t place = place_of(texts, bits);
    if (bits == 0) {
      *out = &filling->constants->zero_float;
    } else if (texts->keys[place] == bits) {
      *out = &texts->texts[place];
    } else {
      *out = remember(texts, place, value, bits, slot, separator);
      unknown++;
    }
  })
  texts->tried += (uint32_t)filling->count;
  texts->found += (uint32_t)filling->count - unknown;
}

static void fill_integers(ck_csv_column *column, const filling *filling) {
  const int64_t *values = column->values;
  const uint8_t separator = filling->separator;
  cell *const small = filling->small;
  if (small == NULL) {
    EACH(filling, column, end(slot, ck_write_int(values[row], slot->text), separator))
    return;
  }
  EACH(filling, column, {
    const uint64_t place = (uint64_t)values[row] - (uint64_t)(int64_t)SMALLEST;
    cell *cell = place < SMALL ? &small[place] : slot;
    if (place >= SMALL || cell->length == 0) end(cell, ck_write_int(values[row], cell->text), separator);
    *out = cell;
  })
}

static void fill(ck_csv_column *column, const filling *filling) {
  const uint8_t separator = filling->separator;
  switch (column->type) {
    case CK_CSV_INT: fill_integers(column, filling); return;
    case CK_CSV_FLOAT: fill_doubles(column, filling); return;
    case CK_CSV_BOOL:
      EACH(filling, column,
           *out = bit(column->values, row) ? &filling->constants->yes : &filling->constants->no; (void)slot)
      return;
    case CK_CSV_DATE:
      EACH(filling, column, end(slot, ck_write_date(((const int32_t *)column->values)[row], slot->text), separator))
      return;
    case CK_CSV_TIMESTAMP:
      EACH(filling, column,
           end(slot, ck_write_timestamp(((const int64_t *)column->values)[row], slot->text), separator))
      return;
    case CK_CSV_STRING:
    case CK_CSV_CATEGORY: fill_text(column, filling); return;
    case CK_CSV_SPARSE_INT:
    case CK_CSV_SPARSE_FLOAT: fill_sparse(column, filling); return;
    case CK_CSV_SPARSE_ONE: return;
  }
}

// MARK: Rows

static void fill_block(
  const layout *layout, ck_csv_column *columns, size_t count, size_t row, size_t rows
) {
  const size_t groups = layout->head->group_count;
  for (size_t i = 0; i < groups; i++) {
    const group group = layout->groups[i];
    const bool is_last = group.column + group.columns == count;
    const filling filling = {
      row, rows, groups, layout->slots + i * layout->head->block_rows, layout->rows + i,
      &layout->head->constants[is_last], layout->head->small[is_last], layout->head->delimiter, is_last ? '\n' : layout->head->delimiter,
    };
    if (columns[group.column].type == CK_CSV_SPARSE_ONE) {
      fill_ones(columns + group.column, group.columns, &filling);
    } else {
      fill(&columns[group.column], &filling);
    }
  }
}

/// Writes one row; returns its bytes, or 0 where it might not fit.
static inline size_t write_row(
  const cell *const *cells, size_t count, uint8_t delimiter, uint8_t *out, size_t capacity
) {
  uint8_t *at = out;
  // The last cell is copied as a whole, too.
  size_t bound = count * sizeof(cell);
  if (capacity < bound) return 0;
  for (size_t i = 0; i < count; i++) {
    const cell *cell = cells[i];
    if (cell->length == LONG) {
      long_text whole;
      memcpy(&whole, cell->text, sizeof whole);
      bound += 2 * whole.length + 2;
      if (capacity < bound) return 0;
      at += ck_csv_write_text(whole.text, whole.length, delimiter, at);
      *at++ = cell->text[sizeof whole];
    } else {
      memcpy(at, cell, sizeof *cell);
      at += cell->length;
    }
  }
  return (size_t)(at - out);
}

size_t ck_csv_write_rows(
  ck_csv_cells *cells, ck_csv_column *columns, size_t count, size_t *row, size_t rows, uint8_t *out, size_t capacity
) {
  const layout layout = layout_of(cells, cells->group_count, cells->block_rows);
  size_t written = 0;
  while (*row < rows) {
    const size_t left = rows - *row, block = left < cells->block_rows ? left : cells->block_rows;
    fill_block(&layout, columns, count, *row, block);
    for (size_t i = 0; i < block; i++) {
      const cell *const *cells_of_row = layout.rows + i * cells->group_count;
      const size_t length =
        write_row(cells_of_row, cells->group_count, cells->delimiter, out + written, capacity - written);
      if (length == 0) return written;
      written += length;
      ++*row;
    }
  }
  return written;
}
