// What the GNU C library has and the Glibc module does not show.
#include <malloc.h>
#include <stdint.h>

// <fcntl.h> declares it under _GNU_SOURCE only.
int sync_file_range(int descriptor, int64_t offset, int64_t count, unsigned int flags);

// <sched.h> declares it under _GNU_SOURCE only. `mask` has `size` bytes.
int sched_getaffinity(int process, unsigned long size, void *mask);

enum { CLINUX_SYNC_FILE_RANGE_WRITE = 2 };

// <fcntl.h> has it under _GNU_SOURCE only: with O_DIRECTORY, a file that has no name yet. The number on every
// architecture that Swift runs on.
enum { CLINUX_O_TMPFILE = 020000000 };
