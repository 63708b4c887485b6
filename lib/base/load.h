#ifndef BASE_LOAD_H
#define BASE_LOAD_H

#include <stdint.h>
#include <string.h>

/* Bytes as one number, wherever they stand: a load, no call. */
static inline uint32_t
load_32(const char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof(x));
	return x;
}

static inline uint64_t
load_64(const char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	return x;
}

/* The same on every machine: the first byte is the lowest. */
static inline uint32_t
load_little_32(const char *p)
{
	uint32_t x = load_32(p);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap32(x);
#endif
	return x;
}

static inline uint64_t
load_little_64(const char *p)
{
	uint64_t x = load_64(p);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

#endif
