#ifndef SCORE_TIERS_H
#define SCORE_TIERS_H

#include "base/arena.h"
#include "rules/rules.h"
#include "score/judge.h"

/* Private to the room: how much of a case a bot can do, by the table of the
 * rules file. */
struct tiers {
	const struct rules *rules;
	bool *came_up; /* for each row, one of its intents */
};

void tiers_init(struct tiers *t, const struct rules *r, struct arena *a);

/* A conversation begins; the customer wanted this, up to an escalation. */
void tiers_start(struct tiers *t);
void tiers_note(struct tiers *t, struct str intent);

/* Of the first row that fits; where none does, of risk alone. */
struct str tiers_name(const struct tiers *t, const struct verdict *v);

#endif
