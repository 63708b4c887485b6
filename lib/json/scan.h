#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "json/json.h"

/*
 * Private to the room.  A kernel runs over the plain part of a string: it
 * returns the first byte at or behind p that is a quote, a backslash, a control
 * byte or not ASCII.  When there is none before `end` it returns an address at
 * or behind `end`.  It reads at most 15 bytes behind `end`.
 *
 * Both kernels are compiled wherever they can run, so that the tests can hold
 * them equal: json_index() is the fastest of the json_index_KERNEL().
 */
static inline const unsigned char *
scan_portable(const unsigned char *p, const unsigned char *end)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = ones << 7;

	do {
		uint64_t x, odd;

		memcpy(&x, p, sizeof(x));
		x = le64toh(x);

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
		__m128i odd =
		    _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, quote),
				     _mm_cmpeq_epi8(x, slash)),
			_mm_cmplt_epi8(x, space)); /* signed: also >= 0x80 */
		int mask = _mm_movemask_epi8(odd);

		if (mask)
			return p + __builtin_ctz((unsigned)mask);
		p += 16;
	} while (p < end);
	return p;
}

bool json_index_sse2(struct json *j, struct str text, struct fault *f);
#endif

bool json_index_portable(struct json *j, struct str text, struct fault *f);

#endif
