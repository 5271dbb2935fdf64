// What the machine needs for single operations and nothing else: the limits that workloads are held against.
//
//   limits speeds FILE FOLDER THREADS    one line of each speed: `figure NAME SECONDS` for one byte or one operation
//   limits csv FILE THREADS              libcsv over the file, every field thrown away
//   limits hash COUNT ids|emails THREADS libsodium's keyed hash over as many values
//
// Seconds are the clock's, all threads together; of speeds the least of three rounds, of hashes of five.
#include <charconv>
#include <csv.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sodium.h>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <vector>

static double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

// Seconds of the fastest of `rounds`, in which each thread does its part.
static double fastest(int rounds, int threads, const std::function<void(int)> &part) {
  double best = 1e18;
  for (int round = 0; round < rounds; round++) {
    double start = now();
    std::vector<std::thread> others;
    for (int thread = 1; thread < threads; thread++) others.emplace_back(part, thread);
    part(0);
    for (auto &other : others) other.join();
    best = std::min(best, now() - start);
  }
  return best;
}

static volatile uint64_t sink;  // results go here, so that no loop is left out

struct File {
  const char *bytes;
  size_t count;
  explicit File(const char *path) {
    int descriptor = open(path, O_RDONLY);
    struct stat status;
    if (descriptor < 0 || fstat(descriptor, &status) != 0) exit(2);
    count = status.st_size;
    bytes = (const char *)mmap(nullptr, count, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    if (bytes == MAP_FAILED) exit(2);
    close(descriptor);
  }
  // Where a thread's part begins: behind the end of a line.
  size_t begin(int thread, int threads) const {
    size_t place = count / threads * thread;
    if (thread == 0) return 0;
    if (thread == threads) return count;
    const void *end = memchr(bytes + place, '\n', count - place);
    return end ? (const char *)end - bytes + 1 : count;
  }
};

static void say(const char *name, double seconds) { printf("figure %s %.6g\n", name, seconds); }

static double counting(const File &file, int threads) {
  return fastest(3, threads, [&](int thread) {
    uint64_t found = 0;
    for (size_t i = file.begin(thread, threads), end = file.begin(thread + 1, threads); i < end;) {
      size_t stop = std::min(end, i + 4096);
      uint32_t block = 0;
      for (; i < stop; i++) block += file.bytes[i] == ',';
      found += block;
    }
    sink = sink + found;
  }) / file.count;
}

static double copying(int threads) {
  const size_t size = 128 << 20;
  std::vector<char *> memory;
  for (int part = 0; part < 2 * threads; part++) memset(memory.emplace_back((char *)malloc(size)), part, size);
  double best = fastest(3, threads, [&](int thread) { memcpy(memory[2 * thread], memory[2 * thread + 1], size); });
  for (char *part : memory) free(part);
  return best / (size * threads);
}

// Written and synchronised, as an output is before it is renamed.
static double writing(const std::string &folder) {
  const size_t size = 8 << 20, times = 32;
  std::vector<char> block(size, 'x');
  std::string path = folder + "/written.partial";
  double seconds = fastest(3, 1, [&](int) {
    int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    for (size_t time = 0; time < times; time++)
      if (write(descriptor, block.data(), size) != (ssize_t)size) exit(2);
    if (fsync(descriptor) != 0) exit(2);
    close(descriptor);
  });
  unlink(path.c_str());
  return seconds / (size * times);
}

static double parsing(int threads) {
  const int count = 2000000;
  std::string text;
  for (int i = 0; i < count; i++) text += std::to_string(i * 7919ull % 2400) + ",";
  return fastest(3, threads, [&](int) {
    const char *place = text.data(), *end = place + text.size();
    uint64_t sum = 0;
    while (place < end) {
      int64_t value = 0;
      place = std::from_chars(place, end, value).ptr + 1;
      sum += value;
    }
    sink = sink + sum;
  }) / count / threads;
}

static double printing(int threads) {
  const int count = 1000000;
  std::vector<double> values(count);
  for (int i = 0; i < count; i++) values[i] = (i * 7919ull % 2400 - 1200.0) / 317.7;
  return fastest(3, threads, [&](int) {
    char text[40];
    uint64_t sum = 0;
    for (double value : values) sum += std::to_chars(text, text + sizeof text, value).ptr - text;
    sink = sink + sum;
  }) / count / threads;
}

// One addition to one of a million counters, in no order.
static double updating(int threads) {
  const int count = 4000000, size = 1 << 20;
  std::vector<std::vector<double>> counters(threads, std::vector<double>(size));
  return fastest(3, threads, [&](int thread) {
    uint64_t state = thread + 1;
    double *mine = counters[thread].data();
    for (int i = 0; i < count; i++) {
      state = state * 6364136223846793005ull + 1442695040888963407ull;
      mine[state >> 44] += 1;
    }
  }) / count / threads;
}

static double hashing(long count, bool emails, int threads, int rounds) {
  enum { width = 48 };
  std::vector<char> values(width * count);
  std::vector<unsigned char> hashes(16 * count);
  int length = 0;
  for (long value = 0; value < count; value++)
    length = snprintf(&values[width * value], width, "customer-%ld%s", 10000000 + value, emails ? "@mail.example" : "");
  unsigned char key[32];
  for (int byte = 0; byte < 32; byte++) key[byte] = byte;
  return fastest(rounds, threads, [&](int thread) {
    for (long value = thread; value < count; value += threads)
      crypto_generichash(&hashes[16 * value], 16, (unsigned char *)&values[width * value], length, key, sizeof key);
  });
}

static double libcsv(const File &file, int threads) {
  return fastest(1, threads, [&](int thread) {
    csv_parser parser;
    csv_init(&parser, CSV_APPEND_NULL);
    uint64_t fields = 0;
    size_t start = file.begin(thread, threads);
    csv_parse(
        &parser, file.bytes + start, file.begin(thread + 1, threads) - start,
        [](void *, size_t, void *fields) { ++*(uint64_t *)fields; }, [](int, void *) {}, &fields);
    csv_free(&parser);
    sink = sink + fields;
  });
}

int main(int argc, char **argv) {
  std::string work = argc > 1 ? argv[1] : "";
  if (sodium_init() < 0) return 2;
  if (work == "speeds" && argc == 5) {
    int threads = atoi(argv[4]);
    File file(argv[2]);
    say("count", counting(file, threads));
    say("count_one", counting(file, 1));
    say("copy", copying(threads));
    say("write", writing(argv[3]));
    say("parse", parsing(threads));
    say("print", printing(threads));
    say("update", updating(threads));
    say("hash", hashing(1000000, true, threads, 3) / 1000000);
  } else if (work == "csv" && argc == 4) {
    File file(argv[2]);
    say("seconds", libcsv(file, atoi(argv[3])));
  } else if (work == "hash" && argc == 5) {
    say("seconds", hashing(atol(argv[2]), !strcmp(argv[3], "emails"), atoi(argv[4]), 5));
  } else {
    return 2;
  }
  return 0;
}
