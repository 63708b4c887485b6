#ifndef SCORE_FAILURES_H
#define SCORE_FAILURES_H

#include "base/arena.h"
#include "score/score.h"

/*
 * Private to the room: rules that could not be evaluated, and why, the first
 * time.  One thread's view.
 */
struct failures {
	struct failure {
		bool known, told;
		char why[SCORE_WHY];
	} * of; /* each rule */
	size_t n, untold;
};

void failures_init(struct failures *f, size_t n_rules, struct arena *a);

/* Expression `e` of the rule has just failed on these facts. */
void failures_note(struct failures *f, size_t rule, const struct expr *e,
    struct expr_value facts, struct arena *scratch);

/* One that nobody has been told of. */
bool failures_next(struct failures *f, size_t *rule, const char **why);

#endif
