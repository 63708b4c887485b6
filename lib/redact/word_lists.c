#include "redact/word_lists.h"

#include <string.h>

#include "base/die.h"
#include "base/embed.h"
#include "base/hashed.h"
#include "redact/view.h"
#include "text/text.h"

EMBED(embed_redact_words_csv);

enum { SLOTS = 8192, MOST_SETS = 640 };

static const char file[] = "words.csv";

#define WORD_LIST_NAME(name) { #name, sizeof(#name) - 1 },
static const struct str names[N_WORD_LISTS] = { WORD_LISTS_ASKED(WORD_LIST_NAME)
	    WORD_LISTS_READ(WORD_LIST_NAME) };
#undef WORD_LIST_NAME

/* No pointer is in it: its bytes are an image. */
struct word_sets {
	struct hashed table[SLOTS]; /* the number of their set */
	size_t n_hashed;
	struct word_set sets[MOST_SETS];
	size_t n_sets;
	uint64_t last[N_WORD_LISTS]; /* a bit for the last byte of each word of
					a list, of its lower six */
};

struct word_lists {
	struct str words; /* the lists */
	const struct word_sets *sets;
};

/* The number of a set, which may be new; the newest first, for rows of a list
 * stand together. */
static uint16_t
number_of(struct word_sets *w, const struct word_set *set)
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
add(struct word_sets *w, struct str word, enum word_list l)
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

static uint64_t
last_bit(struct str word)
{
	return word.n ? UINT64_C(1) << (word.p[word.n - 1] & 63) : 0;
}

/* Which of the words that are asked for are in which lists. */
static void
read_sets(struct word_sets *w, const char *words)
{
	w->n_sets = 1; /* the empty one */
	for (size_t l = 0; l < N_WORD_LISTS; l++) {
		struct wordlist all = wordlist_get(words, l);

		for (size_t i = 0; i < all.n; i++) {
			w->last[l] |= last_bit(wordlist_at(all, i));
			if (l < N_WORD_LISTS_ASKED)
				add(w, wordlist_at(all, i), (enum word_list)l);
		}
	}
}

const struct word_lists *
word_lists_read(struct arena *run)
{
	struct word_lists *w = arena_zalloc(run, sizeof(*w));
	struct word_sets *sets = arena_zalloc(run, sizeof(*sets));

	w->words = wordlist_make(file,
	    view_fold(EMBEDDED(embed_redact_words_csv), run), names,
	    N_WORD_LISTS, run);
	read_sets(sets, w->words.p);
	w->sets = sets;
	return w;
}

struct str
word_lists_words(const struct word_lists *w)
{
	return w->words;
}

struct str
word_lists_image(const struct word_lists *w)
{
	return (struct str){ (const char *)w->sets, sizeof(*w->sets) };
}

const struct word_lists *
word_lists_thaw(struct str words, struct str sets, struct arena *run)
{
	struct word_lists *w = arena_alloc(run, sizeof(*w));

	if (sets.n != sizeof(struct word_sets))
		die("%s is that of another build", file);
	*w = (struct word_lists){ words, (const void *)sets.p };
	return w;
}

const struct word_set *
word_lists_sets(const struct word_lists *w)
{
	return w->sets->sets;
}

uint16_t
word_lists_of(const struct word_lists *w, uint64_t hash)
{
	return (uint16_t)hashed_number(w->sets->table, SLOTS, hash);
}

struct wordlist
word_lists_all(const struct word_lists *w, enum word_list l)
{
	return wordlist_get(w->words.p, l);
}

bool
word_lists_have(const struct word_lists *w, enum word_list l, struct str word)
{
	return word_set_has(
	    &w->sets->sets[word_lists_of(w, text_hash(word))], l);
}

bool
word_lists_have_letters(
    const struct word_lists *w, enum word_list l, struct str letters)
{
	enum { LONGEST = 24 };
	char small[LONGEST];

	if (letters.n > LONGEST)
		return false;
	for (size_t i = 0; i < letters.n; i++)
		small[i] = to_lower(letters.p[i]);
	return word_lists_have(w, l, (struct str){ small, letters.n });
}

bool
word_lists_begin(const struct word_lists *w, enum word_list l, struct str word)
{
	struct wordlist all = word_lists_all(w, l);

	for (size_t i = 0; i < all.n; i++)
		if (str_begins(word, wordlist_at(all, i)))
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
	struct wordlist all;

	if (!(w->sets->last[l] & last_bit(word)))
		return false;
	all = word_lists_all(w, l);
	for (size_t i = 0; i < all.n; i++)
		if (ends_with(word, wordlist_at(all, i), more))
			return true;
	return false;
}
