#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "base/load.h"
#include "base/wide.h"
#include "json/json.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

/*
 * Private to the room: index.c walks over a text from value to value, and
 * string.c reads what in a string is not plain.  The kernels are each as good
 * as the one before; those up to kernel_fastest() run here, so that the tests
 * can hold them equal. json_index() is that one, except for texts that only the
 * careful one can read.
 */
enum kernel {
	KERNEL_CAREFUL, /* the portable one, with the end in view */
	KERNEL_PORTABLE,
	KERNEL_SSE2,
	KERNEL_WIDE, /* AVX2, BMI and BMI2 */
	N_KERNELS,
};

enum kernel kernel_fastest(void);

bool json_index_by(
    enum kernel k, struct json *j, struct str text, struct fault *f);

/*
 * A kernel looks at a block of a text and tells by one bit each which of its
 * bytes are odd: no plain part of a string, but a quote, a backslash, a control
 * byte or not ASCII.
 *
 * With one bit flipped a quote is 0x20, next to the control bytes.
 */
enum {
	BLOCK = 64, /* bytes: no more than JSON_PADDING */
	FLIP = '"' ^ 0x20,
};

static __attribute__((noinline)) uint64_t
odd_bytes_portable(const unsigned char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t tops = ones << 7;
	uint64_t odd = 0;

	for (int i = 0; i < BLOCK; i += 8) {
		uint64_t x = load_little_64((const char *)p + i);
		uint64_t low = x & ~tops, plain;

		/* in the highest bit of each byte: no sum carries over it */
		plain = (low ^ ones * FLIP) + ones * (0x7f - 0x20);
		plain &= (low ^ ones * '\\') + ones * 0x7f;
		x = (x | ~plain) & tops;

		/* those eight bits, put together */
		x = (x >> 7) * UINT64_C(0x0102040810204080) >> 56;
		odd |= x << i;
	}
	return odd;
}

#ifdef __SSE2__
static inline uint64_t
odd_bytes_of_16(const unsigned char *p)
{
	__m128i x = _mm_loadu_si128((const __m128i *)p);
	__m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
	__m128i other; /* below zero: what is not ASCII was so before */

	other = _mm_xor_si128(x, _mm_set1_epi8(FLIP));
	other = _mm_subs_epi8(other, _mm_set1_epi8(0x21));
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(slash, other));
}

static __attribute__((noinline)) uint64_t
odd_bytes_sse2(const unsigned char *p)
{
	return odd_bytes_of_16(p) | odd_bytes_of_16(p + 16) << 16 |
	       odd_bytes_of_16(p + 32) << 32 | odd_bytes_of_16(p + 48) << 48;
}

static inline WIDE uint64_t
odd_bytes_of_32(const unsigned char *p)
{
	__m256i x = _mm256_loadu_si256((const __m256i *)p);
	__m256i slash = _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\\'));
	__m256i other; /* as above */

	other = _mm256_xor_si256(x, _mm256_set1_epi8(FLIP));
	other = _mm256_subs_epi8(other, _mm256_set1_epi8(0x21));
	return (unsigned)_mm256_movemask_epi8(_mm256_or_si256(slash, other));
}

static inline WIDE uint64_t
odd_bytes_wide(const unsigned char *p)
{
	return odd_bytes_of_32(p) | odd_bytes_of_32(p + 32) << 32;
}
#endif

static inline uint64_t
odd_bytes(enum kernel kernel, const unsigned char *p)
{
#ifdef __SSE2__
	if (kernel == KERNEL_WIDE)
		return odd_bytes_wide(p);
	if (kernel == KERNEL_SSE2)
		return odd_bytes_sse2(p);
#endif
	(void)kernel;
	return odd_bytes_portable(p);
}

/* What odd_bytes() told of a block of the text that begins there. */
struct look {
	size_t begin;
	uint64_t odd;
};

/* The byte there; 0, which is allowed nowhere, at the end of the text. */
static inline unsigned char
byte_at(const struct json *j, size_t at)
{
	return at < j->text.n ? (unsigned char)j->text.p[at] : 0;
}

/* What became of a step through a text; MORE and DONE are the walk's. */
enum step { REFUSED, MORE, DONE };

/* Say what is wrong; and that the byte there, if it is not the end of the text,
 * cannot stand there.  Both are REFUSED. */
__attribute__((cold, noinline)) enum step json_fault(
    struct fault *f, enum reason reason, size_t at, const char *detail);
__attribute__((cold, noinline)) enum step json_refuse(
    const struct json *j, struct fault *f, size_t at, const char *detail);

/* Where a string ends: behind its quote, or at 0 when it is refused. */
struct string_end {
	size_t at;
	bool escaped;
};

/* The end of a string with an odd byte there, which is no quote: a call, for
 * most strings have none. */
struct string_end string_end_portable(
    const struct json *j, size_t at, struct fault *f);
#ifdef __SSE2__
struct string_end string_end_sse2(
    const struct json *j, size_t at, struct fault *f);
WIDE struct string_end string_end_wide(
    const struct json *j, size_t at, struct fault *f);
#endif

#endif
