#include <math.h>

#include "kpi/report.h"

/* A member's name and colon, with a comma unless it opens its object. */
static void
member(struct buf *out, const char *name)
{
	if (out->n && out->p[out->n - 1] != '{')
		buf_char(out, ',');
	json_put_string(out, str_of(name));
	buf_char(out, ':');
}

static void
next(struct buf *out)
{
	if (out->p[out->n - 1] != '[')
		buf_char(out, ',');
}

static void
put_str(struct buf *out, const char *name, const char *text)
{
	member(out, name);
	if (text)
		json_put_string(out, str_of(text));
	else
		buf_cstr(out, "null");
}

static void
put_count(struct buf *out, const char *name, uint64_t n)
{
	member(out, name);
	json_put_int(out, (int64_t)n);
}

static void
put_number(struct buf *out, const char *name, double x)
{
	member(out, name);
	json_put_number(out, x);
}

static void
put_figure(struct buf *out, const struct figure *f)
{
	put_count(out, "numerator", f->numerator);
	put_count(out, "denominator", f->denominator);
	put_number(out, "value", f->value);
	put_number(out, "low", f->low);
	put_number(out, "high", f->high);
}

static void
put_measures(struct report *r, const struct tally *t, bool endings, bool full,
    struct buf *out)
{
	member(out, endings ? "outcomes" : "kpis");
	buf_char(out, '[');
	for (const struct measure *m = measures; m->id; m++) {
		struct figure f = measure_figure(m, t, r->o->confidence);

		if ((m->section == S_ENDINGS) != endings)
			continue;
		next(out);
		buf_char(out, '{');
		put_str(out, "id", m->id);
		put_figure(out, &f);
		put_str(out, "reason", f.reason);
		if (full) {
			put_str(out, "label", m->label);
			put_str(out, "definition", m->definition);
			put_str(out, "of", m->of);
			put_str(out, "unit", "conversations");
			put_str(out, "source", sections[m->section].source);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_value(struct buf *out, const char *name, const struct quantiles *q,
    uint64_t value, unsigned scale)
{
	put_number(out, name, q->n ? (double)value / scale : NAN);
}

static void
put_extents(struct report *r, const struct tally *t, bool full, struct buf *out)
{
	member(out, "amounts");
	buf_char(out, '[');
	for (size_t x = 0; x < N_EXTENTS; x++) {
		const struct extent_info *info = &extents[x];
		struct quantiles q = quantiles_of(r, t, (enum extent)x);
		unsigned scale = unit_scale(info->unit);

		next(out);
		buf_char(out, '{');
		put_str(out, "id", info->id);
		put_count(out, "n", q.n);
		put_count(out, "never", q.never);
		put_count(out, "unknown", q.unknown);
		put_value(out, "min", &q, q.min, scale);
		put_value(out, "p50", &q, q.p50, scale);
		put_value(out, "p90", &q, q.p90, scale);
		put_value(out, "max", &q, q.max, scale);
		put_value(out, "mean", &q, q.mean_milli, 1000);
		put_str(out, "reason", extent_reason((enum extent)x, t));
		if (full) {
			put_str(out, "label", info->label);
			put_str(out, "definition", info->definition);
			put_str(out, "unit", unit_name(info->unit));
			put_str(out, "source", sections[info->section].source);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_names(struct report *r, enum naming which, struct buf *out)
{
	static const char *const titles[N_NAMINGS] = { "rules", "friction",
		"redactions" };

	member(out, titles[which]);
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_names[which]; i++) {
		const struct name *n = &r->names[which][i];
		struct figure f = name_figure(r, which, n);

		next(out);
		buf_char(out, '{');
		member(out, "name");
		json_put_string(out, n->name);
		member(out, "other");
		buf_cstr(out, n->other ? "true" : "false");
		put_figure(out, &f);
		put_count(out, "times", n->mentions.times);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_key(struct report *r, const struct group *g, struct buf *out)
{
	member(out, "key");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_paths && !g->other; i++) {
		struct str part;

		next(out);
		if (key_part(g->key, i, &part))
			json_put_string(out, part);
		else
			buf_cstr(out, "null");
	}
	buf_char(out, ']');
	member(out, "other");
	buf_cstr(out, g->other ? "true" : "false");
}

static void
put_scope(struct report *r, const struct tally *t, bool full, struct buf *out)
{
	put_count(out, "conversations", t->counts[N_ALL]);
	put_count(out, "engaged", t->counts[N_ENGAGED]);
	put_measures(r, t, true, full, out);
	put_measures(r, t, false, full, out);
	put_extents(r, t, full, out);
}

static void
put_period(struct report *r, struct buf *out)
{
	const struct tally *t = r->total;

	member(out, "started");
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

void
report_json(struct report *r, struct buf *out)
{
	buf_char(out, '{');
	put_str(out, "schema", "hoff.kpi/1");
	put_number(out, "confidence", r->o->confidence);
	put_period(r, out);
	put_scope(r, r->total, true, out);
	for (size_t i = 0; i < N_NAMINGS; i++)
		put_names(r, (enum naming)i, out);
	member(out, "set_aside");
	buf_char(out, '{');
	put_count(out, "csat_outside_1_to_5", r->total->counts[N_CSAT_STRANGE]);
	put_count(out, "times_running_backwards", r->total->counts[N_DISORDER]);
	buf_char(out, '}');
	member(out, "by");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_paths; i++) {
		next(out);
		json_put_string(out, r->paths[i].text);
	}
	buf_char(out, ']');
	member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_groups; i++) {
		next(out);
		buf_char(out, '{');
		put_key(r, &r->groups[i], out);
		put_scope(r, r->groups[i].tally, false, out);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}\n");
}
