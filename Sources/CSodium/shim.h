#include <sodium.h>
#include <sys/prctl.h>

/// Keeps the memory of the process from core dumps, also those that a pipe of the system takes whatever RLIMIT_CORE
/// says, and from debuggers of the same user. `prctl` has a variable number of arguments, which Swift does not import.
static inline int featurize_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
