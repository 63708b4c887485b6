#include "score/judge.h"
#include "score/score.h"

const struct rules *
score_rules(const struct score_plan *p)
{
	return &p->rules;
}
