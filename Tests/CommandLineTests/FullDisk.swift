import Foundation

/// A disk that is full after so many bytes: a library of C that is loaded before a program and refuses to write more to
/// files, as a file system does that has no room left.
enum FullDisk {
  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <stdatomic.h>
    #include <stdlib.h>
    #include <sys/stat.h>
    #include <sys/uio.h>
    #include <unistd.h>

    static atomic_long written;
    static ino_t streams[3];

    __attribute__((constructor)) static void remember(void) {
      struct stat facts;
      for (int fd = 0; fd < 3; fd++) streams[fd] = fstat(fd, &facts) == 0 ? facts.st_ino : 0;
    }

    /* Bytes of `count` for which there is room; the standard streams, under whatever number, always have it. */
    static size_t room(int fd, size_t count) {
      struct stat facts;
      if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) return count;
      for (int stream = 0; stream < 3; stream++)
        if (streams[stream] == facts.st_ino) return count;
      const char *limit = getenv("FULL_AFTER");
      long left = (limit ? atol(limit) : 0) - atomic_fetch_add(&written, (long)count);
      if (left <= 0 && count > 0) errno = ENOSPC;
      return left <= 0 ? 0 : (size_t)left < count ? (size_t)left : count;
    }

    #define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
    ssize_t write(int fd, const void *bytes, size_t count) {
      size_t some = room(fd, count);
      return some == 0 && count > 0 ? -1 : NEXT(write)(fd, bytes, some);
    }
    ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
      size_t some = room(fd, count);
      return some == 0 && count > 0 ? -1 : NEXT(pwrite)(fd, bytes, some, at);
    }
    ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) { return pwrite(fd, bytes, count, at); }
    ssize_t writev(int fd, const struct iovec *parts, int count) {
      for (int part = 0; part < count; part++)
        if (parts[part].iov_len > 0) return write(fd, parts[part].iov_base, parts[part].iov_len);
      return 0;
    }

    """

  /// Compiles the library into a directory; the environment of a program that meets it.
  static func environment(after bytes: Int, in directory: URL) throws -> [String: String] {
    let library = directory.appending(path: "full.so")
    if !FileManager.default.fileExists(atPath: library.path) {
      try Data(source.utf8).write(to: directory.appending(path: "full.c"))
      // The clang of the Swift toolchain compiles the project's C as well.
      let compiled = try Shell.run(
        "\"$(dirname \"$(readlink -f \"$(command -v swiftc)\")\")/clang\" -shared -fPIC -O1 -o full.so full.c -ldl",
        in: directory)
      guard compiled.exit == 0 else { throw NotCompiled(description: compiled.stderr) }
    }
    return ["LD_PRELOAD": library.path, "FULL_AFTER": "\(bytes)"]
  }

  struct NotCompiled: Error, CustomStringConvertible {
    let description: String
  }
}
