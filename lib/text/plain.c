#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "text/hash.h"
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

/* How a character ends the word before it. */
enum ending {
	MAYBE, /* not for us to say */
	ENDS,
	JOINS, /* unless a blank or another mark follows */
};

static const uint8_t ending[256] = {
	['\t'] = ENDS,
	['\n'] = ENDS,
	['\v'] = ENDS,
	['\f'] = ENDS,
	['\r'] = ENDS,
	[' '] = ENDS,
	['!'] = ENDS,
	['"'] = ENDS,
	['#'] = ENDS,
	['$'] = ENDS,
	['%'] = ENDS,
	['&'] = ENDS,
	['\''] = JOINS,
	['('] = ENDS,
	[')'] = ENDS,
	['*'] = ENDS,
	['+'] = ENDS,
	[','] = JOINS,
	['-'] = JOINS,
	['.'] = JOINS,
	['/'] = ENDS,
	[':'] = JOINS,
	[';'] = ENDS,
	['<'] = ENDS,
	['='] = ENDS,
	['>'] = ENDS,
	['?'] = ENDS,
	['@'] = JOINS,
	['['] = ENDS,
	['\\'] = ENDS,
	[']'] = ENDS,
	['^'] = ENDS,
	['_'] = JOINS,
	['`'] = JOINS,
	['{'] = ENDS,
	['|'] = ENDS,
	['}'] = ENDS,
	['~'] = ENDS,
};

/* Eight bytes at a time; a predicate sets the high bit of each it is true
 * of.  It is asked of seven-bit bytes, so that no carry passes on. */
#define EACH(byte) (0x0101010101010101u * (byte))
#define HIGH	   EACH(0x80)

static inline uint64_t
at_least(uint64_t bytes, unsigned low)
{
	return (bytes + EACH(0x80 - low)) & HIGH;
}

static inline uint64_t
between(uint64_t bytes, unsigned low, unsigned high)
{
	return at_least(bytes, low) & ~at_least(bytes, high + 1);
}

/* What is known of a word when all its bytes were seen. */
struct word {
	size_t n;
	bool any_lower;
	uint32_t uppers; /* or 2 for more */
};

/* Copy the letters and digits at p in lower case; sixteen bytes too many may be
 * read and written. */
static inline struct word
copy_portable(const unsigned char *p, char *out)
{
	struct word w = { 0 };

	for (;;) {
		uint64_t bytes = hash_load((const char *)p + w.n);
		uint64_t low = bytes & ~HIGH, ascii = ~bytes & HIGH;
		uint64_t letters = between(low | EACH(0x20), 'a', 'z') & ascii;
		uint64_t uppers = letters & ~(bytes << 2);
		uint64_t other =
		    ~(letters | (between(low, '0', '9') & ascii)) & HIGH;
		uint64_t before = (other - 1) & ~other; /* the first other */

		hash_store(out + w.n, bytes | (uppers >> 2));
		uppers &= before;
		w.any_lower |= (letters & before & ~uppers) != 0;
		if (uppers)
			w.uppers += uppers & (uppers - 1) ? 2 : 1;
		if (other) {
			w.n += (size_t)__builtin_ctzll(other) / 8;
			return w;
		}
		w.n += 8;
	}
}

#ifdef __SSE2__
/* Which bytes are among the `n` from `low` on: compared as signed ones, moved
 * to the lower end of those. */
static inline __m128i
among(__m128i bytes, char low, int n)
{
	__m128i moved = _mm_sub_epi8(bytes, _mm_set1_epi8((char)(low + 128)));

	return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(n - 128)));
}

static inline struct word
copy_sse2(const unsigned char *p, char *out)
{
	const __m128i bit = _mm_set1_epi8(0x20);
	struct word w = { 0 };

	for (;;) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(p + w.n));
		__m128i letters = among(_mm_or_si128(bytes, bit), 'a', 26);
		__m128i digits = among(bytes, '0', 10);
		__m128i small = _mm_cmpeq_epi8(_mm_and_si128(bytes, bit), bit);
		__m128i upper = _mm_andnot_si128(small, letters);
		uint32_t other = ~(uint32_t)_mm_movemask_epi8(
				     _mm_or_si128(letters, digits)) &
				 0xffff;
		uint32_t before = (other - 1) & ~other; /* the first other */
		uint32_t uppers = (uint32_t)_mm_movemask_epi8(upper) & before;
		uint32_t lowers =
		    (uint32_t)_mm_movemask_epi8(_mm_and_si128(letters, small)) &
		    before;

		_mm_storeu_si128((__m128i *)(out + w.n),
		    _mm_or_si128(bytes, _mm_and_si128(upper, bit)));
		w.any_lower |= lowers != 0;
		if (uppers)
			w.uppers += uppers & (uppers - 1) ? 2 : 1;
		if (other) {
			w.n += (size_t)__builtin_ctz(other);
			return w;
		}
		w.n += 16;
	}
}
#endif

static inline struct word
copy_word(enum text_kernel kernel, const unsigned char *p, char *out)
{
#ifdef __SSE2__
	if (kernel == TEXT_SSE2)
		return copy_sse2(p, out);
#endif
	(void)kernel;
	return copy_portable(p, out);
}

static inline bool
is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
is_alnum(unsigned char c)
{
	return plain_kind[c] == KIND_LETTER || plain_kind[c] == KIND_DIGIT;
}

/* White space, a mark, or the end: it changes nothing before it. */
static inline bool
is_plain(const unsigned char *p, const unsigned char *end)
{
	return plain_kind[*p] != CONTROL || p == end;
}

/* Is the word before p at its end, and not to be read with care? */
static inline bool
ends_word(const unsigned char *p, const unsigned char *end)
{
	switch (ending[*p]) {
	case ENDS:
		return true;
	case JOINS:
		return is_plain(p + 1, end) && !is_alnum(p[1]);
	}
	return p == end;
}

/* Inlined for each kernel. */
static inline void
read_by(enum text_kernel kernel, struct text *t)
{
	struct text_memory *m = t->memory;
	const unsigned char *start = m->p, *p = start, *end = m->end;
	char *out = m->bytes + m->n;
	struct token *k = t->tokens + t->n_tokens;
	bool spaced = m->spaced;

	for (;;) {
		struct word w = { 1, true, 0 };
		uint8_t class = TEXT_WORD;

		switch (plain_kind[*p]) {
		case KIND_SPACE:
			*out++ = ' ';
			p++;
			spaced = true;
			continue;
		case KIND_LETTER:
		case KIND_DIGIT:
			w = copy_word(kernel, p, out);
			if (!ends_word(p + w.n, end))
				goto out;
			break;
		case KIND_PUNCT:
			if (!is_plain(p + 1, end))
				goto out;
			*out = *p == '`' ? '\'' : (char)*p;
			class = TEXT_PUNCT;
			break;
		default:
			goto out;
		}
		*k++ = (struct token){
			.at = (uint32_t)(out - m->bytes),
			.n = (uint32_t)w.n,
			.start = m->codepoint + (uint32_t)(p - start),
			.end = m->codepoint + (uint32_t)(p - start + w.n),
			.hash = hash_padded(out, w.n),
			.class = class,
			.upper =
			    w.uppers > 1 && !w.any_lower ? 2 : is_upper(*p),
			.spaced = spaced,
		};
		p += w.n;
		out += w.n;
		spaced = *p == ' ';
		if (spaced) { /* well foreseen: nearly always after a word */
			*out++ = ' ';
			p++;
		}
	}
out:
	m->p = p;
	m->codepoint += (uint32_t)(p - start);
	m->n = (size_t)(out - m->bytes);
	m->spaced = spaced;
	t->n_tokens = (size_t)(k - t->tokens);
}

void
plain_read(struct text *t)
{
	if (t->memory->kernel == TEXT_PORTABLE)
		read_by(TEXT_PORTABLE, t);
	else
		read_by(TEXT_FASTEST, t);
}
