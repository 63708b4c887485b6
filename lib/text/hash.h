#ifndef TEXT_HASH_H
#define TEXT_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/load.h"

/*
 * text_hash(): the bytes as little-endian 64-bit words, the last one filled
 * with zeros; each is mixed in by a 64 x 64 -> 128 bit multiplication whose
 * halves are added with exclusive or (the core of wyhash).  The length is the
 * seed, so that filling cannot make two strings one.  Fast and well spread,
 * not secret: who uses it for a table compares the bytes too.
 */
#define HASH_SEED  0x9e3779b97f4a7c15u
#define HASH_WORD  0xa0761d6478bd642fu
#define HASH_FINAL 0xe7037ed1a0b428dbu

/* What may be read behind the bytes given to hash_padded(). */
enum { HASH_PADDING = 7 };

static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t
hash_padded(const char *p, size_t n)
{
	uint64_t h = HASH_SEED * (n + 1);

	for (; n >= 8; p += 8, n -= 8)
		h = hash_mix(h ^ load_little_64(p), HASH_WORD);
	if (n)
		h = hash_mix(
		    h ^ (load_little_64(p) & (UINT64_MAX >> (64 - 8 * n))),
		    HASH_WORD);
	return hash_mix(h, HASH_FINAL);
}

#endif
