#include "kpi/lines.h"

#include <math.h>

#include "csv/csv.h"
#include "kpi/dropoff.h"
#include "kpi/quality.h"

static void
text(struct line *l, const char *s)
{
	csv_put(l->out, str_of(s ? s : ""), false);
}

static void
number(struct line *l, double x)
{
	buf_char(l->out, ',');
	if (!isnan(x))
		json_put_number(l->out, x);
}

static const char *
scope_of(const struct line *l)
{
	if (l->scope || !l->group)
		return l->scope ? l->scope : "total";
	return l->group->other ? "other" : "group";
}

void
line_begin(
    struct line *l, const char *metric, struct str name, const char *statistic)
{
	const struct group *g = l->group;

	csv_put(l->out, str_of(scope_of(l)), true);
	for (size_t i = 0; i < l->r->n_parts; i++)
		csv_put(l->out, g ? group_part(g, i) : STR(""), false);
	text(l, metric);
	csv_put(l->out, name, false);
	text(l, statistic);
}

void
line_value(
    struct line *l, double value, const char *unit, double low, double high)
{
	number(l, value);
	text(l, unit);
	number(l, low);
	number(l, high);
	number(l, isnan(low) ? NAN : l->r->o->confidence);
}

void
line_counts(struct line *l, double n, double of)
{
	number(l, n);
	number(l, of);
}

void
line_figure(struct line *l, const struct figure *f, const char *unit)
{
	line_value(l, f->value, unit, f->low, f->high);
	line_counts(l, (double)f->numerator, (double)f->denominator);
}

void
line_end(struct line *l, const char *reason, const char *source,
    const char *definition)
{
	text(l, reason);
	text(l, source);
	text(l, definition);
	buf_char(l->out, '\n');
}

static void
put_measures(struct line *l, const struct scope *s)
{
	static const char *const units[] = { "share", "score", "points" };

	for (const struct measure *m = l->r->measures; m->id; m++) {
		struct figure f = measure_figure(m, s, l->r->o->confidence);

		line_begin(l, m->id, STR(""), units[m->kind]);
		line_figure(l, &f, units[m->kind]);
		line_end(
		    l, f.reason, sections[m->section].source, m->definition);
	}
}

static void
put_median(
    struct line *l, const struct tally *t, enum extent x, enum median which)
{
	const struct extent_info *info = &extents[x];
	struct survival s = median_of(l->r, t, x, which);
	unsigned scale = unit_scale(info->unit);

	line_begin(l, info->id, STR(""), median_ids[which]);
	line_value(l, s.at / scale, unit_name(info->unit), s.low / scale,
	    s.high / scale);
	line_counts(l, (double)t->spreads[x].values.n,
	    (double)median_base(t, x, which));
	line_end(l, isnan(s.at) ? median_reason(which) : NULL,
	    sections[info->section].source, info->definition);
}

static void
put_extents(struct line *l, const struct tally *t)
{
	static const char *const names[] = { "min", "p50", "p90", "max",
		"mean" };

	for (size_t x = 0; x < N_EXTENTS; x++) {
		const struct extent_info *info = &extents[x];
		struct quantiles q = quantiles_of(l->r, t, (enum extent)x);
		unsigned scale = unit_scale(info->unit);
		double values[] = { (double)q.min / scale,
			(double)q.p50 / scale, (double)q.p90 / scale,
			(double)q.max / scale, (double)q.mean_milli / 1000 };

		for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
			line_begin(l, info->id, STR(""), names[i]);
			line_value(l, q.n ? values[i] : NAN,
			    unit_name(info->unit), NAN, NAN);
			line_counts(l, (double)q.n,
			    (double)(q.n + q.never + q.unknown));
			line_end(l, extent_reason((enum extent)x, t),
			    sections[info->section].source, info->definition);
		}
		for (size_t h = 0; h < N_MEDIANS && info->lasting; h++)
			put_median(l, t, (enum extent)x, (enum median)h);
	}
}

static void
put_names(struct line *l)
{
	static const struct {
		const char *metric, *source, *definition;
	} about[N_LISTED] = {
		[RULES] = { "rule", "hoff.score",
		    "conversations whose reasons name the rule, of those "
		    "judged" },
		[FRICTION] = { "friction", "hoff.score",
		    "conversations with this kind of friction, of those "
		    "judged" },
		[REDACTIONS] = { "redaction", "hoff.redact",
		    "conversations with this kind of redaction, of all" },
	};

	for (size_t w = 0; w < N_LISTED; w++)
		for (size_t i = 0; i < l->r->n_names[w]; i++) {
			const struct name *n = &l->r->names[w][i];
			struct figure f = name_figure(l->r, (enum naming)w, n);

			line_begin(l, about[w].metric, n->name, "share");
			line_figure(l, &f, "share");
			line_end(l, NULL, about[w].source, about[w].definition);
		}
}

static void
put_rules(struct line *l)
{
	for (size_t i = 0; i < l->r->n_names[RULES]; i++) {
		const struct name *n = &l->r->names[RULES][i];
		struct figure f = rule_precision(l->r, n);

		line_begin(l, "rule_precision", n->name, "share");
		line_figure(l, &f, "share");
		line_end(l, f.reason, "hoff.score, labels",
		    "labelled escalate, of the labelled conversations whose "
		    "reasons name the rule");
	}
}

static void
put_dropoff(struct line *l)
{
	const struct dropoff *d = l->r->dropoff;

	for (size_t i = 0; i < d->n_turns; i++) {
		const struct dropoff_turn *t = &d->turns[i];

		line_begin(l, "left_after_turn",
		    arena_printf(
			&l->r->arena, "%llu", (unsigned long long)t->turn),
		    "share");
		line_figure(l, &t->left, "share");
		line_end(l, NULL, "turns, events",
		    "left after this customer turn, of those who wrote so "
		    "many");
	}
	for (size_t i = 0; i < d->n_intents; i++) {
		line_begin(l, "left_at_intent", d->intents[i].name, "share");
		line_figure(l, &d->intents[i].left, "share");
		line_end(l, NULL, "turns, events",
		    "left, of the conversations in which this is the last "
		    "intent of a customer turn");
	}
}

static void
put_quality(struct line *l)
{
	struct quality q;

	quality_read(l->r, &q);
	for (size_t i = 0; i < N_FLAWS; i++) {
		struct figure f = quality_figure(l->r, &q, (enum flaw_id)i);

		line_begin(l, "flaw", flaw_name((enum flaw_id)i), "share");
		line_figure(l, &f, "share");
		line_end(l, f.reason, "log",
		    arena_printf(&l->r->arena, "%s: %s%c", flaws[i].label,
			flaws[i].effect, 0)
			.p);
	}
}

void
report_csv(struct report *r, struct buf *out)
{
	static const char *const titles[] = { "metric", "name", "statistic",
		"value", "unit", "low", "high", "confidence", "n", "of",
		"reason", "source", "definition" };
	struct line l = { .r = r, .out = out };
	struct scope scope;

	csv_put(out, STR("scope"), true);
	for (size_t i = 0; i < r->n_parts; i++)
		csv_put(out, r->parts[i], false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		csv_put(out, str_of(titles[i]), false);
	buf_char(out, '\n');
	put_measures(&l, &r->all);
	put_extents(&l, r->total);
	put_names(&l);
	put_rules(&l);
	put_dropoff(&l);
	put_quality(&l);
	for (size_t i = 0; i < r->n_reported; i++) {
		l.group = &r->groups[i].group;
		scope = cohort_scope(&r->groups[i]);
		put_measures(&l, &scope);
		put_extents(&l, scope.tally);
	}
	l.group = NULL;
	lines_compared(&l);
}
