#include "diff/counts.h"

#include <math.h>

bool
pair_changed(const struct pair *p)
{
	return p->verdict[SIDE_OLD].decision != p->verdict[SIDE_NEW].decision;
}

static bool
names_differ(const struct verdict *a, const struct verdict *b, enum naming i)
{
	return a->names[i].n && b->names[i].n &&
	       !str_eq(a->names[i], b->names[i]);
}

bool
pair_differs(const struct pair *p, enum aspect a)
{
	const struct verdict *x = &p->verdict[SIDE_OLD];
	const struct verdict *y = &p->verdict[SIDE_NEW];

	if (pair_changed(p))
		return false;
	switch (a) {
	case ASPECT_TURN:
		return x->turn != NO_TURN && y->turn != NO_TURN &&
		       x->turn != y->turn;
	case ASPECT_RULE:
		return names_differ(x, y, NAME_RULE);
	case ASPECT_QUEUE:
		return names_differ(x, y, NAME_QUEUE);
	case ASPECT_PRIORITY:
		/* less or greater: neither, where one is not known */
		return islessgreater(x->priority, y->priority);
	case ASPECT_TIER:
		return names_differ(x, y, NAME_TIER);
	case N_ASPECTS:
		break;
	}
	return false;
}

bool
pair_touched(const struct pair *p)
{
	for (enum aspect a = 0; a < N_ASPECTS; a++)
		if (pair_differs(p, a))
			return true;
	return pair_changed(p);
}

static void
twins_add(struct twins *t, int64_t old, int64_t new)
{
	moments_add(&t->old, old);
	moments_add(&t->new, new);
	moments_add(&t->difference, new - old);
}

static void
twins_merge(struct twins *into, const struct twins *from)
{
	moments_merge(&into->old, &from->old);
	moments_merge(&into->new, &from->new);
	moments_merge(&into->difference, &from->difference);
}

static int64_t
transfer(const struct label *l, const struct verdict *v, unsigned tolerance)
{
	uint64_t gold = l->turn, predicted = v->turn;
	size_t n_gold = l->escalate == ANSWER_YES;
	size_t n_predicted = v->decision == ESCALATE;

	return llround(GTT_UNIT * stats_golden_transfer(&gold, n_gold,
				      &predicted, n_predicted, tolerance, 0));
}

/* A judgement that hides its turn is as far off as one can be. */
static void
add_transfer(struct counts *t, const struct pair *p)
{
	const struct verdict *old = &p->verdict[SIDE_OLD];
	const struct verdict *new = &p->verdict[SIDE_NEW];

	if (p->label.escalate == ANSWER_YES && p->label.turn == NO_TURN)
		return;
	t->gold_turns += p->label.escalate == ANSWER_YES;
	for (unsigned i = 0; i < TOLERANCES; i++)
		twins_add(&t->transfer[i], transfer(&p->label, old, i + 1),
		    transfer(&p->label, new, i + 1));
}

static void
add_turns(struct counts *t, const struct pair *p)
{
	const struct verdict *old = &p->verdict[SIDE_OLD];
	const struct verdict *new = &p->verdict[SIDE_NEW];
	int64_t shift = (int64_t) new->turn - (int64_t)old->turn;

	if (pair_changed(p) || old->turn == NO_TURN || new->turn == NO_TURN)
		return;
	if (old->decision == ESCALATE)
		twins_add(&t->turn, old->turn, new->turn);
	if (shift < -MOST_SHIFT)
		shift = -MOST_SHIFT;
	if (shift > MOST_SHIFT)
		shift = MOST_SHIFT;
	t->shifts[shift + MOST_SHIFT]++;
}

void
counts_add(struct counts *t, const struct pair *p)
{
	enum decision old = p->verdict[SIDE_OLD].decision;
	enum decision new = p->verdict[SIDE_NEW].decision;

	t->pairs++;
	t->decisions[old][new]++;
	t->touched += pair_touched(p);
	for (enum aspect a = 0; a < N_ASPECTS; a++)
		t->alike_but[a] += pair_differs(p, a);
	add_turns(t, p);
	t->labels_differ += p->labels_differ;
	if (p->label.escalate == ANSWER_NONE || p->labels_differ)
		return;
	t->rivals.n[p->label.escalate == ANSWER_YES][old == ESCALATE]
		   [new == ESCALATE]++;
	add_transfer(t, p);
}

void
counts_merge(void *into, const void *from, struct arena *a)
{
	struct counts *t = into;
	const struct counts *f = from;

	(void)a;
	t->pairs += f->pairs;
	t->labels_differ += f->labels_differ;
	t->gold_turns += f->gold_turns;
	t->touched += f->touched;
	for (size_t i = 0; i < N_ASPECTS; i++)
		t->alike_but[i] += f->alike_but[i];
	for (size_t i = 0; i < N_DECISIONS; i++)
		for (size_t k = 0; k < N_DECISIONS; k++)
			t->decisions[i][k] += f->decisions[i][k];
	for (size_t i = 0; i < 2 * MOST_SHIFT + 1; i++)
		t->shifts[i] += f->shifts[i];
	for (size_t i = 0; i < 8; i++)
		t->rivals.n[i >> 2][i >> 1 & 1][i & 1] +=
		    f->rivals.n[i >> 2][i >> 1 & 1][i & 1];
	for (size_t i = 0; i < TOLERANCES; i++)
		twins_merge(&t->transfer[i], &f->transfer[i]);
	twins_merge(&t->turn, &f->turn);
}

uint64_t
counts_changed(const struct counts *t)
{
	uint64_t same = 0;

	for (size_t i = 0; i < N_DECISIONS; i++)
		same += t->decisions[i][i];
	return t->pairs - same;
}

uint64_t
counts_labelled(const struct counts *t)
{
	uint64_t n = 0;

	for (size_t i = 0; i < 8; i++)
		n += t->rivals.n[i >> 2][i >> 1 & 1][i & 1];
	return n;
}

void
rule_count_merge(void *into, const void *from, struct arena *a)
{
	struct rule_count *r = into;
	const struct rule_count *f = from;

	(void)a;
	for (size_t i = 0; i < N_SIDES; i++)
		r->sides[i] += f->sides[i];
	r->lost += f->lost;
	r->gained += f->gained;
	r->changed += f->changed;
	r->moved += f->moved;
	for (size_t i = 0; i < N_ASPECTS; i++)
		r->alike_but[i] += f->alike_but[i];
}
