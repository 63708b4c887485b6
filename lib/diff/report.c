#include "diff/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const size_t memory_ceiling = (size_t)8 << 30;

static uint64_t
pairs_of(const void *account)
{
	const struct counts *c = account;

	return c->pairs;
}

static void
read_groups(struct report *r)
{
	const struct ledger *l = &r->d->groups;
	struct counts *total = arena_zalloc(&r->arena, sizeof(*total));

	for (size_t i = 0; i < l->n; i++)
		counts_merge(total, l->entries[i].account, &r->arena);
	if (l->other)
		counts_merge(total, l->other, &r->arena);
	r->total = total;
	if (r->d->by.n)
		r->groups = groups_read(l, r->d->o.top, 0, pairs_of, &r->arena);
}

static uint64_t
differences(const struct counted_rule *r)
{
	return r->count->lost + r->count->gained;
}

static int
rule_by_differences(const void *a, const void *b)
{
	const struct counted_rule *x = a, *y = b;
	uint64_t n = differences(x), m = differences(y);

	return n != m ? (n < m ? 1 : -1) : str_cmp(x->name, y->name);
}

static void
read_rules(struct report *r)
{
	const struct ledger *l = &r->d->rules;

	r->rules = arena_array(&r->arena, l->n + 1, sizeof(*r->rules));
	for (size_t i = 0; i < l->n; i++)
		r->rules[i] = (struct counted_rule){ l->entries[i].name,
			l->entries[i].account };
	if (l->n)
		qsort(r->rules, l->n, sizeof(*r->rules), rule_by_differences);
	r->n_rules = l->n;
	if (l->other)
		r->rules[r->n_rules++] =
		    (struct counted_rule){ STR("(other)"), l->other };
}

static void
read_gates(struct report *r)
{
	r->n_gates = r->d->o.n_gates;
	r->gates = arena_array(&r->arena, r->n_gates + 1, sizeof(*r->gates));
	for (size_t i = 0; i < r->n_gates; i++) {
		struct gate_verdict *g = &r->gates[i];
		const struct gate *gate = &r->d->gates[i];
		enum metric m = metric_named(
		    gate->metric, r->total, r->d->o.confidence, &g->value);

		g->gate = gate;
		g->definition = metric_info[m].definition;
		g->answer = gate_decide(gate, &g->value);
		g->said = phrase_evidence(r, g, &metric_info[m]);
	}
}

uint64_t
moved_sooner(const struct counts *t)
{
	uint64_t n = 0;

	for (size_t i = 0; i < MOST_SHIFT; i++)
		n += t->shifts[i];
	return n;
}

uint64_t
moved_later(const struct counts *t)
{
	uint64_t n = 0;

	for (size_t i = MOST_SHIFT + 1; i < 2 * MOST_SHIFT + 1; i++)
		n += t->shifts[i];
	return n;
}

/* Alike and at the same turn, but another rule, queue, priority or tier. */
static uint64_t
led_elsewhere(const struct counts *t)
{
	return t->touched - counts_changed(t) - t->alike_but[ASPECT_TURN];
}

void
version_open(struct report *r, enum side side, struct version *v)
{
	static const struct str names[VERSION_PARTS] = { { "name", 4 },
		{ "version", 7 }, { "sha256", 6 } };
	struct str text = buf_view(&r->d->versions[side]);
	char *padded = arena_zalloc(&r->arena, text.n + JSON_PADDING);
	struct fault f;

	*v = (struct version){ .several = r->d->versions_differ[side] };
	json_init(&v->json);
	if (text.n)
		memcpy(padded, text.p, text.n);
	if (!v->several &&
	    json_index(&v->json, (struct str){ padded, text.n }, &f))
		json_pick(&v->json, 0, names, VERSION_PARTS, v->parts);
	for (size_t i = 0; i < VERSION_PARTS; i++) {
		enum json_kind kind;

		if (!v->parts[i])
			continue;
		kind = json_kind_of(&v->json, v->parts[i]);
		if (kind != JSON_STRING && kind != JSON_NUMBER)
			v->parts[i] = 0;
	}
}

void
version_shut(struct version *v)
{
	json_free(&v->json);
}

static struct str
phrase_scope(struct report *r)
{
	const struct counts *t = r->total;

	return arena_printf(&r->arena,
	    "%llu decided differently, %llu alike but sooner, %llu alike but "
	    "later, %llu alike but with another rule, queue, priority or "
	    "tier; %llu labelled.",
	    (unsigned long long)counts_changed(t),
	    (unsigned long long)moved_sooner(t),
	    (unsigned long long)moved_later(t),
	    (unsigned long long)led_elsewhere(t),
	    (unsigned long long)counts_labelled(t));
}

static struct str
phrase_lines(struct report *r, const struct duplicates *d)
{
	struct str s = STR("");

	for (size_t i = 0; i < d->n && i < DUPLICATES_NAMED; i++)
		s = arena_printf(&r->arena, "%.*s%s%llu", STR_ARG(s),
		    i ? ", " : "", (unsigned long long)d->lines[i]);
	return d->n > DUPLICATES_NAMED
		   ? arena_printf(&r->arena, "%.*s ...", STR_ARG(s))
		   : s;
}

/* Empty when nothing was. */
static struct str
phrase_set_aside(struct report *r)
{
	static const char *const sides[] = { "old", "new" };
	const struct window *w = &r->d->window;
	struct str s = STR("");

	for (size_t i = 0; i < N_SIDES; i++)
		if (w->only[i])
			s = arena_printf(&r->arena,
			    "%.*sOnly in the %s one, or too far apart: %llu. ",
			    STR_ARG(s), sides[i],
			    (unsigned long long)w->only[i]);
	for (size_t i = 0; i < N_SIDES; i++)
		if (w->duplicates[i].n)
			s = arena_printf(&r->arena,
			    "%.*sIn the %s one, conversation_id repeats "
			    "another in the window: %llu (line %.*s). ",
			    STR_ARG(s), sides[i],
			    (unsigned long long)w->duplicates[i].n,
			    STR_ARG(phrase_lines(r, &w->duplicates[i])));
	if (r->total->labels_differ)
		s = arena_printf(&r->arena,
		    "%.*sThe labels of the two differ, so they do not count: "
		    "%llu. ",
		    STR_ARG(s), (unsigned long long)r->total->labels_differ);
	return (struct str){ s.p, s.n ? s.n - 1 : 0 };
}

static const struct {
	void (*make)(struct report *r, struct grid *g);
	size_t theirs; /* so many first cells may hold text of others */
} parts[] = {
	{ grid_of_gates, 0 },
	{ grid_of_rates, 0 },
	{ grid_of_decisions, 0 },
	{ grid_of_turns, 0 },
	{ grid_of_rules, 1 },
	{ grid_of_groups, BY_PATHS },
	{ grid_of_runs, VERSION_PARTS + 1 },
};

static void
put_head(struct report *r, bool colour, struct buf *out)
{
	struct str aside = phrase_set_aside(r);

	grid_strong(arena_printf(&r->arena, "%llu conversations compared",
			(unsigned long long)r->total->pairs),
	    colour, out);
	buf_printf(out, ": %.*s\n", STR_ARG(phrase_scope(r)));
	if (aside.n)
		buf_printf(out, "%.*s\n", STR_ARG(aside));
}

static void
report_text(struct report *r, bool colour, size_t width, struct buf *out)
{
	struct buf head = { 0 };
	struct grid g;

	put_head(r, colour, &head);
	grid_fit(buf_view(&head), width, out);
	buf_free(&head);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		parts[i].make(r, &g);
		if (g.title)
			grid_text_within(&g, colour, width, out);
	}
}

static void
report_markdown(struct report *r, struct buf *out)
{
	struct str aside = phrase_set_aside(r);
	struct grid g;

	buf_printf(out, "# %llu conversations compared\n\n%.*s\n",
	    (unsigned long long)r->total->pairs, STR_ARG(phrase_scope(r)));
	if (aside.n)
		buf_printf(out, "\n%.*s\n", STR_ARG(aside));
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		parts[i].make(r, &g);
		if (g.title)
			grid_markdown(&g, parts[i].theirs, out);
	}
}

const char *const diff_formats[] = { "table", "json", "markdown", "junit",
	"github", NULL };

bool
diff_report(const struct diff *d, bool colour, size_t width, struct buf *out)
{
	struct report r = { .d = d };
	bool passed;

	arena_init(&r.arena, memory_ceiling);
	read_groups(&r);
	read_rules(&r);
	read_gates(&r);
	if (!strcmp(d->o.format, "json"))
		diff_json(&r, out);
	else if (!strcmp(d->o.format, "markdown"))
		report_markdown(&r, out);
	else if (!strcmp(d->o.format, "junit"))
		gate_junit("hoff-diff", r.gates, r.n_gates,
		    d->o.allow_inconclusive, out);
	else if (!strcmp(d->o.format, "github"))
		gate_github("hoff-diff", r.gates, r.n_gates,
		    d->o.allow_inconclusive, out);
	else
		report_text(&r, colour, width, out);
	passed = gates_all_pass(r.gates, r.n_gates, d->o.allow_inconclusive);
	arena_free(&r.arena);
	return passed;
}
