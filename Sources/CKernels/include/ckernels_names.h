// Given names and family names of some thirty languages in Latin script.
#ifndef CKERNELS_NAMES_H
#define CKERNELS_NAMES_H

#include <stdint.h>

/// What a name is; the bits of its digit.
enum {
  CK_NAME_GIVEN = 1,
  CK_NAME_FAMILY = 2,
  /// Also a common word, a place or a firm.
  CK_NAME_AMBIGUOUS = 4,
};

/// The names in UTF-8 in the order of their bytes, each followed by a digit; `ck_names_size` bytes in all.
const char *ck_names(void);
extern const uint32_t ck_names_size;

#endif
