#ifndef CRYPTO_CRYPTO_H
#define CRYPTO_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* SHA-256 of public bytes (rules, models), and as 64 hex digits and a NUL. */
void crypto_sha256(struct str bytes, unsigned char hash[32]);
void crypto_sha256_hex(struct str bytes, char hex[65]);

/*
 * A secret.  It lies in memory that is locked (never swapped), guarded and
 * zeroed when it is freed, and comes from a file or a descriptor only: what
 * stands on a command line or in the environment is for everybody to read.
 *
 * A key file holds at least 32 random bytes, as they are or written in hex or
 * base64; --gen-key makes one.
 */
struct crypto_key;

/* Die, naming the file and never what is in it: where others may read or write
 * it, it is no key, or one that was never drawn at random. */
struct crypto_key *crypto_key_from_file(const char *name);
struct crypto_key *crypto_key_from_fd(int fd);
void crypto_key_free(struct crypto_key *k);

/* Write a new key to a new file that its owner alone may read; dies where
 * there is a file already. */
void crypto_key_generate(const char *file);

/*
 * A key of its own for each purpose, a list of labels: nobody who holds one
 * learns another, nor the key it came from.  HMAC-SHA-256 over the labels, each
 * behind its length, so that no two lists are the same bytes.
 */
struct crypto_key *crypto_key_derive(
    const struct crypto_key *k, const struct str *labels, size_t n_labels);

/* HMAC-SHA-256 over the parts, each behind its length. */
void crypto_mac(const struct crypto_key *k, const struct str *parts,
    size_t n_parts, unsigned char mac[32]);

/* Which key it is, for those who hold it: 16 hex digits and a NUL that say
 * nothing of the key. */
void crypto_key_id(const struct crypto_key *k, char id[17]);

/* The first 130 bits as 26 letters and digits (RFC 4648 base 32, small), and a
 * NUL. */
enum { CRYPTO_BASE32 = 26 };

void crypto_base32(const unsigned char mac[32], char text[CRYPTO_BASE32 + 1]);

const char *crypto_library(void); /* "libsodium 1.0.18" */

#endif
