#include <math.h>

#include "conv/conv.h"
#include "route/reading.h"

/* "850 ms", "12.3 s", "4 m 05 s", "3 h 20 m". */
static struct str
say_seconds(struct reading *x, double s)
{
	uint64_t ms = (uint64_t)llround(s * 1000), whole = (ms + 500) / 1000;

	if (!ms)
		return STR("0 s");
	if (ms < 1000)
		return arena_printf(&x->arena, "%d ms", (int)ms);
	if (ms < 59950)
		return arena_printf(&x->arena, "%.1f s", (double)ms / 1000);
	if (whole < 3600)
		return arena_printf(
		    &x->arena, "%d m %02d s", (int)whole / 60, (int)whole % 60);
	whole = (whole + 30) / 60;
	return arena_printf(&x->arena, "%llu h %02d m",
	    (unsigned long long)whole / 60, (int)(whole % 60));
}

struct str
say_figure(struct reading *x, const struct metric *m, const struct figure *f)
{
	if (isnan(f->value))
		return STR("-");
	switch (m->unit) {
	case COUNT_OF:
		return grid_count((uint64_t)f->value, &x->arena);
	case SHARE_OF:
		return arena_printf(&x->arena, "%.2f%%", f->value * 100);
	case SECONDS_OF:
		return say_seconds(x, f->value);
	default:
		return arena_printf(&x->arena, "%.4f", f->value);
	}
}

struct str
reading_period(struct reading *x)
{
	const struct report *r = x->r;
	struct buf b = { 0 };
	struct str s;

	if (!r->joined)
		return STR("at no known time");
	conv_put_time(&b, r->first_us / 1000);
	buf_cstr(&b, " to ");
	conv_put_time(&b, r->last_us / 1000);
	s = arena_copy(&x->arena, buf_view(&b));
	buf_free(&b);
	return s;
}

static void
grid_metrics(struct reading *x, enum kind kind, struct grid *g)
{
	size_t n = 0;

	grid_column(g, "KPI", false, false);
	grid_column(g, "value", true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	grid_column(g, "definition", false, true);
	for (const struct metric *m = metrics; m->id; m++)
		n++;
	grid_rows(g, &x->arena, n);
	for (const struct metric *m = metrics; m->id; m++) {
		struct figure f;
		struct row *row;

		if (m->kind != kind &&
		    !(m->kind == OF_EFFORT && kind == OF_RUN))
			continue;
		f = metric_read(x, m, &x->total);
		if (kind == OF_REFUSALS && !f.n)
			continue;
		row = grid_row(g);
		row->cells[0] = str_of(m->label);
		row->cells[1] = say_figure(x, m, &f);
		row->cells[2] = grid_count(f.n, &x->arena);
		row->cells[3] = grid_count(f.of, &x->arena);
		row->cells[4] = f.reason
				    ? arena_printf(&x->arena, "(%s)", f.reason)
				    : str_of(m->definition);
		row->silent = f.reason != NULL;
		row->share = m->unit == SHARE_OF ? f.value : NAN;
	}
}

/* What joining is held against, besides what it is about. */
static bool
is_compared(const struct metric *m)
{
	static const char *const ids[] = { "contacts", "abandoned",
		"service_level_offered", "asa_s", "wait_p90_s", "aht_s" };

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (!strcmp(ids[i], m->id))
			return true;
	return m->kind == OF_RETURNS;
}

static void
grid_returns(struct reading *x, struct grid *g)
{
	size_t n = 0;

	*g = (struct grid){ .title = "Customers who come again",
		.note = "apart: the same contacts played in channels that do "
			"not know each other, where what a customer left "
			"waiting waits on, and he waits from the beginning for "
			"whoever is free; joined: as the policy has it" };
	if (!x->apart)
		g->absent = "the policy does not join contacts (join)";
	grid_column(g, "KPI", false, false);
	grid_column(g, "apart", true, false);
	grid_column(g, "joined", true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	grid_column(g, "definition", false, true);
	for (const struct metric *m = metrics; m->id; m++)
		n += is_compared(m);
	grid_rows(g, &x->arena, n);
	for (const struct metric *m = metrics; x->apart && m->id; m++) {
		struct figure before, now;
		struct row *row;

		if (!is_compared(m))
			continue;
		before = metric_read(x, m, &x->apart->total);
		now = metric_read(x, m, &x->total);
		row = grid_row(g);
		row->cells[0] = str_of(m->label);
		row->cells[1] = say_figure(x, m, &before);
		row->cells[2] = say_figure(x, m, &now);
		row->cells[3] = grid_count(now.n, &x->arena);
		row->cells[4] = grid_count(now.of, &x->arena);
		row->cells[5] = str_of(m->definition);
	}
}

/* The columns of a group, and what they are called there. */
static const struct {
	const char *id, *title;
} columns[] = {
	{ "contacts", "contacts" },
	{ "served", "served" },
	{ "abandoned", "gave up" },
	{ "unserved", "never" },
	{ "out_of_hours", "closed" },
	{ "service_level_offered", "in time" },
	{ "asa_s", "ASA" },
	{ "wait_p50_s", "p50" },
	{ "wait_p90_s", "p90" },
	{ "wait_p99_s", "p99" },
	{ "overtaken", "overtaken" },
	{ "starved", "starved" },
	{ "occupancy", "occupancy" },
};

enum { COLUMNS = sizeof(columns) / sizeof(*columns) };

static struct str
name_of(const struct scope *s)
{
	return s->missing ? str_of(s->missing) : s->name;
}

static struct str
say_note(const struct scope *s)
{
	if (s->idle)
		return str_of(s->idle);
	if (s->bottleneck)
		return STR("the bottleneck");
	if (!s->holders)
		return STR("no agent has it");
	return STR("");
}

static void
grid_scopes(struct reading *x, size_t which, struct grid *g)
{
	const struct scopes *s = &x->by[which];
	bool skills = which == BY_SKILL;
	bool effort = skills || which == BY_HALF_HOUR;
	size_t n = effort ? COLUMNS : COLUMNS - 1; /* occupancy is last */

	*g = (struct grid){ .title = s->title, .note = s->note };
	if (!s->n)
		g->absent = s->absent;
	grid_column(g, s->column, false, false);
	if (skills)
		grid_column(g, "agents", true, false);
	for (size_t c = 0; c < n; c++)
		grid_column(g, columns[c].title, true, false);
	if (skills)
		grid_column(g, "note", false, false);
	grid_rows(g, &x->arena, s->n);
	for (size_t i = 0; i < s->n; i++) {
		struct row *row = grid_row(g);
		size_t at = 0;

		row->cells[at++] = name_of(&s->at[i]);
		if (skills)
			row->cells[at++] =
			    grid_count(s->at[i].holders, &x->arena);
		for (size_t c = 0; c < n; c++) {
			const struct metric *m = metric_find(columns[c].id);
			struct figure f = metric_read(x, m, &s->at[i]);

			row->cells[at++] = say_figure(x, m, &f);
		}
		if (skills)
			row->cells[at++] = say_note(&s->at[i]);
	}
}

static void
grid_agents(struct reading *x, struct grid *g)
{
	const struct roster *roster = x->r->sim->roster;
	static const char *const ids[] = { "occupancy", "slot_use" };

	*g = (struct grid){ .title = "By agent",
		.note = "hours on shift, or still at work when it was over" };
	grid_column(g, "agent", false, false);
	grid_column(g, "contacts", true, false);
	grid_column(g, "hours", true, false);
	grid_column(g, "occupancy", true, false);
	grid_column(g, "slots in use", true, false);
	grid_rows(g, &x->arena, roster->n_agents);
	for (size_t i = 0; i < roster->n_agents; i++) {
		const struct report_agent *a = &x->r->agents[i];
		const struct scope s = { .effort = &a->effort };
		struct row *row = grid_row(g);

		row->cells[0] = roster->agents[i].id;
		row->cells[1] = grid_count(a->contacts, &x->arena);
		row->cells[2] = arena_printf(
		    &x->arena, "%.2f", (double)a->effort.present_us / 3.6e9);
		for (size_t k = 0; k < 2; k++) {
			const struct metric *m = metric_find(ids[k]);
			struct figure f = metric_read(x, m, &s);

			row->cells[3 + k] = say_figure(x, m, &f);
		}
	}
}

static void
put_law(struct grid *g, const char *law, struct str a, struct str b,
    const char *means)
{
	struct row *row = grid_row(g);

	row->cells[0] = str_of(law);
	row->cells[1] = a;
	row->cells[2] = b;
	row->cells[3] = str_of(means);
}

static struct str
say_exactly(struct reading *x, double us)
{
	return arena_printf(&x->arena, "%.6f s", us / 1e6);
}

/* The two sides of each, in whole numbers: a run whose sides differ has
 * ended. */
static void
grid_balance(struct reading *x, struct grid *g)
{
	struct balance b = report_balance(x->r);

	*g = (struct grid){ .title = "What this run was held to" };
	grid_column(g, "law", false, false);
	grid_column(g, "one side", true, false);
	grid_column(g, "the other", true, false);
	grid_column(g, "sides", false, true);
	grid_rows(g, &x->arena, 3);
	put_law(g, "flow balance", grid_count(b.came, &x->arena),
	    grid_count(b.went, &x->arena),
	    "contacts that came; those served, given up and never served");
	put_law(g, "Little's law, of the queue",
	    say_exactly(x, (double)b.waits_us),
	    say_exactly(x, (double)b.waiting_us),
	    "waits, contact by contact; contacts waiting, over time");
	put_law(g, "Little's law, of the agents",
	    say_exactly(x, (double)b.handled_us),
	    say_exactly(x, (double)b.hands_us),
	    "ringing and handling, contact by contact; contacts in hand, over "
	    "time, agent by agent");
}

bool
reading_grid(struct reading *x, size_t i, struct grid *g)
{
	switch (i) {
	case GRID_SERVICE:
		*g = (struct grid){ .title = "Service" };
		grid_metrics(x, OF_CONTACTS, g);
		return true;
	case GRID_REFUSALS:
		*g = (struct grid){ .title = "Why never served" };
		if (!x->total.tally->unserved)
			g->absent = "nobody was never served";
		grid_metrics(x, OF_REFUSALS, g);
		return true;
	case GRID_CALLBACKS:
		*g = (struct grid){ .title = "Callbacks" };
		if (!x->total.tally->callbacks)
			g->absent = "nobody took one";
		grid_metrics(x, OF_CALLBACKS, g);
		return true;
	case GRID_RUN:
		*g = (struct grid){ .title = "Load and balance" };
		grid_metrics(x, OF_RUN, g);
		return true;
	case GRID_RETURNS:
		grid_returns(x, g);
		return true;
	case GRID_AGENTS:
		grid_agents(x, g);
		return true;
	case GRID_BALANCE:
		grid_balance(x, g);
		return true;
	default:
		if (i >= GRID_AGENTS)
			return false;
		grid_scopes(x, i - GRID_GROUPS, g);
		return true;
	}
}

/* How many cells of a row hold words of others. */
static size_t
theirs(size_t i)
{
	return i < GRID_GROUPS ? 0 : 1;
}

void
reading_text(struct reading *x, bool colour, size_t width, struct buf *out)
{
	struct buf head = { 0 };
	struct grid g;

	grid_strong(arena_printf(&x->arena, "%llu escalations",
			(unsigned long long)x->total.tally->contacts),
	    colour, &head);
	buf_printf(&head, ", %.*s\n", STR_ARG(reading_period(x)));
	grid_fit(buf_view(&head), width, out);
	buf_free(&head);
	for (size_t i = 0; reading_grid(x, i, &g); i++)
		grid_text_within(&g, colour, width, out);
}

void
reading_markdown(struct reading *x, struct buf *out)
{
	struct grid g;

	buf_printf(out, "# %llu escalations\n\n%.*s.\n",
	    (unsigned long long)x->total.tally->contacts,
	    STR_ARG(reading_period(x)));
	for (size_t i = 0; reading_grid(x, i, &g); i++)
		grid_markdown(&g, theirs(i), out);
}
