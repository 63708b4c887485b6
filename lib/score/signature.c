#include "score/signature.h"

#include <string.h>

#include "base/bits.h"

static void
add_grams(struct signature *s, struct str word)
{
	unsigned char a = ' ', b = (unsigned char)word.p[0];

	for (size_t i = 1; i <= word.n; i++) {
		unsigned char c = i < word.n ? (unsigned char)word.p[i] : ' ';
		uint32_t gram = (uint32_t)a << 16 | (uint32_t)b << 8 | c;
		uint32_t bit = gram * 2654435761u >> (32 - SIGNATURE_LOG);

		s->grams[bit / 64] |= (uint64_t)1 << bit % 64;
		a = b;
		b = c;
	}
}

/* `letters`: from the first word on. */
static void
count_grams(struct signature *s, const char *letters)
{
	const struct span *spans = s->spans;

	s->n_grams = s->numbers = 0;
	memset(s->grams, 0, sizeof(s->grams));
	for (uint32_t i = 0; i < s->n_words; i++) {
		const char *p = letters + (spans[i].at - spans->at);
		struct str word = { p, spans[i].n };

		add_grams(s, word);
		s->numbers |= (uint32_t)str_has_digit(word) << i;
	}
	for (size_t i = 0; i < SIGNATURE_GRAMS / 64; i++)
		s->n_grams += (uint32_t)bits_count(s->grams[i]);
	s->counted = true;
}

/* From the first word to the last; where they are too many, what they are
 * needed for is done at once. */
static void
keep_letters(struct signature *s, const char *folded)
{
	const struct span *first = s->spans, *last = first + s->n_words - 1;
	size_t n = last->at + last->n - first->at;

	s->counted = false;
	if (n <= SIGNATURE_LETTERS)
		memcpy(s->letters, folded + first->at, n);
	else
		count_grams(s, folded + first->at);
}

void
signature_take(struct signature *s, const struct reading *r)
{
	const struct tally *c = &r->tally;
	const struct token *tokens = r->text.tokens;
	uint32_t n = c->n_content;

	memset(s->sieve, 0, sizeof(s->sieve));
	s->n_words = n;
	if (n == 0)
		return;
	for (uint32_t i = 0; i < n; i++) {
		const struct token *k = &tokens[c->content[i]];
		uint32_t word = (uint32_t)(k->hash >> 32);

		s->words[i] = word;
		s->spans[i] = (struct span){ k->at, k->n };
		s->sieve[word % SIGNATURE_SIEVE / 64] |= (uint64_t)1
							 << word % 64;
	}
	if (n == 1)
		s->all = reading_hash(r, &n);
	else
		keep_letters(s, r->text.folded.p);
}

static bool
sieves_meet(const struct signature *a, const struct signature *b)
{
	uint64_t both = 0;

	for (size_t i = 0; i < SIGNATURE_SIEVE / 64; i++)
		both |= a->sieve[i] & b->sieve[i];
	return both != 0;
}

bool
signature_finds(const struct signature *s, uint32_t word, uint32_t n)
{
	if (n > s->n_words)
		n = s->n_words;
	for (uint32_t i = 0; i < n; i++)
		if (s->words[i] == word)
			return true;
	return false;
}

static double
dice(uint32_t shared, uint32_t a, uint32_t b)
{
	return 2.0 * shared / (a + b);
}

static uint32_t
shared_words(const struct signature *a, const struct signature *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < a->n_words; i++)
		n += signature_has(b, a->words[i], SIGNATURE_WORDS);
	return n < b->n_words ? n : b->n_words;
}

/* Has a a number that b has not? */
static bool
has_other_number(const struct signature *a, const struct signature *b)
{
	for (uint32_t i = 0; i < a->n_words; i++)
		if (a->numbers >> i & 1 &&
		    !signature_has(b, a->words[i], SIGNATURE_WORDS))
			return true;
	return false;
}

static uint32_t
shared_grams(const struct signature *a, const struct signature *b)
{
	uint32_t n = 0;

	for (size_t i = 0; i < SIGNATURE_GRAMS / 64; i++)
		n += (uint32_t)bits_count(a->grams[i] & b->grams[i]);
	return n;
}

bool
signature_like(struct signature *a, struct signature *b, double least)
{
	double words;

	/* A coefficient is at most 1: without a word in common, the mean of
	 * both is 0.5 at most. */
	if (!sieves_meet(a, b))
		return false;
	/* One word is too little to go by, unless all else is equal too. */
	if (a->n_words == 1 || b->n_words == 1)
		return a->n_words == b->n_words && a->all == b->all;
	words = dice(shared_words(a, b), a->n_words, b->n_words);
	if (words + 1 < 2 * least)
		return false;
	if (!a->counted)
		count_grams(a, a->letters);
	if (!b->counted)
		count_grams(b, b->letters);
	/* The same about another order is no rephrasing. */
	if (has_other_number(a, b) && has_other_number(b, a))
		return false;
	return words + dice(shared_grams(a, b), a->n_grams, b->n_grams) >=
	       2 * least;
}
