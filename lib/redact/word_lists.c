#include "redact/word_lists.h"

#include <string.h>

#include "base/die.h"
#include "base/embed.h"
#include "base/hashed.h"
#include "base/near.h"
#include "csv/csv.h"
#include "redact/view.h"
#include "text/text.h"

EMBED(embed_redact_words_csv);

enum { SLOTS = 8192, MOST_SETS = 512, MOST_WORDS = 12288, CHARS = 98304 };

static const char file[] = "words.csv";

#define WORD_LIST_NAME(name) { #name, sizeof(#name) - 1 },
static const struct str names[N_WORD_LISTS] = { WORD_LISTS_ASKED(WORD_LIST_NAME)
	    WORD_LISTS_READ(WORD_LIST_NAME) };
#undef WORD_LIST_NAME

struct list {
	uint32_t first, n; /* words */
	uint64_t last; /* a bit for the last byte of each, of its lower six */
};

/* No pointer is in it: its bytes are an image. */
struct word_lists {
	struct hashed table[SLOTS]; /* the number of their set */
	size_t n_hashed;
	struct word_set sets[MOST_SETS];
	size_t n_sets;
	struct list lists[N_WORD_LISTS];
	uint32_t words[MOST_WORDS + 1]; /* where each begins, and an end */
	char chars[CHARS];
};

/* The number of a set, which may be new; the newest first, for rows of a list
 * stand together. */
static uint16_t
number_of(struct word_lists *w, const struct word_set *set)
{
	size_t i = w->n_sets;

	while (i > 0)
		if (memcmp(&w->sets[--i], set, sizeof(*set)) == 0)
			return (uint16_t)i;
	if (w->n_sets == MOST_SETS)
		die("%s: words are in too many lists", file);
	w->sets[w->n_sets] = *set;
	return (uint16_t)w->n_sets++;
}

static void
add(struct word_lists *w, struct str word, enum word_list l)
{
	uint64_t hash = text_hash(word);
	struct hashed *s = &w->table[hashed_at(w->table, SLOTS, hash)];
	struct word_set set = w->sets[s->number];

	if (!s->number && ++w->n_hashed > SLOTS / 2)
		die("%s: too many words", file);
	set.bits[l / 64] |= UINT64_C(1) << l % 64;
	s->hash = hash;
	s->number = number_of(w, &set);
}

/* Most often that of the row before. */
static enum word_list
list_of(const struct csv *c, size_t row, size_t column, enum word_list before)
{
	struct str name = csv_cell(c, row, (int)column), near;

	if (str_eq(name, names[before]))
		return before;
	for (size_t i = 0; i < N_WORD_LISTS; i++)
		if (str_eq(name, names[i]))
			return (enum word_list)i;
	near = near_best(name, names, N_WORD_LISTS);
	die("%s:%zu: no list is called '%.*s'; the nearest is '%.*s'", file,
	    c->row_numbers[row], STR_ARG(name), STR_ARG(near));
}

static uint64_t
last_bit(struct str word)
{
	return word.n ? UINT64_C(1) << (word.p[word.n - 1] & 63) : 0;
}

static void
keep(struct word_lists *w, size_t i, struct str word)
{
	if (i == MOST_WORDS || CHARS - w->words[i] < word.n)
		die("%s: too many words", file);
	memcpy(w->chars + w->words[i], word.p, word.n);
	w->words[i + 1] = w->words[i] + (uint32_t)word.n;
}

/* Rows of one list stand together, and none is without. */
static void
read_rows(struct word_lists *w, const struct csv *c)
{
	size_t list = csv_need(c, file, "list");
	size_t column = csv_need(c, file, "word");
	enum word_list l = 0;

	for (size_t i = 0; i < c->n_rows; i++) {
		struct str word = csv_cell(c, i, (int)column);
		struct list *of;

		l = list_of(c, i, list, l);
		of = &w->lists[l];
		if (of->n == 0)
			of->first = (uint32_t)i;
		if (of->first + of->n != i)
			die("%s:%zu: the list stands further up", file,
			    c->row_numbers[i]);
		keep(w, i, word);
		of->n++;
		of->last |= last_bit(word);
		if (l < N_WORD_LISTS_ASKED)
			add(w, word, l);
	}
	for (size_t i = 0; i < N_WORD_LISTS; i++)
		if (w->lists[i].n == 0)
			die("%s: no row of '%.*s'", file, STR_ARG(names[i]));
}

const struct word_lists *
word_lists_read(struct arena *run)
{
	static const char *const columns[] = { "list", "word", "language",
		NULL };
	struct word_lists *w = arena_zalloc(run, sizeof(*w));
	struct csv c;

	w->n_sets = 1; /* the empty one */
	csv_read(
	    &c, file, view_fold(EMBEDDED(embed_redact_words_csv), run), run);
	csv_only(&c, file, columns);
	read_rows(w, &c);
	return w;
}

struct str
word_lists_image(const struct word_lists *w)
{
	return (struct str){ (const char *)w, sizeof(*w) };
}

const struct word_lists *
word_lists_thaw(struct str image)
{
	if (image.n != sizeof(struct word_lists))
		die("%s is that of another build", file);
	return (const void *)image.p;
}

const struct word_set *
word_lists_sets(const struct word_lists *w)
{
	return w->sets;
}

uint16_t
word_lists_of(const struct word_lists *w, uint64_t hash)
{
	return (uint16_t)hashed_number(w->table, SLOTS, hash);
}

struct words_of
word_lists_all(const struct word_lists *w, enum word_list l)
{
	return (struct words_of){ w->words + w->lists[l].first, w->chars,
		w->lists[l].n };
}

bool
word_lists_have(const struct word_lists *w, enum word_list l, struct str word)
{
	return word_set_has(&w->sets[word_lists_of(w, text_hash(word))], l);
}

bool
word_lists_begin(const struct word_lists *w, enum word_list l, struct str word)
{
	struct words_of all = word_lists_all(w, l);

	for (size_t i = 0; i < all.n; i++)
		if (str_begins(word, words_at(all, i)))
			return true;
	return false;
}

static bool
ends_with(struct str word, struct str end, size_t more)
{
	return word.n >= end.n + more &&
	       word.p[word.n - 1] == end.p[end.n - 1] &&
	       memcmp(word.p + word.n - end.n, end.p, end.n) == 0;
}

bool
word_lists_end(
    const struct word_lists *w, enum word_list l, struct str word, size_t more)
{
	struct words_of all = word_lists_all(w, l);

	if (!(w->lists[l].last & last_bit(word)))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (ends_with(word, words_at(all, i), more))
			return true;
	return false;
}
