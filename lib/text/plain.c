#include <string.h>

#include "base/bits.h"
#include "text/hash.h"
#include "text/memory.h"

static inline uint64_t
bit(size_t i)
{
	return (uint64_t)1 << i % BLOCK;
}

static inline bool
is_word(const struct text_memory *m, size_t i)
{
	return m->blocks[i / BLOCK].words & bit(i);
}

static inline bool
is_odd(const struct text_memory *m, size_t i)
{
	return m->blocks[i / BLOCK].odd & bit(i);
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

/* Of those that are a letter. */
static inline bool
is_upper_pair(const unsigned char *p)
{
	return p[0] == 0xc3 && p[1] < 0x9f;
}

/* Pairs become words and marks. */
static void
mark_pairs(struct text_memory *m, size_t b)
{
	struct block *first = &m->blocks[b];

	for (uint64_t left = first->odd; left; left &= left - 1) {
		size_t at = b * BLOCK + (size_t)__builtin_ctzll(left);
		struct block *second = &m->blocks[(at + 1) / BLOCK];
		enum kind kind = fold_pair(m->original + at, m->plain + at);

		if (kind == KIND_DROP)
			continue;
		first->odd &= ~bit(at);
		second->odd &= ~bit(at + 1);
		first->pairs |= bit(at);
		if (kind == KIND_LETTER) {
			first->words |= bit(at);
			second->words |= bit(at + 1);
			if (is_upper_pair(m->original + at))
				first->uppers |= bit(at);
			else
				first->lowers |= bit(at);
		}
	}
}

/* What stands before i, as far as it may be elided. */
static struct str
word_before(const struct text_memory *m, size_t i)
{
	size_t from = i;

	while (from > 0 && i - from <= ELIDED_MAX && is_word(m, from - 1))
		from--;
	return (struct str){ m->plain + from, i - from };
}

/* What a mark does that stands before a letter or digit, or something odd, and
 * behind a letter or digit. */
enum joint {
	PARTS,
	JOINS,
	UNSURE, /* more than these bytes decide */
};

static enum joint
joint_at(const struct text_memory *m, size_t at)
{
	const char *p = m->plain + at;
	bool before = is_digit(p[-1]), after = is_digit(p[1]);

	if (is_odd(m, at + 1))
		return UNSURE;
	switch (*p) {
	case '@':
		return UNSURE;
	case '_':
		return JOINS;
	case '\'':
		if (!before && !after)
			return token_is_elided(word_before(m, at)) ? PARTS
								   : JOINS;
	}
	return before && after ? JOINS : PARTS;
}

/* Marks that join become part of a word, `maybe` are those that may. */
static __attribute__((noinline)) void
join_words(struct text_memory *m, size_t b, uint64_t maybe)
{
	for (; maybe; maybe &= maybe - 1) {
		size_t at = b * BLOCK + (size_t)__builtin_ctzll(maybe);
		enum joint joint = joint_at(m, at);

		if (joint == JOINS)
			m->blocks[b].words |= bit(at);
		else if (joint == UNSURE)
			m->blocks[b].odd |= bit(at);
	}
}

/* Join words, then find where tokens start and end. */
static void
find_tokens(struct text_memory *m, size_t blocks)
{
	/* the last bits of the block before, as the first ones of this */
	uint64_t word = 0, solid = 0, pair = 0, calm = 0;

	for (size_t b = 0; b < blocks; b++) {
		struct block *k = &m->blocks[b], *next = k + 1;
		uint64_t here = ~k->spaces, quiet, glued;
		uint64_t follows = (k->words | k->odd) >> 1 |
				   (next->words | next->odd) << (BLOCK - 1);
		uint64_t maybe = k->joiners & (k->words << 1 | word) & follows;

		if (maybe)
			join_words(m, b, maybe);
		glued =
		    (k->words & (k->words << 1 | word)) | k->pairs << 1 | pair;
		quiet = k->words & ~k->lowers;
		k->starts = here & ~glued;
		k->ends = (here << 1 | solid) & ~glued;
		k->loud =
		    k->ends & (quiet << 1 | calm >> 1) & (quiet << 2 | calm);
		word = k->words >> (BLOCK - 1);
		solid = here >> (BLOCK - 1);
		pair = k->pairs >> (BLOCK - 1);
		calm = quiet >> (BLOCK - 2);
	}
}

void
plain_mark(struct text_memory *m)
{
	size_t blocks = m->length / BLOCK + 1;
	struct block *last = &m->blocks[blocks - 1];
	uint64_t inside = bit(m->length) - 1;

	mark_blocks(m->kernel, m->original, m->plain, m->blocks, blocks);
	last->spaces |= ~inside;
	last->odd &= inside;
	last[1] = (struct block){ 0 };
	for (size_t b = 0; b < blocks; b++)
		if (m->blocks[b].odd && m->kernel != TEXT_CAREFUL)
			mark_pairs(m, b);
	find_tokens(m, blocks);
}

/* What the first byte of a token tells of it. */
struct look {
	uint8_t class, upper;
};

static const struct look looks[256] = {
	[0 ... '0' - 1] = { TEXT_PUNCT, 0 },
	['0' ... '9'] = { TEXT_WORD, 0 },
	['9' + 1 ... 'A' - 1] = { TEXT_PUNCT, 0 },
	['A' ... 'Z'] = { TEXT_WORD, 1 },
	['Z' + 1 ... 'a' - 1] = { TEXT_PUNCT, 0 },
	['a' ... 'z'] = { TEXT_WORD, 0 },
	['z' + 1 ... 0xc2] = { TEXT_PUNCT, 0 },
	[0xc3] = { TEXT_WORD, 0 }, /* letters of two bytes */
	[0xc4 ... 0xff] = { TEXT_PUNCT, 0 },
};

_Static_assert(
    offsetof(struct token, upper) == offsetof(struct token, class) + 1,
    "class and upper are written as one");

/* token.hash; most words are short. */
static ALWAYS_INLINE uint64_t
hash_of(const char *p, size_t n)
{
	static const uint64_t kept[] = { 0, 0xff, 0xffff, 0xffffff, 0xffffffff,
		0xffffffffff, 0xffffffffffff, 0xffffffffffffff, UINT64_MAX };
	uint64_t h = HASH_SEED * (n + 1);

	if (n > 8)
		return hash_padded(p, n);
	h = hash_mix(h ^ (load_little_64(p) & kept[n]), HASH_WORD);
	return hash_mix(h, HASH_FINAL);
}

/*
 * A text on its way through plain_read().  A token is opened before it is known
 * where it ends, which may be in a block behind.
 */
struct walk {
	const unsigned char *original;
	const char *plain;
	struct token *to; /* the open one */
	uint32_t at;	  /* where it starts */
	uint32_t end;	  /* of the one before; UINT32_MAX: a blank is */
	uint32_t pairs;	  /* in the blocks before */
	uint32_t moved;	  /* to the folded bytes; may wrap around, and back */
	struct text_ahead ahead;
};

/* What is still to be read of a block. */
struct rest {
	uint32_t base;
	uint64_t starts, ends, pairs;
};

/* The number of the code point at bit i. */
static ALWAYS_INLINE uint32_t
codepoint_at(const struct walk *w, const struct rest *r, size_t i)
{
	uint32_t n = r->base + (uint32_t)i - w->pairs;

	if (r->pairs)
		n -= (uint32_t)bits_count(r->pairs & (bit(i) - 1));
	return n;
}

static ALWAYS_INLINE void
open_token(struct walk *w, struct rest *r)
{
	size_t i = (size_t)__builtin_ctzll(r->starts);
	uint32_t at = r->base + (uint32_t)i;
	const unsigned char *p = w->original + at;

	r->starts &= r->starts - 1;
	w->at = at;
	w->to->at = at + w->moved;
	w->to->start = codepoint_at(w, r, i);
	memcpy(&w->to->class, &looks[*p], sizeof(*looks)); /* and upper */
	if (r->pairs && is_upper_pair(p))
		w->to->upper = 1;
	w->to->spaced = at != w->end;
}

static ALWAYS_INLINE void
close_token(struct walk *w, struct rest *r)
{
	size_t i = (size_t)__builtin_ctzll(r->ends);
	uint32_t end = r->base + (uint32_t)i, n = end - w->at;

	r->ends &= r->ends - 1;
	w->to->n = n;
	w->to->end = codepoint_at(w, r, i);
	w->to->hash = hash_of(w->plain + w->at, n);
	/* Who waits for memory only then waits longer than it takes to read. */
	__builtin_prefetch((const char *)w->ahead.pieces +
			   (w->to->hash & w->ahead.mask) * w->ahead.size);
	w->to++;
	w->end = end;
}

/* Take the tokens that end in a block, and open the one behind them: anywhere
 * if none starts, for then none is to be closed either. */
static ALWAYS_INLINE void
read_tokens(struct walk *w, struct rest r, bool is_open)
{
	r.starts |= bit(BLOCK - 1);
	if (!is_open)
		open_token(w, &r);
	while (r.ends) {
		close_token(w, &r);
		open_token(w, &r);
	}
}

/* Most texts are ASCII from end to end: no code point is of two bytes, and none
 * moves.  The compiler then leaves out what those zeros do. */
static ALWAYS_INLINE void
read_block(struct walk *w, struct rest r, bool is_open)
{
	if (w->moved == 0 && w->pairs == 0 && r.pairs == 0) {
		w->moved = w->pairs = 0;
		r.pairs = 0;
		read_tokens(w, r, is_open);
	} else {
		read_tokens(w, r, is_open);
		w->pairs += (uint32_t)bits_count(r.pairs);
	}
}

/* token.upper is 2: all letters are upper case, and two or more. */
static ALWAYS_INLINE bool
is_loud(const struct text_memory *m, size_t at, size_t end)
{
	size_t uppers = 0;

	for (size_t b = at / BLOCK; b <= end / BLOCK; b++) {
		uint64_t in = UINT64_MAX;

		if (b == at / BLOCK)
			in &= ~(bit(at) - 1);
		if (b == end / BLOCK)
			in &= bit(end) - 1;
		if (m->blocks[b].lowers & in)
			return false;
		uppers += bits_count(m->blocks[b].uppers & in);
	}
	return uppers >= 2;
}

/* Of the tokens that end in a block, look at those that may be loud. */
static ALWAYS_INLINE void
find_loud(
    const struct text_memory *m, size_t b, uint64_t ends, struct token *tokens)
{
	for (uint64_t left = m->blocks[b].loud & ends; left; left &= left - 1) {
		size_t i = (size_t)__builtin_ctzll(left);
		size_t end = b * BLOCK + i;
		struct token *k = &tokens[bits_count(ends & (bit(i) - 1))];

		if (is_loud(m, end - k->n, end))
			k->upper = 2;
	}
}

/* The first odd byte at i or behind it; one more than the length if there is
 * none, so that what ends the text ends before it. */
static inline size_t
next_odd(const struct text_memory *m, size_t i)
{
	size_t b = i / BLOCK;
	uint64_t here = m->blocks[b].odd & ~(bit(i) - 1);

	while (!here && b < m->length / BLOCK)
		here = m->blocks[++b].odd;
	return here ? b * BLOCK + (size_t)__builtin_ctzll(here) : m->length + 1;
}

/* plain_read(); inlined whole, once for each kind of processor. */
static ALWAYS_INLINE void
read_plain(struct text *t)
{
	struct text_memory *m = t->memory;
	size_t from = (size_t)(m->p - m->original);
	size_t stop = next_odd(m, from);
	size_t last = stop < m->length ? stop : m->length;
	uint64_t here = ~(bit(from) - 1), behind = here << 1;
	bool is_open = false;
	struct walk w = {
		.original = m->original,
		.plain = m->plain,
		.to = t->tokens + t->n_tokens,
		.end = m->spaced ? UINT32_MAX : (uint32_t)from,
		.pairs = (uint32_t)(from - m->codepoint),
		.moved = (uint32_t)(m->n - from),
		.ahead = t->ahead,
	};

	for (size_t b = from / BLOCK; b <= last / BLOCK; b++) {
		const struct block *k = &m->blocks[b];
		struct token *first = w.to;
		struct rest r = {
			.base = (uint32_t)(b * BLOCK),
			.starts = k->starts & here,
			.ends = k->ends & behind,
			.pairs = k->pairs & here,
		};

		if (b == stop / BLOCK)
			r.ends &= bit(stop) - 1;
		read_block(&w, r, is_open);
		if (k->loud & r.ends)
			find_loud(m, b, r.ends, first);
		is_open = !(k->spaces >> (BLOCK - 1));
		here = behind = UINT64_MAX;
	}
	if (stop > m->length) { /* the open token is none */
		w.at = (uint32_t)m->length;
		w.to->start = w.at - w.pairs;
	}
	m->whole = from == 0 && stop > m->length;
	if (!m->whole)
		memcpy(m->bytes + m->n, m->plain + from, w.at - from);
	m->n += w.at - from;
	m->p = m->original + w.at;
	m->codepoint = w.to->start;
	m->spaced = w.at != w.end;
	t->n_tokens = (size_t)(w.to - t->tokens);
}

#ifdef __SSE2__
static WIDE void
read_wide(struct text *t)
{
	read_plain(t);
}
#endif

void
plain_read(struct text *t)
{
#ifdef __SSE2__
	if (t->memory->kernel == TEXT_WIDE) {
		read_wide(t);
		return;
	}
#endif
	read_plain(t);
}
