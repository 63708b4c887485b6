#ifndef SCORE_PEOPLE_H
#define SCORE_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "score/person.h"
#include "score/reading.h"

/* Private to person.c and refusal.c: what a turn has that may ask for a person,
 * sorted by the part it plays. */

/* The hits of one list, in order. */
struct spans {
	const struct term_hit **hit;
	size_t n, room;
};

enum part {
	REQUEST,
	CONTACT,
	DESIRE,
	NOUN,
	AFTER,
	PUSH_AWAY,
	ROBOT,
	REFUSAL,
	BOUNDARY,
	ASKING,
	PLEASE,
	N_PARTS
};

struct people {
	const struct reading *r;
	struct spans part[N_PARTS];
	struct request best;
};

/* The first span that begins at `token` or behind it. */
size_t people_from(const struct spans *s, uint32_t token);

/* Where to begin to look for what ends before `token`. */
uint32_t people_window(uint32_t token);

/* A boundary of at least this weight between two tokens, both excluded. */
bool people_parted(
    const struct people *v, uint32_t a, uint32_t b, float weight);

/* Only words that say little between two tokens, both excluded. */
bool people_say_little(const struct people *v, uint32_t a, uint32_t b);

/* Does a refusal before, inside or right behind the tokens cancel them? */
bool people_refused(const struct people *v, uint32_t first, uint32_t last);

/* Does a refusal stand anywhere before the token, in the same thought? */
bool people_refused_before(const struct people *v, uint32_t token);

/* Inside double quotes that are not around the whole turn. */
bool people_quoted(const struct people *v, uint32_t first);

#endif
