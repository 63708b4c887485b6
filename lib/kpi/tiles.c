#include <math.h>
#include <string.h>

#include "kpi/baseline.h"
#include "kpi/contrast.h"
#include "kpi/page.h"
#include "kpi/plot.h"
#include "page/page.h"

/* How it went, where there are periods and nothing else to group by: a shape,
 * and its halves in numbers; one day alone would say little. */
static void
put_trend(struct report *r, const struct measure *m, struct buf *out)
{
	double *values = arena_array(&r->arena, r->n_groups, sizeof(*values));
	uint64_t part[2] = { 0, 0 }, whole[2] = { 0, 0 };

	if (!r->o->every || r->n_parts != 1)
		return;
	for (size_t i = 0; i < r->n_groups; i++) {
		struct scope s = cohort_scope(&r->groups[i]);
		struct figure f = measure_figure(m, &s, r->o->confidence);
		bool late = 2 * i >= r->n_groups;

		values[i] = f.value;
		part[late] += f.numerator;
		whole[late] += f.denominator;
	}
	if (!whole[0] || !whole[1])
		return;
	buf_cstr(out, "<div class=\"trend\">");
	plot_spark(out, values, r->n_groups);
	buf_printf(out,
	    "<p>%.1f%% in the first half, %.1f%% in the second</p></div>",
	    100 * (double)part[0] / (double)whole[0],
	    100 * (double)part[1] / (double)whole[1]);
}

/* How far it is from the baseline, and the interval of that. */
static void
put_change(struct report *r, const struct measure *m, struct buf *out)
{
	const struct baseline *b = r->baseline;

	for (size_t i = 0; b && i < b->n; i++) {
		const struct contrast *c = &b->contrasts[i];

		if (!strcmp(c->id, m->id))
			buf_printf(out,
			    "<p><b>%+.2f</b> (%.2f to %.2f) on the "
			    "baseline</p>",
			    c->difference * 100, c->low * 100, c->high * 100);
	}
}

static void
put_tile(struct report *r, const struct measure *m, struct buf *out)
{
	struct figure f = measure_figure(m, &r->all, r->o->confidence);

	buf_cstr(out, "<div class=\"tile\"><h2>");
	page_text(out, str_of(m->label));
	buf_cstr(out, "</h2>");
	if (isnan(f.value)) {
		buf_printf(out, "<strong class=\"none\">&ndash;</strong><p>");
		page_text(out, str_of(f.reason));
		buf_cstr(out, "</p></div>\n");
		return;
	}
	buf_printf(out, "<strong>%.1f%%</strong>", f.value * 100);
	page_whisker(out, f.value, f.low, f.high);
	buf_printf(out, "<p>%.2f-%.2f%%</p><p>%llu of %llu ", f.low * 100,
	    f.high * 100, (unsigned long long)f.numerator,
	    (unsigned long long)f.denominator);
	page_text(out, str_of(m->of));
	buf_cstr(out, "</p>");
	put_change(r, m, out);
	put_trend(r, m, out);
	buf_cstr(out, "</div>\n");
}

/* The numbers people look for first, and what keeps them honest. */
void
tiles_put(struct report *r, struct buf *out)
{
	static const struct {
		const char *id;
		bool always; /* else a tile only where there is a value */
	} tiles[] = {
		{ "escalation_attempted", true },
		{ "escalation", true },
		{ "handoff_delivery", false },
		{ "containment_resolved", true },
		{ "containment_strict_resolved", false },
		{ "containment", true },
		{ "resolution_confirmed", false },
		{ "abandonment", true },
		{ "deflection", false },
		{ "outcome_unknown", true },
		{ "csat_top2", false },
		{ "csat", false },
		{ "judged_escalate", false },
		{ "judged_no_human", false },
		{ "label_precision", false },
		{ "label_recall", false },
		{ "service_level_offered", false },
		{ "service_level", false },
	};

	buf_cstr(out, "<div class=\"tiles\">\n");
	for (size_t i = 0; i < sizeof(tiles) / sizeof(*tiles); i++) {
		const struct measure *m =
		    measure_find(r->measures, tiles[i].id);

		if (m && (tiles[i].always ||
			     !isnan(measure_figure(m, &r->all, r->o->confidence)
					.value)))
			put_tile(r, m, out);
	}
	buf_cstr(out, "</div>\n");
}
