#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/apart.h"
#include "base/die.h"
#include "base/pages.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/hash.h"
#include "text/memory.h"

/* Tokens an open one may still become. */
enum { SLACK = 4 };

void
text_init(struct text *t)
{
	*t = (struct text){ .memory = pages_new(sizeof(*t->memory)) };
	t->ahead.pieces = t->memory; /* as good as any, and always there */
	t->memory->kernel = mark_fastest();
	fold_init(&t->memory->cache);
}

void
text_free(struct text *t)
{
	if (t->memory) {
		free(t->memory->bytes);
		free(t->memory->original);
		free(t->memory->plain);
		free(t->memory->blocks);
	}
	pages_free(t->memory, sizeof(*t->memory));
	free(t->tokens);
	*t = (struct text){ 0 };
}

static void *
grow(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		die_of_memory();
	return p;
}

/*
 * Room for `folded` code points besides what is left of the original.  A byte
 * of that makes at most one folded byte and one token in plain_read(), which
 * therefore never checks.
 */
static void
reserve(struct text *t, size_t folded)
{
	struct text_memory *m = t->memory;
	size_t left = (size_t)(m->end - m->p);
	size_t bytes = m->n + 4 * folded + left + TEXT_PADDING;
	size_t tokens = t->n_tokens + folded + left + SLACK;

	if (bytes > m->room) {
		m->room = bytes * 2;
		m->bytes = grow(m->bytes, m->room, 1);
	}
	if (tokens > m->token_room) {
		m->token_room = tokens * 2;
		t->tokens = grow(t->tokens, m->token_room, sizeof(*t->tokens));
	}
	apart_fence(m->bytes, bytes, m->room, 1);
	apart_fence(t->tokens, tokens, m->token_room, sizeof(*t->tokens));
}

/* Is p the end, or an ASCII character that does not touch the one before? */
static inline bool
is_settled(const unsigned char *p, const unsigned char *end)
{
	return p == end || plain_kind[*p] != CONTROL;
}

/* A character and what extends it, as they stand in the original.  White space
 * stands alone, as it does in plain_read(): what is behind it begins a token.
 */
struct run {
	struct fold first;
	size_t n; /* bytes */
	uint32_t codepoints;
	bool keycap; /* the digit on it is first */
	bool zwj;    /* ends with a joiner */
};

static struct run
next_run(struct text_memory *m)
{
	struct run r = { .codepoints = 1 };
	bool is_emoji, marked = false;

	r.first = *fold_get(&m->cache, fold_decode(m->p, &r.n));
	r.zwj = r.first.codepoint == ZERO_WIDTH_JOINER;
	is_emoji = r.first.kind == KIND_EMOJI && !r.first.skin;
	if (r.first.kind == KIND_SPACE && r.first.simple)
		return r;
	while (r.codepoints < FOLD_RUN && !is_settled(m->p + r.n, m->end)) {
		size_t n;
		uint32_t c = fold_decode(m->p + r.n, &n);
		const struct fold *f = fold_get(&m->cache, c);

		if (!f->extends || (f->skin && !is_emoji))
			break;
		marked |= r.keycap || (f->kind != KIND_DROP && c != KEYCAP);
		r.keycap |= c == KEYCAP;
		r.zwj = c == ZERO_WIDTH_JOINER;
		r.n += n;
		r.codepoints++;
	}
	r.keycap = r.keycap && !marked && r.first.codepoint < 0x80 &&
		   strchr("0123456789#*", (int)r.first.codepoint);
	return r;
}

static void
feed_run(struct text *t, const struct run *r, struct span span)
{
	int32_t folded[FOLD_RUN_MAX];
	bool drop_skin = r->first.kind == KIND_EMOJI && !r->first.skin;
	size_t n = fold_run(t->memory->p, r->n, drop_skin, folded);

	reserve(t, n + 1);
	for (size_t i = 0; i < n; i++) {
		char bytes[4];
		struct str s = { bytes, utf8_encode(bytes, folded[i]) };

		token_feed(t, fold_kind((uint32_t)folded[i]), s,
		    i == 0 && r->first.upper, span);
	}
}

static void
read_run(struct text *t)
{
	struct text_memory *m = t->memory;
	struct run r = next_run(m);
	struct span span = { m->codepoint, m->codepoint + r.codepoints };

	reserve(t, 3);
	if (r.keycap)
		token_feed_keycap(t, (char)r.first.codepoint, span);
	else if (r.codepoints > 1 || !r.first.simple)
		feed_run(t, &r, span);
	else
		token_feed(t, r.first.kind,
		    (struct str){ r.first.bytes, r.first.n }, r.first.upper,
		    span);
	m->open.zwj = r.zwj;
	m->p += r.n;
	m->codepoint += r.codepoints;
}

/* May the character at p change the one before it? */
static bool
extends(struct text_memory *m, const unsigned char *p)
{
	size_t n;

	if (is_settled(p, m->end))
		return false;
	return fold_get(&m->cache, fold_decode(p, &n))->extends;
}

static inline bool
is_letter(unsigned char c)
{
	return is_upper(c & ~0x20);
}

/* Take the letters and digits at p, but not one that a mark extends. */
static bool
read_word(struct text *t)
{
	struct text_memory *m = t->memory;
	const unsigned char *p = m->p, *end = m->end;
	char *out;
	uint32_t letters = 0, uppers = 0, n;
	struct open_token *o;

	while (p < end &&
	       (plain_kind[*p] == KIND_LETTER || plain_kind[*p] == KIND_DIGIT))
		p++;
	if (p > m->p && extends(m, p))
		p--;
	n = (uint32_t)(p - m->p);
	if (n == 0)
		return false;
	o = token_word(t, plain_kind[*m->p] == KIND_DIGIT,
	    (struct span){ m->codepoint, m->codepoint });
	if (o->at == m->n)
		o->starts_upper = is_upper(*m->p);
	out = m->bytes + m->n;
	for (uint32_t i = 0; i < n; i++) {
		unsigned char c = m->p[i];

		letters += is_letter(c);
		uppers += is_upper(c);
		out[i] = (char)(is_upper(c) ? c | 0x20 : c);
	}
	o->letters += letters;
	o->uppers += uppers;
	o->digit = plain_kind[p[-1]] == KIND_DIGIT;
	m->n += n;
	m->p = p;
	m->codepoint += n;
	o->span.end = m->codepoint;
	return true;
}

static void
make_room(struct text_memory *m, size_t n)
{
	size_t blocks = 2 * n / BLOCK + 3;

	m->original_room = blocks * BLOCK;
	m->original = grow(m->original, m->original_room, 1);
	m->plain = grow(m->plain, m->original_room, 1);
	m->blocks = grow(m->blocks, blocks, sizeof(*m->blocks));
}

/* A copy, so that bytes can be read a block at a time and the end is seen. */
static void
copy_original(struct text_memory *m, struct str utf8)
{
	size_t n = utf8.n;

	if (n > TEXT_CEILING) {
		n = TEXT_CEILING;
		while (((unsigned char)utf8.p[n] & 0xc0) == 0x80)
			n--;
	}
	if (n + 2 * BLOCK > m->original_room)
		make_room(m, n);
	if (n)
		memcpy(m->original, utf8.p, n);
	memset(m->original + n, 0, BLOCK);
	m->length = n;
	m->p = m->original;
	m->end = m->original + n;
}

void
text_read(struct text *t, struct str utf8)
{
	struct text_memory *m = t->memory;
	char *folded;

	copy_original(m, utf8);
	plain_mark(m);
	m->codepoint = 0;
	m->spaced = false;
	m->open.is_open = false;
	m->n = 0;
	t->n_tokens = 0;
	reserve(t, 0);
	while (plain_read(t), m->p < m->end)
		do {
			if (!read_word(t))
				read_run(t);
		} while (m->open.is_open && m->p < m->end);
	token_close(t);
	folded = m->whole ? m->plain : m->bytes;
	memset(folded + m->n, 0, TEXT_PADDING);
	t->folded = (struct str){ folded, m->n };
	t->n_codepoints = m->codepoint;
}

/* One to seven bytes as a number, and none behind them: pieces that overlap. */
static uint64_t
load_few(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;

	if (n >= 4)
		return load_little_32(p) | (uint64_t)load_little_32(p + n - 4)
					       << 8 * (n - 4);
	return u[0] | (uint64_t)u[n / 2] << 8 * (n / 2) |
	       (uint64_t)u[n - 1] << 8 * (n - 1);
}

uint64_t
text_hash(struct str folded)
{
	size_t whole = folded.n & ~(size_t)7, rest = folded.n - whole;
	uint64_t h = HASH_SEED * (folded.n + 1);

	for (size_t i = 0; i < whole; i += 8)
		h = hash_mix(h ^ load_little_64(folded.p + i), HASH_WORD);
	if (rest && whole) {
		/* with bytes before them, which are shifted out */
		h = hash_mix(h ^ load_little_64(folded.p + folded.n - 8) >>
				     (64 - 8 * rest),
		    HASH_WORD);
	} else if (rest) {
		h = hash_mix(h ^ load_few(folded.p, rest), HASH_WORD);
	}
	return hash_mix(h, HASH_FINAL);
}

size_t
text_codepoints(struct str utf8)
{
	size_t n = 0;

	for (size_t i = 0; i < utf8.n; i++)
		n += ((unsigned char)utf8.p[i] & 0xc0) != 0x80;
	return n;
}

size_t
text_byte(struct str utf8, size_t n)
{
	size_t i = 0;

	for (; i < utf8.n; i++)
		if (((unsigned char)utf8.p[i] & 0xc0) != 0x80 && n-- == 0)
			break;
	return i;
}

size_t
text_units(struct str utf8)
{
	size_t n = 0;

	for (size_t i = 0; i < utf8.n; i++) {
		unsigned char byte = (unsigned char)utf8.p[i];

		n += (size_t)((byte & 0xc0) != 0x80) + (byte >= 0xf0);
	}
	return n;
}
