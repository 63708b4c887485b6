#include "score/ends.h"

#include <string.h>

void
ends_init(struct ends *e, size_t n_rules, atomic_flag *told, struct arena *a)
{
	size_t n = n_rules * N_EXPR_ANSWERS + 1;

	*e = (struct ends){ .n = n_rules, .told = told };
	e->all = arena_zalloc(a, n * sizeof(*e->all));
	e->now = arena_zalloc(a, n * sizeof(*e->now));
}

void
ends_start(struct ends *e)
{
	if (e->any)
		memset(e->now, 0, e->n * N_EXPR_ANSWERS * sizeof(*e->now));
	e->any = false;
}

void
ends_note(struct ends *e, size_t rule, enum expr_answer cause)
{
	size_t i = rule * N_EXPR_ANSWERS + cause;

	e->all[i] += !e->now[i];
	e->now[i] = true;
	e->any = true;
}

uint64_t
ends_count(const struct ends *e, size_t rule, enum expr_answer cause)
{
	return e->all[rule * N_EXPR_ANSWERS + cause];
}

bool
ends_trouble(struct ends *e, size_t *rule, enum expr_answer *cause)
{
	for (size_t i = 0; e->any && i < e->n * N_EXPR_ANSWERS; i++) {
		if (!e->now[i] || atomic_flag_test_and_set(&e->told[i]))
			continue;
		*rule = i / N_EXPR_ANSWERS;
		*cause = (enum expr_answer)(i % N_EXPR_ANSWERS);
		return true;
	}
	return false;
}
