#include "packet/promise.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/pages.h"
#include "packet/sentence.h"
#include "words/words.h"

enum {
	PLACES = 1024, /* texts that are remembered, a power of two */
	LONGEST = 480, /* bytes of one, with its language */
};

struct promise_terms {
	const struct terms *terms;
};

/* A text that was searched, and what was found: from and to, bytes of it. */
struct searched {
	uint16_t n, language_n; /* 0: nothing is remembered here */
	uint16_t from, to;
	char bytes[LONGEST];
};

struct promise_seeker {
	const struct terms *terms;
	struct text text;
	struct terms_known known;
	struct searched *places;
};

const struct promise_terms *
promise_terms(struct packet_file from, struct arena *run)
{
	struct promise_terms *p = arena_alloc(run, sizeof(*p));

	p->terms = from.built.n
		       ? terms_thaw(from.built, run)
		       : phrases_read("promise", from.name, from.text, run);
	return p;
}

struct promise_seeker *
promise_seeker_new(const struct promise_terms *t)
{
	struct promise_seeker *p = calloc(1, sizeof(*p));

	if (!p)
		die_of_memory();
	p->terms = t->terms;
	p->places = pages_new(PLACES * sizeof(*p->places));
	text_init(&p->text);
	return p;
}

void
promise_seeker_free(struct promise_seeker *p)
{
	terms_forget(&p->known);
	text_free(&p->text);
	pages_free(p->places, PLACES * sizeof(*p->places));
	free(p);
}

/* The sentence around the bytes from..to of s. */
static struct str
sentence(struct str s, size_t from, size_t to)
{
	while (from && !sentence_ends(s, from - 1))
		from--;
	while (from < s.n && (s.p[from] == ' ' || s.p[from] == '\n'))
		from++;
	while (to < s.n && !sentence_ends(s, to))
		to++;
	if (to < s.n && s.p[to] != '\n')
		to++;
	return (struct str){ s.p + from, to - from };
}

static struct str
search(struct promise_seeker *p, struct str text, struct str language)
{
	struct term_hit hit;
	const struct token *first, *last;

	if (!terms_search(p->terms, text, &p->text, &p->known, language,
		TERMS_ALL_LISTS, &hit, 1))
		return STR("");
	first = &p->text.tokens[hit.first];
	last = &p->text.tokens[hit.last];
	return sentence(text, text_byte(text, first->start),
	    text_byte(text, last->end - 1));
}

static bool
is_remembered(const struct searched *k, struct str text, struct str language)
{
	return k->n == text.n && k->language_n == language.n &&
	       !memcmp(k->bytes, text.p, text.n) &&
	       !memcmp(k->bytes + text.n, language.p, language.n);
}

struct str
promise_find(struct promise_seeker *p, struct str text, struct str language)
{
	struct searched *k;
	struct str found;

	if (!text.n)
		return text;
	if (!language.n)
		language = STR("");
	if (language.n > LONGEST || text.n > LONGEST - language.n)
		return search(p, text, language);
	k = &p->places[text_hash(text) % PLACES];
	if (is_remembered(k, text, language))
		return (
		    struct str){ text.p + k->from, (size_t)(k->to - k->from) };
	found = search(p, text, language);
	k->n = (uint16_t)text.n;
	k->language_n = (uint16_t)language.n;
	memcpy(k->bytes, text.p, text.n);
	memcpy(k->bytes + text.n, language.p, language.n);
	k->from = (uint16_t)(found.n ? found.p - text.p : 0);
	k->to = (uint16_t)(k->from + found.n);
	return found;
}
