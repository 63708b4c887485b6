#include "kpi/compared.h"

#include "kpi/agents.h"
#include "kpi/costs.h"
#include "kpi/cusum.h"
#include "kpi/drift.h"
#include "kpi/fairness.h"
#include "kpi/lasting.h"
#include "kpi/sweep.h"

static bool
grid_fair(struct report *r, size_t i, struct grid *g)
{
	const struct fairness *f = r->fairness;

	if (!f)
		return false;
	if (f->reason) {
		*g = (struct grid){ .title = "Fairness", .absent = f->reason };
		return i == 0;
	}
	if (i == 0)
		grid_fair_findings(r, f, g);
	else if (i <= f->n)
		grid_fairness(r, f, i - 1, g);
	else if (i <= 2 * f->n && f->n_strata)
		grid_fair_strata(r, f, i - 1 - f->n, g);
	else
		return false;
	return true;
}

/* Each of these knows tables of one kind: the i-th, or false behind the last.
 * What an option did not ask for has none. */
static bool
grid_of_costs(struct report *r, size_t i, struct grid *g)
{
	if (!r->costs || i)
		return false;
	grid_costs(r, r->costs, g);
	return true;
}

static bool
grid_of_agents(struct report *r, size_t i, struct grid *g)
{
	if (!r->agents || i >= N_AGENT_METRICS)
		return false;
	grid_agents(r, r->agents, (enum agent_metric)i, g);
	return true;
}

static bool
grid_of_sweep(struct report *r, size_t i, struct grid *g)
{
	return r->sweep && grid_sweep(r, r->sweep, i, g);
}

static bool
grid_of_baseline(struct report *r, size_t i, struct grid *g)
{
	if (!r->baseline || r->o->drift_only || i)
		return false;
	grid_baseline(r, r->baseline, g);
	return true;
}

static bool
grid_of_drift(struct report *r, size_t i, struct grid *g)
{
	if (!r->baseline || i > 1)
		return false;
	if (i == 0)
		grid_drift(r, r->drift, g);
	else
		grid_drift_amounts(r, r->drift, g);
	return true;
}

static bool
grid_of_watches(struct report *r, size_t i, struct grid *g)
{
	if (!r->watches || i)
		return false;
	grid_cusum(r, r->watches, g);
	return true;
}

static bool
grid_of_experiment(struct report *r, size_t i, struct grid *g)
{
	const struct experiment *e = r->experiment;

	static void (*const grids[])(struct report *, const struct experiment *,
	    struct grid *) = { grid_arms, grid_contrasts, grid_lasting,
		grid_planning };

	if (!e || i >= sizeof(grids) / sizeof(*grids) || (i > 0 && e->reason))
		return false;
	grids[i](r, e, g);
	return true;
}

bool
grid_compared(struct report *r, size_t i, struct grid *g, struct compared *what)
{
	static bool (*const kinds[COMPARISONS])(
	    struct report *, size_t, struct grid *) = {
		[COMPARED_COSTS] = grid_of_costs,
		[COMPARED_AGENTS] = grid_of_agents,
		[COMPARED_SWEEP] = grid_of_sweep,
		[COMPARED_BASELINE] = grid_of_baseline,
		[COMPARED_DRIFT] = grid_of_drift,
		[COMPARED_WATCHES] = grid_of_watches,
		[COMPARED_EXPERIMENT] = grid_of_experiment,
		[COMPARED_FAIRNESS] = grid_fair,
	};

	for (size_t k = 0; k < COMPARISONS; k++) {
		size_t n = 0;

		for (; kinds[k](r, n, g); n++)
			if (n == i) {
				if (what)
					*what = (struct compared){
						(enum comparison)k, n
					};
				return true;
			}
		i -= n;
	}
	return false;
}
