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
	uint32_t starts;  /* first bytes of characters */
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
		.starts = OCTETS_BITS((x.c & 0xc0) != 0x80) & inside,
		.ends = OCTETS_BITS((x.c == '.') | (x.c == '!') | (x.c == '?')),
	};
}

/* A text that is being counted. */
struct counting {
	struct ease *e;
	size_t letters; /* of the word in hand */
	size_t words;	/* of the sentence */
	bool ended;	/* by the last word */
};

/* Some bytes of a word. */
static inline void
add_to_word(struct counting *c, const struct marks *m, uint32_t bytes)
{
	uint32_t starts = bytes & m->starts;

	c->letters += bits_count(bytes & m->letters);
	if (starts)
		c->ended = m->ends >> (31 - __builtin_clz(starts)) & 1;
}

static void
end_word(struct counting *c)
{
	struct ease *e = c->e;

	c->words += c->letters > 0;
	e->words += c->letters > 0;
	e->long_words += c->letters > LONG_WORD;
	if (c->words > e->longest)
		e->longest = c->words;
	if (c->ended)
		c->words = 0;
	c->letters = 0;
}

void
ease_count(struct str text, struct ease *e)
{
	struct counting c = { .e = e, .ended = true };

	for (size_t at = 0; at < text.n; at += OCTETS) {
		struct marks m = mark(text, at);
		uint32_t left = m.inside; /* of these bytes */

		e->sentences += bits_count(m.ends);
		for (uint32_t b = m.blanks; b; b &= b - 1) {
			uint32_t before = (b & -b) - 1;

			add_to_word(&c, &m, left & before & ~m.blanks);
			end_word(&c);
			left &= ~before;
		}
		add_to_word(&c, &m, left & ~m.blanks);
	}
	end_word(&c);
	e->sentences += !c.ended; /* a line ends one, too */
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
