#include <stdlib.h>

#include "grid/grid.h"
#include "packet/audit.h"
#include "stats/stats.h"

#define LEVEL 0.95

void
audit_merge(struct audit *into, const struct audit *from)
{
	into->records += from->records;
	into->transfers += from->transfers;
	into->asked += from->asked;
	into->repeated += from->repeated;
	into->either += from->either;
	into->asks += from->asks;
	into->repeats += from->repeats;
	into->confirms += from->confirms;
	into->checks += from->checks;
	into->gave += from->gave;
	into->gave_again += from->gave_again;
	for (size_t i = 0; i < AUDIT_KINDS; i++) {
		into->knew[i] += from->knew[i];
		into->again[i] += from->again[i];
	}
	for (size_t i = 0; i < AUDIT_FIELDS; i++) {
		into->fields[i].transfers += from->fields[i].transfers;
		into->fields[i].asks += from->fields[i].asks;
		into->fields[i].repeats += from->fields[i].repeats;
	}
}

/* A share with what it is of. */
struct share {
	uint64_t k, n;
	double value; /* NAN: of none */
	struct interval interval;
};

static struct share
share_of(uint64_t k, uint64_t n)
{
	struct share s = { k, n, NAN, stats_wilson(k, n, LEVEL) };

	if (n)
		s.value = stats_round4((double)k / (double)n);
	s.interval.low = stats_round4(s.interval.low);
	s.interval.high = stats_round4(s.interval.high);
	return s;
}

/* Places in an array of counts, the most first; of equals the first. */
struct ranked {
	size_t at;
	uint64_t first, second;
};

static int
by_count(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? 1 : -1;
	if (x->second != y->second)
		return x->second < y->second ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

static void
rank_fields(const struct audit *a, struct ranked *all)
{
	for (size_t i = 0; i < AUDIT_FIELDS; i++)
		all[i] = (struct ranked){ i, a->fields[i].transfers,
			a->fields[i].asks + a->fields[i].repeats };
	qsort(all, AUDIT_FIELDS, sizeof(*all), by_count);
}

/* Those that were known at all. */
static size_t
rank_topics(const struct audit *a, struct ranked *all)
{
	size_t n = 0;

	for (size_t i = 0; i < AUDIT_KINDS; i++)
		if (a->again[i])
			all[n++] =
			    (struct ranked){ i, a->again[i], a->knew[i] };
	qsort(all, n, sizeof(*all), by_count);
	return n;
}

static void
put_share(struct arena *a, struct row *r, size_t from, struct share s)
{
	r->cells[from] = arena_printf(a, "%llu", (unsigned long long)s.k);
	r->cells[from + 1] = arena_printf(a, "%llu", (unsigned long long)s.n);
	if (isnan(s.value))
		return;
	r->cells[from + 2] = arena_printf(a, "%.4f", s.value);
	r->cells[from + 3] =
	    arena_printf(a, "%.4f to %.4f", s.interval.low, s.interval.high);
}

static void
add_shares(struct grid *g)
{
	grid_column(g, "count", true, false);
	grid_column(g, "of", true, false);
	grid_column(g, "share", true, false);
	grid_column(g, "95 %", true, false);
}

static void
put_summary(
    const struct audit *a, struct arena *run, size_t width, struct buf *out)
{
	const struct {
		const char *name;
		uint64_t k, n;
	} rows[] = { { "asked again by a human", a->asked, a->transfers },
		{ "said again by the customer", a->repeated, a->transfers },
		{ "one or the other", a->either, a->transfers },
		{ "identifier given again", a->gave_again, a->gave } };
	struct grid g = { .title = "Transfers" };

	grid_column(&g, "what", false, false);
	add_shares(&g);
	grid_rows(&g, run, sizeof(rows) / sizeof(*rows));
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct row *r = grid_row(&g);

		r->cells[0] = str_of(rows[i].name);
		put_share(run, r, 1, share_of(rows[i].k, rows[i].n));
	}
	grid_text_within(&g, false, width, out);
}

static void
put_topics(
    const struct audit *a, struct arena *run, size_t width, struct buf *out)
{
	struct ranked all[AUDIT_KINDS];
	size_t n = rank_topics(a, all);
	struct grid g = { .title = "What was asked again, of the transfers "
				   "that knew it",
		.absent = n ? NULL : "nothing" };

	grid_column(&g, "what", false, false);
	add_shares(&g);
	grid_rows(&g, run, n);
	for (size_t i = 0; i < n; i++) {
		struct row *r = grid_row(&g);

		r->cells[0] = str_of(ask_topic_name(all[i].at));
		put_share(run, r, 1,
		    share_of(a->again[all[i].at], a->knew[all[i].at]));
	}
	grid_text_within(&g, false, width, out);
}

static void
put_fields(
    const struct audit *a, struct arena *run, size_t width, struct buf *out)
{
	struct ranked all[AUDIT_FIELDS];
	struct grid g = { .title = "Fields of the packet that would have "
				   "told" };

	grid_column(&g, "field", false, false);
	grid_column(&g, "asks", true, false);
	grid_column(&g, "repeats", true, false);
	grid_column(&g, "transfers", true, false);
	grid_column(&g, "of", true, false);
	grid_column(&g, "share", true, false);
	grid_column(&g, "95 %", true, false);
	grid_rows(&g, run, AUDIT_FIELDS);
	rank_fields(a, all);
	for (size_t i = 0; i < AUDIT_FIELDS && all[i].first; i++) {
		const struct audit_field *f = &a->fields[all[i].at];
		struct row *r = grid_row(&g);

		r->cells[0] = str_of(audit_field_title(all[i].at));
		r->cells[1] =
		    arena_printf(run, "%llu", (unsigned long long)f->asks);
		r->cells[2] =
		    arena_printf(run, "%llu", (unsigned long long)f->repeats);
		put_share(run, r, 3, share_of(f->transfers, a->transfers));
	}
	if (!g.n_rows)
		g.absent = "none";
	grid_text_within(&g, false, width, out);
}

void
audit_put_text(const struct audit *a, size_t width, struct buf *out)
{
	struct arena run;

	arena_init(&run, 1 << 20);
	buf_printf(out,
	    "records %llu, with a transfer to a human %llu\n"
	    "not counted: %llu read back, %llu to prove who is there\n\n",
	    (unsigned long long)a->records, (unsigned long long)a->transfers,
	    (unsigned long long)a->confirms, (unsigned long long)a->checks);
	put_summary(a, &run, width, out);
	buf_char(out, '\n');
	put_topics(a, &run, width, out);
	buf_char(out, '\n');
	put_fields(a, &run, width, out);
	arena_free(&run);
}

static void
put_json_share(struct buf *out, const char *name, uint64_t k, uint64_t n)
{
	struct share s = share_of(k, n);

	if (name)
		json_member(out, name);
	buf_char(out, '{');
	json_member_count(out, "count", k);
	json_member_count(out, "of", n);
	json_member_number(out, "share", s.value);
	json_member_number(out, "low", n ? s.interval.low : NAN);
	json_member_number(out, "high", n ? s.interval.high : NAN);
	buf_char(out, '}');
}

static void
put_json_lists(const struct audit *a, struct buf *out)
{
	struct ranked topics[AUDIT_KINDS], fields[AUDIT_FIELDS];
	size_t n = rank_topics(a, topics);

	json_member(out, "what");
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		size_t at = topics[i].at;

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "what", ask_topic_name(at));
		put_json_share(out, "transfers", a->again[at], a->knew[at]);
		buf_char(out, '}');
	}
	buf_char(out, ']');
	rank_fields(a, fields);
	json_member(out, "fields");
	buf_char(out, '[');
	for (size_t i = 0; i < AUDIT_FIELDS && fields[i].first; i++) {
		const struct audit_field *f = &a->fields[fields[i].at];

		json_next(out);
		buf_char(out, '{');
		json_member_string(
		    out, "field", audit_field_title(fields[i].at));
		json_member_count(out, "asks", f->asks);
		json_member_count(out, "repeats", f->repeats);
		put_json_share(out, "transfers", f->transfers, a->transfers);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void
audit_put_json(const struct audit *a, struct buf *out)
{
	buf_char(out, '{');
	json_member_count(out, "records", a->records);
	json_member_count(out, "transfers", a->transfers);
	json_member_number(out, "level", LEVEL);
	put_json_share(out, "asked_again", a->asked, a->transfers);
	put_json_share(out, "said_again", a->repeated, a->transfers);
	put_json_share(out, "either", a->either, a->transfers);
	put_json_share(out, "identifier_given_again", a->gave_again, a->gave);
	json_member_count(out, "asks", a->asks);
	json_member_count(out, "repeats", a->repeats);
	json_member_count(out, "read_back", a->confirms);
	json_member_count(out, "identity_checks", a->checks);
	put_json_lists(a, out);
	buf_cstr(out, "}\n");
}
