// A bare loop over libsodium's keyed hash: what tokens cost at the very least. Arguments: number of values, and
// `ids` or `emails`, written as Tests/PrivacyTests/Benchmarks/TokenBenchmark.swift writes them; number of threads.
// Prints nanoseconds a value, the least of five rounds: CPU time with one thread, the clock's with more.
#include <pthread.h>
#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { width = 48 };
static char *values;
static unsigned char *hashes;
static long count, threads;
static int length;
static unsigned char key[32];

static void *hash(void *thread) {
  for (long value = (intptr_t)thread; value < count; value += threads)
    crypto_generichash(hashes + 16 * value, 16, (unsigned char *)values + width * value, length, key, sizeof key);
  return NULL;
}

static double seconds(void) {
  struct timespec time;
  clock_gettime(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 4 || sodium_init() < 0) return 2;
  count = atol(argv[1]);
  threads = atol(argv[3]);
  values = malloc(width * count);
  hashes = malloc(16 * count);
  if (!values || !hashes || threads < 1 || threads > 64) return 2;
  memset(hashes, 0, 16 * count);
  for (long value = 0; value < count; value++)
    length = snprintf(values + width * value, width, "customer-%ld%s", 10000000 + value,
                      strcmp(argv[2], "emails") ? "" : "@mail.example");
  for (int byte = 0; byte < 32; byte++) key[byte] = byte;
  double best = 1e9;
  for (int round = 0; round < 5; round++) {
    double start = seconds();
    pthread_t others[64];
    for (long thread = 1; thread < threads; thread++) pthread_create(&others[thread], NULL, hash, (void *)thread);
    hash((void *)0);
    for (long thread = 1; thread < threads; thread++) pthread_join(others[thread], NULL);
    double took = seconds() - start;
    if (took < best) best = took;
  }
  printf("%f\n", best * 1e9 / count);
  return 0;
}
