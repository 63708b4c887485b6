#include "diff/report.h"

#include <math.h>

enum { SUM_SHOWN = 12 }; /* digits of the sum of a rules file */

static struct str
phrase_value(struct report *r, enum metric_unit u, double x)
{
	if (isnan(x))
		return STR("-");
	switch (u) {
	case SHARE:
		return arena_printf(&r->arena, "%.2f%%", x * 100);
	case NUMBER:
		return arena_printf(&r->arena, "%.4f", x);
	case TURNS:
		return arena_printf(&r->arena, "%.2f", x);
	case COUNT_OF_PAIRS:
		break;
	}
	return arena_printf(&r->arena, "%.0f", x);
}

/* A difference always has its sign. */
static struct str
phrase_change(struct report *r, enum metric_unit u, double x)
{
	struct str s = phrase_value(r, u, x);

	return x > 0 ? arena_printf(&r->arena, "+%.*s", STR_ARG(s)) : s;
}

static struct str
phrase_interval(struct report *r, enum metric_unit u,
    const struct gate_value *v, bool difference)
{
	struct str (*one)(struct report *, enum metric_unit, double) =
	    difference ? phrase_change : phrase_value;

	if (isnan(v->low) || isnan(v->high))
		return STR("");
	return arena_printf(&r->arena, "%.*s to %.*s",
	    STR_ARG(one(r, u, v->low)), STR_ARG(one(r, u, v->high)));
}

static struct str
phrase_p(struct report *r, double p)
{
	if (isnan(p))
		return STR("");
	return p < 0.0001 ? STR("<0.0001") : arena_printf(&r->arena, "%.4f", p);
}

static const char *
interval_title(struct report *r, const char *of)
{
	return arena_printf(
	    &r->arena, "%g%% interval%s", r->d->o.confidence * 100, of)
	    .p;
}

static bool
ends_in_delta(struct str name)
{
	return name.n > 6 && !memcmp(name.p + name.n - 6, ".delta", 6);
}

struct str
phrase_evidence(
    struct report *r, const struct gate_verdict *g, const struct metric_info *m)
{
	enum metric_unit u = m->unit;
	bool difference = ends_in_delta(g->gate->metric);
	struct str interval = phrase_interval(r, u, &g->value, difference);

	if (isnan(g->value.estimate))
		return arena_printf(&r->arena, "not known: %s", m->nothing);
	return arena_printf(&r->arena, "%.*s%s%.*s%s, n %llu%s",
	    STR_ARG(difference ? phrase_change(r, u, g->value.estimate)
			       : phrase_value(r, u, g->value.estimate)),
	    interval.n ? " (" : "", STR_ARG(interval), interval.n ? ")" : "",
	    (unsigned long long)g->value.n,
	    g->value.unchanged ? ", nothing changed" : "");
}

void
grid_of_gates(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = r->n_gates ? "Gates" : NULL };
	grid_column(g, "answer", false, false);
	grid_column(g, "gate", false, false);
	grid_column(g, "evidence", false, true);
	grid_rows(g, &r->arena, r->n_gates);
	for (size_t i = 0; i < r->n_gates; i++) {
		const struct gate_verdict *v = &r->gates[i];
		struct row *row = grid_row(g);

		row->cells[0] = str_of(gate_answer_name(v->answer));
		row->cells[1] = v->gate->text;
		row->cells[2] = arena_printf(
		    &r->arena, "%.*s; %s", STR_ARG(v->said), v->definition);
	}
}

static void
rate_row(struct report *r, enum metric m, struct row *row)
{
	const struct metric_info *info = &metric_info[m];
	struct comparison c;

	metric_compare(m, r->total, r->d->o.confidence, &c);
	row->cells[0] = str_of(info->label);
	row->cells[1] = info->single
			    ? STR("")
			    : phrase_value(r, info->unit, c.old.estimate);
	row->cells[2] = phrase_value(r, info->unit, c.new.estimate);
	row->cells[3] = phrase_interval(r, info->unit, &c.new, false);
	if (!info->single) {
		row->cells[4] = phrase_change(r, info->unit, c.delta.estimate);
		row->cells[5] = phrase_interval(r, info->unit, &c.delta, true);
	}
	row->cells[6] = phrase_p(r, c.p);
	row->cells[7] =
	    grid_count(info->single ? c.new.n : c.delta.n, &r->arena);
	row->cells[8] = c.reason ? arena_printf(&r->arena, "(%s)", c.reason)
				 : str_of(info->definition);
}

void
grid_of_rates(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "Rates" };
	grid_column(g, "", false, false);
	grid_column(g, "old", true, false);
	grid_column(g, "new", true, false);
	grid_column(g, interval_title(r, " of new"), true, false);
	grid_column(g, "change", true, false);
	grid_column(g, interval_title(r, " of change"), true, false);
	grid_column(g, "McNemar p", true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "definition", false, true);
	grid_rows(g, &r->arena, N_METRICS);
	for (enum metric m = 0; m < M_N; m++)
		rate_row(r, m, grid_row(g));
}

void
grid_of_decisions(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "Decisions that changed" };
	if (!counts_changed(r->total))
		g->absent = "none";
	grid_column(g, "old", false, false);
	grid_column(g, "new", false, false);
	grid_column(g, "conversations", true, false);
	grid_rows(g, &r->arena, N_DECISIONS * N_DECISIONS);
	for (size_t old = 0; old < N_DECISIONS; old++)
		for (size_t new = 0; new < N_DECISIONS; new ++) {
			uint64_t n = r->total->decisions[old][new];
			struct row *row = &g->rows[g->n_rows];

			if (old == new || !n)
				continue;
			row->cells[0] =
			    str_of(decision_name((enum decision)old));
			row->cells[1] =
			    str_of(decision_name((enum decision) new));
			row->cells[2] = grid_count(n, &r->arena);
			g->n_rows++;
		}
}

/* "2 turns sooner", "10 turns later or more" */
static struct str
phrase_shift(struct report *r, int shift)
{
	int turns = shift < 0 ? -shift : shift;

	if (!shift)
		return STR("the same turn");
	return arena_printf(&r->arena, "%d turn%s %s%s", turns,
	    turns == 1 ? "" : "s", shift < 0 ? "sooner" : "later",
	    turns == MOST_SHIFT ? ", or more" : "");
}

void
grid_of_turns(struct report *r, struct grid *g)
{
	const struct counts *t = r->total;

	*g = (struct grid){ .title = "Turns of the decisions that stayed" };
	if (!moved_sooner(t) && !moved_later(t))
		g->absent = "all at the same turn";
	grid_column(g, "decided", false, false);
	grid_column(g, "conversations", true, false);
	grid_rows(g, &r->arena, 2 * MOST_SHIFT + 1);
	for (int i = 0; i < 2 * MOST_SHIFT + 1; i++) {
		struct row *row = &g->rows[g->n_rows];

		if (!t->shifts[i])
			continue;
		row->cells[0] = phrase_shift(r, i - MOST_SHIFT);
		row->cells[1] = grid_count(t->shifts[i], &r->arena);
		g->n_rows++;
	}
}

void
grid_of_rules(struct report *r, struct grid *g)
{
	*g = (struct grid){ .title = "Rules that decided" };
	if (!r->n_rules)
		g->absent = "none";
	else
		g->note = "lost, gained: decided in the old, in the new one "
			  "only; of these, changed and moved: another "
			  "decision, the same at another turn; queue, "
			  "priority: of all it decided in either one, the "
			  "same decision, but with another queue, priority";
	grid_column(g, "rule", false, false);
	grid_column(g, "old", true, false);
	grid_column(g, "new", true, false);
	grid_column(g, "lost", true, false);
	grid_column(g, "gained", true, false);
	grid_column(g, "changed", true, false);
	grid_column(g, "moved", true, false);
	grid_column(g, "queue", true, false);
	grid_column(g, "priority", true, false);
	grid_rows(g, &r->arena, r->n_rules);
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct rule_count *n = r->rules[i].count;
		struct row *row = grid_row(g);

		row->cells[0] = r->rules[i].name;
		row->cells[1] = grid_count(n->sides[SIDE_OLD], &r->arena);
		row->cells[2] = grid_count(n->sides[SIDE_NEW], &r->arena);
		row->cells[3] = grid_count(n->lost, &r->arena);
		row->cells[4] = grid_count(n->gained, &r->arena);
		row->cells[5] = grid_count(n->changed, &r->arena);
		row->cells[6] = grid_count(n->moved, &r->arena);
		row->cells[7] =
		    grid_count(n->alike_but[ASPECT_QUEUE], &r->arena);
		row->cells[8] =
		    grid_count(n->alike_but[ASPECT_PRIORITY], &r->arena);
	}
}

static const char *const group_titles[] = { "n", "changed", "escalated, old",
	"new", "change", "interval", "recall", "change", "precision",
	"change" };

enum { GROUP_CELLS = sizeof(group_titles) / sizeof(*group_titles) };

static void
group_cells(
    struct report *r, const struct counts *t, struct str cells[GROUP_CELLS])
{
	static const enum metric shown[] = { M_ESCALATED, M_RECALL,
		M_PRECISION };
	struct comparison c;
	size_t at = 2;

	cells[0] = grid_count(t->pairs, &r->arena);
	cells[1] = grid_count(counts_changed(t), &r->arena);
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++) {
		metric_compare(shown[i], t, r->d->o.confidence, &c);
		if (shown[i] == M_ESCALATED)
			cells[at++] = phrase_value(r, SHARE, c.old.estimate);
		cells[at++] = phrase_value(r, SHARE, c.new.estimate);
		cells[at++] = phrase_change(r, SHARE, c.delta.estimate);
		if (shown[i] == M_ESCALATED)
			cells[at++] = phrase_interval(r, SHARE, &c.delta, true);
	}
}

static void
group_row(struct report *r, const struct group *group, size_t n_cells,
    struct row *row)
{
	struct str cells[GROUP_CELLS];

	for (size_t i = 0; i < r->d->by.n; i++)
		row->cells[i] = group_part(group, i);
	group_cells(r, group->account, cells);
	memcpy(row->cells + r->d->by.n, cells, n_cells * sizeof(*cells));
}

void
grid_of_groups(struct report *r, struct grid *g)
{
	size_t room = GRID_COLUMNS - r->d->by.n;
	size_t n_cells = room < GROUP_CELLS ? room : GROUP_CELLS;

	*g = (struct grid){ .title = r->d->by.n ? "Groups" : NULL };
	if (!r->groups.n)
		g->absent = "no pair";
	for (size_t i = 0; i < r->d->by.n; i++)
		grid_column(g, arena_cstr(&r->arena, r->d->by.paths[i].text),
		    false, false);
	for (size_t i = 0; i < n_cells; i++)
		grid_column(g, group_titles[i], true, false);
	grid_rows(g, &r->arena, r->groups.n);
	for (size_t i = 0; i < r->groups.n; i++)
		group_row(r, &r->groups.at[i], n_cells, grid_row(g));
}

/* Text of the record, or a number as it wrote it. */
static struct str
version_part(struct report *r, const struct version *v, enum version_part i)
{
	uint32_t at = v->parts[i];

	if (!at)
		return v->several ? STR("(several)") : STR("(unknown)");
	if (json_kind_of(&v->json, at) == JSON_STRING)
		return json_string(&v->json, at, &r->arena);
	return arena_copy(&r->arena, json_raw(&v->json, at));
}

void
grid_of_runs(struct report *r, struct grid *g)
{
	static const char *const names[N_SIDES] = { "old", "new" };
	const struct window *w = &r->d->window;

	*g = (struct grid){ .title = "Runs" };
	grid_column(g, "run", false, false);
	grid_column(g, "rules", false, false);
	grid_column(g, "version", false, false);
	grid_column(g, "sha256", false, false);
	grid_column(g, "without a partner", true, false);
	grid_column(g, "repeated ids", true, false);
	grid_rows(g, &r->arena, N_SIDES);
	for (size_t i = 0; i < N_SIDES; i++) {
		struct row *row = grid_row(g);
		struct version v;

		version_open(r, (enum side)i, &v);
		row->cells[0] = str_of(names[i]);
		for (size_t k = 0; k < VERSION_PARTS; k++)
			row->cells[k + 1] =
			    version_part(r, &v, (enum version_part)k);
		if (row->cells[VERSION_SUM + 1].n > SUM_SHOWN)
			row->cells[VERSION_SUM + 1].n = SUM_SHOWN;
		row->cells[4] = grid_count(w->only[i], &r->arena);
		row->cells[5] = grid_count(w->duplicates[i].n, &r->arena);
		version_shut(&v);
	}
}
