#include "kpi/compared.h"
#include "kpi/dropoff.h"
#include "kpi/gates.h"
#include "kpi/quality.h"

static void
put_head(struct report *r, bool colour, struct buf *out)
{
	const uint64_t *n = r->total->counts;

	grid_strong(arena_printf(&r->arena, "%llu conversations",
			(unsigned long long)n[N_ALL]),
	    colour, out);
	buf_printf(out, ", %llu with a customer turn, started %.*s\n",
	    (unsigned long long)n[N_ENGAGED], STR_ARG(say_period(r)));
	if (say_definitions(r).n)
		buf_printf(out, "%.*s\n", STR_ARG(say_definitions(r)));
	if (say_set_aside(r).n)
		buf_printf(out, "%.*s\n", STR_ARG(say_set_aside(r)));
}

void
report_text(struct report *r, bool colour, size_t width, struct buf *out)
{
	struct buf head = { 0 };
	struct grid g;

	put_head(r, colour, &head);
	grid_fit(buf_view(&head), width, out);
	buf_free(&head);
	grid_gates(r, &g);
	if (!g.absent)
		grid_text_within(&g, colour, width, out);
	for (size_t i = 0; i < N_SECTIONS; i++) {
		grid_section(r, (enum section)i, &g);
		grid_text_within(&g, colour, width, out);
	}
	grid_policies(r, &g);
	if (!g.absent)
		grid_text_within(&g, colour, width, out);
	grid_extents(r, &g);
	grid_text_within(&g, colour, width, out);
	for (size_t i = 0; i < N_LISTED; i++) {
		grid_names(r, (enum naming)i, &g);
		grid_text_within(&g, colour, width, out);
	}
	grid_rules(r, &g);
	if (!g.absent)
		grid_text_within(&g, colour, width, out);
	grid_dropoff_turns(r, r->dropoff, &g);
	grid_text_within(&g, colour, width, out);
	grid_dropoff_intents(r, r->dropoff, &g);
	grid_text_within(&g, colour, width, out);
	grid_quality(r, &g);
	grid_text_within(&g, colour, width, out);
	for (size_t i = 0; grid_compared(r, i, &g, NULL); i++)
		grid_text_within(&g, colour, width, out);
	if (r->n_parts && !r->o->fair_by) {
		grid_groups(r, &g);
		grid_text_within(&g, colour, width, out);
	}
}
