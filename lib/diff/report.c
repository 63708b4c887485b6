#include "diff/report.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const size_t memory_ceiling = (size_t)8 << 30;

static int
group_by_key(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return str_cmp(x->key, y->key);
}

static int
group_by_size(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	uint64_t n = x->counts->pairs, m = y->counts->pairs;

	return n != m ? (n < m ? 1 : -1) : group_by_key(a, b);
}

static void
read_groups(struct report *r)
{
	const struct ledger *l = &r->d->groups;
	struct counts *total = arena_zalloc(&r->arena, sizeof(*total));
	struct counts *other = arena_zalloc(&r->arena, sizeof(*other));
	size_t top = r->d->o.top, keep = top && top < l->n ? top : l->n;

	r->total = total;
	r->groups = arena_array(&r->arena, l->n + 1, sizeof(*r->groups));
	for (size_t i = 0; i < l->n; i++) {
		r->groups[i] = (struct group){ .key = l->entries[i].name,
			.counts = l->entries[i].account };
		counts_merge(total, r->groups[i].counts, &r->arena);
	}
	if (l->n)
		qsort(r->groups, l->n, sizeof(*r->groups),
		    top ? group_by_size : group_by_key);
	if (l->other) {
		counts_merge(total, l->other, &r->arena);
		counts_merge(other, l->other, &r->arena);
	}
	for (size_t i = keep; i < l->n; i++)
		counts_merge(other, r->groups[i].counts, &r->arena);
	if (other->pairs)
		r->groups[keep++] =
		    (struct group){ .other = true, .counts = other };
	r->n_groups = r->d->by.n ? keep : 0;
}

static uint64_t
differences(const struct rule *r)
{
	return r->count->lost + r->count->gained;
}

static int
rule_by_differences(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;
	uint64_t n = differences(x), m = differences(y);

	return n != m ? (n < m ? 1 : -1) : str_cmp(x->name, y->name);
}

static void
read_rules(struct report *r)
{
	const struct ledger *l = &r->d->rules;

	r->rules = arena_array(&r->arena, l->n + 1, sizeof(*r->rules));
	for (size_t i = 0; i < l->n; i++)
		r->rules[i] =
		    (struct rule){ l->entries[i].name, l->entries[i].account };
	if (l->n)
		qsort(r->rules, l->n, sizeof(*r->rules), rule_by_differences);
	r->n_rules = l->n;
	if (l->other)
		r->rules[r->n_rules++] =
		    (struct rule){ STR("(other)"), l->other };
}

static void
read_gates(struct report *r)
{
	r->n_gates = r->d->o.n_gates;
	r->gates = arena_array(&r->arena, r->n_gates + 1, sizeof(*r->gates));
	for (size_t i = 0; i < r->n_gates; i++) {
		struct verdict_of_gate *g = &r->gates[i];
		const struct gate *gate = &r->d->gates[i];
		enum metric m = metric_named(
		    gate->metric, r->total, r->d->o.confidence, &g->value);

		g->gate = gate;
		g->metric = &metric_info[m];
		g->answer = gate_decide(gate, &g->value);
	}
}

struct str
words(struct report *r, const char *fmt, ...)
{
	va_list ap;
	size_t n;
	char *p;

	va_start(ap, fmt);
	n = (size_t)vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	p = arena_alloc(&r->arena, n + 1);
	va_start(ap, fmt);
	vsnprintf(p, n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, n };
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

void
version_parts(struct report *r, enum side side, struct str parts[VERSION_PARTS])
{
	static const struct str names[VERSION_PARTS] = { { "name", 4 },
		{ "version", 7 }, { "sha256", 6 } };
	struct str text = buf_view(&r->d->versions[side]);
	char *padded = arena_zalloc(&r->arena, text.n + JSON_PADDING);
	uint32_t m[VERSION_PARTS] = { 0 };
	struct json j;
	struct fault f;

	if (text.n)
		memcpy(padded, text.p, text.n);
	json_init(&j);
	if (!r->d->versions_differ[side] &&
	    json_index(&j, (struct str){ padded, text.n }, &f))
		json_pick(&j, 0, names, VERSION_PARTS, m);
	for (size_t i = 0; i < VERSION_PARTS; i++) {
		enum json_kind kind = m[i] ? json_kind_of(&j, m[i]) : JSON_NULL;

		parts[i] = kind == JSON_STRING || kind == JSON_NUMBER
			       ? json_raw(&j, m[i])
			       : STR("null");
	}
	json_free(&j);
}

/* "telecom 3"; what is not known is left out. */
static struct str
say_version(struct report *r, enum side side)
{
	struct str p[VERSION_PARTS], name;

	if (r->d->versions_differ[side])
		return STR("several rules files");
	version_parts(r, side, p);
	name = p[VERSION_NAME];
	if (name.n > 2 && name.p[0] == '"')
		name = (struct str){ name.p + 1, name.n - 2 };
	if (str_eq(p[VERSION_SUM], STR("null")))
		return STR("unknown rules");
	return words(r, "%.*s %.*s (%.*s)", STR_ARG(name),
	    STR_ARG(p[VERSION_NUMBER]), 8, p[VERSION_SUM].p + 1);
}

struct str
words_scope(struct report *r)
{
	const struct counts *t = r->total;

	return words(r,
	    "%llu decided differently, %llu alike but sooner, %llu alike but "
	    "later; %llu labelled.\nOld: %.*s.  New: %.*s.",
	    (unsigned long long)counts_changed(t),
	    (unsigned long long)moved_sooner(t),
	    (unsigned long long)moved_later(t),
	    (unsigned long long)counts_labelled(t),
	    STR_ARG(say_version(r, SIDE_OLD)),
	    STR_ARG(say_version(r, SIDE_NEW)));
}

static struct str
say_lines(struct report *r, const struct duplicates *d)
{
	struct str s = STR("");

	for (size_t i = 0; i < d->n && i < DUPLICATES_NAMED; i++)
		s = words(r, "%.*s%s%llu", STR_ARG(s), i ? ", " : "",
		    (unsigned long long)d->lines[i]);
	return d->n > DUPLICATES_NAMED ? words(r, "%.*s ...", STR_ARG(s)) : s;
}

struct str
words_set_aside(struct report *r)
{
	static const char *const sides[] = { "old", "new" };
	const struct window *w = &r->d->window;
	struct str s = STR("");

	for (size_t i = 0; i < N_SIDES; i++)
		if (w->only[i])
			s = words(r,
			    "%.*sOnly in the %s one, or too far apart: %llu. ",
			    STR_ARG(s), sides[i],
			    (unsigned long long)w->only[i]);
	for (size_t i = 0; i < N_SIDES; i++)
		if (w->duplicates[i].n)
			s = words(r,
			    "%.*sIn the %s one, conversation_id repeats "
			    "another in the window: %llu (line %.*s). ",
			    STR_ARG(s), sides[i],
			    (unsigned long long)w->duplicates[i].n,
			    STR_ARG(say_lines(r, &w->duplicates[i])));
	if (r->total->labels_differ)
		s = words(r,
		    "%.*sThe labels of the two differ, so they do not count: "
		    "%llu. ",
		    STR_ARG(s), (unsigned long long)r->total->labels_differ);
	return (struct str){ s.p, s.n ? s.n - 1 : 0 };
}

static const struct {
	void (*make)(struct report *r, struct grid *g);
	bool theirs; /* the first cells hold text of others */
} parts[] = {
	{ grid_of_gates, false },
	{ grid_of_rates, false },
	{ grid_of_decisions, false },
	{ grid_of_turns, false },
	{ grid_of_rules, true },
	{ grid_of_groups, true },
};

static void
report_text(struct report *r, bool colour, struct buf *out)
{
	struct str aside = words_set_aside(r);
	struct grid g;

	grid_strong(words(r, "%llu conversations compared",
			(unsigned long long)r->total->pairs),
	    colour, out);
	buf_printf(out, ": %.*s\n", STR_ARG(words_scope(r)));
	if (aside.n)
		buf_printf(out, "%.*s\n", STR_ARG(aside));
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		parts[i].make(r, &g);
		if (g.title)
			grid_text(&g, colour, out);
	}
}

static void
report_markdown(struct report *r, struct buf *out)
{
	struct str aside = words_set_aside(r);
	struct grid g;

	buf_printf(out, "# %llu conversations compared\n\n%.*s\n",
	    (unsigned long long)r->total->pairs, STR_ARG(words_scope(r)));
	if (aside.n)
		buf_printf(out, "\n%.*s\n", STR_ARG(aside));
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t theirs =
		    parts[i].make == grid_of_groups ? r->d->by.n : 1;

		parts[i].make(r, &g);
		if (g.title)
			grid_markdown(&g, parts[i].theirs ? theirs : 0, out);
	}
}

const char *const diff_formats[] = { "table", "json", "markdown", "junit",
	NULL };

static bool
all_passed(const struct report *r)
{
	for (size_t i = 0; i < r->n_gates; i++)
		if (r->gates[i].answer == GATE_FAIL ||
		    (r->gates[i].answer == GATE_INCONCLUSIVE &&
			!r->d->o.allow_inconclusive))
			return false;
	return true;
}

bool
diff_report(const struct diff *d, bool colour, struct buf *out)
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
		diff_junit(&r, out);
	else
		report_text(&r, colour, out);
	passed = all_passed(&r);
	arena_free(&r.arena);
	return passed;
}
