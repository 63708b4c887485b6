/* Who is who among the names of a record. */

#include <stdlib.h>
#include <string.h>

#include "redact/name_words.h"
#include "redact/recogniser.h"

enum {
	SHORTEST_UNSPACED = 6, /* bytes: two ideograms */
	MOST_UNSPACED = 256,   /* each is searched for in turn */
};

static int
compare_folded(const void *x, const void *y)
{
	const struct name_value *a = *(struct name_value *const *)x;
	const struct name_value *b = *(struct name_value *const *)y;
	int c = str_cmp(a->folded, b->folded);

	return c ? c : (a->value > b->value) - (a->value < b->value);
}

/* The person of a value, who may have become another meanwhile. */
static uint32_t
person_of(struct names *names, size_t value)
{
	struct name_value *v = names->values;
	uint32_t p = v[value].person;

	while (v[p].person != p)
		p = v[p].person = v[v[p].person].person;
	return p;
}

/* Equal names are one person, who is called after the first of them; so are
 * the parts of one name. */
static void
unite(struct names *names)
{
	struct name_value **order =
	    arena_array(names->memory, names->n_values, sizeof(*order));

	for (size_t i = 0; i < names->n_values; i++)
		order[i] = &names->values[i];
	qsort(order, names->n_values, sizeof(*order), compare_folded);
	for (size_t i = 0; i < names->n_values; i++)
		order[i]->person =
		    i > 0 && str_eq(order[i]->folded, order[i - 1]->folded)
			? order[i - 1]->person
			: (uint32_t)(order[i] - names->values);
	for (size_t i = 0; i < names->n_values; i++)
		names->values[person_of(names, i)].person =
		    person_of(names, names->values[i].with);
	for (size_t i = 0; i < names->n_values; i++)
		names->values[i].person = person_of(names, i);
}

static int
compare_words(const void *x, const void *y)
{
	const struct name_word *a = x, *b = y;
	int c = str_cmp(a->word, b->word);

	return c ? c : (a->person > b->person) - (a->person < b->person);
}

/* A word of a language that is hardly ever a name, or often none. */
static bool
is_weak(const struct names *names, struct str word)
{
	unsigned is = tagger_word(names->tagger, text_hash(word));

	return word.n < SHORTEST ||
	       word_lists_have(names->lists, WORDS_name_and_word, word) ||
	       is & WORD_COMMON ||
	       (is & WORD_KNOWN && !(is & (WORD_FIRST | WORD_LAST)));
}

static void
add_place(struct names *names, struct word_place at)
{
	names->places[at.row] |= UINT64_C(1) << at.column;
	word_bits_add(&names->bits, at);
}

static void
add_words(struct names *names, const struct name_value *v)
{
	struct str word;
	size_t i = 0;

	while (name_next_word(names, v->folded, &i, &word)) {
		if (word_lists_have(names->lists, WORDS_name_particle, word))
			continue;
		names->words[names->n_words++] =
		    (struct name_word){ word, v->person, is_weak(names, word) };
		add_place(names, word_place(word));
	}
}

/* "JaneDoe.jpg": the words of a name as one. */
static void
add_joined(struct names *names, const struct name_value *v)
{
	struct str word, all = { NULL, 0 };
	char *joined;
	size_t i = 0;

	if (name_count_words(names, v->folded) < 2)
		return;
	all.p = joined = arena_cstr(names->memory, v->folded);
	while (name_next_word(names, v->folded, &i, &word)) {
		memcpy(joined + all.n, word.p, word.n);
		all.n += word.n;
	}
	if (all.n > LONGEST)
		return;
	names->words[names->n_words++] =
	    (struct name_word){ all, v->person, is_weak(names, all) };
	add_place(names, word_place(all));
}

/* "Jane" in one place and "Jane Doe" in another are one person. */
static void
unite_short_names(struct names *names)
{
	for (size_t i = 0; i < names->n_values; i++) {
		struct name_value *v = &names->values[i];
		struct str word;
		size_t at = 0;

		if (name_count_words(names, v->folded) != 1 ||
		    !name_next_word(names, v->folded, &at, &word))
			continue;
		for (size_t k = name_lower_bound(names, word);
		     k < names->n_words && str_eq(names->words[k].word, word);
		     k++) {
			uint32_t p = names->words[k].person;

			if (name_count_words(names, names->values[p].folded) >
			    1) {
				v->person = p;
				break;
			}
		}
	}
	for (size_t k = 0; k < names->n_words; k++)
		names->words[k].person =
		    names->values[names->words[k].person].person;
}

static bool
index_names(struct names *names)
{
	size_t n = 0;

	for (size_t i = 0; i < names->n_values; i++) {
		size_t its = name_count_words(names, names->values[i].folded);

		n += its + (its > 1);
	}
	names->words = arena_array(names->memory, n, sizeof(*names->words));
	names->unspaced =
	    arena_array(names->memory, MOST_UNSPACED, sizeof(*names->unspaced));
	names->unspaced_person = arena_array(
	    names->memory, MOST_UNSPACED, sizeof(*names->unspaced_person));
	for (size_t i = 0; i < names->n_values; i++) {
		const struct name_value *v = &names->values[i];

		add_words(names, v);
		add_joined(names, v);
		if (!name_has_ideogram(v->folded) ||
		    v->folded.n < SHORTEST_UNSPACED)
			continue;
		if (names->n_unspaced == MOST_UNSPACED)
			return false;
		/* Anywhere: a text that holds it has all bits. */
		word_bits_add(&names->bits, (struct word_place){ 0, 0 });
		names->unspaced[names->n_unspaced] = v->folded;
		names->unspaced_person[names->n_unspaced++] = v->person;
	}
	qsort(
	    names->words, names->n_words, sizeof(*names->words), compare_words);
	unite_short_names(names);
	qsort(
	    names->words, names->n_words, sizeof(*names->words), compare_words);
	return true;
}

bool
names_ready(struct names *names)
{
	if (names->n_values == 0)
		return true;
	unite(names);
	return index_names(names);
}

bool
names_whole(const struct names *names, uint32_t value, struct span *span)
{
	size_t low = 0, high = names->n_members;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (names->values[middle].value < value)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == names->n_members || names->values[low].value != value)
		return false;
	*span = (struct span){ .kind = KIND_NAME,
		.who = names->values[low].person,
		.rule = "name-metadata",
		.score = 100 };
	return true;
}

/* Equal names are equal by their hash, where the record knows none of it. */
uint32_t
names_person(const struct names *names, struct str folded)
{
	uint32_t known = name_known(names, folded);
	struct str word;
	size_t i = 0, k;

	if (known != NAME_UNKNOWN)
		return names->values[known].person;
	while (name_next_word(names, folded, &i, &word)) {
		k = name_lower_bound(names, word);
		if (k < names->n_words && str_eq(names->words[k].word, word))
			return names->words[k].person;
	}
	return (uint32_t)text_hash(folded) | UINT32_C(1) << 31;
}
