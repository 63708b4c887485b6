#ifndef SCORE_ROLES_H
#define SCORE_ROLES_H

#include "conv/conv.h"

/*
 * Private to the room: the turns as conditions see them, with roles as we call
 * them where the record has aliases ("user", "assistant").  Of a record without
 * any they are the record's own; so they are of more than a MiB of turns, as a
 * copy of a giant does not fit.  Zero-initialised is empty.
 */
struct roles {
	struct json_copy renamed; /* the array of turns */
	const struct json *json;  /* where the turns in hand lie ... */
	uint32_t shift;		  /* ... so many values further in front */
};

void roles_free(struct roles *r);

void roles_rename(struct roles *r, const struct conv *c);

/* What it says lives until the next and points to `c`, also for aliases where
 * no condition looks at turns, or to *r. */
static inline void
roles_start(struct roles *r, const struct conv *c, bool looked_at)
{
	r->json = c->json;
	r->shift = 0;
	if (c->role_aliases && looked_at)
		roles_rename(r, c);
}

/* Where turn `t` lies in r->json. */
static inline uint32_t
roles_at(const struct roles *r, const struct turn *t)
{
	return t->value - r->shift;
}

#endif
