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
	[MEASURE_P90] = { "p90_wait_s", "nine of ten served wait no longer",
	    false },
	[MEASURE_LONGEST] = { "longest_wait_s", "longest wait", false },
	[MEASURE_SERVICE_LEVEL] = { "service_level", "served in time", true },
	[MEASURE_ABANDONED] = { "abandoned", "gave up", true },
	[MEASURE_UNSERVED] = { "unserved", "never served", true },
	[MEASURE_SOONER] = { "sooner", "served sooner than under the first",
	    true },
	[MEASURE_LATER] = { "later", "served later than under the first",
	    true },
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

/* The name it gives itself, else its file's. */
static struct str
name_of(const struct rival_state *r)
{
	const struct policy *p = r->rival->policy;

	return p->name.n ? p->name : str_of(p->file);
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
put_measures(struct buf *b, const char *name, const struct moments *all)
{
	json_member(b, name);
	buf_char(b, '{');
	for (size_t m = 0; m < N_MEASURES; m++) {
		struct estimate e = estimate(&all[m]);

		json_member(b, measures[m].name);
		put_estimate(b, &e);
	}
	buf_char(b, '}');
}

static void
print_json(const struct compare *c, struct buf *b)
{
	buf_char(b, '{');
	json_member_int(b, "contacts", c->n_contacts);
	json_member_int(b, "replications", c->o->replications);
	json_member_number(b, "level", LEVEL);
	json_member(b, "policies");
	buf_char(b, '[');
	for (size_t i = 0; i < c->n_rivals; i++) {
		const struct rival_state *r = &c->rivals[i];

		json_next(b);
		buf_char(b, '{');
		json_member(b, "name");
		json_put_string(b, name_of(r));
		json_member_string(b, "file", r->rival->policy->file);
		put_measures(b, "values", r->values);
		if (i)
			put_measures(b, "differences", r->differences);
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

	row->cells[0] = name_of(r);
	row->cells[1] = str_of(measures[m].says);
	row->cells[2] = say(a, value.mean, is_share);
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
	return m == MEASURE_SOONER || m == MEASURE_LATER;
}

static void
fill(struct arena *a, const struct compare *c, struct grid *g)
{
	*g =
	    (struct grid){ .title = "Policies on the same contacts and draws" };
	grid_rows(g, a, c->n_rivals * N_MEASURES);
	g->note = arena_cstr(
	    a, arena_printf(a,
		   "%llu contacts, %zu replications; more is the mean of the "
		   "paired differences with its 95%% interval (Student), '-' "
		   "where all are equal",
		   (unsigned long long)c->n_contacts, c->o->replications));
	grid_column(g, "policy", false, false);
	grid_column(g, "measure", false, false);
	grid_column(g, "value", true, false);
	grid_column(g, "more", true, false);
	grid_column(g, "low", true, false);
	grid_column(g, "high", true, false);
	for (size_t m = 0; m < N_MEASURES; m++)
		for (size_t i = is_against_first(m); i < c->n_rivals; i++)
			put_row(a, g, &c->rivals[i], m,
			    i == 0 || is_against_first(m));
}

static void
print_csv(const struct compare *c, struct buf *b)
{
	buf_cstr(b, "policy,measure,value,low,high,more,more_low,more_high\n");
	for (size_t i = 0; i < c->n_rivals; i++)
		for (size_t m = 0; m < N_MEASURES; m++) {
			const struct rival_state *r = &c->rivals[i];
			struct estimate v = estimate(&r->values[m]);
			struct estimate d = estimate(&r->differences[m]);

			csv_put(b, name_of(r), true);
			csv_put(b, str_of(measures[m].name), false);
			print_csv_number(b, v.mean);
			print_csv_number(b, v.low);
			print_csv_number(b, v.high);
			print_csv_number(b, d.mean);
			print_csv_number(b, d.low);
			print_csv_number(b, d.high);
			buf_char(b, '\n');
		}
}

void
compare_print(const struct compare *c, bool colour, struct buf *out)
{
	struct str format = str_of(c->o->format);
	struct arena a;
	struct grid g;

	if (str_eq(format, STR("json"))) {
		print_json(c, out);
		return;
	}
	if (str_eq(format, STR("csv"))) {
		print_csv(c, out);
		return;
	}
	arena_init(&a, CELLS);
	fill(&a, c, &g);
	if (str_eq(format, STR("markdown")))
		grid_markdown(&g, 1, out);
	else
		grid_text(&g, colour, out);
	arena_free(&a);
}
