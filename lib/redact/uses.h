#ifndef REDACT_USES_H
#define REDACT_USES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "redact/word_lists.h"
#include "text/text.h"

/*
 * What single words do where something is read from a sentence: one look-up a
 * word for all of them.  Most are lists of words.csv.
 */
enum use {
	USE_NEVER = 1 << 0,	  /* no name, whatever stands before it */
	USE_PARTICLE = 1 << 1,	  /* "van", "de": part of a name */
	USE_YES = 1 << 2,	  /* "sure", "it's": before an answer */
	USE_PREPOSITION = 1 << 3, /* "in", "aus": before a place, answering */
	USE_STATE = 1 << 4,	  /* "oh", "nsw": behind a town */
	USE_STREET = 1 << 5,	  /* "lane": behind the name of a street */
	USE_SURE_STREET = 1 << 6, /* and hardly ever anything else */
	USE_RUE = 1 << 7,	  /* "rue", "calle": before the name of one */
	USE_OF = 1 << 8,	  /* "des", "della": in the name of one */
	USE_UNIT = 1 << 9,	  /* "apt", "suite" */
	USE_DIRECTION = 1 << 10,  /* "north", "sw" */
	USE_GIVEN = 1 << 11,	  /* "ngozi", which the model has not */
	USE_FAMILY = 1 << 30,	  /* "okafor" */
	USE_IS = 1 << 12,	  /* "is", "lautet": before a secret */
	USE_LOGIN = 1 << 13,	  /* "is your login": before "code" */
	USE_UH = 1 << 14,	  /* said between two digits */
	USE_DOT = 1 << 15,	  /* "dot", "punkt" */
	USE_JOINT = 1 << 16,	  /* "underscore": in an address of mail */
	USE_AT = 1 << 17,	  /* "at", "arroba" */
	USE_DOMAIN = 1 << 18,	  /* "com", "de" */
	USE_ONES = 1 << 19,	  /* "seven", "seventeen", "seventy" */
	USE_HUNDREDS = 1 << 20,	  /* "hundred", "quinientos" */
	USE_AGAIN = 1 << 21,	  /* "double" */
	USE_THE = 1 << 22,	  /* "the", "a": no name behind it */
	USE_MONTH = 1 << 23,	  /* "may" */
	USE_TALK = 1 << 25,	  /* "email": behind "via", no street */
	USE_RADIO = 1 << 27,	  /* "alpha": a letter, spelled */
	USE_LIKE = 1 << 28,	  /* "for", "wie": between it and an example */
	USE_SPELL = 1 << 29,	  /* "spelled": before letters */
	USE_THEN = 1 << 26,	  /* "but", "and": behind a whole number */
	USE_STRASSE = 1u << 31, /* "lindenstrasse": ends as a street, surely */
	USE_OF_DATE = 1 << 24,	/* "third", "thousand": beside a month */
};

enum { USE_NUMERAL = USE_ONES | USE_HUNDREDS | USE_AGAIN };

struct uses; /* read-only */

/* From the lists, numbers and months: when the program is built. */
const struct uses *uses_read(const struct word_lists *words, struct arena *run);

/* Their bytes, of this machine, and what they were. */
struct str uses_image(const struct uses *r);
const struct uses *uses_thaw(struct str image);

/* The uses of a word: text_hash() of it. */
uint32_t uses_of(const struct uses *r, uint64_t hash);

/* Whether a word of three letters or more, small ones, begins as a number does:
 * of most words number_is_long() need not be asked. */
bool uses_may_begin_number(const struct uses *r, struct str word);

/* What words of ASCII letters, large or small, may be used as, of
 * USE_GLANCED: by their first three letters and their length alone, so now and
 * then too much is said. */
enum { USE_GLANCED = USE_NUMERAL | USE_AT | USE_DOT | USE_RADIO };
uint32_t uses_glance(const struct uses *r, struct str letters);

#endif
