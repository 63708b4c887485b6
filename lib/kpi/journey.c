#include "kpi/journey.h"

#include <math.h>

#include "kpi/history.h"
#include "page/page.h"

static const char *const station_names[STATIONS] = { "bot", "trigger",
	"attempted", "delivered", "ended" };

static const struct {
	const char *label, *class;
} places[STATIONS][PLACES] = {
	{ { "with the bot", "calm" } },
	{ { "the customer asked", "bad" }, { "the bot handed over", "calm" },
	    { "otherwise", "dull" }, { "none", "mute" } },
	{ { "handoff attempted", "calm" }, { "stayed with the bot", "mute" } },
	{ { "reached a human", "good" }, { "failed", "bad" },
	    { "left the queue", "left" }, { "no answer known", "dull" },
	    { "given back to the bot", "dull" },
	    { "stayed with the bot", "mute" } },
	{ { "resolved", "good" }, { "not resolved", "bad" }, { "left", "left" },
	    { "not known", "mute" } },
};

enum { ASKED, HANDED, OTHERWISE, NO_TRIGGER };
enum { ATTEMPTED, STAYED };
enum { REACHED, FAILED, LEFT_QUEUE, WAITED, GIVEN_BACK, NOT_TRIED };
enum { RESOLVED, UNRESOLVED, LEFT, UNKNOWN };

static bool
is(uint64_t code, enum fact f, const char *word)
{
	const char *value = fact_info[f].values[fact_get(code, f)];

	return value && !strcmp(value, word);
}

static size_t
trigger_of(uint64_t code)
{
	if (!fact_get(code, F_ATTEMPTED))
		return NO_TRIGGER;
	if (is(code, F_ASKED_BY, "customer"))
		return ASKED;
	return is(code, F_ASKED_BY, "bot") ? HANDED : OTHERWISE;
}

static size_t
delivery_of(uint64_t code)
{
	if (!fact_get(code, F_ATTEMPTED))
		return NOT_TRIED;
	if (fact_get(code, F_DELIVERED))
		return REACHED;
	switch (fact_get(code, F_HANDOFF)) {
	case STANDS_FAILED:
		return FAILED;
	case STANDS_LEFT:
		return LEFT_QUEUE;
	case STANDS_WAITING:
		return is(code, F_CLOSED_BY, "customer") ? LEFT_QUEUE : WAITED;
	default:
		return GIVEN_BACK;
	}
}

/* As the outcome has it, so that this and the table of outcomes add up; what an
 * outcome does not say of the end, outcome.resolved may. */
static size_t
end_of(uint64_t code, enum family f)
{
	switch (f) {
	case FAMILY_ABANDONED:
		return LEFT;
	case FAMILY_CONTAINED_RESOLVED:
		return RESOLVED;
	case FAMILY_CONTAINED_UNRESOLVED:
		return UNRESOLVED;
	default:
		break;
	}
	if (is(code, F_RESOLVED, "true"))
		return RESOLVED;
	return is(code, F_RESOLVED, "false") ? UNRESOLVED : UNKNOWN;
}

static void
add_kind(struct journey *j, uint64_t code, enum family f, uint64_t n)
{
	size_t at[STATIONS] = { 0, trigger_of(code),
		fact_get(code, F_ATTEMPTED) ? ATTEMPTED : STAYED,
		delivery_of(code), end_of(code, f) };

	for (size_t s = 0; s < STATIONS; s++)
		j->n[s][at[s]] += n;
	for (size_t s = 0; s + 1 < STATIONS; s++)
		j->flow[s][at[s]][at[s + 1]] += n;
}

void
journey_read(struct report *r, struct journey *j)
{
	const struct census *c = &r->total->census;
	struct meanings *m = meanings_new(r->definitions, &r->arena);

	*j = (struct journey){ 0 };
	for (const struct kind *k = NULL; (k = census_next(c, k));) {
		uint64_t code = history_code(k, r->total->last_ms);

		if (fact_get(code, F_CUSTOMER_TURNS))
			add_kind(j, code, meanings_family(m, code), k->n);
	}
	meanings_free(m);
}

/* The box, a column of boxes for each station, and the room between two boxes
 * of a column. */
enum {
	WIDTH = 1000,
	HEIGHT = 380,
	HEAD = 28,
	BOX = 14,
	GAP = 26,
	LABELS = 140, /* to the right of the last column */
};

struct layout {
	double scale;		     /* pixels for a conversation */
	double y[STATIONS][PLACES];  /* top of a box */
	double in[STATIONS][PLACES]; /* where the next ribbon begins */
	double leave[STATIONS][PLACES];
};

static double
x_of(size_t station)
{
	return (double)station * (WIDTH - LABELS - BOX) / (STATIONS - 1);
}

static void
arrange(const struct journey *j, struct layout *l)
{
	double all = (double)j->n[0][0];

	l->scale = (HEIGHT - HEAD - (PLACES - 1) * GAP - 8) / all;
	for (size_t s = 0; s < STATIONS; s++) {
		double y = HEAD;

		for (size_t p = 0; p < PLACES; p++) {
			if (!j->n[s][p])
				continue;
			l->y[s][p] = l->in[s][p] = l->leave[s][p] = y;
			y += (double)j->n[s][p] * l->scale + GAP;
		}
	}
}

static void
put_ribbon(struct buf *out, const struct journey *j, struct layout *l, size_t s,
    size_t from, size_t to)
{
	double height = (double)j->flow[s][from][to] * l->scale;
	double x0 = x_of(s) + BOX, x1 = x_of(s + 1), middle = (x0 + x1) / 2;
	double a = l->leave[s][from], b = l->in[s + 1][to];

	l->leave[s][from] += height;
	l->in[s + 1][to] += height;
	buf_printf(out,
	    "<path class=\"ribbon %s\" d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f "
	    "%.1f %.1fV%.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ\"/>",
	    places[s + 1][to].class, x0, a, middle, a, middle, b, x1, b,
	    b + height, middle, b + height, middle, a + height, x0, a + height);
}

static void
put_box(struct report *r, struct buf *out, const struct journey *j,
    const struct layout *l, size_t s, size_t p)
{
	double height = fmax((double)j->n[s][p] * l->scale, 1);
	double share = (double)j->n[s][p] / (double)j->n[0][0];

	buf_printf(out,
	    "<rect class=\"box %s\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" "
	    "height=\"%.1f\" rx=\"2\"/><text class=\"place\" x=\"%.1f\" "
	    "y=\"%.1f\">%s <tspan class=\"axis\">%.*s</tspan></text>",
	    places[s][p].class, x_of(s), l->y[s][p], BOX, height,
	    x_of(s) + BOX + 6, l->y[s][p] + fmin(height / 2 + 4, 14),
	    places[s][p].label, STR_ARG(say_share(r, share)));
}

void
journey_draw(struct report *r, const struct journey *j, struct buf *out)
{
	struct layout l = { 0 };

	arrange(j, &l);
	buf_printf(out,
	    "<div class=\"scroll\" tabindex=\"0\"><svg class=\"journey\" "
	    "viewBox=\"0 0 %d %d\" role=\"img\" "
	    "aria-labelledby=\"journey\"><title id=\"journey\">",
	    WIDTH, HEIGHT);
	buf_printf(
	    out, "Of %llu conversations, ", (unsigned long long)j->n[0][0]);
	buf_printf(out,
	    "a handoff was attempted in %llu and reached a human in %llu; %llu "
	    "are said to be resolved.</title>",
	    (unsigned long long)j->n[2][ATTEMPTED],
	    (unsigned long long)j->n[3][REACHED],
	    (unsigned long long)j->n[4][RESOLVED]);
	for (size_t s = 0; s < STATIONS; s++)
		buf_printf(out,
		    "<text class=\"axis\" x=\"%.1f\" y=\"14\">%s</text>",
		    x_of(s), station_names[s]);
	for (size_t s = 0; s + 1 < STATIONS; s++)
		for (size_t from = 0; from < PLACES; from++)
			for (size_t to = 0; to < PLACES; to++)
				if (j->flow[s][from][to])
					put_ribbon(out, j, &l, s, from, to);
	for (size_t s = 0; s < STATIONS; s++)
		for (size_t p = 0; p < PLACES; p++)
			if (j->n[s][p])
				put_box(r, out, j, &l, s, p);
	buf_cstr(out, "</svg></div>");
}

void
grid_journey(struct report *r, const struct journey *j, struct grid *g)
{
	*g = (struct grid){ .title = "The way from the bot",
		.note = "conversations with a customer turn, and where they "
			"go from one station to the next; who left is who "
			"has an outcome called abandoned, and who is resolved "
			"or not is so by the outcome, else by "
			"outcome.resolved",
		.absent = j->n[0][0] ? NULL
				     : "no conversation with a customer turn" };
	grid_column(g, "from", false, false);
	grid_column(g, "to", false, false);
	grid_column(g, "conversations", true, false);
	grid_column(g, "of all", true, false);
	grid_rows(g, &r->arena, STATIONS * PLACES * PLACES);
	for (size_t s = 0; s + 1 < STATIONS; s++)
		for (size_t from = 0; from < PLACES; from++)
			for (size_t to = 0; to < PLACES; to++) {
				uint64_t n = j->flow[s][from][to];
				struct row *row = &g->rows[g->n_rows];

				if (!n)
					continue;
				g->n_rows++;
				row->cells[0] = arena_printf(&r->arena,
				    "%s: %s", station_names[s],
				    places[s][from].label);
				row->cells[1] = arena_printf(&r->arena,
				    "%s: %s", station_names[s + 1],
				    places[s + 1][to].label);
				row->cells[2] = arena_printf(
				    &r->arena, "%llu", (unsigned long long)n);
				row->cells[3] = say_share(
				    r, (double)n / (double)j->n[0][0]);
			}
}
