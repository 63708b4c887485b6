#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "text/fold.h"
#include "text/hash.h"

/*
 * Two ways through a text: read_ascii() takes the bytes that stand for
 * themselves, read_run() everything else, one character with its marks at a
 * time.  Both add to one open token, so they may meet inside a word.
 */
enum {
	SLACK = 4, /* tokens an open one may still become */
};

struct span {
	uint32_t start, end; /* code points of the original */
};

struct open_token {
	bool is_open;
	uint8_t class; /* enum text_class */
	bool spaced;
	bool starts_upper;
	bool digit;	/* the last character is one */
	bool has_at;	/* a mail address: dots join */
	bool half_flag; /* one regional indicator */
	bool zwj;	/* a joiner follows: so may an emoji */
	uint32_t letters, uppers;
	size_t at;
	struct span span;

	/* A mark that joins two words if the next character lets it. */
	char joiner; /* 0: none */
	size_t joiner_at;
	struct span joiner_span;
};

struct text_memory {
	struct fold_cache cache;
	const unsigned char *p, *end; /* what is left of the original */
	uint32_t codepoint;	      /* number of the one at p */
	bool spaced;		      /* white space was the last thing */
	struct open_token open;
	char *bytes; /* folded */
	size_t n, room;
	size_t token_room;
};

enum { SLOW = KIND_DROP }; /* a control character: not for read_ascii() */

#define C SLOW
#define W KIND_SPACE
#define L KIND_LETTER
#define D KIND_DIGIT
#define P KIND_PUNCT
static const uint8_t ascii_kind[256] = {
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

/* Elided articles and pronouns: "l'agent" is two words, "don't" is one. */
static const char *const elided[] = {
	"c",
	"d",
	"j",
	"l",
	"m",
	"n",
	"s",
	"t",
	"v",
	"un",
	"qu",
	"gl",
	"all",
	"agl",
	"col",
	"dal",
	"del",
	"nel",
	"sul",
	"coll",
	"dall",
	"dagl",
	"degl",
	"dell",
	"nell",
	"negl",
	"sugl",
	"sull",
	"jusqu",
	"puisqu",
	"lorsqu",
	"quoiqu",
	"quelqu",
	"quest",
	"quell",
};

void
text_init(struct text *t)
{
	*t = (struct text){ .memory = calloc(1, sizeof(*t->memory)) };
	if (!t->memory)
		die_of_memory();
	fold_init(&t->memory->cache);
}

void
text_free(struct text *t)
{
	if (t->memory)
		free(t->memory->bytes);
	free(t->memory);
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
 * of that makes at most one folded byte and one token in read_ascii(), which
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
}

static void
emit(struct text *t, const struct token *k)
{
	struct token *to = &t->tokens[t->n_tokens++];

	*to = *k;
	to->hash = hash_padded(t->memory->bytes + k->at, k->n);
}

static uint8_t
upper_of(const struct open_token *o)
{
	if (o->letters >= 2 && o->letters == o->uppers)
		return 2;
	return o->starts_upper;
}

static void
emit_joiner(struct text *t, const struct open_token *o)
{
	emit(t, &(struct token){
		    .at = (uint32_t)o->joiner_at,
		    .n = 1,
		    .start = o->joiner_span.start,
		    .end = o->joiner_span.end,
		    .class = TEXT_PUNCT,
		});
}

static void
close_token(struct text *t)
{
	struct open_token *o = &t->memory->open;
	size_t end = o->joiner ? o->joiner_at : t->memory->n;

	if (!o->is_open)
		return;
	emit(t, &(struct token){
		    .at = (uint32_t)o->at,
		    .n = (uint32_t)(end - o->at),
		    .start = o->span.start,
		    .end = o->span.end,
		    .class = o->class,
		    .upper = upper_of(o),
		    .spaced = o->spaced,
		});
	if (o->joiner)
		emit_joiner(t, o);
	o->is_open = false;
	o->joiner = 0;
}

/* Close what is open and begin a token where the folded bytes end. */
static struct open_token *
open_token(struct text *t, enum text_class class, struct span span)
{
	struct text_memory *m = t->memory;

	close_token(t);
	m->open = (struct open_token){
		.is_open = true,
		.class = (uint8_t) class,
		.spaced = m->spaced,
		.at = m->n,
		.span = span,
	};
	m->spaced = false;
	return &m->open;
}

static bool
is_elided(struct str s)
{
	for (size_t i = 0; i < sizeof(elided) / sizeof(*elided); i++)
		if (str_eq(s, str_of(elided[i])))
			return true;
	return false;
}

static bool
can_join(char c)
{
	return c == '\'' || c == '.' || c == ',' || c == ':' || c == '_' ||
	       c == '@' || c == '-';
}

/* Does the mark after the open word join it with a letter, or a digit? */
static bool
joins(const struct text_memory *m, bool digit)
{
	const struct open_token *o = &m->open;
	struct str before = { m->bytes + o->at, o->joiner_at - o->at };

	switch (o->joiner) {
	case '\'':
		return o->digit == digit && (digit || !is_elided(before));
	case ',':
	case ':':
		return o->digit && digit;
	case '.':
		return o->has_at || (o->digit && digit);
	case '-':
		return o->has_at;
	}
	return true; /* _ @ */
}

/* An @ joined: what stands before it without a blank is the mailbox's name. */
static void
take_mailbox(struct text *t)
{
	struct open_token *o = &t->memory->open;

	o->has_at = true;
	while (t->n_tokens >= 2 && !o->spaced) {
		const struct token *mark = &t->tokens[t->n_tokens - 1];
		const struct token *word = mark - 1;

		if (word->class != TEXT_WORD || mark->class != TEXT_PUNCT ||
		    mark->spaced || mark->n != 1 ||
		    !strchr(".-+", t->memory->bytes[mark->at]))
			return;
		o->at = word->at;
		o->span.start = word->start;
		o->spaced = word->spaced;
		o->starts_upper = word->upper != 0;
		t->n_tokens -= 2;
	}
}

/* The open word goes on with a letter or digit, or a new one begins. */
static struct open_token *
continue_word(struct text *t, bool digit, struct span span)
{
	struct open_token *o = &t->memory->open;

	if (!o->is_open || o->class != TEXT_WORD ||
	    (o->joiner && !joins(t->memory, digit)))
		return open_token(t, TEXT_WORD, span);
	if (o->joiner == '@')
		take_mailbox(t);
	o->joiner = 0;
	return o;
}

/* Try an inner mark; it stays undecided until the next character. */
static bool
try_joiner(struct text *t, char c, struct span span)
{
	struct open_token *o = &t->memory->open;

	if (!o->is_open || o->class != TEXT_WORD || o->joiner || !can_join(c))
		return false;
	o->joiner = c;
	o->joiner_at = t->memory->n;
	o->joiner_span = span;
	return true;
}

static void
put(struct text_memory *m, const char *bytes, size_t n)
{
	memcpy(m->bytes + m->n, bytes, n);
	m->n += n;
}

static void
feed_word(struct text *t, bool digit, bool upper, struct span span)
{
	struct open_token *o = continue_word(t, digit, span);

	if (o->at == t->memory->n)
		o->starts_upper = upper;
	o->span.end = span.end;
	o->letters += !digit;
	o->uppers += upper;
	o->digit = digit;
}

/* A mark belongs to whatever stands before it. */
static void
feed_mark(struct text *t, struct span span)
{
	struct open_token *o = &t->memory->open;

	if (!o->is_open)
		o = open_token(t, TEXT_WORD, span);
	if (o->joiner) {
		struct open_token punct = {
			.is_open = true,
			.class = TEXT_PUNCT,
			.at = o->joiner_at,
			.span = o->joiner_span,
		};

		close_token(t);
		t->n_tokens--; /* the mark that did not join is this one */
		*o = punct;
	}
	o->span.end = span.end;
}

static void
feed_emoji(struct text *t, bool flag, struct span span)
{
	struct open_token *o = &t->memory->open;
	bool zwj = false;

	if (o->is_open && o->class == TEXT_EMOJI && o->zwj && !flag)
		zwj = true;
	else if (o->is_open && o->half_flag && flag)
		o->half_flag = false;
	else {
		o = open_token(t, TEXT_EMOJI, span);
		o->half_flag = flag;
	}
	o->zwj = false;
	o->span.end = span.end;
	if (zwj)
		t->memory->n += fold_encode(
		    ZERO_WIDTH_JOINER, t->memory->bytes + t->memory->n);
}

/* One folded character, or several letters that one became. */
static void
feed(struct text *t, enum kind kind, struct str bytes, bool upper,
    struct span span)
{
	struct text_memory *m = t->memory;

	switch (kind) {
	case KIND_DROP:
		return;
	case KIND_SPACE:
		close_token(t);
		m->spaced = true;
		put(m, " ", 1);
		return;
	case KIND_LETTER:
	case KIND_DIGIT:
		feed_word(t, kind == KIND_DIGIT, upper, span);
		break;
	case KIND_MARK:
		feed_mark(t, span);
		break;
	case KIND_IDEOGRAM:
		open_token(t, TEXT_IDEOGRAM, span);
		break;
	case KIND_EMOJI:
	case KIND_FLAG:
		feed_emoji(t, kind == KIND_FLAG, span);
		break;
	case KIND_PUNCT:
		if (bytes.n != 1 || !try_joiner(t, bytes.p[0], span))
			open_token(t, TEXT_PUNCT, span);
		break;
	}
	put(m, bytes.p, bytes.n);
}

/* A character and what extends it, as they stand in the original. */
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
	bool is_emoji;

	r.first = *fold_get(&m->cache, fold_decode(m->p, &r.n));
	r.zwj = r.first.codepoint == ZERO_WIDTH_JOINER;
	is_emoji = r.first.kind == KIND_EMOJI && !r.first.skin;
	while (m->p + r.n < m->end && r.codepoints < FOLD_RUN) {
		size_t n;
		uint32_t c = fold_decode(m->p + r.n, &n);
		const struct fold *f;

		if (c < 0x80)
			break;
		f = fold_get(&m->cache, c);
		if (!f->extends || (f->skin && !is_emoji))
			break;
		r.keycap |= c == KEYCAP;
		r.zwj = c == ZERO_WIDTH_JOINER;
		r.n += n;
		r.codepoints++;
	}
	r.keycap = r.keycap && r.first.codepoint < 0x80 &&
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
		struct str s = { bytes,
			fold_encode((uint32_t)folded[i], bytes) };

		feed(t, fold_kind((uint32_t)folded[i]), s,
		    i == 0 && r->first.upper, span);
	}
}

static void
feed_keycap(struct text *t, const struct run *r, struct span span)
{
	char bytes[8] = { (char)r->first.codepoint };
	size_t n = 1 + fold_encode(KEYCAP, bytes + 1);

	reserve(t, 3);
	open_token(t, TEXT_EMOJI, span);
	put(t->memory, bytes, n);
}

static void
read_run(struct text *t)
{
	struct text_memory *m = t->memory;
	struct run r = next_run(m);
	struct span span = { m->codepoint, m->codepoint + r.codepoints };

	if (r.keycap)
		feed_keycap(t, &r, span);
	else if (r.codepoints > 1 || !r.first.simple)
		feed_run(t, &r, span);
	else {
		reserve(t, 3);
		feed(t, r.first.kind, (struct str){ r.first.bytes, r.first.n },
		    r.first.upper, span);
	}
	m->open.zwj = r.zwj;
	m->p += r.n;
	m->codepoint += r.codepoints;
}

/* May the character at p change the one before it? */
static bool
extends(struct text_memory *m, const unsigned char *p)
{
	size_t n;

	if (p == m->end || *p < 0x80)
		return false;
	return fold_get(&m->cache, fold_decode(p, &n))->extends;
}

static inline bool
is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
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
	       (ascii_kind[*p] == KIND_LETTER || ascii_kind[*p] == KIND_DIGIT))
		p++;
	if (extends(m, p))
		p--;
	n = (uint32_t)(p - m->p);
	if (n == 0)
		return false;
	o = continue_word(t, ascii_kind[*m->p] == KIND_DIGIT,
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
	o->digit = ascii_kind[p[-1]] == KIND_DIGIT;
	m->n += n;
	m->p = p;
	m->codepoint += n;
	o->span.end = m->codepoint;
	return true;
}

static bool
read_punct(struct text *t)
{
	struct text_memory *m = t->memory;
	struct span span = { m->codepoint, m->codepoint + 1 };
	char c = *m->p == '`' ? '\'' : (char)*m->p;

	if (m->p + 1 < m->end && m->p[1] >= 0x80)
		return false;
	if (!try_joiner(t, c, span))
		open_token(t, TEXT_PUNCT, span);
	m->bytes[m->n++] = c;
	m->p++;
	m->codepoint++;
	return true;
}

/* Stops where read_run() must take over. */
static void
read_ascii(struct text *t)
{
	struct text_memory *m = t->memory;

	while (m->p < m->end) {
		switch (ascii_kind[*m->p]) {
		case KIND_SPACE:
			close_token(t);
			m->spaced = true;
			m->bytes[m->n++] = ' ';
			m->p++;
			m->codepoint++;
			break;
		case KIND_LETTER:
		case KIND_DIGIT:
			if (!read_word(t))
				return;
			break;
		case KIND_PUNCT:
			if (!read_punct(t))
				return;
			break;
		default:
			return;
		}
	}
}

void
text_read(struct text *t, struct str utf8)
{
	struct text_memory *m = t->memory;
	size_t n = utf8.n;

	if (n > TEXT_CEILING) {
		n = TEXT_CEILING;
		while (((unsigned char)utf8.p[n] & 0xc0) == 0x80)
			n--;
	}
	m->p = (const unsigned char *)utf8.p;
	m->end = m->p + n;
	m->codepoint = 0;
	m->spaced = false;
	m->open = (struct open_token){ 0 };
	m->n = 0;
	t->n_tokens = 0;
	reserve(t, 0);
	while (read_ascii(t), m->p < m->end)
		read_run(t);
	close_token(t);
	memset(m->bytes + m->n, 0, TEXT_PADDING);
	t->folded = (struct str){ m->bytes, m->n };
	t->n_codepoints = m->codepoint;
}

uint64_t
text_hash(struct str folded)
{
	char tail[8 + HASH_PADDING] = { 0 };
	size_t whole = folded.n & ~(size_t)7;
	uint64_t h = HASH_SEED * (folded.n + 1);

	for (size_t i = 0; i < whole; i += 8)
		h = hash_mix(h ^ hash_load(folded.p + i), HASH_WORD);
	if (folded.n > whole) {
		memcpy(tail, folded.p + whole, folded.n - whole);
		h = hash_mix(h ^ hash_load(tail), HASH_WORD);
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
