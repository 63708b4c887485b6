#ifndef REDACT_SPLIT_H
#define REDACT_SPLIT_H

#include <stddef.h>

#include "conv/conv.h"
#include "redact/find.h"
#include "redact/transcript.h"

/*
 * Numbers that somebody dictates over several messages, perhaps with "go on"
 * between: a card in four turns.  None of the parts is found alone.
 */
struct split {
	size_t turn;
	struct span span; /* of the turn's text */
	struct str whole; /* the number that it is a part of */
};

struct splits {
	struct split *at; /* by turn */
	size_t n, room;
};

/* Look through the turns of a record for parts that are found together and
 * not alone.  The list lives in the record's arena. */
void split_find(
    struct splits *s, struct finder *f, const struct transcript *said);

/* The part in a turn, or NULL. */
const struct split *split_in(const struct splits *s, int64_t turn);

/* The same of a turn's text, by its value. */
const struct split *split_of(
    const struct splits *s, const struct conv *c, uint32_t text);

#endif
