#include "score/failures.h"

#include <stdio.h>

void
failures_init(struct failures *f, size_t n_rules, struct arena *a)
{
	f->n = n_rules;
	f->untold = 0;
	f->of = arena_zalloc(a, (n_rules + 1) * sizeof(*f->of));
}

void
score_why(const struct expr *e, struct expr_value facts, struct arena *scratch,
    char why[SCORE_WHY])
{
	struct buf out = { 0 };
	struct expr_error err;
	size_t n;

	if (!expr_run(e, facts, scratch, &out, &n, &err))
		snprintf(why, SCORE_WHY, "%s", err.detail);
	else
		snprintf(why, SCORE_WHY, "it has %s output",
		    n ? "more than one" : "no");
	buf_free(&out);
}

void
failures_note(struct failures *f, size_t rule, const struct expr *e,
    struct expr_value facts, struct arena *scratch)
{
	struct failure *of = &f->of[rule];

	if (of->known)
		return;
	of->known = true;
	f->untold++;
	score_why(e, facts, scratch, of->why);
}

bool
failures_next(struct failures *f, size_t *rule, const char **why)
{
	for (size_t i = 0; f->untold && i < f->n; i++) {
		if (!f->of[i].known || f->of[i].told)
			continue;
		f->of[i].told = true;
		f->untold--;
		*rule = i;
		*why = f->of[i].why;
		return true;
	}
	return false;
}
