#ifndef TRIAL_JUDGED_H
#define TRIAL_JUDGED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "json/json.h"

/* Private to the room: what score wrote, read back. */

enum { NO_TURN = UINT32_MAX };

struct judged {
	struct json json; /* of hoff.score */
	struct arena *arena;
	struct str decision;
	struct str queue; /* no p: null */
	struct str tier;
	uint32_t turn; /* NO_TURN: null */
	double readiness;
	uint32_t reasons, trajectory; /* where they stand; 0: nowhere */
};

/* `annotation` has JSON_PADDING readable bytes behind it; strings are decoded
 * into the arena. */
void judged_init(struct judged *g, struct str annotation, struct arena *a);
void judged_free(struct judged *g);

/* The i-th rule of the decision, the decider first; false: no more. */
bool judged_rule(const struct judged *g, size_t i, struct str *rule);

struct step {
	uint32_t at; /* in the trajectory; 0: behind the last */
	uint32_t turn;
	struct str readiness; /* as written */
	uint32_t fired, signals;
};

/* for (bool more = judged_first(g, &s); more; more = judged_next(g, &s)) */
bool judged_first(const struct judged *g, struct step *s);
bool judged_next(const struct judged *g, struct step *s);

/* A signal that is not what it was at the customer turn before; as written. */
struct move {
	struct str signal, before, now;
};

/*
 * What moved since `before`, which is NULL at the first turn: then from 0 or
 * null.  Readiness and the number of turns are left out: they always move.
 */
size_t judged_moves(const struct judged *g, const struct step *before,
    const struct step *now, struct move **moves);

#endif
