#ifdef __SSE2__
#include <immintrin.h>
#endif

#include <string.h>

#include "text/memory.h"

#define C CONTROL
#define W KIND_SPACE
#define L KIND_LETTER
#define D KIND_DIGIT
#define P KIND_PUNCT
const uint8_t plain_kind[256] = {
	C, C, C, C, C, C, C, C, C, W, W, W, W, W, C, C, /* 00 */
	C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, /* 10 */
	W, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, /* 20 */
	D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P, /* 30 */
	P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 40 */
	L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, P, /* 50 */
	P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 */
	L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, C, /* 70 */
};
#undef C
#undef W
#undef L
#undef D
#undef P

/* A byte at a time. */
static void
mark_portable(const unsigned char *p, char *plain, struct block *to)
{
	struct block k = { 0 };

	for (int i = 0; i < BLOCK; i++) {
		unsigned char c = p[i];
		uint64_t bit = (uint64_t)1 << i;

		plain[i] = (char)(is_upper(c) ? c | 0x20 : c);
		switch (plain_kind[c]) {
		case KIND_LETTER:
			if (is_upper(c))
				k.uppers |= bit;
			else
				k.lowers |= bit;
			k.words |= bit;
			break;
		case KIND_DIGIT:
			k.words |= bit;
			break;
		case KIND_SPACE:
			plain[i] = ' ';
			k.spaces |= bit;
			break;
		case KIND_PUNCT:
			if (c == '`')
				plain[i] = '\'';
			if (strchr("'.,:_@", plain[i]))
				k.joiners |= bit;
			break;
		default:
			k.odd |= bit;
		}
	}
	*to = k;
}

#ifdef __SSE2__
static inline __m128i
all(char c)
{
	return _mm_set1_epi8(c);
}

static inline __m128i
equal(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, all(c));
}

/* Which bytes are among the `n` from `low` on: compared as signed ones, moved
 * to the lower end of those. */
static inline __m128i
among(__m128i bytes, char low, int n)
{
	__m128i moved = _mm_sub_epi8(bytes, all((char)(low + 128)));

	return _mm_cmplt_epi8(moved, all((char)(n - 128)));
}

static inline __m128i
any(__m128i a, __m128i b)
{
	return _mm_or_si128(a, b);
}

static inline uint64_t
bits(__m128i bytes)
{
	return (uint32_t)_mm_movemask_epi8(bytes);
}

static inline struct block
mark_sixteen(const unsigned char *p, char *plain)
{
	__m128i c = _mm_loadu_si128((const __m128i *)p);
	__m128i uppers = among(c, 'A', 26), lowers = among(c, 'a', 26);
	__m128i words = any(any(uppers, lowers), among(c, '0', 10));
	__m128i lines = among(c, '\t', 5);
	__m128i ticks = equal(c, '`');
	/* Less than a blank as a signed byte: a control, or not ASCII. */
	__m128i odd = any(_mm_andnot_si128(lines, _mm_cmplt_epi8(c, all(' '))),
	    equal(c, 0x7f));
	__m128i folded = any(c, _mm_and_si128(uppers, all(' ')));
	__m128i joiners;

	folded = _mm_xor_si128(folded, _mm_and_si128(ticks, all('`' ^ '\'')));
	folded = any(
	    _mm_andnot_si128(lines, folded), _mm_and_si128(lines, all(' ')));
	joiners = any(equal(folded, '\''), any(equal(c, '_'), equal(c, '@')));
	joiners =
	    any(joiners, any(equal(c, '.'), any(equal(c, ','), equal(c, ':'))));
	_mm_storeu_si128((__m128i *)plain, folded);
	return (struct block){
		.words = bits(words),
		.uppers = bits(uppers),
		.lowers = bits(lowers),
		.spaces = bits(equal(folded, ' ')),
		.joiners = bits(joiners),
		.odd = bits(odd),
	};
}

static void
mark_sse2(const unsigned char *p, char *plain, struct block *to)
{
	struct block k = { 0 };

	for (int i = 0; i < BLOCK; i += 16) {
		struct block more = mark_sixteen(p + i, plain + i);

		k.words |= more.words << i;
		k.uppers |= more.uppers << i;
		k.lowers |= more.lowers << i;
		k.spaces |= more.spaces << i;
		k.joiners |= more.joiners << i;
		k.odd |= more.odd << i;
	}
	*to = k;
}

/* What 32 bytes are: all bits of a byte are set where it is that. */
struct wide {
	__m256i words, uppers, lowers, spaces, joiners, odd;
};

static inline WIDE __m256i
wide_all(char c)
{
	return _mm256_set1_epi8(c);
}

static inline WIDE __m256i
wide_among(__m256i bytes, char low, int n)
{
	__m256i moved = _mm256_sub_epi8(bytes, wide_all((char)(low + 128)));

	return _mm256_cmpgt_epi8(wide_all((char)(n - 128)), moved);
}

/* Which bytes are in a set of which no two end with the same four bits: those
 * that are what stands for their last four bits in it. */
static inline WIDE __m256i
wide_in(__m256i bytes, __m128i set)
{
	__m256i same =
	    _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(set), bytes);

	return _mm256_cmpeq_epi8(same, bytes);
}

static inline WIDE struct wide
mark_thirty_two(const unsigned char *p, char *plain)
{
	const __m128i blanks = _mm_setr_epi8(
	    ' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', '\v', '\f', '\r', 0, 0);
	const __m128i marks = _mm_setr_epi8(
	    '@', 0, 0, 0, 0, 0, 0, '\'', 0, 0, ':', 0, ',', 0, '.', '_');
	__m256i c = _mm256_loadu_si256((const __m256i *)p);
	__m256i blank = wide_all(' ');
	__m256i uppers = wide_among(c, 'A', 26);
	__m256i lowers = wide_among(c, 'a', 26);
	__m256i letters = _mm256_or_si256(uppers, lowers);
	__m256i digits = wide_among(c, '0', 10);
	__m256i spaces = wide_in(c, blanks);
	/* Or not ASCII: signed, as above. */
	__m256i controls =
	    _mm256_andnot_si256(spaces, _mm256_cmpgt_epi8(blank, c));
	__m256i folded = _mm256_or_si256(c, _mm256_and_si256(uppers, blank));

	folded = _mm256_blendv_epi8(folded, blank, spaces);
	folded = _mm256_blendv_epi8(
	    folded, wide_all('\''), _mm256_cmpeq_epi8(c, wide_all('`')));
	_mm256_storeu_si256((__m256i *)plain, folded);
	return (struct wide){
		.words = _mm256_or_si256(letters, digits),
		.uppers = uppers,
		.lowers = lowers,
		.spaces = spaces,
		.joiners = wide_in(folded, marks),
		.odd = _mm256_or_si256(
		    controls, _mm256_cmpeq_epi8(c, wide_all(0x7f))),
	};
}

static inline WIDE uint64_t
wide_bits(__m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

static WIDE void
mark_wide(const unsigned char *p, char *plain, struct block *to)
{
	struct wide low = mark_thirty_two(p, plain);
	struct wide high = mark_thirty_two(p + 32, plain + 32);

	*to = (struct block){
		.words = wide_bits(low.words, high.words),
		.uppers = wide_bits(low.uppers, high.uppers),
		.lowers = wide_bits(low.lowers, high.lowers),
		.spaces = wide_bits(low.spaces, high.spaces),
		.joiners = wide_bits(low.joiners, high.joiners),
		.odd = wide_bits(low.odd, high.odd),
	};
}
#endif

enum text_kernel
mark_fastest(void)
{
#ifdef __SSE2__
	return wide_runs() ? TEXT_WIDE : TEXT_SSE2;
#else
	return TEXT_PORTABLE;
#endif
}

static inline void
mark_block(enum text_kernel kernel, const unsigned char *p, char *plain,
    struct block *to)
{
#ifdef __SSE2__
	if (kernel == TEXT_WIDE) {
		mark_wide(p, plain, to);
		return;
	}
	if (kernel == TEXT_SSE2) {
		mark_sse2(p, plain, to);
		return;
	}
#endif
	if (kernel == TEXT_PORTABLE)
		mark_portable(p, plain, to);
	else
		*to = (struct block){ .odd = UINT64_MAX };
}

void
mark_blocks(enum text_kernel kernel, const unsigned char *p, char *plain,
    struct block *blocks, size_t n)
{
	for (size_t b = 0; b < n; b++, p += BLOCK, plain += BLOCK)
		mark_block(kernel, p, plain, &blocks[b]);
}
