#include "score/ahead.h"

#include <stdlib.h>

#include "base/die.h"

struct ahead {
	const struct score_plan *plan;
	struct expr_batch *batch;
	size_t n_rules;
	uint32_t n_turns;
	uint8_t *answers; /* turn x rule */
	size_t room;
	struct ends *ends;
};

static void *
zalloc(size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (!p)
		die_of_memory();
	return p;
}

struct ahead *
ahead_new(const struct score_plan *p, struct ends *ends)
{
	struct ahead *a;

	if (!p->jail)
		return NULL;
	a = zalloc(1, sizeof(*a));
	a->plan = p;
	a->n_rules = p->rules.n_rules;
	a->batch = expr_batch_new(p->jail);
	a->ends = ends;
	return a;
}

void
ahead_free(struct ahead *a)
{
	if (!a)
		return;
	expr_batch_free(a->batch);
	free(a->answers);
	free(a);
}

void
ahead_start(struct ahead *a)
{
	a->n_turns = 0;
	expr_batch_start(a->batch);
}

void
ahead_note(struct ahead *a, struct expr_value facts)
{
	a->n_turns++;
	expr_batch_step(a->batch, facts);
}

/* A rule that has ended answers the same at all later turns. */
static void
note_ends(struct ahead *a)
{
	const uint8_t *last = a->answers + (a->n_turns - 1) * a->n_rules;

	for (size_t i = 0; i < a->n_rules; i++)
		if (last[i] > EXPR_FAILED)
			ends_note(a->ends, i, (enum expr_answer)last[i]);
}

void
ahead_ask(struct ahead *a)
{
	size_t n = a->n_turns * a->n_rules;

	if (n == 0)
		return;
	if (n > a->room) {
		free(a->answers);
		a->room = 2 * n;
		a->answers = zalloc(a->room, 1);
	}
	memset(a->answers, EXPR_NO, n); /* the native ones stay so */
	expr_batch_ask(a->batch, a->plan->whens, a->n_rules, a->answers);
	note_ends(a);
}

enum expr_answer
ahead_answer(const struct ahead *a, size_t rule, uint32_t turn)
{
	return (enum expr_answer)a->answers[turn * a->n_rules + rule];
}
