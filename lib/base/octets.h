#ifndef BASE_OCTETS_H
#define BASE_OCTETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Bytes that are looked at together, as the compiler's own vectors, which every
 * processor has.
 */
enum { OCTETS = 16 };

struct octets {
	unsigned char c __attribute__((vector_size(OCTETS)));
};

static inline struct octets
octets_load(const char *p)
{
	struct octets x;

	memcpy(&x.c, p, OCTETS);
	return x;
}

/* The first n of them, fewer than OCTETS, and zeros. */
static inline struct octets
octets_load_some(const char *p, size_t n)
{
	struct octets x = { .c = { 0 } };

	memcpy(&x.c, p, n);
	return x;
}

static inline bool
octets_hit(struct octets hit)
{
	uint64_t halves[2];

	memcpy(halves, &hit.c, sizeof(halves));
	return halves[0] | halves[1];
}

/* A bit for each lane of which a comparison is true. */
static inline uint32_t
octets_bits(struct octets hit)
{
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8((__m128i)hit.c);
#else
	uint32_t bits = 0;

	for (unsigned i = 0; i < OCTETS; i++)
		bits |= (uint32_t)(hit.c[i] & 1) << i;
	return bits;
#endif
}

/* A comparison of lanes. */
#define OCTETS_TRUE(truth) \
	((struct octets){ \
	    (unsigned char __attribute__((vector_size(OCTETS))))(truth) })

/* Which lanes it is true of, as bits, and whether it is of any. */
#define OCTETS_BITS(truth) octets_bits(OCTETS_TRUE(truth))
#define OCTETS_ANY(truth)  octets_hit(OCTETS_TRUE(truth))

/* Which lanes are ASCII letters and digits. */
#define OCTETS_ALNUM(c) ((((c) | 0x20) - 'a' < 26) | ((c) - '0' < 10))

/*
 * The first byte from `at` on that is one of those looked for; n where there is
 * none.  `are` tells which of sixteen are, as OCTETS_TRUE() does; it may be
 * asked about bytes before `at`, and about zeros, of which the answer does not
 * count.
 */
static inline __attribute__((always_inline)) size_t
octets_find(
    const char *p, size_t n, size_t at, struct octets (*are)(struct octets x))
{
	uint32_t found;

	for (; at + OCTETS <= n; at += OCTETS) {
		found = octets_bits(are(octets_load(p + at)));
		if (found)
			return at + (size_t)__builtin_ctz(found);
	}
	if (at >= n)
		return n;
	if (n >= OCTETS) /* with bytes before them, which are shifted out */
		found = octets_bits(are(octets_load(p + n - OCTETS))) >>
			(OCTETS - (n - at));
	else /* a zero behind them is found at n, if at all */
		found = octets_bits(are(octets_load_some(p + at, n - at)));
	return found ? at + (size_t)__builtin_ctz(found) : n;
}

#endif
