#include "kpi/sweep.h"

#include <math.h>

/* Halves that do not depend on the order of the input: FNV-1a, folded. */
static size_t
half_of(struct str id)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (unsigned char)id.p[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	h ^= h >> 16;
	h ^= h >> 8;
	return (h ^ h >> 4) & 1;
}

void
sweep_add(struct sweep *s, const struct conv *c, const struct annotations *a)
{
	static const enum sweep_label labels[] = {
		[ANSWER_NONE] = SWEEP_NOT_SAID,
		[ANSWER_NO] = SWEEP_NO,
		[ANSWER_YES] = SWEEP_YES,
	};
	uint32_t score, at;
	double x;

	if (!a->decision)
		return;
	score = conv_annotation(c, "score");
	at = score ? json_get(c->json, score, STR("readiness")) : 0;
	if (!at || json_kind_of(c->json, at) != JSON_NUMBER)
		return;
	x = json_number(c->json, at);
	if (x >= 0 && x <= 1)
		s->n[half_of(c->id)][labels[c->label_escalate]]
		    [llround(x * (READINESS - 1))]++;
}

void
sweep_merge(struct sweep *into, const struct sweep *from)
{
	for (size_t h = 0; h < 2; h++)
		for (size_t l = 0; l < SWEEP_LABELS; l++)
			for (size_t i = 0; i < READINESS; i++)
				into->n[h][l][i] += from->n[h][l][i];
}

/* Cases at or above a threshold, and all of them. */
struct above {
	uint64_t n[SWEEP_LABELS], all[SWEEP_LABELS];
};

static void
start(struct above *a, const struct sweep *s, unsigned halves)
{
	*a = (struct above){ 0 };
	for (size_t h = 0; h < 2; h++)
		for (size_t l = 0; l < SWEEP_LABELS && halves >> h & 1; l++)
			for (size_t i = 0; i < READINESS; i++)
				a->all[l] += s->n[h][l][i];
}

static void
take(struct above *a, const struct sweep *s, unsigned halves, size_t at)
{
	for (size_t h = 0; h < 2; h++)
		for (size_t l = 0; l < SWEEP_LABELS && halves >> h & 1; l++)
			a->n[l] += s->n[h][l][at];
}

static double
f1_of(const struct above *a)
{
	double all =
	    (double)(a->n[SWEEP_YES] + a->n[SWEEP_NO] + a->all[SWEEP_YES]);

	return all > 0 ? 2 * (double)a->n[SWEEP_YES] / all : NAN;
}

/* The price of what is missed and what is false, of each labelled case. */
static double
cost_of(const struct above *a, const struct prices *p)
{
	double all = (double)(a->all[SWEEP_YES] + a->all[SWEEP_NO]);

	if (!p || !(all > 0))
		return NAN;
	return (p->at[PRICE_MISSED] *
		       (double)(a->all[SWEEP_YES] - a->n[SWEEP_YES]) +
		   p->at[PRICE_FALSE] * (double)a->n[SWEEP_NO]) /
	       all;
}

static uint64_t
sum(const uint64_t *n)
{
	return n[SWEEP_NO] + n[SWEEP_YES] + n[SWEEP_NOT_SAID];
}

static const struct prices *
prices_of(const struct report *r)
{
	return r->costs ? r->costs->prices : NULL;
}

static struct sweep_row
row_of(struct report *r, const struct above *a, size_t at)
{
	double level = r->o->confidence;

	return (struct sweep_row){
		.threshold = stats_round4((double)at / (READINESS - 1)),
		.handoffs = figure_of(sum(a->n), sum(a->all), level,
		    "no readiness in hoff.score"),
		.precision =
		    figure_of(a->n[SWEEP_YES], a->n[SWEEP_YES] + a->n[SWEEP_NO],
			level, "no labelled conversation has such a readiness"),
		.recall = figure_of(a->n[SWEEP_YES], a->all[SWEEP_YES], level,
		    "no conversation is labelled escalate"),
		.false_positive = figure_of(a->n[SWEEP_NO], a->all[SWEEP_NO],
		    level, "no conversation is labelled not to escalate"),
		.f1 = stats_round4(f1_of(a)),
		.cost = stats_round4(cost_of(a, prices_of(r))),
	};
}

static struct sweep_row
row_at(struct report *r, const struct sweep *s, unsigned halves, size_t at)
{
	struct above a;

	start(&a, s, halves);
	for (size_t i = at; i < READINESS; i++)
		take(&a, s, halves, i);
	return row_of(r, &a, at);
}

enum { CHOOSE_F1, CHOOSE_COST, CHOOSE_CAPACITY };

/* What a threshold is chosen by: the higher the better; NAN is no choice. */
static double
merit(struct report *r, const struct above *a, size_t which)
{
	double share;

	switch (which) {
	case CHOOSE_F1:
		return f1_of(a);
	case CHOOSE_COST:
		return -cost_of(a, prices_of(r));
	default:
		share = (double)sum(a->n) / (double)sum(a->all);
		return share <= r->o->capacity ? share : NAN;
	}
}

/* The best value among those there are, on the first half; of equals the
 * highest, which hands over least. */
static bool
choose(struct report *r, const struct sweep *s, size_t which, size_t *best)
{
	double most = NAN;
	struct above a;

	start(&a, s, 1);
	for (size_t i = READINESS; i-- > 0;) {
		uint64_t before = sum(a.n);
		double x;

		take(&a, s, 1, i);
		if (sum(a.n) == before)
			continue;
		x = merit(r, &a, which);
		if (!isnan(x) && !(x <= most)) {
			most = x;
			*best = i;
		}
	}
	return !isnan(most);
}

static const char *
reason_of(struct report *r, size_t which)
{
	const struct prices *p = prices_of(r);

	if (which == CHOOSE_COST &&
	    (!p || isnan(p->at[PRICE_MISSED]) || isnan(p->at[PRICE_FALSE])))
		return "needs missed_escalation and false_escalation in --cost";
	if (which == CHOOSE_CAPACITY && r->o->capacity >= 1)
		return "needs --capacity";
	return "no threshold does it in the first half";
}

static void
read_choices(struct report *r, const struct sweep *s, struct sweep_table *t)
{
	static const struct {
		const char *id, *label;
	} info[SWEEP_CHOICES] = {
		[CHOOSE_F1] = { "best_f1", "best F1" },
		[CHOOSE_COST] = { "least_cost", "least cost" },
		[CHOOSE_CAPACITY] = { "capacity", "as much as --capacity" },
	};

	for (size_t i = 0; i < SWEEP_CHOICES; i++) {
		struct sweep_choice *c = &t->choices[i];
		size_t at = 0;

		*c = (struct sweep_choice){ .id = info[i].id,
			.label = info[i].label };
		if ((i == CHOOSE_CAPACITY && r->o->capacity >= 1) ||
		    !choose(r, s, i, &at)) {
			c->reason = reason_of(r, i);
			continue;
		}
		c->tuned = row_at(r, s, 1, at);
		c->kept = row_at(r, s, 2, at);
	}
}

static void
read_calibration(struct report *r, struct sweep_table *t)
{
	struct calibration *c = &t->calibration;
	double *const numbers[] = { &c->brier, &c->reliability, &c->resolution,
		&c->uncertainty, &c->within, &c->ece, &c->ece_by_chance,
		&c->mce, &c->p };

	stats_calibration(t->labelled, READINESS, c);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		*numbers[i] = stats_round4(*numbers[i]);
	for (size_t i = 0; i < CALIBRATION_BINS; i++) {
		struct calibration_bin *b = &c->bins[i];

		b->predicted = stats_round4(b->predicted);
		t->bins[i] = figure_of(b->yes, b->n, r->o->confidence,
		    "no labelled conversation has such a readiness");
	}
}

static struct graded *
half_as_graded(struct report *r, const struct sweep *s, size_t half)
{
	struct graded *g = arena_array(&r->arena, READINESS, sizeof(*g));

	for (size_t i = 0; i < READINESS; i++)
		g[i] = (struct graded){ s->n[half][SWEEP_YES][i],
			s->n[half][SWEEP_NO][i] };
	return g;
}

static void
read_costs(struct report *r, const struct sweep *s, struct sweep_table *t)
{
	const struct graded *first = half_as_graded(r, s, 0);
	const struct graded *second = half_as_graded(r, s, 1);

	for (size_t i = 0; i < SWEEP_COSTS; i++) {
		struct sweep_cost *c = &t->costs[i];
		size_t at;

		c->weight = (double)(i + 1) / (SWEEP_COSTS + 1);
		c->trivial = stats_round4(fmin(c->weight, 1 - c->weight));
		c->tuned = stats_round4(
		    stats_fewest_mistakes(first, READINESS, c->weight, &at));
		c->kept = stats_round4(
		    stats_mistakes(second, READINESS, at, c->weight));
		c->threshold = at < READINESS
				   ? stats_round4((double)at / (READINESS - 1))
				   : NAN;
	}
}

void
sweep_read(struct report *r, const struct sweep *s, struct sweep_table *t)
{
	struct interval w;

	for (size_t h = 0; h < 2; h++)
		for (size_t i = 0; i < READINESS; i++) {
			t->labelled[i].yes += s->n[h][SWEEP_YES][i];
			t->labelled[i].no += s->n[h][SWEEP_NO][i];
			for (size_t l = 0; l < SWEEP_LABELS; l++)
				t->n[l] += s->n[h][l][i];
		}
	w = stats_auc(t->labelled, READINESS, r->o->confidence, &t->auc);
	t->auc = stats_round4(t->auc);
	t->auc_low = stats_round4(w.low);
	t->auc_high = stats_round4(w.high);
	t->average_precision =
	    stats_round4(stats_average_precision(t->labelled, READINESS));
	t->prevalence = figure_of(
	    t->n[SWEEP_YES], t->n[SWEEP_YES] + t->n[SWEEP_NO], 0.5, NULL)
			    .value;
	for (size_t i = 0; i < SWEEP_ROWS; i++)
		t->rows[i] = row_at(
		    r, s, 3, (i + 1) * (READINESS - 1) / (SWEEP_ROWS + 1));
	read_choices(r, s, t);
	read_costs(r, s, t);
	read_calibration(r, t);
}
