#include "kpi/baseline.h"

void
baseline_open(struct report *r, const struct kpi *now, struct baseline *b)
{
	report_open(&b->report, now->baseline);
	b->shared = kpi_shared(now, &b->exact);
	if (r->o->drift_only)
		return;
	contrast_check(r);
	b->contrasts =
	    arena_array(&r->arena, contrast_most(r), sizeof(*b->contrasts));
	b->n = contrast_all(r, &b->report.all, &r->all, b->contrasts);
	contrast_adjust(r, b->contrasts, b->n);
}

void
baseline_shut(struct baseline *b)
{
	report_shut(&b->report);
}

/* What the intervals take the two logs for. */
static struct str
say_shared(struct report *r, const struct baseline *b)
{
	if (!b->shared)
		return STR("others than these, so the intervals are those of "
			   "two independent logs");
	return arena_printf(&r->arena,
	    "%s%llu of them are among these, too, and make both logs alike, "
	    "while the intervals are those of two independent logs",
	    b->exact ? "" : "about ", (unsigned long long)b->shared);
}

void
grid_baseline(struct report *r, struct baseline *b, struct grid *g)
{
	*g = (struct grid){ .title = "Against the baseline",
		.note = arena_printf(&r->arena,
		    "the baseline: %llu conversations, started %.*s; %.*s "
		    "(%s); %s",
		    (unsigned long long)b->report.total->counts[N_ALL],
		    STR_ARG(say_period(&b->report)), STR_ARG(say_shared(r, b)),
		    r->all.customers
			? "the delta method's, over customers: who is in both "
			  "counts as two"
			: "Newcombe, Welch",
		    say_family(r, b->contrasts, b->n))
			    .p,
		.absent = b->n ? NULL : "nothing to compare" };
	for (size_t i = 0; i < CONTRAST_CELLS; i++)
		grid_column(g,
		    i == 1   ? "baseline"
		    : i == 2 ? "now"
			     : contrast_titles[i],
		    i > 0, false);
	grid_rows(g, &r->arena, b->n);
	for (size_t i = 0; i < b->n; i++) {
		struct row *row = grid_row(g);

		contrast_cells(r, &b->contrasts[i], row->cells);
	}
}

void
baseline_json(const struct report *r, const struct baseline *b, struct buf *out)
{
	json_member(out, "baseline");
	buf_char(out, '{');
	json_member_count(out, "conversations", b->report.total->counts[N_ALL]);
	json_member_count(out, "shared", b->shared);
	json_member_bool(out, "shared_exact", b->exact);
	json_member_string(out, "unit", kpi_units[r->all.customers != NULL]);
	json_member_string(out, "family", contrast_family(r));
	json_member(out, "contrasts");
	buf_char(out, '[');
	for (size_t i = 0; i < b->n; i++)
		contrast_json(&b->contrasts[i], out);
	buf_cstr(out, "]}");
}
