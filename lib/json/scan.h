#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/load.h"
#include "json/json.h"

/*
 * Private to the room.  The kernels are all compiled where they can run, so
 * that the tests can hold them equal; json_index() is the fastest.
 */
enum kernel {
	KERNEL_PORTABLE,
#ifdef __SSE2__
	KERNEL_SSE2,
	KERNEL_FASTEST = KERNEL_SSE2,
#else
	KERNEL_FASTEST = KERNEL_PORTABLE,
#endif
};

bool json_index_by(
    enum kernel k, struct json *j, struct str text, struct fault *f);

/*
 * A kernel runs over the plain part of a string: it returns the first byte at
 * or behind p that is a quote, a backslash, a control byte or not ASCII.  When
 * there is none before `end` it returns some address at or behind `end`.  It
 * reads at most 15 bytes behind `end`.
 */
static inline const unsigned char *
scan_portable(const unsigned char *p, const unsigned char *end)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = ones << 7;

	do {
		uint64_t x = load_little_64((const char *)p), odd;

		/* Subtracting borrows only from what is behind a hit. */
		odd = (x ^ ones * '"') - ones;
		odd |= (x ^ ones * '\\') - ones;
		odd |= x - ones * 0x20;
		odd = (odd | x) & tops;
		if (odd)
			return p + __builtin_ctzll(odd) / 8;
		p += sizeof(x);
	} while (p < end);
	return p;
}

#ifdef __SSE2__
static inline const unsigned char *
scan_sse2(const unsigned char *p, const unsigned char *end)
{
	const __m128i quote = _mm_set1_epi8('"');
	const __m128i slash = _mm_set1_epi8('\\');
	const __m128i space = _mm_set1_epi8(0x20);

	do {
		__m128i x = _mm_loadu_si128((const __m128i *)p);
		__m128i odd = _mm_cmplt_epi8(x, space); /* or >= 0x80 */
		int mask;

		odd = _mm_or_si128(odd, _mm_cmpeq_epi8(x, quote));
		odd = _mm_or_si128(odd, _mm_cmpeq_epi8(x, slash));
		mask = _mm_movemask_epi8(odd);
		if (mask)
			return p + __builtin_ctz((unsigned)mask);
		p += 16;
	} while (p < end);
	return p;
}
#endif

static inline const unsigned char *
scan(enum kernel kernel, const unsigned char *p, const unsigned char *end)
{
#ifdef __SSE2__
	if (kernel == KERNEL_SSE2)
		return scan_sse2(p, end);
#endif
	(void)kernel;
	return scan_portable(p, end);
}

#endif
