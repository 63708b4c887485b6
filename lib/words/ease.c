#include "words/words.h"

enum { LONG_WORD = 6 /* letters */ };

void
ease_count(struct str text, struct ease *e)
{
	size_t letters = 0, words = 0;
	bool ended = true; /* by the last word */

	for (size_t i = 0; i <= text.n; i++) {
		unsigned char c = i < text.n ? (unsigned char)text.p[i] : ' ';

		if (c == ' ' || c == '\n' || c == '\t') {
			words += letters > 0;
			e->words += letters > 0;
			e->long_words += letters > LONG_WORD;
			if (words > e->longest)
				e->longest = words;
			if (ended)
				words = 0;
			letters = 0;
			continue;
		}
		if ((c & 0xc0) == 0x80)
			continue;
		ended = c == '.' || c == '!' || c == '?';
		e->sentences += ended;
		letters += c >= 0x80 || (c >= '0' && c <= '9') ||
			   ((c | 32) >= 'a' && (c | 32) <= 'z');
	}
	e->sentences += !ended; /* a line ends one, too */
}

/* As ease_count() counts them: what is between blanks and has a letter. */
size_t
ease_words(struct str text)
{
	enum { BLANK = 1, LETTER = 2 };
	static const unsigned char is[256] = {
		[' '] = BLANK,
		['\n'] = BLANK,
		['\t'] = BLANK,
		['0' ... '9'] = LETTER,
		['a' ... 'z'] = LETTER,
		['A' ... 'Z'] = LETTER,
		[0xc0 ... 0xff] = LETTER,
	};
	unsigned word = 0;
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		unsigned c = is[(unsigned char)text.p[i]];

		n += (c & BLANK) & word >> 1;
		word = (word | c) & ((c & BLANK) - 1) & LETTER;
	}
	return n + (word >> 1);
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
