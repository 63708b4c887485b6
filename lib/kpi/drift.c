#include "kpi/drift.h"

#include <math.h>
#include <stdlib.h>

#include "kpi/signals.h"

/* Categories by name, and how many there are of each on both sides; one that
 * both lack is none, or it would count for the threshold. */
struct category {
	struct str name;
	uint64_t n[2];
};

struct categories {
	struct category *at;
	size_t n, room;
};

static struct categories
room_for(struct report *r, size_t room)
{
	return (struct categories){ arena_zalloc(&r->arena,
					(room + 1) * sizeof(struct category)),
		0, room };
}

static void
note(struct categories *c, struct str name, size_t side, uint64_t n)
{
	struct category *k;

	if (!n)
		return;
	k = &c->at[c->n++];
	*k = (struct category){ .name = name };
	k->n[side] = n;
}

static int
by_name(const void *a, const void *b)
{
	const struct category *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* Those of one name become one. */
static void
join(struct categories *c)
{
	size_t used = 0;

	if (c->n)
		qsort(c->at, c->n, sizeof(*c->at), by_name);
	for (size_t i = 0; i < c->n; i++)
		if (used && str_eq(c->at[used - 1].name, c->at[i].name)) {
			c->at[used - 1].n[0] += c->at[i].n[0];
			c->at[used - 1].n[1] += c->at[i].n[1];
		} else {
			c->at[used++] = c->at[i];
		}
	c->n = used;
}

static int
by_change(const void *a, const void *b)
{
	const struct drift_cell *x = a, *y = b;
	double n = fabs(x->change), m = fabs(y->change);

	return n != m ? (n < m ? 1 : -1) : str_cmp(x->name, y->name);
}

static void
put_most(struct report *r, struct drift *d, const struct categories *c)
{
	struct drift_cell *cells = arena_array(&r->arena, c->n, sizeof(*cells));

	for (size_t i = 0; i < c->n; i++)
		cells[i] = (struct drift_cell){ c->at[i].name,
			stats_round4((double)c->at[i].n[1] / (double)d->is -
				     (double)c->at[i].n[0] / (double)d->was) };
	qsort(cells, c->n, sizeof(*cells), by_change);
	if (cells[0].change) {
		d->most = cells[0].name;
		d->change = cells[0].change;
	}
	d->cells = cells;
	d->n_cells = c->n < DRIFT_CELLS ? c->n : DRIFT_CELLS;
}

/* `once`: a conversation is in one category only. */
static void
measure(struct report *r, struct drift_table *t, const char *id,
    const char *label, struct categories *c, bool once)
{
	struct drift *d = &t->at[t->n];
	uint64_t *was, *is;

	join(c);
	*d = (struct drift){ .id = id, .label = label, .n = c->n };
	was = arena_array(&r->arena, c->n, sizeof(*was));
	is = arena_array(&r->arena, c->n, sizeof(*is));
	for (size_t i = 0; i < c->n; i++) {
		d->was += was[i] = c->at[i].n[0];
		d->is += is[i] = c->at[i].n[1];
	}
	if (c->n < 2 || !d->was || !d->is)
		return;
	d->psi = stats_round4(stats_psi(was, is, c->n));
	d->threshold =
	    stats_round4(stats_psi_threshold(was, is, c->n, r->o->confidence));
	d->distance = stats_round4(stats_jensen_shannon(was, is, c->n));
	d->p = once ? stats_round4(stats_homogeneity(was, is, c->n)) : NAN;
	put_most(r, d, c);
	t->n++;
}

static void
drift_outcomes(
    struct report *r, const struct baseline *b, struct drift_table *t)
{
	const struct definitions *d = r->definitions;
	struct categories c = room_for(r, 2 * d->n_outcomes);

	for (size_t i = 0; i < d->n_outcomes; i++) {
		struct str name = str_of(d->outcomes[i].label);

		note(&c, name, 0, b->report.all.derived->outcomes[i]);
		note(&c, name, 1, r->all.derived->outcomes[i]);
	}
	measure(r, t, "outcomes", "outcomes", &c, true);
}

static void
drift_decisions(
    struct report *r, const struct baseline *b, struct drift_table *t)
{
	static const struct {
		const char *name;
		enum count count;
	} all[] = { { "escalate", N_ESCALATE }, { "watch", N_WATCH },
		{ "contain", N_CONTAIN } };
	struct categories c = room_for(r, 6);

	for (size_t i = 0; i < 3; i++) {
		struct str name = str_of(all[i].name);

		note(&c, name, 0, b->report.total->counts[all[i].count]);
		note(&c, name, 1, r->total->counts[all[i].count]);
	}
	measure(r, t, "decisions", "decisions of the rules", &c, true);
}

static void
drift_names(struct report *r, const struct baseline *b, enum naming which,
    const char *id, const char *label, bool once, struct drift_table *t)
{
	struct categories c =
	    room_for(r, b->report.n_names[which] + r->n_names[which]);

	for (size_t i = 0; i < b->report.n_names[which]; i++)
		note(&c, b->report.names[which][i].name, 0,
		    b->report.names[which][i].mentions.conversations);
	for (size_t i = 0; i < r->n_names[which]; i++)
		note(&c, r->names[which][i].name, 1,
		    r->names[which][i].mentions.conversations);
	measure(r, t, id, label, &c, once);
}

/* "voice, gold" */
static struct str
key_name(struct report *r, const struct group *g, size_t parts)
{
	struct str s = group_part(g, 0);

	for (size_t i = 1; i < parts; i++)
		s = arena_printf(&r->arena, "%.*s, %.*s", STR_ARG(s),
		    STR_ARG(group_part(g, i)));
	return s;
}

static void
note_groups(struct report *r, const struct report *of, size_t side,
    struct categories *c)
{
	for (size_t i = 0; i < of->n_groups; i++)
		note(c, key_name(r, &of->groups[i].group, of->n_parts), side,
		    cohort_scope(&of->groups[i]).tally->counts[N_ALL]);
}

/* How the input is made up, where both runs look at the same members. */
static void
drift_groups(struct report *r, const struct baseline *b, struct drift_table *t)
{
	struct categories c = room_for(r, r->n_groups + b->report.n_groups);

	if (!r->n_parts || r->o->every || r->n_parts != b->report.n_parts ||
	    r->o->primary != b->report.o->primary)
		return;
	for (size_t i = 0; i < r->n_parts; i++)
		if (!str_eq(r->parts[i], b->report.parts[i]))
			return;
	note_groups(r, &b->report, 0, &c);
	note_groups(r, r, 1, &c);
	measure(r, t, "groups",
	    arena_printf(&r->arena, "groups by %.*s", STR_ARG(say_by(r))).p, &c,
	    true);
}

/* More of all at one value than this is no continuous amount. */
static const double most_ties = 0.05;

static void
drift_amounts(struct report *r, const struct baseline *b, struct drift_table *t)
{
	for (size_t x = 0; x < N_EXTENTS; x++) {
		const struct histogram *was =
		    &b->report.total->spreads[x].values;
		const struct histogram *is = &r->total->spreads[x].values;
		struct drift_amount *d = &t->amounts[t->n_amounts];
		struct ks_test ks;

		if (!was->n || !is->n)
			continue;
		ks = stats_kolmogorov_smirnov(was, is, &r->arena);
		*d = (struct drift_amount){ .extent = (enum extent)x,
			.was = was->n,
			.is = is->n,
			.distance = stats_round4(ks.distance),
			.p = stats_round4(ks.p) };
		if (ks.ties > most_ties) {
			d->p = NAN;
			d->reason =
			    "more than 5% of all share one value: the test is "
			    "for what is continuous";
		}
		t->n_amounts++;
	}
}

static void
note_signals(const struct report *of, size_t side, struct categories *c)
{
	for (size_t i = 0; i < of->n_names[SIGNALS]; i++) {
		const struct name *n = &of->names[SIGNALS][i];
		struct str signal, value;

		if (!n->other && signals_split(n->name, &signal, &value))
			note(c, n->name, side, n->mentions.conversations);
	}
}

/* Each signal by its values; of one that always is the same nothing is said. */
static void
drift_signals(
    struct report *r, const struct categories *all, struct drift_table *t)
{
	struct str signal, value, next;

	for (size_t i = 0, k; i < all->n; i = k) {
		struct categories c;

		signals_split(all->at[i].name, &signal, &value);
		for (k = i + 1; k < all->n; k++)
			if (!signals_split(all->at[k].name, &next, &value) ||
			    !str_eq(next, signal))
				break;
		c = room_for(r, 2 * (k - i));
		for (size_t m = i; m < k; m++) {
			signals_split(all->at[m].name, &signal, &value);
			note(&c, value, 0, all->at[m].n[0]);
			note(&c, value, 1, all->at[m].n[1]);
		}
		measure(r, t,
		    arena_printf(&r->arena, "signals.%.*s", STR_ARG(signal)).p,
		    arena_printf(&r->arena, "signal %.*s", STR_ARG(signal)).p,
		    &c, true);
	}
}

void
drift_read(struct report *r, const struct baseline *b, struct drift_table *t)
{
	struct categories signals =
	    room_for(r, b->report.n_names[SIGNALS] + r->n_names[SIGNALS]);

	note_signals(&b->report, 0, &signals);
	note_signals(r, 1, &signals);
	join(&signals);
	*t = (struct drift_table){ .at = arena_array(&r->arena,
				       DRIFTS + signals.n, sizeof(*t->at)) };
	drift_groups(r, b, t);
	drift_outcomes(r, b, t);
	drift_decisions(r, b, t);
	drift_names(r, b, INTENTS, "intents", "last intents", true, t);
	drift_names(r, b, LANGUAGES, "languages", "languages", true, t);
	drift_names(r, b, RULES, "rules", "rules in reasons", false, t);
	drift_names(r, b, FRICTION, "friction", "kinds of friction", false, t);
	drift_signals(r, &signals, t);
	drift_amounts(r, b, t);
}

void
grid_drift(struct report *r, const struct drift_table *t, struct grid *g)
{
	static const char *const titles[] = { "PSI", "threshold", "moved",
		"most", "by points", "p", "JS distance", "categories",
		"baseline", "now" };

	*g = (struct grid){ .title = "Drift since the baseline",
		.note = "PSI with half a case in each category; the threshold "
			"is what PSI exceeds by chance, at these sizes, once "
			"in 1 / (1 - confidence) times, so of many rows some "
			"do; Jensen-Shannon's distance to base e; p is "
			"chi-square's, where a conversation counts once; "
			"signals are those at the decision, by tenths or whole "
			"numbers; where most categories are rare (fewer than "
			"five cases), PSI hardly ever passes: see p",
		.absent = t->n ? NULL : "nothing to compare" };
	grid_column(g, "of", false, false);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		grid_column(g, titles[i], true, false);
	grid_rows(g, &r->arena, t->n);
	for (size_t i = 0; i < t->n; i++) {
		const struct drift *d = &t->at[i];
		struct row *row = grid_row(g);

		row->cells[0] = str_of(d->label);
		row->cells[1] = arena_printf(&r->arena, "%.4f", d->psi);
		row->cells[2] = arena_printf(&r->arena, "%.4f", d->threshold);
		row->cells[3] = d->psi > d->threshold ? STR("yes") : STR("no");
		row->cells[4] = d->most;
		row->cells[5] =
		    arena_printf(&r->arena, "%+.2f", d->change * 100);
		row->cells[6] = say_number(r, d->p);
		row->cells[7] = arena_printf(&r->arena, "%.4f", d->distance);
		row->cells[8] = arena_printf(&r->arena, "%zu", d->n);
		row->cells[9] =
		    arena_printf(&r->arena, "%llu", (unsigned long long)d->was);
		row->cells[10] =
		    arena_printf(&r->arena, "%llu", (unsigned long long)d->is);
	}
}

void
grid_drift_amounts(
    struct report *r, const struct drift_table *t, struct grid *g)
{
	*g = (struct grid){ .title = "Drift of amounts",
		.note = "the largest distance of the two distributions, and "
			"Kolmogorov and Smirnov's p (asymptotic) where the "
			"amount is continuous enough for it; each alone",
		.absent = t->n_amounts ? NULL : "nothing to compare" };
	grid_column(g, "amount", false, false);
	grid_column(g, "baseline", true, false);
	grid_column(g, "now", true, false);
	grid_column(g, "distance", true, false);
	grid_column(g, "p", true, false);
	grid_column(g, "why no p", false, true);
	grid_rows(g, &r->arena, t->n_amounts);
	for (size_t i = 0; i < t->n_amounts; i++) {
		const struct drift_amount *d = &t->amounts[i];
		struct row *row = grid_row(g);

		row->cells[0] = str_of(extents[d->extent].label);
		row->cells[1] =
		    arena_printf(&r->arena, "%llu", (unsigned long long)d->was);
		row->cells[2] =
		    arena_printf(&r->arena, "%llu", (unsigned long long)d->is);
		row->cells[3] = arena_printf(&r->arena, "%.4f", d->distance);
		row->cells[4] = say_number(r, d->p);
		row->cells[5] = str_of(d->reason ? d->reason : "");
	}
}

static void
put_amounts(const struct drift_table *t, struct buf *out)
{
	json_member(out, "drift_amounts");
	buf_char(out, '[');
	for (size_t i = 0; i < t->n_amounts; i++) {
		const struct drift_amount *d = &t->amounts[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", extents[d->extent].id);
		json_member_count(out, "n_baseline", d->was);
		json_member_count(out, "n", d->is);
		json_member_number(out, "ks_distance", d->distance);
		json_member_number(out, "p", d->p);
		json_member_string(out, "reason", d->reason);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
drift_json(const struct drift_table *t, struct buf *out)
{
	json_member(out, "drift");
	buf_char(out, '[');
	for (size_t i = 0; i < t->n; i++) {
		const struct drift *d = &t->at[i];

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "id", d->id);
		json_member_count(out, "categories", d->n);
		json_member_count(out, "n_baseline", d->was);
		json_member_count(out, "n", d->is);
		json_member_number(out, "psi", d->psi);
		json_member_number(out, "threshold", d->threshold);
		json_member_bool(out, "moved", d->psi > d->threshold);
		json_member_number(out, "js_distance", d->distance);
		json_member_number(out, "p", d->p);
		json_member(out, "most");
		json_put_string(out, d->most);
		json_member_number(out, "change", d->change);
		buf_char(out, '}');
	}
	buf_char(out, ']');
	put_amounts(t, out);
}
