#ifndef REDACT_SPLIT_H
#define REDACT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "conv/conv.h"
#include "redact/find.h"
#include "redact/transcript.h"

/*
 * Numbers that somebody dictates over several messages, perhaps with "go on"
 * between: a card in four turns.  None of the parts is found alone.
 */
struct split {
	uint32_t turn;
	uint32_t start, end; /* bytes of the turn's text */
	uint32_t number;     /* private: that it is a part of */
};

/* Of one record; zero-initialised is empty. */
struct splits {
	struct split *at; /* by turn */
	size_t n, room;
	struct buf numbers; /* private */
};

/* Look through the turns of a record for parts that are found together and
 * not alone. */
void split_find(
    struct splits *s, struct finder *f, const struct transcript *said);
void split_free(struct splits *s);

/* The part in a turn; false: there is none. */
bool split_in(const struct splits *s, int64_t turn, struct span *part);

/* The number that a turn's text, by its value, has a part of. */
struct str split_whole(
    const struct splits *s, const struct conv *c, uint32_t text);

#endif
