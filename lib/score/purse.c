#include "score/purse.h"

#include <string.h>

void
purse_init(struct purse *p, size_t n_rules, unsigned deadline_ms,
    struct ends *ends, struct arena *a)
{
	size_t n = 2 * n_rules + 1;

	*p = (struct purse){ .n_rules = n_rules, .ends = ends };
	p->all = (long)deadline_ms * EXPR_STEPS_PER_MS;
	p->taken = arena_zalloc(a, n * sizeof(*p->taken));
	p->ended = arena_zalloc(a, n);
}

void
purse_start(struct purse *p, size_t bytes)
{
	size_t n = 2 * p->n_rules;

	p->each = expr_steps(bytes);
	memset(p->taken, 0, n * sizeof(*p->taken));
	memset(p->ended, EXPR_NO, n);
	p->n_ended = 0;
}

enum expr_answer
purse_ask(struct purse *p, size_t i, const struct expr *e,
    struct expr_value facts, struct arena *scratch)
{
	long given = p->all - p->taken[i], left;
	enum expr_answer answer;

	if (p->ended[i])
		return (enum expr_answer)p->ended[i];
	if (given > p->each)
		given = p->each;
	left = given;
	answer = expr_test_within(e, facts, scratch, &left);
	p->taken[i] += given - left;
	if (answer > EXPR_FAILED) {
		p->ended[i] = (uint8_t)answer;
		p->n_ended++;
		ends_note(p->ends, i % p->n_rules, answer);
	}
	return answer;
}
