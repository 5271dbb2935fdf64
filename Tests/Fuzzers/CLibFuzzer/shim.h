#pragma once
#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: it runs until it is done, calling back with each input.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *bytes, size_t count));
