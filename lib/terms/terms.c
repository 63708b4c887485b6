#include "terms/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "csv/csv.h"
#include "terms/lists.h"

enum { MAX_WORDS = 16 };

/* The columns of a list, and where a row stands. */
struct row {
	const char *file;
	size_t line;
	struct str term, weight, language, kind;
};

struct terms *
terms_new(struct arena *run)
{
	struct terms *t = arena_zalloc(run, sizeof(*t));

	t->run = run;
	trie_init(&t->trie, run);
	return t;
}

uint32_t
language_of(struct str tag)
{
	uint32_t code = 0;
	size_t n = 0;

	while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_') {
		unsigned char c = (unsigned char)tag.p[n++] | 0x20;

		if (c < 'a' || c > 'z' || n > 3)
			return 0;
		code = code << 8 | c;
	}
	if (n < 2 || code == ('u' << 16 | 'n' << 8 | 'd'))
		return 0;
	return code;
}

static uint32_t
read_language(const struct row *r)
{
	uint32_t language = language_of(r->language);

	if (r->language.n && !language)
		die("%s:%zu: '%.*s' is not a language code such as 'en'",
		    r->file, r->line, STR_ARG(r->language));
	return language;
}

static float
read_weight(const struct row *r)
{
	char number[64], *end;
	double d;

	if (r->weight.n == 0)
		return 1;
	if (r->weight.n < sizeof(number)) {
		memcpy(number, r->weight.p, r->weight.n);
		number[r->weight.n] = '\0';
		d = strtod(number, &end);
		if (*end == '\0' && isfinite((float)d) &&
		    strspn(number, "+-.0123456789eE") == r->weight.n)
			return (float)d;
	}
	die("%s:%zu: weight '%.*s' is not a number", r->file, r->line,
	    STR_ARG(r->weight));
}

static bool
read_kind(const struct row *r)
{
	if (r->kind.n == 0 || str_eq(r->kind, STR("exact")))
		return false;
	if (str_eq(r->kind, STR("stem")))
		return true;
	die("%s:%zu: kind '%.*s' is neither 'exact' nor 'stem'", r->file,
	    r->line, STR_ARG(r->kind));
}

static void
read_words(struct terms *t, struct term *term, const struct text *x,
    const struct row *r)
{
	term->words = arena_array(t->run, x->n_tokens, sizeof(*term->words));
	for (size_t i = 0; i < x->n_tokens; i++) {
		const struct token *k = &x->tokens[i];
		struct term_word *w = &term->words[term->n_words];

		if (is_link(x, i))
			continue;
		if (term->n_words++ == MAX_WORDS)
			die("%s:%zu: a term of more than %d words", r->file,
			    r->line, MAX_WORDS);
		*w = (struct term_word){
			.bytes = arena_copy(t->run, text_token(x, k)),
			.hyphened = i > 0 && is_link(x, i - 1) &&
				    x->folded.p[k[-1].at] == '-' &&
				    !k->spaced && !k[-1].spaced,
		};
	}
	if (term->n_words == 0)
		die("%s:%zu: an empty term", r->file, r->line);
}

/* A stem is the beginning of a word: of one letter it finds everything. */
static bool
check_stem(const struct text *x, const struct row *r)
{
	const struct token *last = &x->tokens[x->n_tokens - 1];

	if (last->class != TEXT_WORD)
		return false;
	if (text_codepoints(text_token(x, last)) < 2)
		die("%s:%zu: a stem of one letter", r->file, r->line);
	return true;
}

static struct term *
read_term(struct terms *t, uint32_t list, struct text *x, const struct row *r)
{
	struct term *term;

	t->terms = trie_extend(
	    t->run, t->terms, t->n_terms, &t->terms_room, sizeof(*t->terms));
	term = &t->terms[t->n_terms++];
	*term = (struct term){
		.text = r->term,
		.list = list,
		.weight = read_weight(r),
		.language = read_language(r),
	};
	text_read(x, r->term);
	read_words(t, term, x, r);
	term->stem = read_kind(r) && check_stem(x, r);
	return term;
}

static bool
same_term(const struct term *a, const struct term *b)
{
	if (a->n_words != b->n_words || a->language != b->language ||
	    a->stem != b->stem)
		return false;
	for (size_t i = 0; i < a->n_words; i++)
		if (!str_eq(a->words[i].bytes, b->words[i].bytes))
			return false;
	return true;
}

static uint64_t
term_hash(const struct term *term)
{
	uint64_t h = term->language * 2 + term->stem;

	for (size_t i = 0; i < term->n_words; i++)
		h = (h ^ text_hash(term->words[i].bytes)) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

/* The rows of one list by what they say. */
struct seen {
	const struct term *first; /* the list's terms */
	uint32_t *slots;	  /* row + 1, 0: empty */
	size_t room;
};

/* The row that says the same as row i, or i. */
static size_t
see(struct seen *s, size_t i)
{
	size_t at = term_hash(&s->first[i]) & (s->room - 1);

	while (s->slots[at]) {
		size_t other = s->slots[at] - 1;

		if (same_term(&s->first[other], &s->first[i]))
			return other;
		at = (at + 1) & (s->room - 1);
	}
	s->slots[at] = (uint32_t)i + 1;
	return i;
}

static void
refuse_twins(
    const struct terms *t, size_t from, const struct csv *c, const char *file)
{
	struct arena scratch;
	struct seen s = { .first = t->terms + from, .room = 2 };

	arena_init(&scratch, SIZE_MAX);
	while (s.room < 2 * c->n_rows)
		s.room *= 2;
	s.slots = arena_zalloc(&scratch, s.room * sizeof(*s.slots));
	for (size_t i = 0; i < c->n_rows; i++) {
		size_t twin = see(&s, i);

		if (twin != i)
			die("%s:%zu: the same term as in row %zu", file,
			    c->row_numbers[i], c->row_numbers[twin]);
	}
	arena_free(&scratch);
}

uint32_t
terms_add(struct terms *t, const char *name, const char *file, struct str bytes)
{
	static const char *const known[] = { "term", "weight", "language",
		"kind", NULL };
	struct csv c;
	struct text x;
	uint32_t list = (uint32_t)t->n_lists;
	size_t from = t->n_terms;
	int weight, language, kind;
	size_t term;

	csv_read(&c, file, bytes, t->run);
	csv_only(&c, file, known);
	term = csv_need(&c, file, "term");
	weight = csv_column(&c, "weight");
	language = csv_column(&c, "language");
	kind = csv_column(&c, "kind");
	t->names = trie_extend(
	    t->run, t->names, t->n_lists, &t->lists_room, sizeof(*t->names));
	t->names[t->n_lists++] = arena_cstr(t->run, str_of(name));
	text_init(&x);
	for (size_t i = 0; i < c.n_rows; i++)
		read_term(t, list, &x,
		    &(struct row){
			.file = file,
			.line = c.row_numbers[i],
			.term = csv_cell(&c, i, (int)term),
			.weight = csv_cell(&c, i, weight),
			.language = csv_cell(&c, i, language),
			.kind = csv_cell(&c, i, kind),
		    });
	text_free(&x);
	refuse_twins(t, from, &c, file);
	return list;
}

size_t
terms_lists(const struct terms *t)
{
	return t->n_lists;
}

const char *
terms_name(const struct terms *t, uint32_t list)
{
	return t->names[list];
}

struct str
terms_text(const struct terms *t, uint32_t term)
{
	return t->terms[term].text;
}
