#include "diff/report.h"

static void
put_value(struct buf *out, const struct gate_value *v)
{
	json_member_number(out, "estimate", v->estimate);
	json_member_number(out, "low", v->low);
	json_member_number(out, "high", v->high);
	json_member_count(out, "n", v->n);
}

static void
put_side(struct buf *out, const char *name, const struct gate_value *v)
{
	json_member(out, name);
	buf_char(out, '{');
	put_value(out, v);
	buf_char(out, '}');
}

static void
put_comparison(
    const struct metric_info *info, const struct comparison *c, struct buf *out)
{
	json_member_string(out, "id", info->id);
	if (info->single) {
		put_value(out, &c->new);
	} else {
		put_side(out, "old", &c->old);
		put_side(out, "new", &c->new);
		put_side(out, "delta", &c->delta);
		json_member(out, "unchanged");
		buf_cstr(out, c->delta.unchanged ? "true" : "false");
	}
	if (c->paired) {
		json_member_count(out, "gained", c->gained);
		json_member_count(out, "lost", c->lost);
		json_member_number(out, "mcnemar_p", c->p);
	}
	json_member_string(out, "reason", c->reason);
}

static void
put_metrics(
    struct report *r, const struct counts *t, bool full, struct buf *out)
{
	json_member(out, "metrics");
	buf_char(out, '[');
	for (enum metric m = 0; m < N_METRICS; m++) {
		const struct metric_info *info = &metric_info[m];
		struct comparison c;

		metric_compare(m, t, r->d->o.confidence, &c);
		json_next(out);
		buf_char(out, '{');
		put_comparison(info, &c, out);
		if (full) {
			json_member_string(out, "label", info->label);
			json_member_string(out, "definition", info->definition);
			json_member_string(out, "interval", info->interval);
		}
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_decisions(const struct counts *t, struct buf *out)
{
	json_member(out, "decisions");
	buf_char(out, '[');
	for (size_t old = 0; old < N_DECISIONS; old++)
		for (size_t new = 0; new < N_DECISIONS; new ++) {
			json_next(out);
			buf_char(out, '{');
			json_member_string(
			    out, "old", decision_name((enum decision)old));
			json_member_string(
			    out, "new", decision_name((enum decision) new));
			json_member_count(out, "n", t->decisions[old][new]);
			buf_char(out, '}');
		}
	buf_char(out, ']');
}

static void
put_shifts(const struct counts *t, struct buf *out)
{
	json_member(out, "turns");
	buf_char(out, '{');
	json_member_count(out, "sooner", moved_sooner(t));
	json_member_count(out, "same", t->shifts[MOST_SHIFT]);
	json_member_count(out, "later", moved_later(t));
	json_member(out, "shifts");
	buf_char(out, '[');
	for (int i = 0; i < 2 * MOST_SHIFT + 1; i++) {
		if (!t->shifts[i])
			continue;
		json_next(out);
		buf_printf(out, "{\"turns\":%d,\"or_more\":%s", i - MOST_SHIFT,
		    i == 0 || i == 2 * MOST_SHIFT ? "true" : "false");
		json_member_count(out, "n", t->shifts[i]);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}

static void
put_rules(struct report *r, struct buf *out)
{
	json_member(out, "rules");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct rule_count *n = r->rules[i].count;

		json_next(out);
		buf_cstr(out, "{\"rule\":");
		json_put_string(out, r->rules[i].name);
		json_member(out, "other");
		buf_cstr(out, n == r->d->rules.other ? "true" : "false");
		json_member_count(out, "old", n->sides[SIDE_OLD]);
		json_member_count(out, "new", n->sides[SIDE_NEW]);
		json_member_count(out, "lost", n->lost);
		json_member_count(out, "gained", n->gained);
		json_member_count(out, "changed", n->changed);
		json_member_count(out, "moved", n->moved);
		json_member_count(
		    out, "other_queue", n->alike_but[ASPECT_QUEUE]);
		json_member_count(
		    out, "other_priority", n->alike_but[ASPECT_PRIORITY]);
		json_member_count(out, "other_tier", n->alike_but[ASPECT_TIER]);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_group(struct report *r, const struct group *g, struct buf *out)
{
	const struct counts *t = g->account;

	json_member(out, "key");
	key_put(g->key, g->other ? 0 : r->d->by.n, out);
	json_member(out, "other");
	buf_cstr(out, g->other ? "true" : "false");
	json_member_count(out, "changed", counts_changed(t));
	put_metrics(r, t, false, out);
}

static void
put_groups(struct report *r, struct buf *out)
{
	json_member(out, "by");
	buf_char(out, '[');
	for (size_t i = 0; i < r->d->by.n; i++) {
		json_next(out);
		json_put_string(out, r->d->by.paths[i].text);
	}
	buf_char(out, ']');
	json_member(out, "groups");
	buf_char(out, '[');
	for (size_t i = 0; i < r->groups.n; i++) {
		json_next(out);
		buf_char(out, '{');
		put_group(r, &r->groups.at[i], out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void
put_gates(struct report *r, struct buf *out)
{
	json_member(out, "gates");
	buf_char(out, '[');
	for (size_t i = 0; i < r->n_gates; i++) {
		const struct gate_verdict *g = &r->gates[i];

		json_next(out);
		buf_cstr(out, "{\"gate\":");
		json_put_string(out, g->gate->text);
		json_member_string(out, "answer", gate_answer_name(g->answer));
		json_member(out, "metric");
		json_put_string(out, g->gate->metric);
		json_member_number(out, "bound", g->gate->bound);
		put_value(out, &g->value);
		json_member(out, "unchanged");
		buf_cstr(out, g->value.unchanged ? "true" : "false");
		json_member_string(out, "definition", g->definition);
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
		json_member(out, names[i]);
		buf_str(out,
		    v.parts[i] ? json_raw(&v.json, v.parts[i]) : STR("null"));
	}
	json_member(out, "several");
	buf_cstr(out, v.several ? "true" : "false");
	buf_char(out, '}');
	version_shut(&v);
}

static void
put_set_aside(struct report *r, struct buf *out)
{
	static const char *const names[] = { "old", "new" };
	const struct window *w = &r->d->window;

	json_member(out, "set_aside");
	buf_char(out, '{');
	json_member_count(out, "only_old", w->only[SIDE_OLD]);
	json_member_count(out, "only_new", w->only[SIDE_NEW]);
	json_member_count(out, "labels_differ", r->total->labels_differ);
	json_member(out, "duplicates");
	buf_char(out, '{');
	for (size_t i = 0; i < N_SIDES; i++) {
		const struct duplicates *d = &w->duplicates[i];

		json_member(out, names[i]);
		buf_char(out, '{');
		json_member_count(out, "n", d->n);
		json_member(out, "lines");
		buf_char(out, '[');
		for (size_t k = 0; k < d->n && k < DUPLICATES_NAMED; k++) {
			json_next(out);
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
	json_member_string(out, "schema", "hoff.diff/1");
	json_member_number(out, "confidence", r->d->o.confidence);
	json_member_count(out, "pairs", r->total->pairs);
	json_member_count(out, "labelled", counts_labelled(r->total));
	json_member_count(out, "changed", counts_changed(r->total));
	json_member(out, "old");
	put_version(r, SIDE_OLD, out);
	json_member(out, "new");
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
