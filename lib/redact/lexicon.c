#include "redact/lexicon.h"

#include <stdint.h>
#include <string.h>

#include "base/die.h"
#include "base/load.h"
#include "redact/letters.h"
#include "redact/namings.h"

enum {
	SLOTS = 4096, /* at least twice as many as there are words */
	MOST_PAIRS = 1024,
};

static const struct {
	unsigned says;
	enum word_list list;
} lists[] = {
	{ SAYS_PHONE, WORDS_says_phone },
	{ SAYS_OTHER, WORDS_says_other },
	{ SAYS_CARD, WORDS_says_card },
	{ SAYS_VERSION, WORDS_says_version },
	{ SAYS_MY, WORDS_says_my },
	{ SAYS_NUMBER, WORDS_says_number },
	{ SAYS_OPEN, WORDS_says_open },
	{ SAYS_IS, WORDS_says_is },
	{ SAYS_OF, WORDS_says_of },
	{ SAYS_NEW, WORDS_says_new },
};

/* What a word says with another behind it. */
struct pair {
	uint16_t behind; /* of words */
	uint16_t next;	 /* of pairs; 0: none */
	enum kind names;
	bool close;
};

/* No pointer is in it: its bytes are an image. */
struct lexicon {
	struct lexeme words[SLOTS / 2];
	uint32_t n_words, n_pairs;
	struct pair pairs[MOST_PAIRS]; /* from 1 */
	uint16_t slots[SLOTS];	       /* of words, from 1; 0 is free */
	uint32_t lengths[1024]; /* by the first two letters: a bit for each */
	uint32_t names[1024];	/* the same of words that numbers are called */
};

/* Letters, small. */
static uint64_t
small_8(const char *p)
{
	return load_64(p) | 0x2020202020202020;
}

static uint64_t
small_4(const char *p)
{
	return load_32(p) | 0x20202020;
}

static uint64_t
small_1(const char *p)
{
	return (uint8_t)*p | 0x20;
}

/* Two reads that overlap cover what one cannot; words of ours are small. */
static bool
is_word(const char *p, const char *word, size_t n)
{
	if (n >= 8) {
		for (size_t i = 0; i + 8 < n; i += 8)
			if (small_8(p + i) != small_8(word + i))
				return false;
		return small_8(p + n - 8) == small_8(word + n - 8);
	}
	if (n >= 4)
		return small_4(p) == small_4(word) &&
		       small_4(p + n - 4) == small_4(word + n - 4);
	return small_1(p) == small_1(word) &&
	       small_1(p + n / 2) == small_1(word + n / 2) &&
	       small_1(p + n - 1) == small_1(word + n - 1);
}

/* Of the first letters and the last, which are enough to tell words. */
static uint64_t
hash_of(const char *p, size_t n)
{
	uint64_t ends = n >= 4 ? small_4(p) << 32 | small_4(p + n - 4)
			       : small_1(p) << 16 | small_1(p + n / 2) << 8 |
				     small_1(p + n - 1);

	return ((ends ^ n) * 0x9e3779b97f4a7c15u) >> 40;
}

/* The slot of a word, or the free one where it would stand. */
static size_t
find_slot(const struct lexicon *l, struct str letters)
{
	size_t n = letters.n < LEXEME_LONGEST ? letters.n : LEXEME_LONGEST;

	for (uint64_t hash = hash_of(letters.p, n);; hash++) {
		size_t slot = hash % SLOTS;
		const struct lexeme *x;

		if (!l->slots[slot])
			return slot;
		x = &l->words[l->slots[slot] - 1];
		if (x->n == n && is_word(letters.p, x->letters, n))
			return slot;
	}
}

/* Most words are none of ours by their first letters and their length. */
static size_t
beginning(struct str letters)
{
	return ((size_t)letters.p[0] & 31) << 5 |
	       (letters.n > 1 ? (size_t)letters.p[1] & 31 : 0);
}

static uint32_t
length_bit(struct str letters)
{
	return UINT32_C(1) << (letters.n < LEXEME_LONGEST ? letters.n
							  : LEXEME_LONGEST);
}

static struct lexeme *
add_word(struct lexicon *l, struct str word)
{
	size_t slot = find_slot(l, word);
	struct lexeme *x;

	if (l->slots[slot])
		return &l->words[l->slots[slot] - 1];
	if (l->n_words == SLOTS / 2)
		die("the lexicon is full");
	x = &l->words[l->n_words++];
	x->names = KIND_NOTHING;
	x->n = (uint8_t)(word.n < LEXEME_LONGEST ? word.n : LEXEME_LONGEST);
	memcpy(x->letters, word.p, x->n);
	l->slots[slot] = (uint16_t)l->n_words;
	l->lengths[beginning(word)] |= length_bit(word);
	return x;
}

/* What a number is called. */
static struct lexeme *
add_name(struct lexicon *l, struct str word)
{
	l->names[beginning(word)] |= length_bit(word);
	return add_word(l, word);
}

static void
add_words(struct lexicon *l, struct wordlist words, unsigned says)
{
	for (size_t i = 0; i < words.n; i++)
		add_word(l, wordlist_at(words, i))->says |= says;
}

static void
add_pair(struct lexicon *l, struct lexeme *first, const struct lexeme *second,
    const struct naming *n)
{
	if (++l->n_pairs == MOST_PAIRS)
		die("the lexicon has too many pairs");
	l->pairs[l->n_pairs] = (struct pair){
		.behind = (uint16_t)(second - l->words),
		.next = first->pairs,
		.names = n->kind,
		.close = n->close,
	};
	first->pairs = (uint16_t)l->n_pairs;
}

static void
add_naming(struct lexicon *l, const struct naming *n)
{
	struct str first_word = n->words, second_word;
	const char *blank = memchr(n->words.p, ' ', n->words.n);
	struct lexeme *first;

	if (blank)
		first_word.n = (size_t)(blank - n->words.p);
	first = add_name(l, first_word);
	if (!blank) {
		first->names = n->kind;
		first->says |= n->close ? SAYS_CLOSE : 0;
		return;
	}
	second_word = (struct str){ blank + 1, n->words.n - first_word.n - 1 };
	add_pair(l, first, add_name(l, second_word), n);
}

const struct lexicon *
lexicon_read(const struct word_lists *words, struct arena *run)
{
	struct lexicon *l = arena_zalloc(run, sizeof(*l));
	struct namings namings = namings_read(run);

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		add_words(
		    l, word_lists_all(words, lists[i].list), lists[i].says);
	for (size_t i = 0; i < namings.n; i++)
		add_naming(l, &namings.at[i]);
	return l;
}

struct str
lexicon_image(const struct lexicon *l)
{
	return (struct str){ (const char *)l, sizeof(*l) };
}

const struct lexicon *
lexicon_thaw(struct str image)
{
	if (image.n != sizeof(struct lexicon))
		die("the lexicon is that of another build");
	return (const void *)image.p;
}

struct lexicon *
lexicon_copy(const struct lexicon *l, struct arena *run)
{
	struct lexicon *copy = arena_alloc(run, sizeof(*copy));

	*copy = *l;
	return copy;
}

bool
lexicon_add(struct lexicon *l, struct str word, uint64_t own)
{
	if (l->n_words + 1 >= SLOTS / 2)
		return false;
	add_word(l, word)->own |= own;
	return true;
}

static const struct lexeme *
find(const struct lexicon *l, struct str letters)
{
	uint16_t word = l->slots[find_slot(l, letters)];

	return word ? &l->words[word - 1] : NULL;
}

const struct lexeme *
lexicon_find(const struct lexicon *l, struct str letters)
{
	return l->lengths[beginning(letters)] & length_bit(letters)
		   ? find(l, letters)
		   : NULL;
}

/* NULL: the two say no more than each alone. */
static const struct pair *
find_pair(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind)
{
	for (size_t i = behind ? word->pairs : 0; i; i = l->pairs[i].next)
		if (&l->words[l->pairs[i].behind] == behind)
			return &l->pairs[i];
	return NULL;
}

enum kind
lexicon_names_both(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind)
{
	const struct pair *p = find_pair(l, word, behind);

	return p ? p->names : KIND_NOTHING;
}

enum kind
lexicon_names(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind)
{
	enum kind both = lexicon_names_both(l, word, behind);

	return both == KIND_NOTHING ? word->names : both;
}

bool
lexicon_has_name(const struct lexicon *l, struct str text)
{
	struct letters words = letters_of(text);
	const struct lexeme *before = NULL, *word;
	size_t start, end;

	for (; letters_next(&words, &start, &end); before = word) {
		struct str letters = { text.p + start, end - start };

		word = NULL;
		if (!(l->names[beginning(letters)] & length_bit(letters)))
			continue;
		word = find(l, letters);
		if (word && (word->names != KIND_NOTHING ||
				(before && lexicon_names_both(l, before,
					       word) != KIND_NOTHING)))
			return true;
	}
	return false;
}

bool
lexicon_is_close(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *behind)
{
	const struct pair *p = find_pair(l, word, behind);

	return p ? p->close : word->says & SAYS_CLOSE;
}
