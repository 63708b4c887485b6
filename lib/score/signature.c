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

/* Count a word in. */
static void
add_word(struct signature *s, uint32_t word, struct str letters)
{
	add_grams(s, letters);
	s->numbers |= (uint32_t)str_has_digit(letters) << word;
}

static void
count_grams(struct signature *s)
{
	const char *p = s->letters;

	if (s->counted)
		return;
	for (uint32_t i = 0; i < s->n_waiting; p += s->waiting[i++].n)
		add_word(
		    s, s->waiting[i].word, (struct str){ p, s->waiting[i].n });
	for (size_t i = 0; i < SIGNATURE_GRAMS / 64; i++)
		s->n_grams += (uint32_t)bits_count(s->grams[i]);
	s->counted = true;
}

/* Mostly a copy of a few bytes, more of them than there are. */
static void
keep_letters(struct signature *s, struct str word)
{
	char *to = s->letters + s->n_letters;

	if (word.n > SIGNATURE_LETTERS - s->n_letters) {
		add_word(s, s->n_words, word);
		return;
	}
	if (word.n <= TEXT_PADDING)
		memcpy(to, word.p, TEXT_PADDING);
	else
		memcpy(to, word.p, word.n);
	s->waiting[s->n_waiting].word = (uint16_t)s->n_words;
	s->waiting[s->n_waiting++].n = (uint16_t)word.n;
	s->n_letters += (uint32_t)word.n;
}

static uint32_t
sieve_bit(uint64_t word)
{
	return (uint32_t)(word >> 32) % SIGNATURE_SIEVE;
}

void
signature_take(struct signature *s, const struct reading *r)
{
	const struct tally *c = &r->tally;
	uint32_t n;

	memset(s->sieve, 0, sizeof(s->sieve));
	memset(s->grams, 0, sizeof(s->grams));
	s->n_words = s->n_waiting = s->n_letters = s->n_grams = 0;
	s->numbers = 0;
	s->counted = false;
	for (uint32_t i = 0; i < c->n_content; i++) {
		const struct token *k = &r->text.tokens[c->content[i]];
		uint32_t bit = sieve_bit(k->hash);

		keep_letters(s, text_token(&r->text, k));
		s->words[s->n_words++] = k->hash;
		s->sieve[bit / 64] |= (uint64_t)1 << bit % 64;
	}
	s->all = s->n_words == 1 ? reading_hash(r, &n) : 0;
}

static double
dice(uint32_t shared, uint32_t a, uint32_t b)
{
	return 2.0 * shared / (a + b);
}

/* Words of a that b has, or a few more. */
static uint32_t
sift_words(const struct signature *a, const struct signature *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < a->n_words; i++) {
		uint32_t bit = sieve_bit(a->words[i]);

		n += b->sieve[bit / 64] >> bit % 64 & 1;
	}
	return n < b->n_words ? n : b->n_words;
}

static uint32_t
shared_words(const struct signature *a, const struct signature *b)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < a->n_words; i++)
		for (uint32_t j = 0; j < b->n_words; j++)
			if (a->words[i] == b->words[j]) {
				n++;
				break;
			}
	return n < b->n_words ? n : b->n_words;
}

/* Has a a number that b has not? */
static bool
has_other_number(const struct signature *a, const struct signature *b)
{
	for (uint32_t i = 0; i < a->n_words; i++) {
		uint32_t j = 0;

		if (!(a->numbers >> i & 1))
			continue;
		while (j < b->n_words && b->words[j] != a->words[i])
			j++;
		if (j == b->n_words)
			return true;
	}
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

	if (a->n_words == 0 || b->n_words == 0)
		return false;
	/* One word is too little to go by, unless all else is equal too. */
	if (a->n_words == 1 || b->n_words == 1)
		return a->n_words == b->n_words && a->all == b->all;
	/* A coefficient is at most 1. */
	if (dice(sift_words(a, b), a->n_words, b->n_words) + 1 < 2 * least)
		return false;
	words = dice(shared_words(a, b), a->n_words, b->n_words);
	if (words + 1 < 2 * least)
		return false;
	count_grams(a);
	count_grams(b);
	/* The same about another order is no rephrasing. */
	if (has_other_number(a, b) && has_other_number(b, a))
		return false;
	return words + dice(shared_grams(a, b), a->n_grams, b->n_grams) >=
	       2 * least;
}
