#include <stdlib.h>
#include <string.h>

#include <malloc.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// What OpenSSL has as macros, which Swift does not import.
static inline long featurize_ssl_set_min_version(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}
// Received plaintext is wiped once it has been handed over; compression would tell of secrets by length.
static inline void featurize_ssl_set_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_CLEANSE_PLAINTEXT | SSL_OP_NO_COMPRESSION);
}
static inline long featurize_ssl_set_server_name(SSL *ssl, const char *name) {
  return SSL_set_tlsext_host_name(ssl, name);
}

// Memory that OpenSSL lets go of is wiped: it held requests with tokens, and answers with keys. Its own wiping covers
// key schedules, not the buffers of records.
static inline void featurize_ssl_free(void *memory, const char *file, int line) {
  (void)file, (void)line;
  if (memory) OPENSSL_cleanse(memory, malloc_usable_size(memory));
  free(memory);
}
static inline void *featurize_ssl_malloc(size_t count, const char *file, int line) {
  (void)file, (void)line;
  return malloc(count);
}
static inline void *featurize_ssl_realloc(void *memory, size_t count, const char *file, int line) {
  if (!memory) return malloc(count);
  if (!count) {
    featurize_ssl_free(memory, file, line);
    return NULL;
  }
  // Not realloc: it may move the bytes and leave the old ones behind.
  size_t known = malloc_usable_size(memory);
  if (count <= known) return memory;
  void *larger = malloc(count);
  if (!larger) return NULL;
  memcpy(larger, memory, known);
  featurize_ssl_free(memory, file, line);
  return larger;
}

/// Before anything else of OpenSSL is called; 0 if it was too late.
static inline int featurize_ssl_wipe_freed_memory(void) {
  return CRYPTO_set_mem_functions(featurize_ssl_malloc, featurize_ssl_realloc, featurize_ssl_free);
}
