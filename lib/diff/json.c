#include "diff/report.h"

/* A member's name and colon, with a comma unless it opens its object. */
static void
member(struct buf *out, const char *name)
{
	if (out->p[out->n - 1] != '{')
		buf_char(out, ',');
	buf_printf(out, "\"%s\":", name);
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
put_value(struct buf *out, const struct gate_value *v)
{
	put_number(out, "estimate", v->estimate);
	put_number(out, "low", v->low);
	put_number(out, "high", v->high);
	put_count(out, "n", v->n);
}

static void
put_side(struct buf *out, const char *name, const struct gate_value *v)
{
	member(out, name);
	buf_char(out, '{');
	put_value(out, v);
	buf_char(out, '}');
}

static void
put_comparison(
    const struct metric_info *info, const struct comparison *c, struct buf *out)
{
	put_str(out, "id", info->id);
	if (info->single) {
		put_value(out, &c->new);
	} else {
		put_side(out, "old", &c->old);
		put_side(out, "new", &c->new);
		put_side(out, "delta", &c->delta);
		member(out, "unchanged");
		buf_cstr(out, c->delta.unchanged ? "true" : "false");
	}
	if (c->paired) {
		put_count(out, "gained", c->gained);
		put_count(out, "lost", c->lost);
		put_number(out, "mcnemar_p", c->p);
	}
	put_str(out, "reason", c->reason);
}

static void
put_metrics(
    struct report *r, const struct counts *t, bool full, struct buf *out)
{
	member(out, "metrics");
	buf_char(out, '[');
	for (enum metric m = 0; m < N_METRICS; m++) {
		const struct metric_info *info = &metric_info[m];
		struct comparison c;

		metric_compare(m, t, r->d->o.confidence, &c);
		next(out);
		buf_char(out, '{');
		put_comparison(info, &c, out);
		if (full) {
			put_str(out, "label", info->label);
			put_str(out, "definition", info->definition);
			put_str(out, "interval", info->interval);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_decisions(const struct counts *t, struct buf *out)
{
	member(out, "decisions");
	buf_char(out, '[');
	for (size_t old = 0; old < N_DECISIONS; old++)
		for (size_t new = 0; new < N_DECISIONS; new ++) {
			next(out);
			buf_char(out, '{');
			put_str(out, "old", decision_name((enum decision)old));
			put_str(out, "new", decision_name((enum decision) new));
			put_count(out, "n", t->decisions[old][new]);
			buf_char(out, '}');
		}
	buf_char(out, ']');
}

static void
put_shifts(const struct counts *t, struct buf *out)
{
	member(out, "turns");
	buf_char(out, '{');
	put_count(out, "sooner", moved_sooner(t));
	put_count(out, "same", t->shifts[MOST_SHIFT]);
	put_count(out, "later", moved_later(t));
	member(out, "shifts");
	buf_char(out, '[');
	for (int i = 0; i < 2 * MOST_SHIFT + 1; i++) {
		if (!t->shifts[i])
			continue;
		next(out);
		buf_printf(out, "{\"turns\":%d,\"or_more\":%s", i - MOST_SHIFT,
		    i == 0 || i == 2 * MOST_SHIFT ? "true" : "false");
		put_count(out, "n", t->shifts[i]);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}

static void
put_rules(struct report *r, struct buf *out)
{
	member(out, "rules");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct rule_count *n = r->rules[i].count;

		next(out);
		buf_cstr(out, "{\"rule\":");
		json_put_string(out, r->rules[i].name);
		member(out, "other");
		buf_cstr(out, n == r->d->rules.other ? "true" : "false");
		put_count(out, "old", n->sides[SIDE_OLD]);
		put_count(out, "new", n->sides[SIDE_NEW]);
		put_count(out, "lost", n->lost);
		put_count(out, "gained", n->gained);
		put_count(out, "changed", n->changed);
		put_count(out, "moved", n->moved);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_group(struct report *r, const struct group *g, struct buf *out)
{
	member(out, "key");
	buf_char(out, '[');
	for (size_t i = 0; i < r->d->by.n && !g->other; i++) {
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
	put_count(out, "changed", counts_changed(g->counts));
	put_metrics(r, g->counts, false, out);
}

static void
put_groups(struct report *r, struct buf *out)
{
	member(out, "by");
	buf_char(out, '[');
	for (size_t i = 0; i < r->d->by.n; i++) {
		next(out);
		json_put_string(out, r->d->by.paths[i].text);
	}
	buf_char(out, ']');
	member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_groups; i++) {
		next(out);
		buf_char(out, '{');
		put_group(r, &r->groups[i], out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_gates(struct report *r, struct buf *out)
{
	member(out, "gates");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_gates; i++) {
		const struct verdict_of_gate *g = &r->gates[i];

		next(out);
		buf_cstr(out, "{\"gate\":");
		json_put_string(out, g->gate->text);
		put_str(out, "answer", gate_answer_name(g->answer));
		member(out, "metric");
		json_put_string(out, g->gate->metric);
		put_number(out, "bound", g->gate->bound);
		put_value(out, &g->value);
		member(out, "unchanged");
		buf_cstr(out, g->value.unchanged ? "true" : "false");
		put_str(out, "definition", g->metric->definition);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_version(struct report *r, enum side side, struct buf *out)
{
	static const char *const names[VERSION_PARTS] = { "name", "version",
		"sha256" };
	struct version v;

	version_open(r, side, &v);
	buf_char(out, '{');
	for (size_t i = 0; i < VERSION_PARTS; i++) {
		member(out, names[i]);
		buf_str(out,
		    v.parts[i] ? json_raw(&v.json, v.parts[i]) : STR("null"));
	}
	member(out, "several");
	buf_cstr(out, v.several ? "true" : "false");
	buf_char(out, '}');
	version_shut(&v);
}

static void
put_set_aside(struct report *r, struct buf *out)
{
	static const char *const names[] = { "old", "new" };
	const struct window *w = &r->d->window;

	member(out, "set_aside");
	buf_char(out, '{');
	put_count(out, "only_old", w->only[SIDE_OLD]);
	put_count(out, "only_new", w->only[SIDE_NEW]);
	put_count(out, "labels_differ", r->total->labels_differ);
	member(out, "duplicates");
	buf_char(out, '{');
	for (size_t i = 0; i < N_SIDES; i++) {
		const struct duplicates *d = &w->duplicates[i];

		member(out, names[i]);
		buf_char(out, '{');
		put_count(out, "n", d->n);
		member(out, "lines");
		buf_char(out, '[');
		for (size_t k = 0; k < d->n && k < DUPLICATES_NAMED; k++) {
			next(out);
			json_put_int(out, (int64_t)d->lines[k]);
		}
		buf_cstr(out, "]}");
	}
	buf_cstr(out, "}}");
}

void
diff_json(struct report *r, struct buf *out)
{
	buf_char(out, '{');
	put_str(out, "schema", "hoff.diff/1");
	put_number(out, "confidence", r->d->o.confidence);
	put_count(out, "pairs", r->total->pairs);
	put_count(out, "labelled", counts_labelled(r->total));
	put_count(out, "changed", counts_changed(r->total));
	member(out, "old");
	put_version(r, SIDE_OLD, out);
	member(out, "new");
	put_version(r, SIDE_NEW, out);
	put_gates(r, out);
	put_metrics(r, r->total, true, out);
	put_decisions(r->total, out);
	put_shifts(r->total, out);
	put_rules(r, out);
	put_groups(r, out);
	put_set_aside(r, out);
	buf_cstr(out, "}\n");
}
