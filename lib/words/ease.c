#include "words/words.h"

#include "base/bits.h"
#include "base/octets.h"

enum { LONG_WORD = 6 /* letters */ };

/* What the next OCTETS bytes of a text are: a bit for each, the first the
 * lowest; none behind its end. */
struct marks {
	uint32_t inside; /* the text */
	uint32_t blanks;
	uint32_t letters; /* and digits; of one that is no ASCII the first */
	uint32_t ends;	  /* of sentences */
};

static inline struct marks
mark(struct str text, size_t at)
{
	size_t left = text.n - at;
	struct octets x = left < OCTETS ? octets_load_some(text.p + at, left)
					: octets_load(text.p + at);
	uint32_t inside =
	    left < OCTETS ? (UINT32_C(1) << left) - 1 : UINT16_MAX;

	return (struct marks){
		.inside = inside,
		.blanks =
		    OCTETS_BITS((x.c == ' ') | (x.c == '\n') | (x.c == '\t')),
		.letters = OCTETS_BITS(OCTETS_ALNUM(x.c) | (x.c >= 0xc0)),
		.ends = OCTETS_BITS((x.c == '.') | (x.c == '!') | (x.c == '?')),
	};
}

/* A text that is being counted. */
struct counting {
	struct ease e;
	size_t letters; /* of the word in hand */
	size_t words;	/* of the sentence */
	bool ended;	/* by the last word */
};

static inline void
end_word(struct counting *c, bool ended)
{
	c->words += c->letters > 0;
	c->e.words += c->letters > 0;
	c->e.long_words += c->letters > LONG_WORD;
	if (c->words > c->e.longest)
		c->e.longest = c->words;
	if (ended)
		c->words = 0;
	c->ended = ended;
	c->letters = 0;
}

/* A word ends at a blank behind another byte, and by that byte a sentence. */
void
ease_count(struct str text, struct ease *e)
{
	struct counting c = { .e = *e, .ended = true };
	uint32_t word = 0, end = 0; /* what the byte before these is */

	for (size_t at = 0; at < text.n; at += OCTETS) {
		struct marks m = mark(text, at);
		uint32_t solid = m.inside & ~m.blanks, left = m.letters;
		uint32_t ends = m.ends << 1 | end;
		uint32_t last = m.inside & ~(m.inside >> 1);

		if (m.ends) /* mostly there is none */
			c.e.sentences += bits_count(m.ends);
		for (uint32_t b = m.blanks & (solid << 1 | word); b;
		     b &= b - 1) {
			uint32_t blank = b & -b, before = blank - 1;

			c.letters += bits_count(left & before);
			left &= ~before;
			end_word(&c, ends & blank);
		}
		c.letters += bits_count(left);
		word = (solid & last) != 0;
		end = (m.ends & last) != 0;
	}
	if (word)
		end_word(&c, end);
	c.e.sentences += !c.ended; /* a line ends one, too */
	*e = c.e;
}

/*
 * As ease_count() counts them: what is between blanks and has a letter.  Where
 * the bytes of words and the letters among them are added as numbers, a word
 * that has a letter carries into the blank behind it, and no other does.
 */
size_t
ease_words(struct str text)
{
	uint32_t word = 0; /* the last one, so far, is a word */
	size_t n = 0;

	for (size_t at = 0; at < text.n; at += OCTETS) {
		struct marks m = mark(text, at);
		uint32_t sum = (~m.blanks & UINT16_MAX) + m.letters + word;

		n += bits_count(sum & m.blanks);
		word = sum >> OCTETS;
	}
	return n + word;
}

double
ease_lix(const struct ease *e)
{
	return (double)e->words / (double)e->sentences +
	       100.0 * (double)e->long_words / (double)e->words;
}

unsigned
ease_grade(const struct ease *e)
{
	/* the least RIX of grade 1, 2, ... 12, and of college */
	static const double least[] = { 0, 0.2, 0.5, 0.8, 1.3, 1.8, 2.4, 3.0,
		3.7, 4.5, 5.3, 6.2, 7.2 };
	double rix = (double)e->long_words / (double)e->sentences;
	unsigned grade = 1;

	while (grade < sizeof(least) / sizeof(*least) && rix >= least[grade])
		grade++;
	return grade;
}
