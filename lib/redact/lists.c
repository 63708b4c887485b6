#include "redact/lists.h"

#include <stdlib.h>

#include "base/die.h"
#include "redact/view.h"
#include "terms/terms.h"

enum { MOST_LISTS = 64, MOST_HITS = 1024 };

struct lists {
	struct terms *terms;
	enum kind kinds[MOST_LISTS]; /* N_KINDS: allowed */
	size_t n;
	struct arena *run;
};

struct lists_memory {
	struct terms_known known;
	struct term_hit hits[MOST_HITS];
};

/* As texts are when they are looked through: without accents. */
static struct str
fold(struct str csv, struct arena *run)
{
	struct view view = { 0 };
	struct str copy;

	view_open(&view, csv);
	copy = arena_copy(run, view.text);
	view_free(&view);
	return copy;
}

struct lists *
lists_new(struct arena *run)
{
	struct lists *l = arena_zalloc(run, sizeof(*l));

	l->terms = terms_new(run);
	l->run = run;
	return l;
}

void
lists_add(struct lists *l, const char *file, struct str csv, enum kind kind)
{
	const struct terms_regex *regexes;

	if (l->n == MOST_LISTS)
		die("%s: more lists than %d", file, MOST_LISTS);
	terms_add(l->terms, file, file, fold(csv, l->run));
	if (terms_regexes(l->terms, &regexes))
		die("%s:%zu: a regular expression belongs into the policy's "
		    "recognisers",
		    regexes[0].file, regexes[0].line);
	l->kinds[l->n++] = kind;
}

void
lists_build(struct lists *l)
{
	terms_build(l->terms);
}

struct lists_memory *
lists_memory_new(void)
{
	struct lists_memory *m = calloc(1, sizeof(*m));

	if (!m)
		die_of_memory();
	return m;
}

void
lists_memory_free(struct lists_memory *m)
{
	if (!m)
		return;
	terms_forget(&m->known);
	free(m);
}

bool
lists_find(const struct lists *l, struct lists_memory *m,
    const struct passage *p, struct spans *out, struct spans *allowed)
{
	const struct text *words = passage_words(p);
	size_t n;

	terms_know(l->terms, words, &m->known);
	n = terms_find(l->terms, words, &m->known, TERMS_ALL_LANGUAGES,
	    TERMS_ALL_LISTS, m->hits, MOST_HITS);
	for (size_t i = 0; i < n; i++) {
		const struct term_hit *h = &m->hits[i];
		enum kind k = l->kinds[h->list];
		size_t start = words->tokens[h->first].start;
		size_t end = words->tokens[h->last].end;

		spans_add(k == N_KINDS ? allowed : out,
		    (struct span){ .start = passage_byte(p, start),
			.end = passage_byte(p, end),
			.kind = k,
			.rule = "list",
			.score = 100 });
	}
	return n < MOST_HITS;
}
