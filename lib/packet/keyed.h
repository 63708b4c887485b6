#ifndef PACKET_KEYED_H
#define PACKET_KEYED_H

#include "packet/sketch.h"

/* What stands for keys of a telephone: nobody is to read them out. */
#define KEYED "[keyed in]"

/* The most digits that are looked for: no number that people have is longer. */
enum { KEYED_MOST = 64 };

/* Digits that were keyed in, each once and in order.  They live in the sketch's
 * scratch. */
struct keyed {
	struct str *digits;
	size_t n;
};

/* Those of all turns up to the one that counts, where they are too many to
 * stand in another turn by chance. */
void keyed_find(struct keyed *k, const struct sketch *s);

/* A text with KEYED for each of them, in groups or in one. */
struct str keyed_hide(
    const struct keyed *k, const struct sketch *s, struct str text);

#endif
