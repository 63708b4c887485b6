#include <math.h>

#include "csv/csv.h"
#include "grid/grid.h"
#include "json/json.h"
#include "route/compare.h"
#include "route/print.h"

/* Of intervals. */
#define LEVEL 0.95

enum { CELLS = 1 << 20 };

struct measured {
	const char *name, *says;
	bool is_share;
};

static const struct measured measures[N_MEASURES] = {
	[MEASURE_ASA] = { "asa_s", "mean wait of those served", false },
	[MEASURE_P90] = { "wait_p90_of_all_s",
	    "nine of ten of all are served within", false },
	[MEASURE_LONGEST] = { "wait_max_of_all_s", "longest wait", false },
	[MEASURE_SERVICE_LEVEL] = { "service_level", "served in time, of all",
	    true },
	[MEASURE_ABANDONED] = { "abandoned", "gave up, of all", true },
	[MEASURE_UNSERVED] = { "unserved", "never served, of all", true },
	[MEASURE_CALLBACKS] = { "callbacks", "hung up to be called, of all",
	    true },
	[MEASURE_SOONER] = { "sooner", "served sooner than under the first",
	    true },
	[MEASURE_GAINED] = { "newly_served", "served, not under the first",
	    true },
	[MEASURE_LATER] = { "later", "served later than under the first",
	    true },
	[MEASURE_LOST] = { "no_longer_served",
	    "not served, but under the first", true },
	[MEASURE_AGAIN] = { "came_again", "came again", true },
	[MEASURE_CHANGED] = { "channel_changed", "on another channel", true },
	[MEASURE_RESTARTED] = { "wait_restarted",
	    "of these, whose wait began anew", true },
	[MEASURE_WAIT_LOST] = { "wait_lost_s", "what these had waited", false },
	[MEASURE_CONTEXT_LOST] = { "context_lost",
	    "another agent than had had them", true },
};

/* A mean with its interval, to four decimals; NAN: there is none. */
struct estimate {
	double mean, low, high;
};

static struct estimate
estimate(const struct moments *m)
{
	struct interval i = moments_interval(m, LEVEL);

	return (struct estimate){ stats_round4(moments_mean(m) / MILLION),
		stats_round4(i.low / MILLION), stats_round4(i.high / MILLION) };
}

static void
put_estimate(struct buf *b, const struct estimate *e)
{
	buf_char(b, '{');
	buf_cstr(b, "\"value\":");
	json_put_number(b, e->mean);
	json_member_number(b, "low", e->low);
	json_member_number(b, "high", e->high);
	buf_char(b, '}');
}

static void
put_measures(
    struct buf *b, const char *name, const struct moments *all, size_t n)
{
	json_member(b, name);
	buf_char(b, '{');
	for (size_t m = 0; m < n; m++) {
		struct estimate e = estimate(&all[m]);

		json_member(b, measures[m].name);
		put_estimate(b, &e);
	}
	buf_char(b, '}');
}

static struct pairs
all_pairs(const struct rival_state *r)
{
	struct pairs all = { 0 };

	for (size_t i = 0; i < r->rival->rules->n_queues; i++)
		pairs_merge(&all, &r->pairs[i]);
	return all;
}

static void
put_pairs(const struct rival_state *r, struct buf *b)
{
	struct pairs all = all_pairs(r);

	json_member(b, "against_first");
	buf_char(b, '{');
	json_member_count(b, "replications_with_later", r->n_worse);
	pairs_json(&all, b);
	json_member(b, "queues");
	buf_char(b, '[');
	for (size_t i = 0; i < r->rival->rules->n_queues; i++) {
		if (!r->pairs[i].contacts)
			continue;
		json_next(b);
		buf_char(b, '{');
		json_member(b, "queue");
		json_put_string(b, r->rival->rules->queues[i].name);
		pairs_json(&r->pairs[i], b);
		buf_char(b, '}');
	}
	buf_cstr(b, "]}");
}

static void
print_json(const struct compare *c, struct buf *b)
{
	buf_char(b, '{');
	json_member_string(b, "schema", "hoff.route.compare/1");
	json_member_count(b, "contacts", c->n_contacts);
	json_member_count(b, "replications", c->o->replications);
	json_member_number(b, "level", LEVEL);
	json_member(b, "policies");
	buf_char(b, '[');
	for (size_t i = 0; i < c->n_rivals; i++) {
		const struct rival_state *r = &c->rivals[i];

		json_next(b);
		buf_char(b, '{');
		json_member(b, "name");
		json_put_string(b, r->rival->name);
		json_member_string(b, "file", r->rival->policy->file);
		json_member_string(b, "agents", r->rival->agents_file);
		put_measures(b, "values", r->values, c->n_measures);
		if (i) {
			put_measures(
			    b, "differences", r->differences, c->n_measures);
			put_pairs(r, b);
		}
		buf_char(b, '}');
	}
	buf_cstr(b, "]}\n");
}

static struct str
say(struct arena *a, double x, bool is_share)
{
	return isnan(x)	  ? STR("-")
	       : is_share ? arena_printf(a, "%.2f%%", x * 100)
			  : arena_printf(a, "%.1f s", x);
}

/* A measure under one policy, and what that is more than under the first. */
static void
put_row(struct arena *a, struct grid *g, const struct rival_state *r, size_t m,
    bool is_first)
{
	struct estimate value = estimate(&r->values[m]);
	struct estimate more = estimate(&r->differences[m]);
	struct row *row = grid_row(g);
	bool is_share = measures[m].is_share;

	row->cells[0] = r->rival->name;
	row->cells[1] = str_of(measures[m].says);
	row->cells[2] = m == MEASURE_P90 && r->never_p90
			    ? STR("never")
			    : say(a, value.mean, is_share);
	for (size_t i = 3; i < 6; i++)
		row->cells[i] = STR("");
	if (is_first)
		return;
	row->cells[3] = say(a, more.mean, is_share);
	row->cells[4] = say(a, more.low, is_share);
	row->cells[5] = say(a, more.high, is_share);
}

static bool
is_against_first(size_t m)
{
	return m >= MEASURE_SOONER && m <= MEASURE_LOST;
}

static void
fill(struct arena *a, const struct compare *c, struct grid *g)
{
	*g = (struct grid){ .title = "On the same contacts and draws" };
	grid_rows(g, a, c->n_rivals * N_MEASURES);
	g->note = arena_cstr(
	    a, arena_printf(a,
		   "%llu contacts, %zu replication%s; the difference from the "
		   "first is the mean of the paired ones, low and high its "
		   "95%% interval (Student), '-' where all are equal or there "
		   "is nothing to divide by; never: more than one in ten was "
		   "not served, in some replication. Who gives up is not in "
		   "the mean wait: it can fall where more do",
		   (unsigned long long)c->n_contacts, c->o->replications,
		   c->o->replications == 1 ? "" : "s"));
	grid_column(g, "with", false, false);
	grid_column(g, "measure", false, false);
	grid_column(g, "value", true, false);
	grid_column(g, "difference", true, false);
	grid_column(g, "low", true, false);
	grid_column(g, "high", true, false);
	for (size_t m = 0; m < c->n_measures; m++)
		for (size_t i = is_against_first(m); i < c->n_rivals; i++)
			put_row(a, g, &c->rivals[i], m,
			    i == 0 || is_against_first(m));
}

static void
put_pairs_row(struct arena *a, struct grid *g, const struct rival_state *r,
    struct str queue, const struct pairs *p, struct str worse)
{
	const uint64_t counts[] = { p->contacts, p->sooner, p->gained, p->later,
		p->lost };
	struct row *row = grid_row(g);

	row->cells[0] = r->rival->name;
	row->cells[1] = queue;
	for (size_t i = 0; i < 5; i++)
		row->cells[2 + i] =
		    arena_printf(a, "%llu", (unsigned long long)counts[i]);
	row->cells[7] = say(a, (double)p->most_us / MILLION, false);
	row->cells[8] = worse;
}

/* Each contact beside itself under the first. */
static void
fill_pairs(struct arena *a, const struct compare *c, struct grid *g)
{
	size_t n = 0;

	*g = (struct grid){ .title = "Who is served later than with the first",
		.note = "contacts in all replications, each beside itself "
			"with the first; " PAIRS_NOTE };
	for (size_t i = 1; i < c->n_rivals; i++)
		n += c->rivals[i].rival->rules->n_queues + 1;
	grid_rows(g, a, n);
	grid_column(g, "with", false, false);
	grid_column(g, "queue", false, false);
	grid_column(g, "contacts", true, false);
	grid_column(g, "sooner", true, false);
	grid_column(g, "newly served", true, false);
	grid_column(g, "later", true, false);
	grid_column(g, "no longer served", true, false);
	grid_column(g, "most later", true, false);
	grid_column(g, "in replications", true, false);
	for (size_t i = 1; i < c->n_rivals; i++) {
		const struct rival_state *r = &c->rivals[i];
		struct pairs all = all_pairs(r);

		put_pairs_row(a, g, r, STR("(all)"), &all,
		    arena_printf(a, "%llu of %zu",
			(unsigned long long)r->n_worse, c->o->replications));
		for (size_t k = 0; k < r->rival->rules->n_queues; k++)
			if (r->pairs[k].contacts)
				put_pairs_row(a, g, r,
				    r->rival->rules->queues[k].name,
				    &r->pairs[k], STR(""));
	}
}

/* Totals of the pairs, as measures that have a value alone. */
static void
print_csv_pairs(const struct rival_state *r, struct buf *b)
{
	struct pairs p = all_pairs(r);
	const struct {
		const char *name;
		double value;
	} rows[] = { { "pairs", (double)p.contacts },
		{ "sooner_contacts", (double)p.sooner },
		{ "newly_served_contacts", (double)p.gained },
		{ "later_contacts", (double)p.later },
		{ "no_longer_served_contacts", (double)p.lost },
		{ "most_later_s", stats_round4((double)p.most_us / MILLION) },
		{ "replications_with_later", (double)r->n_worse } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		csv_put(b, r->rival->name, true);
		csv_put(b, str_of(rows[i].name), false);
		print_csv_number(b, rows[i].value);
		buf_cstr(b, ",,,,,\n");
	}
}

static void
print_csv(const struct compare *c, struct buf *b)
{
	buf_cstr(b, "policy,measure,value,low,high,more,more_low,more_high\n");
	for (size_t i = 0; i < c->n_rivals; i++) {
		const struct rival_state *r = &c->rivals[i];

		for (size_t m = 0; m < c->n_measures; m++) {
			struct estimate v = estimate(&r->values[m]);
			struct estimate d = estimate(&r->differences[m]);

			csv_put(b, r->rival->name, true);
			csv_put(b, str_of(measures[m].name), false);
			print_csv_number(b, v.mean);
			print_csv_number(b, v.low);
			print_csv_number(b, v.high);
			print_csv_number(b, d.mean);
			print_csv_number(b, d.low);
			print_csv_number(b, d.high);
			buf_char(b, '\n');
		}
		if (i)
			print_csv_pairs(r, b);
	}
}

void
compare_print(
    const struct compare *c, bool colour, size_t width, struct buf *out)
{
	struct str format = str_of(c->o->format);
	struct arena a;
	struct grid grids[2];

	if (str_eq(format, STR("json"))) {
		print_json(c, out);
		return;
	}
	if (str_eq(format, STR("csv"))) {
		print_csv(c, out);
		return;
	}
	arena_init(&a, CELLS);
	fill(&a, c, &grids[0]);
	fill_pairs(&a, c, &grids[1]);
	for (size_t i = 0; i < 2; i++)
		if (str_eq(format, STR("markdown")))
			grid_markdown(&grids[i], 2, out);
		else
			grid_text_within(&grids[i], colour, width, out);
	arena_free(&a);
}
