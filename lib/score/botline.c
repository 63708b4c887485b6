#include "score/botline.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"

#define FALLBACK_AT 0.5 /* strength of the wording */

/*
 * What is remembered lies close together, for the run is over in the time that
 * memory takes; when there is too much of it, all is forgotten.
 */
enum {
	FEW_SLOTS = 256,    /* at first; half of them used at most */
	SLOTS = 8192,	    /* at last */
	LONGEST = 2048,	    /* bytes of a text that is remembered, and of its
			       language */
	MEMORY = 1 << 20,   /* bytes, and one line more */
	ROUTINE_WORDS = 14, /* a longer line says more than its routine */
};

struct known {
	struct bot_line line;
	uint32_t n, language_n;
	char bytes[]; /* the text, then the language */
};

/* Open addressing. */
struct place {
	uint64_t hash;
	struct known *known; /* NULL: empty */
};

struct bot_lines {
	struct place *places;
	size_t n_places; /* a power of two */
	size_t n;
	struct arena memory;
};

static void
set_places(struct bot_lines *b, size_t n)
{
	b->n_places = n;
	b->places = calloc(n, sizeof(*b->places));
	if (!b->places)
		die_of_memory();
}

struct bot_lines *
bot_lines_new(void)
{
	struct bot_lines *b = calloc(1, sizeof(*b));

	if (!b)
		die_of_memory();
	set_places(b, FEW_SLOTS);
	arena_init(&b->memory, 2 * MEMORY);
	return b;
}

void
bot_lines_free(struct bot_lines *b)
{
	arena_free(&b->memory);
	free(b->places);
	free(b);
}

static bool
has_question(const struct text *x)
{
	for (size_t i = x->n_tokens; i-- > 0;)
		if (x->tokens[i].class == TEXT_PUNCT &&
		    x->folded.p[x->tokens[i].at] == '?')
			return true;
	return false;
}

static struct bot_line
read_line(struct reading *r, struct str text, struct str language)
{
	struct bot_line line = { 0 };

	reading_take(r, SET_BOT, text, language);
	line.hash = reading_hash(r, &line.words);
	line.size = (uint32_t)r->text.n_codepoints;
	line.fallback = r->strength[LIST_bot_fallback] >= FALLBACK_AT;
	line.names = r->strength[LIST_bot_offer] > 0;
	line.question = has_question(&r->text);
	line.routine =
	    r->strength[LIST_bot_routine] > 0 && line.words <= ROUTINE_WORDS;
	return line;
}

static bool
is_same(const struct known *k, struct str text, struct str language)
{
	return k->n == text.n && k->language_n == language.n &&
	       memcmp(k->bytes, text.p, text.n) == 0 &&
	       str_eq((struct str){ k->bytes + text.n, language.n }, language);
}

static struct place *
find(struct bot_lines *b, uint64_t hash, struct str text, struct str language)
{
	size_t mask = b->n_places - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct place *p = &b->places[i];

		if (!p->known ||
		    (p->hash == hash && is_same(p->known, text, language)))
			return p;
	}
}

static void
forget(struct bot_lines *b)
{
	memset(b->places, 0, b->n_places * sizeof(*b->places));
	b->n = 0;
	arena_reset(&b->memory);
}

/* Twice as many places. */
static void
grow(struct bot_lines *b)
{
	struct place *old = b->places;
	size_t n = b->n_places, mask = 2 * n - 1;

	set_places(b, 2 * n);
	for (size_t i = 0; i < n; i++) {
		size_t k = old[i].hash & mask;

		if (!old[i].known)
			continue;
		while (b->places[k].known)
			k = (k + 1) & mask;
		b->places[k] = old[i];
	}
	free(old);
}

static struct known *
remember(struct bot_lines *b, struct str text, struct str language)
{
	struct known *k =
	    arena_alloc(&b->memory, sizeof(*k) + text.n + language.n);

	b->n++;
	k->n = (uint32_t)text.n;
	k->language_n = (uint32_t)language.n;
	memcpy(k->bytes, text.p, text.n);
	if (language.n)
		memcpy(k->bytes + text.n, language.p, language.n);
	return k;
}

struct bot_line
bot_line(struct bot_lines *b, struct reading *scratch, struct str text,
    struct str language)
{
	struct place *p;
	uint64_t hash;

	if (text.n == 0 || text.n + language.n > LONGEST)
		return read_line(scratch, text, language);
	hash = text_hash(text);
	p = find(b, hash, text, language);
	if (p->known)
		return p->known->line;
	if (b->n == b->n_places / 2 || b->memory.used > MEMORY) {
		if (b->n_places == SLOTS || b->memory.used > MEMORY)
			forget(b);
		else
			grow(b);
		p = find(b, hash, text, language);
	}
	p->hash = hash;
	p->known = remember(b, text, language);
	p->known->line = read_line(scratch, text, language);
	return p->known->line;
}
