#ifndef REDACT_NUMBERS_H
#define REDACT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Numbers as they are said, in seven languages and, of Polish and Swedish, the
 * digits: the words, and the digits that many of them are. */
enum number_class {
	NUMBER_NONE,
	NUMBER_UNIT,	/* "seven" */
	NUMBER_TEEN,	/* "seventeen", "veintidos", "einundzwanzig" */
	NUMBER_TENS,	/* "seventy": the next word may belong to it */
	NUMBER_HUNDRED, /* "hundred": the word before may belong to it */
	NUMBER_MANY,	/* "quinientos", "neunhundertzwei" */
	NUMBER_AGAIN,	/* "double": the next word counts twice */
};

struct number_word {
	struct str word;
	unsigned value;
	enum number_class class;
};

/* A word that is one and is no compound, small letters; NULL: it is none. */
const struct number_word *number_word_find(struct str small);

/* Call `take` with each of them. */
void numbers_each(
    void (*take)(void *self, struct str word, enum number_class class),
    void *self);

/* The same words by their ends: of most others it says that they are none. */
struct number_ends {
	uint32_t lengths[1024]; /* private */
};

void number_ends_init(struct number_ends *ends);
bool number_ends_may_be(const struct number_ends *ends, struct str word);

enum { NUMBER_LONGEST = 28 /* letters of a number below a thousand */ };

/* The number that a compound word is, small letters: "einundzwanzig",
 * "tweehonderd", "trentadue"; 0: it is none. */
unsigned number_compound(struct str word);

/* Whether a word, large or small, could be one: most need not be looked up. */
bool number_may_be_compound(struct str word);

/* Call `take` with each word that dates have beside these: "third", "mil". */
void numbers_each_of_date(
    void (*take)(void *self, struct str word), void *self);

/* Call `take` with each word that such a long word may begin with. */
void numbers_each_beginning(
    void (*take)(void *self, struct str word), void *self);

/* Whether a long word, small letters, is a number or an ordinal, of any size:
 * "neunzehnhundertachtzig", "zwanzigsten". */
bool number_is_long(struct str word);

/*
 * The digits that are said in `text`, as view.h has it, as far as there is
 * room: "nine hundred" is 900, "double oh seven" 007, "quatre-vingt-dix" 90.
 * How many they are.
 */
enum { MOST_SAID = 48 };
size_t number_digits(struct str text, char digits[MOST_SAID]);

/* The digits of a card that was told in groups, without those that count them,
 * "the last 4 are"; of any other the value as it is. */
struct str number_of_card(struct str value, char digits[MOST_SAID]);

#endif
