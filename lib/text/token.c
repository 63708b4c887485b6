#include <string.h>

#include "base/utf8.h"
#include "text/hash.h"
#include "text/memory.h"

/* Elided articles and pronouns, by their length: "l'agent" is two words,
 * "don't" is one. */
static const char *const elided[ELIDED_MAX + 1] = {
	[1] = "cdjlmnstv",
	[2] = "unqugl",
	[3] = "allaglcoldaldelnelsul",
	[4] = "colldalldagldegldellnellneglsuglsull",
	[5] = "jusququestquell",
	[6] = "puisqulorsququoiququelqu",
};

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

void
token_close(struct text *t)
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

	token_close(t);
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

bool
token_is_elided(struct str s)
{
	if (s.n == 0 || s.n > ELIDED_MAX)
		return false;
	for (const char *p = elided[s.n]; *p; p += s.n)
		if (*p == *s.p && memcmp(p, s.p, s.n) == 0)
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
		return o->digit == digit && (digit || !token_is_elided(before));
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
struct open_token *
token_word(struct text *t, bool digit, struct span span)
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
	struct open_token *o = token_word(t, digit, span);

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

		token_close(t);
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
		t->memory->n += utf8_encode(
		    t->memory->bytes + t->memory->n, ZERO_WIDTH_JOINER);
}

/* One folded character, or several letters that one became. */
void
token_feed(struct text *t, enum kind kind, struct str bytes, bool upper,
    struct span span)
{
	struct text_memory *m = t->memory;

	switch (kind) {
	case KIND_DROP:
		return;
	case KIND_SPACE:
		token_close(t);
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

void
token_feed_keycap(struct text *t, char base, struct span span)
{
	char bytes[8] = { base };

	open_token(t, TEXT_EMOJI, span);
	put(t->memory, bytes, 1 + utf8_encode(bytes + 1, KEYCAP));
}
