#ifndef STATS_EXACT_H
#define STATS_EXACT_H

#include <stdint.h>

/*
 * Sums of whole numbers, exact in 128 bits for whatever was measured.  They can
 * be read from a file, though, where anybody may write anything: what does not
 * fit is wrong, and no more than that.  Private to the room.
 */
static inline __int128
exact_sum(__int128 a, __int128 b)
{
	return (__int128)((unsigned __int128)a + (unsigned __int128)b);
}

/* n * xy - x * y */
static inline double
exact_spread(uint64_t n, __int128 xy, __int128 x, __int128 y)
{
	__int128 all, means, spread;

	if (__builtin_mul_overflow(xy, n, &all) ||
	    __builtin_mul_overflow(x, y, &means) ||
	    __builtin_sub_overflow(all, means, &spread))
		return (double)xy * (double)n - (double)x * (double)y;
	return (double)spread;
}

#endif
