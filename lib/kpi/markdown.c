#include "kpi/compared.h"
#include "kpi/dropoff.h"
#include "kpi/gates.h"
#include "kpi/quality.h"

void
report_markdown(struct report *r, struct buf *out)
{
	const uint64_t *n = r->total->counts;
	struct grid g;

	buf_printf(out,
	    "# %llu conversations\n\n%llu with a customer turn, started "
	    "%.*s.\n",
	    (unsigned long long)n[N_ALL], (unsigned long long)n[N_ENGAGED],
	    STR_ARG(say_period(r)));
	if (say_definitions(r).n)
		buf_printf(out, "\n%.*s\n", STR_ARG(say_definitions(r)));
	if (say_set_aside(r).n)
		buf_printf(out, "\n%.*s\n", STR_ARG(say_set_aside(r)));
	grid_gates(r, &g);
	if (!g.absent)
		grid_markdown(&g, 0, out);
	for (size_t i = 0; i < N_SECTIONS; i++) {
		grid_section(r, (enum section)i, &g);
		grid_markdown(&g, 0, out);
	}
	grid_policies(r, &g);
	if (!g.absent)
		grid_markdown(&g, 0, out);
	grid_extents(r, &g);
	grid_markdown(&g, 0, out);
	for (size_t i = 0; i < N_LISTED; i++) {
		grid_names(r, (enum naming)i, &g);
		grid_markdown(&g, 1, out);
	}
	grid_rules(r, &g);
	if (!g.absent)
		grid_markdown(&g, 1, out);
	grid_dropoff_turns(r, r->dropoff, &g);
	grid_markdown(&g, 0, out);
	grid_dropoff_intents(r, r->dropoff, &g);
	grid_markdown(&g, 1, out);
	grid_quality(r, &g);
	grid_markdown(&g, 0, out);
	for (size_t i = 0; grid_compared(r, i, &g, NULL); i++)
		grid_markdown(&g, 1, out);
	if (r->n_parts && !r->o->fair_by) {
		grid_groups(r, &g);
		grid_markdown(&g, r->n_parts, out);
	}
}
