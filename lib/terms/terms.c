#include "terms/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "csv/csv.h"
#include "terms/lists.h"

/* The columns of a list, and where a line stands. */
struct line {
	const char *file;
	size_t line;
	struct str term, weight, language, kind;
};

struct terms *
terms_new(struct arena *run)
{
	struct terms *t = arena_zalloc(run, sizeof(*t));

	t->run = run;
	arena_init(&t->draft, run->ceiling);
	trie_init(&t->trie, &t->draft);
	arena_init(&t->table, run->ceiling);
	text_init(&t->text);
	return t;
}

static uint32_t
read_language(const struct line *r)
{
	uint32_t language = str_language_code(r->language);

	if (r->language.n && !language)
		die("%s:%zu: '%.*s' is not a language code such as 'en'",
		    r->file, r->line, STR_ARG(r->language));
	return language;
}

static float
read_weight(const struct line *r)
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

enum kind { EXACT, STEM, REGEX };

static enum kind
read_kind(const struct line *r)
{
	if (r->kind.n == 0 || str_eq(r->kind, STR("exact")))
		return EXACT;
	if (str_eq(r->kind, STR("stem")))
		return STEM;
	if (str_eq(r->kind, STR("regex")))
		return REGEX;
	die("%s:%zu: kind '%.*s' is none of 'exact', 'stem' and 'regex'",
	    r->file, r->line, STR_ARG(r->kind));
}

static void
read_words(struct phrase *p, const struct text *x, const struct line *r)
{
	for (size_t i = 0; i < x->n_tokens; i++) {
		const struct token *k = &x->tokens[i];

		if (is_link(x, i))
			continue;
		if (p->n_words == MAX_WORDS)
			die("%s:%zu: a term of more than %d words", r->file,
			    r->line, MAX_WORDS);
		p->words[p->n_words++] = (struct phrase_word){
			.bytes = text_token(x, k),
			.hyphened = i > 0 && is_link(x, i - 1) &&
				    x->folded.p[k[-1].at] == '-' &&
				    !k->spaced && !k[-1].spaced,
		};
	}
	if (p->n_words == 0)
		die("%s:%zu: an empty term", r->file, r->line);
}

/* A stem is the beginning of a word: of one letter it finds everything. */
static bool
check_stem(const struct text *x, const struct line *r)
{
	const struct token *last = &x->tokens[x->n_tokens - 1];

	if (last->class != TEXT_WORD)
		return false;
	if (text_codepoints(text_token(x, last)) < 2)
		die("%s:%zu: a stem of one letter", r->file, r->line);
	return true;
}

static void
keep_regex(struct terms *t, const struct line *r)
{
	if (r->term.n == 0)
		die("%s:%zu: an empty term", r->file, r->line);
	t->regexes = trie_extend(t->run, t->regexes, t->n_regexes,
	    &t->regexes_room, sizeof(*t->regexes));
	t->regexes[t->n_regexes++] = (struct terms_regex){
		.text = arena_copy(t->run, r->term),
		.list = (uint32_t)t->n_lists,
		.weight = read_weight(r),
		.language = read_language(r),
		.file = r->file,
		.line = r->line,
	};
}

static void
read_term(struct terms *t, const struct line *r)
{
	struct phrase p = {
		.list = (uint32_t)t->n_lists,
		.weight = read_weight(r),
		.language = read_language(r),
	};
	uint32_t twin;

	text_read(&t->text, r->term);
	read_words(&p, &t->text, r);
	p.stem = read_kind(r) == STEM && check_stem(&t->text, r);
	twin = build_term(t, &p);
	if (twin != TRIE_NONE)
		die("%s:%zu: '%.*s' is the same term as '%.*s' in row %u",
		    r->file, r->line, STR_ARG(r->term), (int)t->terms[twin].n,
		    t->terms[twin].text, t->terms[twin].line);
	t->terms = trie_extend(
	    &t->draft, t->terms, t->n_terms, &t->terms_room, sizeof(*t->terms));
	t->terms[t->n_terms++] = (struct term){
		.text = arena_copy(&t->draft, r->term).p,
		.n = (uint32_t)r->term.n,
		.line = (uint32_t)r->line,
	};
}

static void
read_line(struct terms *t, const struct line *r)
{
	if (read_kind(r) == REGEX)
		keep_regex(t, r);
	else
		read_term(t, r);
}

static void
read_lines(struct terms *t, const struct csv *c, const char *file)
{
	static const char *const known[] = { "term", "weight", "language",
		"kind", NULL };
	int weight = csv_column(c, "weight");
	int language = csv_column(c, "language");
	int kind = csv_column(c, "kind");
	int term;

	csv_only(c, file, known);
	term = (int)csv_need(c, file, "term");
	for (size_t i = 0; i < c->n_rows; i++)
		read_line(t, &(struct line){
				 .file = file,
				 .line = c->row_numbers[i],
				 .term = csv_cell(c, i, term),
				 .weight = csv_cell(c, i, weight),
				 .language = csv_cell(c, i, language),
				 .kind = csv_cell(c, i, kind),
			     });
}

uint32_t
terms_add(struct terms *t, const char *name, const char *file, struct str bytes)
{
	struct csv c;

	if (t->n_lists == MOST_LISTS)
		die("%s: more than %d lists", file, MOST_LISTS);
	csv_read(&c, file, bytes, &t->table);
	read_lines(t, &c, file);
	arena_reset(&t->table);
	t->names = trie_extend(
	    &t->draft, t->names, t->n_lists, &t->lists_room, sizeof(*t->names));
	t->names[t->n_lists] = arena_cstr(&t->draft, str_of(name));
	return (uint32_t)t->n_lists++;
}

size_t
terms_regexes(const struct terms *t, const struct terms_regex **all)
{
	*all = t->regexes;
	return t->n_regexes;
}

bool
terms_speaks(uint32_t language, uint32_t text)
{
	return !language || !text || language == text;
}

void
terms_freeze(const struct terms *t, struct buf *out)
{
	buf_put(out, t->image.head, t->image.head->size);
}

void
terms_print(const struct terms *t)
{
	struct buf out = { 0 };

	terms_freeze(t, &out);
	buf_print(&out);
	buf_free(&out);
}

const struct terms *
terms_thaw(struct str image, struct arena *run)
{
	struct terms *t = arena_zalloc(run, sizeof(*t));

	if (!image_open(&t->image, image))
		die("an image of term lists is broken, or of another version");
	return t;
}

size_t
terms_lists(const struct terms *t)
{
	return t->image.head->names;
}

const char *
terms_name(const struct terms *t, uint32_t list)
{
	return image_piece(&t->image, t->image.names[list]).p;
}

struct str
terms_text(const struct terms *t, uint32_t term)
{
	return image_piece(&t->image, t->image.terms[term]);
}
