#include "trial/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

#define CONFIDENCE 0.95

static void *
zalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	if (!p)
		die_of_memory();
	return p;
}

/* Of every turn: which rules fired. */
static void
see(struct score_watcher *self, const struct score_turn *t)
{
	struct rule_stats *s =
	    (struct rule_stats *)((char *)self -
				  offsetof(struct rule_stats, watcher));

	s->turns++;
	for (size_t i = 0; i < s->rules->n_rules; i++) {
		s->answered[i] |= t->answers[i] == EXPR_YES;
		s->fired[i] |= t->fired[i];
		s->rules_seen[i].turns += t->fired[i];
	}
}

struct rule_stats *
rule_stats_new(const struct score_plan *plan)
{
	struct rule_stats *s = zalloc(1, sizeof(*s));
	size_t n = score_rules(plan)->n_rules;

	s->plan = plan;
	s->rules = score_rules(plan);
	s->watcher.see = see;
	s->score = score_new(plan, false);
	s->without = score_new(plan, false);
	score_watch(s->score, &s->watcher);
	s->answered = zalloc(n, 1);
	s->fired = zalloc(n, 1);
	s->rules_seen = zalloc(n, sizeof(*s->rules_seen));
	s->together = zalloc(n, sizeof(*s->together));
	return s;
}

void
rule_stats_free(struct rule_stats *s)
{
	score_free(s->score);
	score_free(s->without);
	buf_free(&s->annotation);
	free(s->answered);
	free(s->fired);
	free(s->rules_seen);
	for (size_t i = 0; i < s->rules->n_rules; i++)
		free(s->together[i]);
	free(s->together);
	free(s);
}

struct score *
rule_stats_score(struct rule_stats *s)
{
	return s->score;
}

static bool
is_labelled(const struct conv *c, enum label *label)
{
	*label = c->label_escalate == ANSWER_YES ? LABEL_YES : LABEL_NO;
	return c->label_escalate != ANSWER_NONE;
}

/* Where the two decide alike, what else of them is another. */
static void
count_aspects(struct rule_count *n, const struct score_outcome *a,
    const struct score_outcome *b)
{
	bool decided = a->decision != DECISION_CONTAIN;
	const bool differs[N_ASPECTS] = {
		[ASPECT_TURN] = decided && a->turn != b->turn,
		[ASPECT_RULE] = decided && a->rule != b->rule,
		[ASPECT_QUEUE] = !str_eq(a->queue, b->queue),
		[ASPECT_PRIORITY] = islessgreater(a->priority, b->priority),
		[ASPECT_TIER] = !str_eq(a->tier, b->tier),
	};
	bool any = false;

	for (size_t i = 0; i < N_ASPECTS; i++) {
		n->alike_but[i] += differs[i];
		any |= differs[i];
	}
	n->touched += any;
}

/* What the decision would be if the rule never fired. */
static void
judge_without(struct rule_stats *s, const struct conv *c, size_t rule,
    const struct score_outcome *with)
{
	struct score_change gone = { .kind = CHANGE_RULE, .rule = rule };
	struct rule_count *n = &s->rules_seen[rule];
	struct score_outcome now;
	bool was, is;
	enum label label;

	buf_clear(&s->annotation);
	score_suppose(s->without, &gone);
	score_conv(s->without, c, &s->annotation);
	score_suppose(s->without, NULL);
	now = score_outcome(s->without);
	was = with->decision == DECISION_ESCALATE;
	is = now.decision == DECISION_ESCALATE;
	n->changed += with->decision != now.decision;
	n->touched += with->decision != now.decision;
	if (with->decision == now.decision)
		count_aspects(n, with, &now);
	n->lost += was && !is;
	n->gained += !was && is;
	if (is_labelled(c, &label)) {
		n->lost_labelled[label] += was && !is;
		n->gained_labelled[label] += !was && is;
	}
}

/* Most rules of many never fire. */
static uint64_t *
together_with(struct rule_stats *s, size_t rule)
{
	uint64_t **row = &s->together[rule];

	if (!*row)
		*row = zalloc(s->rules->n_rules, sizeof(**row));
	return *row;
}

static void
count_rule(
    struct rule_stats *s, const struct conv *c, size_t rule, size_t n_fired)
{
	struct rule_count *n = &s->rules_seen[rule];
	uint64_t *together = together_with(s, rule);
	enum label label;

	n->conversations++;
	n->alone += n_fired == 1;
	if (is_labelled(c, &label))
		n->labelled[label]++;
	for (size_t i = 0; i < s->rules->n_rules; i++)
		together[i] += s->fired[i];
}

void
rule_stats_add(struct rule_stats *s, const struct conv *c)
{
	size_t n = s->rules->n_rules, n_fired = 0;
	struct score_outcome o;
	enum label label;

	memset(s->answered, 0, n);
	memset(s->fired, 0, n);
	buf_clear(&s->annotation);
	score_conv(s->score, c, &s->annotation);
	o = score_outcome(s->score);

	s->conversations++;
	s->decisions[o.decision]++;
	if (o.decision != DECISION_CONTAIN && o.rule == n)
		s->by_readiness++;
	else if (o.decision != DECISION_CONTAIN)
		s->rules_seen[o.rule].decides++;
	if (is_labelled(c, &label)) {
		s->labelled[label]++;
		s->escalated[label] += o.decision == DECISION_ESCALATE;
	}
	for (size_t i = 0; i < n; i++)
		n_fired += s->fired[i];
	for (size_t i = 0; i < n; i++) {
		if (s->fired[i])
			count_rule(s, c, i, n_fired);
		/* one that is never true makes no difference by going */
		if (s->answered[i])
			judge_without(s, c, i, &o);
	}
}

/* Every count of `from` is added to its like in `into`. */
static void
add(uint64_t *into, const uint64_t *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		into[i] += from[i];
}

void
rule_stats_merge(struct rule_stats *into, const struct rule_stats *from)
{
	size_t n = into->rules->n_rules;

	into->conversations += from->conversations;
	into->turns += from->turns;
	into->by_readiness += from->by_readiness;
	add(into->decisions, from->decisions, 3);
	add(into->labelled, from->labelled, N_LABELS);
	add(into->escalated, from->escalated, N_LABELS);
	/* a rule_count is counts and nothing else */
	add((uint64_t *)into->rules_seen, (const uint64_t *)from->rules_seen,
	    n * sizeof(*into->rules_seen) / sizeof(uint64_t));
	for (size_t i = 0; i < n; i++)
		if (from->together[i])
			add(together_with(into, i), from->together[i], n);
}

const char *
stats_action(const struct rule *r)
{
	/* no default: a new action is to be missed by the compiler */
	switch (r->then) {
	case RULE_ESCALATE:
		return "escalate";
	case RULE_WATCH:
		return "watch";
	case RULE_HOLD:
		return "hold";
	case RULE_CLARIFY:
		return "clarify";
	case RULE_SUPPRESS:
		return "suppress";
	}
	return "";
}

bool
stats_decides(const struct rule *r)
{
	return r->then != RULE_HOLD && r->then != RULE_SUPPRESS;
}

double
stats_at_most(uint64_t n)
{
	return n ? stats_round4(1 - pow(1 - CONFIDENCE, 1 / (double)n)) : NAN;
}

static struct share
rounded(double value, struct interval i)
{
	return (struct share){ stats_round4(value), stats_round4(i.low),
		stats_round4(i.high) };
}

struct share
stats_share(uint64_t k, uint64_t n)
{
	return rounded(
	    n ? (double)k / (double)n : NAN, stats_wilson(k, n, CONFIDENCE));
}

struct share
stats_precision(const struct rule_count *c)
{
	return stats_share(c->labelled[LABEL_YES],
	    c->labelled[LABEL_YES] + c->labelled[LABEL_NO]);
}

struct share
stats_lift(const struct rule_stats *s, const struct rule_count *c)
{
	uint64_t k = c->labelled[LABEL_YES], n = k + c->labelled[LABEL_NO];
	uint64_t yes = s->labelled[LABEL_YES];
	double base = (double)yes / (double)(yes + s->labelled[LABEL_NO]);
	struct interval i = stats_wilson(k, n, CONFIDENCE);

	if (n == 0 || yes == 0)
		return (struct share){ NAN, NAN, NAN };
	i.low /= base;
	i.high /= base;
	return rounded((double)k / (double)n / base, i);
}

struct share
stats_recall(const struct rule_stats *s)
{
	return stats_share(s->escalated[LABEL_YES], s->labelled[LABEL_YES]);
}

struct share
stats_recall_lost(const struct rule_stats *s, const struct rule_count *c)
{
	uint64_t n = s->labelled[LABEL_YES];
	struct paired p = {
		.both = s->escalated[LABEL_YES] - c->lost_labelled[LABEL_YES],
		.gained = c->gained_labelled[LABEL_YES],
		.lost = c->lost_labelled[LABEL_YES],
	};
	struct interval i;

	p.neither = n - p.both - p.gained - p.lost;
	i = stats_newcombe(&p, CONFIDENCE);
	if (n == 0)
		return (struct share){ NAN, NAN, NAN };
	return rounded(((double)p.lost - (double)p.gained) / (double)n,
	    (struct interval){ -i.high, -i.low });
}
