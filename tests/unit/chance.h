#ifndef UNIT_CHANCE_H
#define UNIT_CHANCE_H

#include <stdint.h>

/* 0 to n - 1, the same in every run: xorshift64, Marsaglia 2003. */
static inline uint64_t
random_below(uint64_t n)
{
	static uint64_t x = 0x9e3779b97f4a7c15u;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return x % n;
}

#endif
