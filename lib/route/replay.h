#ifndef ROUTE_REPLAY_H
#define ROUTE_REPLAY_H

#include <stdint.h>

#include "base/buf.h"
#include "route/contact.h"
#include "route/roster.h"
#include "route/sim.h"
#include "rules/rules.h"

/*
 * The contacts of a log, kept so that they can be played again: with other
 * agents, other rules, other draws.  What it takes is as large as the log has
 * escalations, not as its records.
 */
struct replay {
	struct buf wishes;   /* struct wish, in the order of the input */
	struct arena *words; /* what their strings point into */
};

void replay_init(struct replay *r, struct arena *words);
void replay_free(struct replay *r);

/* Remember a wish; its strings are copied. */
void replay_keep(struct replay *r, const struct wish *w);

/* How many there are, and each of them. */
size_t replay_count(const struct replay *r);
const struct wish *replay_wish(const struct replay *r, size_t i);

/* Play all of them; `heed` is told each fate, in the order of the input.  What
 * is built up for it lives in `scratch`. */
void replay_play(const struct replay *r, const struct sim_opts *o,
    struct heed heed, struct arena *scratch);

#endif
