#ifndef SCORE_INTENT_H
#define SCORE_INTENT_H

#include "base/str.h"
#include "score/reading.h"

/*
 * Private to the room: what the name of a logged intent says by itself,
 * "nlu_fallback" or "TalkToAgent".  Names come again and again, so the last
 * ones are remembered.
 */
struct intent_names;

struct intent_sense {
	bool fallback, human;
};

struct intent_names *intent_names_new(void);
void intent_names_free(struct intent_names *n);

/* What was read before is lost. */
struct intent_sense intent_sense(
    struct intent_names *n, struct reading *scratch, struct str name);

#endif
