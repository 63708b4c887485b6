#include <math.h>

#include "kpi/agents.h"
#include "kpi/costs.h"
#include "kpi/cusum.h"
#include "kpi/drift.h"
#include "kpi/dropoff.h"
#include "kpi/experiment.h"
#include "kpi/fairness.h"
#include "kpi/gates.h"
#include "kpi/quality.h"
#include "kpi/sweep.h"
#include "kpi/targets.h"
#include "kpi/works.h"

void
figure_json(const struct figure *f, struct buf *out)
{
	json_member_count(out, "numerator", f->numerator);
	json_member_count(out, "denominator", f->denominator);
	json_member_number(out, "value", f->value);
	json_member_number(out, "low", f->low);
	json_member_number(out, "high", f->high);
	json_member_string(out, "reason", f->reason);
}

static void
put_measures(struct report *r, const struct scope *s, bool endings, bool full,
    struct buf *out)
{
	static const char *const kinds[] = { "share", "score", "points" };

	json_member(out, endings ? "outcomes" : "kpis");
	buf_char(out, '[');
	for (const struct measure *m = r->measures; m->id; m++) {
		struct figure f = measure_figure(m, s, r->o->confidence);

		if ((m->section == S_ENDINGS) != endings)
			continue;
		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", m->id);
		figure_json(&f, out);
		if (full) {
			json_member_string(out, "label", m->label);
			json_member_string(out, "definition", m->definition);
			json_member_string(out, "of", m->of);
			json_member_string(out, "unit",
			    m->counted ? m->counted : "conversations");
			json_member_string(out, "kind", kinds[m->kind]);
			json_member_string(
			    out, "interval", measure_interval(m));
			json_member_string(
			    out, "source", sections[m->section].source);
			if (endings)
				json_member_string(out, "family",
				    family_names[r->definitions
						     ->outcomes[m->index]
						     .family]);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_value(struct buf *out, const char *name, const struct quantiles *q,
    uint64_t value, unsigned scale)
{
	json_member_number(out, name, q->n ? (double)value / scale : NAN);
}

/* When half have met it, with the ends of its interval. */
static void
put_median(struct report *r, const struct tally *t, enum extent x,
    enum median which, struct buf *out)
{
	struct survival s = { NAN, NAN, NAN };
	unsigned scale = unit_scale(extents[x].unit);
	const char *id = median_ids[which];

	if (extents[x].lasting)
		s = median_of(r, t, x, which);
	json_member_number(out, id, s.at / scale);
	json_member_number(
	    out, arena_printf(&r->arena, "%s_low", id).p, s.low / scale);
	json_member_number(
	    out, arena_printf(&r->arena, "%s_high", id).p, s.high / scale);
}

static void
put_extents(struct report *r, const struct tally *t, bool full, struct buf *out)
{
	json_member(out, "amounts");
	buf_char(out, '[');
	for (size_t x = 0; x < N_EXTENTS; x++) {
		const struct extent_info *info = &extents[x];
		struct quantiles q = quantiles_of(r, t, (enum extent)x);
		unsigned scale = unit_scale(info->unit);

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", info->id);
		json_member_count(out, "n", q.n);
		json_member_count(out, "never", q.never);
		json_member_count(out, "unknown", q.unknown);
		put_value(out, "min", &q, q.min, scale);
		put_value(out, "p50", &q, q.p50, scale);
		put_value(out, "p90", &q, q.p90, scale);
		put_value(out, "max", &q, q.max, scale);
		put_value(out, "mean", &q, q.mean_milli, 1000);
		for (size_t h = 0; h < N_MEDIANS; h++)
			put_median(r, t, (enum extent)x, (enum median)h, out);
		json_member_string(
		    out, "reason", extent_reason((enum extent)x, t));
		if (full) {
			json_member_string(out, "label", info->label);
			json_member_string(out, "definition", info->definition);
			json_member_string(out, "unit", unit_name(info->unit));
			json_member_string(
			    out, "source", sections[info->section].source);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_rule(struct report *r, const struct name *n, struct buf *out)
{
	struct figure f = rule_precision(r, n);

	json_member_count(out, "alone", n->mentions.alone);
	json_member(out, "precision");
	buf_char(out, '{');
	figure_json(&f, out);
	buf_char(out, '}');
}

static void
put_names(struct report *r, enum naming which, struct buf *out)
{
	static const char *const titles[N_LISTED] = { "rules", "friction",
		"redactions" };

	json_member(out, titles[which]);
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_names[which]; i++) {
		const struct name *n = &r->names[which][i];
		struct figure f = name_figure(r, which, n);

		json_next(out);
		buf_char(out, '{');
		json_member(out, "name");
		json_put_string(out, n->name);
		json_member_bool(out, "other", n->other);
		figure_json(&f, out);
		json_member_count(out, "times", n->mentions.times);
		if (which == RULES)
			put_rule(r, n, out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_policies(struct report *r, struct buf *out)
{
	json_member(out, "policies");
	buf_char(out, '[');
	for (size_t i = 0; i < N_POLICIES; i++) {
		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", policy_info[i].id);
		json_member_string(out, "label", policy_info[i].label);
		for (size_t k = 0; k < N_TURN_RATINGS; k++) {
			struct figure f =
			    policy_figure(r->total, (enum policy)i,
				(enum turn_rating)k, r->o->confidence);

			json_member(out, turn_rating_ids[k]);
			buf_char(out, '{');
			figure_json(&f, out);
			buf_char(out, '}');
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_key(struct report *r, const struct group *g, struct buf *out)
{
	json_member(out, "key");
	key_put(g->key, g->other ? g->held : r->n_parts, out);
	json_member_bool(out, "other", g->other);
}

static void
put_scope(struct report *r, const struct scope *s, bool full, struct buf *out)
{
	json_member_count(out, "conversations", s->tally->counts[N_ALL]);
	json_member_count(out, "engaged", s->tally->counts[N_ENGAGED]);
	put_measures(r, s, true, full, out);
	put_measures(r, s, false, full, out);
	put_extents(r, s->tally, full, out);
}

static void
put_definitions(const struct definitions *d, struct buf *out)
{
	json_member(out, "definitions");
	buf_char(out, '{');
	json_member_string(out, "name", d->name);
	json_member_number(out, "version", d->version);
	json_member_string(out, "source", d->source);
	json_member_string(out, "sha256", d->sha256);
	buf_char(out, '}');
}

static void
put_period(struct report *r, struct buf *out)
{
	const struct tally *t = r->total;

	json_member(out, "started");
	if (!t->n_starts) {
		buf_cstr(out, "null");
		return;
	}
	buf_cstr(out, "{\"first\":\"");
	conv_put_time(out, t->first_ms);
	buf_cstr(out, "\",\"last\":\"");
	conv_put_time(out, t->last_ms);
	buf_cstr(out, "\"}");
}

/* What was asked for beside the measures of all. */
static void
put_sections(struct report *r, struct buf *out)
{
	if (r->costs)
		costs_json(r->costs, out);
	if (r->agents)
		agents_json(r, r->agents, out);
	if (r->sweep)
		sweep_json(r->sweep, out);
	if (r->watches)
		cusum_json(r->watches, out);
	if (r->experiment)
		experiment_json(r, r->experiment, out);
	if (r->fairness)
		fairness_json(r, r->fairness, out);
	if (r->baseline && !r->o->drift_only)
		baseline_json(r, r->baseline, out);
	if (r->drift)
		drift_json(r->drift, out);
}

/* What "in time" is. */
static void
put_targets(const struct kpi_opts *o, struct buf *out)
{
	const struct targets *t = o->targets;

	json_member(out, "targets");
	buf_char(out, '{');
	json_member_number(out, "target_s", (double)t->at[0].ms / 1000);
	json_member(out, "channels");
	buf_char(out, '[');
	for (size_t i = 1; i < t->n; i++) {
		json_next(out);
		buf_cstr(out, "{\"channel\":");
		json_put_string(out, t->at[i].channel);
		json_member_number(out, "target_s", (double)t->at[i].ms / 1000);
		buf_char(out, '}');
	}
	buf_char(out, ']');
	json_member_number(
	    out, "short_abandon_s", (double)o->short_abandon_ms / 1000);
	buf_char(out, '}');
}

static void
put_set_aside(const struct report *r, struct buf *out)
{
	json_member(out, "set_aside");
	buf_char(out, '{');
	json_member_count(
	    out, "csat_outside_1_to_5", r->total->counts[N_CSAT_STRANGE]);
	json_member_count(
	    out, "nps_outside_0_to_10", r->total->counts[N_NPS_STRANGE]);
	json_member_count(
	    out, "ces_outside_1_to_7", r->total->counts[N_CES_STRANGE]);
	json_member_count(
	    out, "times_running_backwards", r->total->counts[N_DISORDER]);
	json_member_count(
	    out, "escalate_without_turn", r->total->counts[N_TURNLESS]);
	buf_char(out, '}');
}

static void
put_groups(struct report *r, struct buf *out)
{
	json_member(out, "by");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_parts; i++) {
		json_next(out);
		json_put_string(out, r->parts[i]);
	}
	buf_char(out, ']');
	json_member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_reported; i++) {
		struct scope scope = cohort_scope(&r->groups[i]);

		json_next(out);
		buf_char(out, '{');
		put_key(r, &r->groups[i].group, out);
		put_scope(r, &scope, false, out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
report_json(struct report *r, struct buf *out)
{
	buf_char(out, '{');
	json_member_string(out, "schema", "hoff.kpi/1");
	json_member_number(out, "confidence", r->o->confidence);
	put_definitions(r->definitions, out);
	put_period(r, out);
	put_targets(r->o, out);
	gates_json(r, out);
	put_sections(r, out);
	put_scope(r, &r->all, true, out);
	for (size_t i = 0; i < N_LISTED; i++)
		put_names(r, (enum naming)i, out);
	put_policies(r, out);
	dropoff_json(r->dropoff, out);
	put_set_aside(r, out);
	quality_json(r, out);
	put_groups(r, out);
	buf_cstr(out, "}\n");
}
