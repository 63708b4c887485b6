#ifndef PACKET_KEYED_H
#define PACKET_KEYED_H

#include "packet/sketch.h"

/* What stands for keys of a telephone: nobody is to read them out. */
#define KEYED "[keyed in]"

/* The most digits that are looked for: no number that people have is longer. */
enum { KEYED_MOST = 64 };

/* Digits that were keyed in.  They live in the sketch's scratch;
 * zero-initialised is none. */
struct keyed {
	struct str *of_turn; /* up to the one that counts; NULL: of none */
	struct str *digits;  /* those that are too many to stand in another
				turn by chance, each once and in order */
	size_t n;
};

void keyed_note(
    struct keyed *k, const struct sketch *s, size_t turn, struct str digits);

/* They have been noted of all turns. */
void keyed_sort(struct keyed *k, const struct sketch *s);

/* Those of a turn; "" where none were. */
struct str keyed_at(const struct keyed *k, size_t turn);

/* A text with KEYED for each of them, in groups or in one. */
struct str keyed_hide(
    const struct keyed *k, const struct sketch *s, struct str text);

#endif
