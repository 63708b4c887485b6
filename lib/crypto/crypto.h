#ifndef CRYPTO_CRYPTO_H
#define CRYPTO_CRYPTO_H

#include "base/str.h"

/* SHA-256 of public bytes (rules, models), and as 64 hex digits and a NUL. */
void crypto_sha256(struct str bytes, unsigned char hash[32]);
void crypto_sha256_hex(struct str bytes, char hex[65]);

const char *crypto_library(void); /* "libsodium 1.0.18" */

#endif
