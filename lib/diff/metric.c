#include "diff/metric.h"

#include <math.h>

static const char paired_share[] =
    "Wilson; difference: Newcombe's method 10 for paired shares";
static const char golden[] =
    "Wilson with the effective sample size; difference: MOVER with the "
    "correlation of the two";
static const char no_pair[] = "no pair";
static const char no_gold[] = "no labels.turn beside a labels.escalate";

const struct metric_info metric_info[N_METRICS] = {
	[M_ESCALATED] = { "escalated", "escalated", "decision escalate, of all",
	    SHARE, false, paired_share, no_pair },
	[M_WATCHED] = { "watched", "watched", "decision watch, of all", SHARE,
	    false, paired_share, no_pair },
	[M_CONTAINED] = { "contained", "contained", "decision contain, of all",
	    SHARE, false, paired_share, no_pair },
	[M_CHANGED] = { "changed", "changed", "decided differently, of all",
	    SHARE, true, "Wilson", no_pair },
	[M_TURN_CHANGED] = { "turn.changed", "other turn",
	    "decided alike but sooner or later, of all", SHARE, true, "Wilson",
	    no_pair },
	[M_RULE_CHANGED] = { "rule.changed", "other rule",
	    "decided alike but by another rule, of all", SHARE, true, "Wilson",
	    no_pair },
	[M_QUEUE_CHANGED] = { "queue.changed", "other queue",
	    "decided alike but goes to another queue, of all", SHARE, true,
	    "Wilson", no_pair },
	[M_PRIORITY_CHANGED] = { "priority.changed", "other priority",
	    "decided alike but has another priority, of all", SHARE, true,
	    "Wilson", no_pair },
	[M_TIER_CHANGED] = { "tier.changed", "other tier",
	    "decided alike but is of another tier, of all", SHARE, true,
	    "Wilson", no_pair },
	[M_ANY_CHANGED] = { "any.changed", "any of these",
	    "decided differently, or alike but with one of these changes, of "
	    "all",
	    SHARE, true, "Wilson", no_pair },
	[M_PRECISION] = { "precision", "precision",
	    "TP / (TP + FP): labelled escalate, of those that escalate", SHARE,
	    false,
	    "Wilson; difference: MOVER with the delta method's correlation",
	    "no labelled conversation escalates" },
	[M_RECALL] = { "recall", "recall",
	    "TP / (TP + FN): escalated, of those labelled escalate", SHARE,
	    false, paired_share, "no labels.escalate that is true" },
	[M_F1] = { "f1", "F1", "2 TP / (2 TP + FP + FN)", NUMBER, false,
	    "Wilson for TP / (TP + FP + FN), transformed; difference: MOVER "
	    "with the delta method's correlation",
	    "no label and no decision says escalate" },
	[M_MCC] = { "mcc", "MCC", "Matthews' correlation of decision and label",
	    NUMBER, false,
	    "Fisher's z with the delta method's variance; difference: MOVER "
	    "with the delta method's correlation",
	    "labels or decisions do not vary" },
	[M_GTT1] = { "gtt", "GT-T, 1 turn",
	    "Golden Transfer within 1 turn of labels.turn, the mean", NUMBER,
	    false, golden, no_gold },
	[M_GTT2] = { "gtt2", "GT-T, 2 turns", "the same within 2 turns", NUMBER,
	    false, golden, no_gold },
	[M_GTT3] = { "gtt3", "GT-T, 3 turns", "the same within 3 turns", NUMBER,
	    false, golden, no_gold },
	[M_TURN] = { "turn", "turn",
	    "mean turn of the escalation, of those that escalate in both",
	    TURNS, false, "Student's t; difference: the same of differences",
	    "nothing escalates in both" },
	[M_N] = { "n", "pairs", "conversations compared", COUNT_OF_PAIRS, true,
	    "none: it is counted", no_pair },
};

static struct gate_value
value_of(double estimate, struct interval i, uint64_t n)
{
	return (struct gate_value){
		.estimate = stats_round4(estimate),
		.low = stats_round4(i.low),
		.high = stats_round4(i.high),
		.n = n,
	};
}

static struct gate_value
share_of(uint64_t k, uint64_t n, double confidence)
{
	return value_of(
	    n ? (double)k / (double)n : NAN, stats_wilson(k, n, confidence), n);
}

/* How many pairs differ in something: none is no change, whatever another log
 * might show. */
static void
compare_changes(
    uint64_t k, const struct counts *t, double confidence, struct comparison *c)
{
	c->new = share_of(k, t->pairs, confidence);
	c->new.unchanged = !k;
}

static void
compare_shares(const struct paired *p, double confidence, struct comparison *c)
{
	uint64_t n = p->both + p->gained + p->lost + p->neither;
	double change = (double)p->gained - (double)p->lost;

	c->old = share_of(p->both + p->lost, n, confidence);
	c->new = share_of(p->both + p->gained, n, confidence);
	c->delta = value_of(
	    n ? change / (double)n : NAN, stats_newcombe(p, confidence), n);
	c->delta.unchanged = !p->gained && !p->lost;
	c->paired = true;
	c->gained = p->gained;
	c->lost = p->lost;
	c->p = stats_round4(stats_mcnemar(p));
}

static void
compare_decision(enum decision d, const struct counts *t, double confidence,
    struct comparison *c)
{
	struct paired p = { .neither = t->pairs };

	p.both = t->decisions[d][d];
	for (size_t i = 0; i < N_DECISIONS; i++) {
		p.lost += i == d ? 0 : t->decisions[d][i];
		p.gained += i == d ? 0 : t->decisions[i][d];
	}
	p.neither -= p.both + p.lost + p.gained;
	compare_shares(&p, confidence, c);
}

/* How many cases a rating rests on: those its denominator counts. */
static uint64_t
cases(const struct confusion *c, enum rating r)
{
	switch (r) {
	case PRECISION:
		return c->tp + c->fp;
	case RECALL:
		return c->tp + c->fn;
	case F1:
		return c->tp + c->fp + c->fn;
	case MCC:
		break;
	}
	return c->tp + c->fp + c->fn + c->tn;
}

static struct gate_value
rating_of(const struct confusion *c, enum rating r, double confidence)
{
	return value_of(confusion_value(c, r),
	    confusion_interval(c, r, confidence), cases(c, r));
}

static void
compare_ratings(enum rating r, const struct counts *t, double confidence,
    struct comparison *c)
{
	const uint64_t(*n)[2][2] = t->rivals.n;
	struct confusion old = rivals_old(&t->rivals);
	struct confusion new = rivals_new(&t->rivals);
	double change = confusion_value(&new, r) - confusion_value(&old, r);

	if (r == RECALL) {
		compare_shares(&(struct paired){ n[1][1][1], n[1][0][1],
				   n[1][1][0], n[1][0][0] },
		    confidence, c);
		return;
	}
	c->old = rating_of(&old, r, confidence);
	c->new = rating_of(&new, r, confidence);
	c->delta = value_of(change, rivals_interval(&t->rivals, r, confidence),
	    counts_labelled(t));
	c->delta.unchanged =
	    !(n[0][0][1] + n[0][1][0] + n[1][0][1] + n[1][1][0]);
}

static struct gate_value
transfer_of(const struct moments *m, double confidence)
{
	return value_of(moments_mean(m) / GTT_UNIT,
	    moments_share_interval(m, GTT_UNIT, confidence), m->n);
}

static void
compare_transfer(const struct counts *t, size_t tolerance, double confidence,
    struct comparison *c)
{
	const struct twins *w = &t->transfer[tolerance];
	double old = moments_mean(&w->old) / GTT_UNIT;
	double new = moments_mean(&w->new) / GTT_UNIT;

	if (!t->gold_turns) {
		c->old = c->new = c->delta =
		    value_of(NAN, (struct interval){ NAN, NAN }, 0);
		return;
	}
	c->old = transfer_of(&w->old, confidence);
	c->new = transfer_of(&w->new, confidence);
	c->delta = value_of(new - old,
	    stats_mover(old,
		moments_share_interval(&w->old, GTT_UNIT, confidence), new,
		moments_share_interval(&w->new, GTT_UNIT, confidence),
		moments_correlation(&w->old, &w->new, &w->difference)),
	    w->difference.n);
	c->delta.unchanged = !w->difference.squares;
}

static struct gate_value
mean_of(const struct moments *m, double confidence)
{
	return value_of(moments_mean(m), moments_interval(m, confidence), m->n);
}

static void
compare_turns(const struct twins *t, double confidence, struct comparison *c)
{
	c->old = mean_of(&t->old, confidence);
	c->new = mean_of(&t->new, confidence);
	c->delta = mean_of(&t->difference, confidence);
	c->delta.unchanged = !t->difference.squares;
}

void
metric_compare(enum metric m, const struct counts *t, double confidence,
    struct comparison *c)
{
	double n = (double)t->pairs;

	*c = (struct comparison){ .p = NAN };
	switch (m) {
	case M_ESCALATED:
		compare_decision(ESCALATE, t, confidence, c);
		break;
	case M_WATCHED:
		compare_decision(WATCH, t, confidence, c);
		break;
	case M_CONTAINED:
		compare_decision(CONTAIN, t, confidence, c);
		break;
	case M_CHANGED:
		compare_changes(counts_changed(t), t, confidence, c);
		break;
	case M_TURN_CHANGED:
	case M_RULE_CHANGED:
	case M_QUEUE_CHANGED:
	case M_PRIORITY_CHANGED:
	case M_TIER_CHANGED:
		compare_changes(
		    t->alike_but[m - M_TURN_CHANGED], t, confidence, c);
		break;
	case M_ANY_CHANGED:
		compare_changes(t->touched, t, confidence, c);
		break;
	case M_PRECISION:
		compare_ratings(PRECISION, t, confidence, c);
		break;
	case M_RECALL:
		compare_ratings(RECALL, t, confidence, c);
		break;
	case M_F1:
		compare_ratings(F1, t, confidence, c);
		break;
	case M_MCC:
		compare_ratings(MCC, t, confidence, c);
		break;
	case M_GTT1:
	case M_GTT2:
	case M_GTT3:
		compare_transfer(t, m - M_GTT1, confidence, c);
		break;
	case M_TURN:
		compare_turns(&t->turn, confidence, c);
		break;
	case M_N:
	case N_METRICS:
		c->new = value_of(n, (struct interval){ n, n }, t->pairs);
	}
	if (isnan(c->new.estimate) || isnan(c->delta.estimate))
		c->reason = metric_info[m].nothing;
}

enum { OLD = 1, DELTA = 3, N_SUFFIXES };
static const char *const suffixes[] = { "", ".old", ".new", ".delta" };

static size_t
n_names(enum metric m)
{
	return metric_info[m].single ? 1 : N_SUFFIXES;
}

static struct str
name_of(enum metric m, const char *suffix, struct buf *b)
{
	buf_clear(b);
	buf_printf(b, "%s%s", metric_info[m].id, suffix);
	return buf_view(b);
}

/* What values it may have: those of Matthews' correlation go below 0, and what
 * is compared may differ by all there is. */
static struct gate_metric
bounds_of(enum metric m, bool delta)
{
	enum metric_unit unit = metric_info[m].unit;
	bool share = unit == SHARE || unit == NUMBER;
	double high = share ? 1 : INFINITY, low = m == M_MCC ? -1 : 0;

	return (struct gate_metric){
		.low = delta ? low - high : low,
		.high = delta ? high - low : high,
		.percent = share,
	};
}

size_t
metric_names(struct gate_metric *names, struct arena *a)
{
	struct buf b = { 0 };
	size_t n = 0;

	for (enum metric m = 0; m < N_METRICS; m++)
		for (size_t i = 0; i < n_names(m); i++, n++) {
			names[n] = bounds_of(m, i == DELTA);
			names[n].name =
			    arena_copy(a, name_of(m, suffixes[i], &b));
		}
	buf_free(&b);
	return n;
}

/* Which suffix the name has behind the metric's id; N_SUFFIXES: it is none of
 * its names. */
static size_t
suffix_of(struct str name, enum metric m)
{
	struct buf b = { 0 };
	size_t i = 0, n = n_names(m);

	while (i < n && !str_eq(name, name_of(m, suffixes[i], &b)))
		i++;
	buf_free(&b);
	return i < n ? i : N_SUFFIXES;
}

enum metric
metric_named(struct str name, const struct counts *t, double confidence,
    struct gate_value *v)
{
	struct comparison c;
	enum metric m = 0;
	size_t suffix;

	while ((suffix = suffix_of(name, m)) == N_SUFFIXES)
		m++;
	metric_compare(m, t, confidence, &c);
	if (suffix == OLD)
		*v = c.old;
	else if (suffix == DELTA)
		*v = c.delta;
	else
		*v = c.new;
	return m;
}
