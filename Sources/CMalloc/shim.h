// The GNU C library's allocator settings, which the Glibc module does not show.
#include <malloc.h>
