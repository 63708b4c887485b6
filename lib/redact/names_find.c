/* Where the names of a record stand in its texts. */

#include "redact/letters.h"
#include "redact/name_words.h"
#include "redact/recogniser.h"

/* Where names may be found: keys and annotations hold words of ours. */
enum name_use { NAMES_ANY, NAMES_FULL, NAMES_NONE };

static enum name_use
use_in(const struct passage *p)
{
	if (!p->annotation)
		return NAMES_ANY;
	return p->of == PASSAGE_KEY ? NAMES_NONE : NAMES_FULL;
}

/* Names that stand side by side in a text: "Jane", "Jane Mary Doe". */
struct chain {
	struct span span;
	size_t words;
	bool strong;
	size_t range; /* the first entry of its only word */
};

/* Whether the words from entry `k` on, all alike, hold one of `person`. */
static const struct name_word *
word_of(const struct names *names, size_t k, uint32_t person)
{
	struct str word = names->words[k].word;

	for (; k < names->n_words && str_eq(names->words[k].word, word); k++)
		if (names->words[k].person == person)
			return &names->words[k];
	return NULL;
}

static bool
is_joint(struct str text, size_t from, size_t to)
{
	if (to - from > 3)
		return false;
	for (; from < to; from++)
		if (!strchr(" .,'-_", text.p[from]) || !text.p[from])
			return false;
	return true;
}

static void
end_chain(struct chain *c, enum name_use use, struct spans *out)
{
	if (c->words > 1 || (c->words == 1 && c->strong && use == NAMES_ANY))
		spans_add(out, c->span);
	c->words = 0;
}

/* "IMG_jane.png", "cv_jane_2.pdf": in the name of a file, with its ending. */
static bool
is_in_file_name(struct str text, size_t end)
{
	enum { SHORTEST_ENDING = 2, LONGEST_ENDING = 4, LONGEST_REST = 64 };
	size_t dot = end, ending;

	while (dot < end + LONGEST_REST &&
	       (is_alnum(byte_at(text, dot)) || byte_at(text, dot) == '_' ||
		   byte_at(text, dot) == '-'))
		dot++;
	if (byte_at(text, dot) != '.')
		return false;
	for (ending = 0; ending <= LONGEST_ENDING &&
			 is_alnum(byte_at(text, dot + 1 + ending));
	     ending++)
		;
	return ending >= SHORTEST_ENDING && ending <= LONGEST_ENDING;
}

/* "jane_d", but not "_jane_", which shows in italics. */
static bool
is_of_longer(struct str text, size_t start, size_t end)
{
	return (byte_at(text, start - 1) == '_' &&
		   is_alnum(byte_at(text, start - 2))) ||
	       (byte_at(text, end) == '_' && is_alnum(byte_at(text, end + 1)));
}

/* Take the word at [start, end), whose entries begin at `k`. */
static void
take_word(const struct names *names, struct str text, struct chain *c,
    size_t start, size_t end, size_t k, enum name_use use, struct spans *out)
{
	bool capital = to_lower(text.p[start]) != text.p[start];
	const struct name_word *w = NULL;

	if (c->words && is_joint(text, c->span.end, start)) {
		w = word_of(names, k, c->span.who);
		if (!w && c->words == 1)
			for (size_t i = k;
			     i < names->n_words && !w &&
			     str_eq(names->words[i].word, names->words[k].word);
			     i++)
				if (word_of(names, c->range,
					names->words[i].person))
					w = &names->words[i];
	}
	if (!w) {
		end_chain(c, use, out);
		w = &names->words[k];
		c->span.start = start;
		c->span.kind = KIND_NAME;
		c->span.rule = "name-known";
		c->span.score = 95;
		c->strong = false;
		c->range = k;
	}
	c->span.who = w->person;
	c->span.end = end;
	c->words++;
	if (is_of_longer(text, start, end) && !is_in_file_name(text, end))
		return; /* it counts in a fuller name alone */
	c->strong |= !w->weak || (capital && w->word.n >= SHORTEST) ||
		     (capital && name_count_words(names,
				     names->values[w->person].folded) == 1);
}

/* The length and the first two letters of the word that names may have. */
static inline bool
is_like_one(const struct names *names, struct str word)
{
	struct word_place at = word_place(word);

	return names->places[at.row] >> at.column & 1 && word.n <= LONGEST;
}

/* Behind digits and the like, which make what follows them no word. */
static size_t
skip_joined(struct str text, size_t i)
{
	bool joined = is_digit(text.p[i]);

	i++;
	while (joined && i < text.n &&
	       (name_letter(text, i) || is_digit(text.p[i])))
		i++;
	return i;
}

/* The word at [start, end), if it is one of a name. */
static void
look_up(const struct names *names, struct str text, struct chain *c,
    size_t start, size_t end, enum name_use use, struct spans *out)
{
	char small[LONGEST];
	struct str word = { small, end - start };
	size_t k;

	if (is_digit(byte_at(text, end)))
		return;
	for (size_t b = start; b < end; b++)
		small[b - start] = to_lower(text.p[b]);
	k = name_lower_bound(names, word);
	if (k < names->n_words && str_eq(names->words[k].word, word))
		take_word(names, text, c, start, end, k, use, out);
}

/* In a text with other letters than those of ASCII. */
static void
find_words(const struct names *names, struct str text, enum name_use use,
    struct spans *out)
{
	struct chain chain = { 0 };
	size_t i = 0;

	while (i < text.n) {
		size_t end = i;

		while (end < text.n && is_alpha(text.p[end]))
			end++;
		if (end < text.n && (unsigned char)text.p[end] >= 0x80)
			end = name_word_end(text, end);
		if (end == i) {
			i = skip_joined(text, i);
			continue;
		}
		if (is_like_one(names, (struct str){ text.p + i, end - i }))
			look_up(names, text, &chain, i, end, use, out);
		i = end;
	}
	end_chain(&chain, use, out);
}

/* The same of ASCII; false: it is none. */
static bool
find_words_of_ascii(const struct names *names, struct str text,
    enum name_use use, struct spans *out)
{
	struct letters words = letters_of(text);
	struct chain chain = { 0 };
	size_t n = out->n, start, end;

	while (letters_next(&words, &start, &end)) {
		struct str word = { text.p + start, end - start };

		if (is_like_one(names, word) &&
		    !is_digit(byte_at(text, start - 1)))
			look_up(names, text, &chain, start, end, use, out);
	}
	end_chain(&chain, use, out);
	if (!words.all_ascii)
		out->n = n;
	return words.all_ascii;
}

static void
find_unspaced(const struct names *names, struct str text, struct spans *out)
{
	for (size_t k = 0; k < names->n_unspaced; k++) {
		struct str name = names->unspaced[k];
		size_t at = 0;
		const char *p;

		while (at < text.n &&
		       (p = memmem(text.p + at, text.n - at, name.p, name.n))) {
			at = (size_t)(p - text.p);
			spans_add(out, (struct span){ .start = at,
					   .end = at + name.n,
					   .kind = KIND_NAME,
					   .who = names->unspaced_person[k],
					   .rule = "name-known",
					   .score = 95 });
			at += name.n;
		}
	}
}

void
names_find(
    const struct names *names, const struct passage *p, struct spans *out)
{
	enum name_use use = use_in(p);

	if (use == NAMES_NONE || names->n_values == 0)
		return;
	if (names->n_words > 0 &&
	    !find_words_of_ascii(names, p->text, use, out))
		find_words(names, p->text, use, out);
	find_unspaced(names, p->text, out);
}
