#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <string.h>

#include "base/bits.h"
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

/* What BLOCK bytes are: a bit for each. */
struct marks {
	uint64_t words;	 /* letters and digits */
	uint64_t digits; /* of those */
	uint64_t spaces;
	uint64_t points; /* marks that may join two digits */
	uint64_t links;	 /* marks that may join words */
	uint64_t odd;	 /* what cannot be told alone */
};

static inline bool
is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A byte at a time. */
static struct marks
mark_portable(const unsigned char *p, char *plain)
{
	struct marks k = { 0 };

	for (int i = 0; i < BLOCK; i++) {
		unsigned char c = p[i];
		uint64_t bit = (uint64_t)1 << i;

		plain[i] = (char)(is_upper(c) ? c | 0x20 : c);
		switch (plain_kind[c]) {
		case KIND_LETTER:
			k.words |= bit;
			break;
		case KIND_DIGIT:
			k.words |= bit;
			k.digits |= bit;
			break;
		case KIND_SPACE:
			plain[i] = ' ';
			k.spaces |= bit;
			break;
		case KIND_PUNCT:
			if (c == '`')
				plain[i] = '\'';
			if (c == '.' || c == ',' || c == ':')
				k.points |= bit;
			if (plain[i] == '\'' || c == '_' || c == '@')
				k.links |= bit;
			break;
		default:
			k.odd |= bit;
		}
	}
	return k;
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

static inline struct marks
mark_sixteen(const unsigned char *p, char *plain)
{
	__m128i c = _mm_loadu_si128((const __m128i *)p);
	__m128i letters = among(any(c, all(' ')), 'a', 26);
	__m128i uppers = among(c, 'A', 26);
	__m128i digits = among(c, '0', 10);
	__m128i lines = among(c, '\t', 5);
	__m128i ticks = equal(c, '`');
	/* Less than a blank as a signed byte: a control, or not ASCII. */
	__m128i odd = any(_mm_andnot_si128(lines, _mm_cmplt_epi8(c, all(' '))),
	    equal(c, 0x7f));
	__m128i folded = any(c, _mm_and_si128(uppers, all(' ')));

	folded = _mm_xor_si128(folded, _mm_and_si128(ticks, all('`' ^ '\'')));
	folded = any(
	    _mm_andnot_si128(lines, folded), _mm_and_si128(lines, all(' ')));
	_mm_storeu_si128((__m128i *)plain, folded);
	return (struct marks){
		.words = bits(any(letters, digits)),
		.digits = bits(digits),
		.spaces = bits(equal(folded, ' ')),
		.points =
		    bits(any(any(equal(c, '.'), equal(c, ',')), equal(c, ':'))),
		.links = bits(any(
		    any(equal(folded, '\''), equal(c, '_')), equal(c, '@'))),
		.odd = bits(odd),
	};
}

static inline struct marks
mark_sse2(const unsigned char *p, char *plain)
{
	struct marks k = { 0 };

	for (int i = 0; i < BLOCK; i += 16) {
		struct marks more = mark_sixteen(p + i, plain + i);

		k.words |= more.words << i;
		k.digits |= more.digits << i;
		k.spaces |= more.spaces << i;
		k.points |= more.points << i;
		k.links |= more.links << i;
		k.odd |= more.odd << i;
	}
	return k;
}
#endif

static inline struct marks
mark_block(enum text_kernel kernel, const unsigned char *p, char *plain)
{
#ifdef __SSE2__
	if (kernel == TEXT_SSE2)
		return mark_sse2(p, plain);
#endif
	(void)kernel;
	return mark_portable(p, plain);
}

/*
 * Two bytes that are no more trouble than one, for they fold to two: a letter
 * of Western Europe, or one of a few marks.  KIND_DROP for all others.
 */
static enum kind
fold_pair(const unsigned char *p, char *plain)
{
	if (p[0] == 0xc2 && memchr("\xa1\xa3\xa7\xb0\xbf", p[1], 5))
		return KIND_PUNCT;
	if (p[0] != 0xc3 || p[1] == 0x97 ||
	    p[1] == 0xb7) /* times, divided by */
		return KIND_DROP;
	if (p[1] < 0x9f)
		plain[1] = (char)(p[1] | 0x20);
	else if (p[1] == 0x9f) /* sharp s */
		memcpy(plain, "ss", 2);
	return KIND_LETTER;
}

static inline bool
bit_at(const uint64_t *of, size_t i)
{
	return of[i / BLOCK] >> i % BLOCK & 1;
}

static inline void
set_bit(uint64_t *of, size_t i)
{
	of[i / BLOCK] |= (uint64_t)1 << i % BLOCK;
}

static inline void
clear_bit(uint64_t *of, size_t i)
{
	of[i / BLOCK] &= ~((uint64_t)1 << i % BLOCK);
}

/* Pairs become words and marks; what is odd still makes what stands before it
 * uncertain. */
static void
mark_pairs(struct text_memory *m, size_t blocks)
{
	uint64_t *odd = m->odd;

	memset(m->seconds, 0, (blocks + 1) * sizeof(*m->seconds));
	for (size_t b = 0; b < blocks; b++)
		for (uint64_t left = odd[b]; left; left &= left - 1) {
			size_t at = b * BLOCK + (size_t)__builtin_ctzll(left);
			enum kind kind =
			    fold_pair(m->original + at, m->plain + at);

			if (kind == KIND_DROP)
				continue;
			clear_bit(odd, at);
			clear_bit(odd, at + 1);
			set_bit(m->seconds, at + 1);
			if (kind == KIND_LETTER) {
				set_bit(m->words, at);
				set_bit(m->words, at + 1);
				set_bit(m->hot, at + 2); /* if it joins */
			}
		}
	for (size_t b = 0; b < blocks; b++)
		m->hot[b] |= odd[b] | odd[b] >> 1 | odd[b + 1] << (BLOCK - 1);
}

/* Write down where the bits of a block are, LISTED at a time: a few that are
 * none cost less than a loop whose end is not foreseen. */
static inline void
list_bits(uint64_t starts, uint64_t ends, uint32_t base, uint32_t *start,
    uint32_t *end)
{
	const uint64_t last = (uint64_t)1 << (BLOCK - 1);

	do {
		for (int k = 0; k < LISTED; k++) {
			start[k] =
			    base + (uint32_t)__builtin_ctzll(starts | last);
			end[k] = base + (uint32_t)__builtin_ctzll(ends | last);
			starts &= starts - 1;
			ends &= ends - 1;
		}
		start += LISTED;
		end += LISTED;
	} while (starts | ends);
}

/* Where tokens start and end, if no mark joins some of them. */
static void
list_tokens(struct text_memory *m, size_t blocks)
{
	uint64_t word = 0, solid = 0; /* the last of the block before */
	size_t starts = 0, ends = 0;

	for (size_t b = 0; b < blocks; b++) {
		uint64_t words = m->words[b], here = m->solid[b];
		uint64_t glued = words & (words << 1 | word), first, behind;

		if (!m->is_ascii)
			glued |= m->seconds[b];
		first = here & ~glued;
		behind = (here << 1 | solid) & ~glued;
		list_bits(first, behind, (uint32_t)(b * BLOCK),
		    m->starts + starts, m->ends + ends);
		starts += bits_count(first);
		ends += bits_count(behind);
		word = words >> (BLOCK - 1);
		solid = here >> (BLOCK - 1);
	}
	m->n_starts = starts;
	m->next = 0;
}

void
plain_mark(struct text_memory *m)
{
	size_t blocks = m->length / BLOCK + 1, left = m->length;
	uint64_t digit = 0, word = 0, odd = 0;

	for (size_t b = 0; b < blocks; b++, left -= BLOCK) {
		struct marks k = mark_block(
		    m->kernel, m->original + b * BLOCK, m->plain + b * BLOCK);
		uint64_t inside =
		    left < BLOCK ? ((uint64_t)1 << left) - 1 : UINT64_MAX;

		m->words[b] = k.words;
		m->solid[b] = ~k.spaces & inside;
		m->odd[b] = k.odd & inside;
		m->hot[b] = (k.points & (k.digits << 1 | digit)) |
			    (k.links & (k.words << 1 | word));
		digit = k.digits >> (BLOCK - 1);
		word = k.words >> (BLOCK - 1);
		odd |= m->odd[b];
	}
	m->words[blocks] = m->odd[blocks] = m->hot[blocks] = 0;
	m->is_ascii = odd == 0;
	if (odd)
		mark_pairs(m, blocks);
	set_bit(m->hot, m->length + 1); /* which ends every search */
	list_tokens(m, blocks);
}

/* BLOCK bits from the i-th on. */
static inline uint64_t
bits_at(const uint64_t *of, size_t i)
{
	size_t shift = i % BLOCK;

	return of[i / BLOCK] >> shift | of[i / BLOCK + 1]
					    << 1 << (BLOCK - 1 - shift);
}

/* The first bit at i or behind it; there is one. */
static inline size_t
next_bit(const uint64_t *of, size_t i)
{
	size_t b = i / BLOCK;
	uint64_t here = of[b] >> i % BLOCK << i % BLOCK;

	while (!here)
		here = of[++b];
	return b * BLOCK + (size_t)__builtin_ctzll(here);
}

/* Behind the letters and digits from i on. */
static size_t
end_of_run(const struct text_memory *m, size_t i)
{
	for (;; i += BLOCK) {
		uint64_t others = ~bits_at(m->words, i);

		if (others)
			return i + (size_t)__builtin_ctzll(others);
	}
}

/* How a character ends the word before it. */
enum ending {
	MAYBE, /* not for us to say */
	ENDS,
	JOINS,
};

static enum ending
ending_at(const struct text_memory *m, size_t i, size_t at)
{
	const char *p = m->plain;
	bool before = is_digit(p[at - 1]), after = is_digit(p[at + 1]);

	if (at == m->length)
		return ENDS;
	if (bit_at(m->odd, at))
		return MAYBE;
	if (!strchr("'.,:_@-", p[at]))
		return ENDS;
	if (bit_at(m->odd, at + 1))
		return MAYBE;
	if (!bit_at(m->words, at + 1))
		return ENDS;
	switch (p[at]) {
	case '-': /* joins only what an @ stands before */
		return ENDS;
	case '.':
	case ',':
	case ':':
		return before && after ? MAYBE : ENDS;
	case '\'':
		if (before || after)
			return before && after ? MAYBE : ENDS;
		return token_is_elided((struct str){ p + i, at - i }) ? ENDS
								      : JOINS;
	}
	return MAYBE; /* _ @ */
}

/* Behind the word or mark at i; 0 where more than these bytes decide. */
static uint32_t
end_of_token(const struct text_memory *m, size_t i)
{
	size_t end = i;
	enum ending how;

	if (!bit_at(m->words, i)) {
		end = i + ((unsigned char)m->plain[i] == 0xc2 ? 2 : 1);
		return bit_at(m->odd, i) || bit_at(m->odd, end) ? 0
								: (uint32_t)end;
	}
	for (;; end++) {
		end = end_of_run(m, end);
		how = ending_at(m, i, end);
		if (how != JOINS)
			return how == ENDS ? (uint32_t)end : 0;
	}
}

/* Second bytes of pairs. */
static __attribute__((noinline)) uint32_t
count_seconds(const struct text_memory *m, size_t from, size_t to)
{
	uint32_t n = 0;

	for (; to - from > BLOCK; from += BLOCK)
		n += (uint32_t)bits_count(bits_at(m->seconds, from));
	for (uint64_t left = bits_at(m->seconds, from) << (BLOCK - (to - from));
	     left; left &= left - 1)
		n++;
	return n;
}

/* Most tokens have none, also of a text that has some. */
static inline bool
may_have_seconds(const struct text_memory *m, size_t from, size_t to)
{
	size_t n = to - from;
	uint64_t here = bits_at(m->seconds, from);

	return n > BLOCK || here << (BLOCK - n);
}

/* What a byte of a token tells about it. */
enum {
	WORD = 1,
	CAPITAL = 2,	 /* first of a word */
	ALL_CAPITAL = 4, /* so may be a word whose first two bytes have this */
};

#define O 0
#define U (WORD | CAPITAL | ALL_CAPITAL)
#define L WORD
#define D (WORD | ALL_CAPITAL)
#define S ALL_CAPITAL
static const uint8_t token_byte[256] = {
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 00 */
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 10 */
	O, O, O, O, O, O, O, S, O, O, O, O, O, O, O, O, /* 20 */
	D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* 30 */
	O, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, /* 40 */
	U, U, U, U, U, U, U, U, U, U, U, O, O, O, O, O, /* 50 */
	S, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 */
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 70 */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 80 */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 90 */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* a0 */
	S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* b0 */
	O, O, O, D, O, O, O, O, O, O, O, O, O, O, O, O, /* c0 */
};
#undef O
#undef U
#undef L
#undef D
#undef S

/* token.upper, in full. */
static __attribute__((noinline)) uint8_t
upper_of(const unsigned char *p, size_t n)
{
	size_t letters = 0, uppers = 0;
	bool first = false;

	for (size_t i = 0; i < n; i++) {
		bool upper =
		    is_upper(p[i]) || (p[i] == 0xc3 && p[i + 1] < 0x9f);

		letters += plain_kind[p[i]] == KIND_LETTER || p[i] == 0xc3;
		uppers += upper;
		first |= upper && i == 0;
	}
	return letters >= 2 && letters == uppers ? 2 : first;
}

/* A text on its way through plain_read(). */
struct walk {
	struct text_memory *m;
	struct token *to; /* where the next token goes */
	uint32_t end;	  /* of the last one */
	uint32_t seconds; /* bytes of pairs, so far */
	uint32_t moved;	  /* to the folded bytes; may wrap around, and back */
	bool spaced;
};

/* token.hash; most words are short. */
static inline uint64_t
hash_of(const char *p, size_t n)
{
	uint64_t h = HASH_SEED * (n + 1);

	if (n > 8)
		return hash_padded(p, n);
	h = hash_mix(
	    h ^ (load_little_64(p) & (UINT64_MAX >> (64 - 8 * n))), HASH_WORD);
	return hash_mix(h, HASH_FINAL);
}

/* Write n tokens.  What changes from one to the next is kept out of memory. */
static void
put_tokens(
    struct walk *w, const uint32_t *starts, const uint32_t *ends, size_t n)
{
	const struct text_memory *m = w->m;
	const unsigned char *original = m->original;
	const char *plain = m->plain;
	bool is_ascii = m->is_ascii;
	struct token *to = w->to;
	/* No start, where something not in a token was a blank. */
	uint32_t before = w->spaced ? UINT32_MAX : w->end;
	uint32_t seconds = w->seconds, moved = w->moved;

	if (n == 0)
		return;
	for (size_t k = 0; k < n; k++, to++) {
		uint32_t at = starts[k], end = ends[k], more = 0;
		const unsigned char *p = original + at;
		uint8_t first = token_byte[p[0]], second = token_byte[p[1]];

		if (!is_ascii && may_have_seconds(m, at, end))
			more = count_seconds(m, at, end);
		to->at = at + moved;
		to->n = end - at;
		to->start = at - seconds;
		seconds += more;
		to->end = end - seconds;
		to->hash = hash_of(plain + at, end - at);
		to->class = first & WORD ? TEXT_WORD : TEXT_PUNCT;
		to->upper = (first & CAPITAL) != 0;
		if (first & second & ALL_CAPITAL && end - at > 1)
			to->upper = upper_of(p, end - at);
		to->spaced = at != before;
		before = end;
	}
	w->to = to;
	w->end = before;
	w->seconds = seconds;
	w->spaced = false;
}

void
plain_read(struct text *t)
{
	struct text_memory *m = t->memory;
	uint32_t from = (uint32_t)(m->p - m->original), end;
	size_t k = m->next;
	struct walk w = {
		.m = m,
		.to = t->tokens + t->n_tokens,
		.end = from,
		.seconds = from - m->codepoint,
		.moved = (uint32_t)m->n - from,
		.spaced = m->spaced,
	};

	for (;;) {
		size_t hot = next_bit(m->hot, w.end), first;

		while (k < m->n_starts && m->starts[k] < w.end)
			k++;
		for (first = k; k < m->n_starts && m->ends[k] < hot; k++)
			;
		put_tokens(&w, m->starts + first, m->ends + first, k - first);
		if (k == m->n_starts)
			break;
		end = end_of_token(m, m->starts[k]);
		if (!end)
			break;
		put_tokens(&w, m->starts + k, &end, 1);
	}
	end = k < m->n_starts ? m->starts[k] : (uint32_t)m->length;
	memcpy(m->bytes + m->n, m->plain + from, end - from);
	m->n += end - from;
	m->p = m->original + end;
	m->codepoint = end - w.seconds;
	m->spaced = w.spaced | (end != w.end);
	m->next = k;
	t->n_tokens = (size_t)(w.to - t->tokens);
}
