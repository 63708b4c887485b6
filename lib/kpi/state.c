#include "kpi/history.h"
#include "kpi/numbers.h"
#include "kpi/partial.h"

/* A tally in a partial: arrays in the order of the enums, so that a partial is
 * for the version that wrote it, which its head names. */

static void
put_histogram(struct buf *out, const struct histogram *h, struct arena *a)
{
	size_t n;
	struct bin *bins = histogram_bins(h, &n, a);
	struct histogram_ends ends = histogram_ends(h);

	json_next(out);
	buf_char(out, '[');
	if (h->n) {
		numbers_next(out, (__int128)ends.sum);
		numbers_next(out, (__int128)ends.squares);
		numbers_next(out, (__int128)ends.min);
		numbers_next(out, (__int128)ends.max);
	}
	for (size_t i = 0; i < n; i++) {
		numbers_next(out, (__int128)bins[i].low);
		numbers_next(out, (__int128)bins[i].count);
	}
	buf_char(out, ']');
}

static void
put_moments(struct buf *out, const struct moments *m)
{
	numbers_next(out, (__int128)m->n);
	numbers_next(out, m->sum);
	numbers_next(out, m->squares);
}

static void
put_products(struct buf *out, const struct products *p)
{
	numbers_next(out, (__int128)p->n);
	numbers_next(out, p->x);
	numbers_next(out, p->y);
	numbers_next(out, p->xx);
	numbers_next(out, p->xy);
	numbers_next(out, p->yy);
}

/* What is followed for as long as it matters is the same from now on, however
 * long the log still goes on. */
static void
put_census(
    struct buf *out, const struct census *c, int64_t end_ms, struct arena *a)
{
	struct census settled = { 0 };
	struct kind *kinds;
	size_t n;

	for (const struct kind *k = NULL; (k = census_next(c, k));)
		if (history_is_settled(k, end_ms))
			census_add(
			    &settled, history_code(k, end_ms), 0, k->n, a);
		else
			census_add(&settled, k->code, k->minute, k->n, a);
	kinds = census_sorted(&settled, &n, a);
	json_member(out, "census");
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		numbers_next(out, (__int128)kinds[i].code);
		numbers_next(out, kinds[i].minute);
		numbers_next(out, (__int128)kinds[i].n);
	}
	buf_char(out, ']');
}

void
partial_put_tally(
    struct buf *out, const struct tally *t, int64_t end_ms, struct arena *a)
{
	json_member(out, "counts");
	buf_char(out, '[');
	for (size_t i = 0; i < N_COUNTS; i++)
		numbers_next(out, (__int128)t->counts[i]);
	buf_char(out, ']');
	put_census(out, &t->census, end_ms, a);
	json_member(out, "amounts");
	buf_char(out, '[');
	for (size_t i = 0; i < N_EXTENTS; i++) {
		numbers_next(out, (__int128)t->spreads[i].never);
		numbers_next(out, (__int128)t->spreads[i].unknown);
		put_histogram(out, &t->spreads[i].values, a);
		put_histogram(out, &t->spreads[i].censored, a);
	}
	buf_char(out, ']');
	json_member(out, "policies");
	buf_char(out, '[');
	for (size_t i = 0; t->policies && i < N_POLICIES; i++) {
		numbers_next(out, (__int128)t->policies[i].hit);
		numbers_next(out, (__int128)t->policies[i].wrong);
		numbers_next(out, (__int128)t->policies[i].missed);
		for (size_t k = 0; k < TOLERANCES; k++)
			put_moments(out, &t->policies[i].transfer[k]);
	}
	buf_char(out, ']');
	json_member(out, "sentiment");
	buf_char(out, '[');
	put_moments(out, &t->sentiment_shift);
	buf_char(out, ']');
	json_member(out, "work");
	buf_char(out, '[');
	put_products(out, &t->work);
	buf_char(out, ']');
	json_member(out, "starts");
	buf_char(out, '[');
	numbers_next(out, (__int128)t->n_starts);
	numbers_next(out, t->n_starts ? t->first_ms : 0);
	numbers_next(out, t->n_starts ? t->last_ms : 0);
	buf_char(out, ']');
}

static bool
read_histogram(
    struct histogram *h, const struct json *j, uint32_t at, struct arena *a)
{
	struct numbers r = numbers_open(j, at);
	struct histogram_ends ends;

	if (numbers_done(&r))
		return true;
	ends.sum = (unsigned __int128)numbers_wide(&r);
	ends.squares = (unsigned __int128)numbers_wide(&r);
	ends.min = numbers_count(&r);
	ends.max = numbers_count(&r);
	while (!r.wrong && r.at) {
		uint64_t low = numbers_count(&r), count = numbers_count(&r);

		if (r.wrong || !histogram_restore(h, low, count, a))
			return false;
	}
	return numbers_done(&r) && histogram_restore_ends(h, &ends);
}

static void
read_moments(struct numbers *r, struct moments *m)
{
	m->n = numbers_count(r);
	m->sum = numbers_wide(r);
	m->squares = numbers_wide(r);
}

static void
read_products(struct numbers *r, struct products *p)
{
	p->n = numbers_count(r);
	p->x = numbers_wide(r);
	p->y = numbers_wide(r);
	p->xx = numbers_wide(r);
	p->xy = numbers_wide(r);
	p->yy = numbers_wide(r);
}

static bool
read_amounts(
    struct tally *t, const struct json *j, uint32_t at, struct arena *a)
{
	struct numbers r = numbers_open(j, at);

	for (size_t i = 0; i < N_EXTENTS && !r.wrong; i++) {
		struct spread *s = &t->spreads[i];

		s->never = numbers_count(&r);
		s->unknown = numbers_count(&r);
		if (!read_histogram(&s->values, j, numbers_at(&r), a) ||
		    !read_histogram(&s->censored, j, numbers_at(&r), a))
			return false;
	}
	return numbers_done(&r);
}

static bool
read_census(
    struct census *c, const struct json *j, uint32_t at, struct arena *a)
{
	struct numbers r = numbers_open(j, at);

	while (!r.wrong && r.at) {
		uint64_t code = numbers_count(&r), minute = numbers_count(&r);
		uint64_t n = numbers_count(&r);

		if (r.wrong || !n || minute > UINT32_MAX || !fact_is_code(code))
			return false;
		census_add(c, code, (uint32_t)minute, n, a);
	}
	return numbers_done(&r);
}

static bool
read_policies(
    struct tally *t, const struct json *j, uint32_t at, struct arena *a)
{
	struct numbers r = numbers_open(j, at);
	bool scored = r.at;

	for (size_t i = 0; scored && i < N_POLICIES; i++) {
		struct policy_score *p = &tally_policies(t, a)[i];

		p->hit = numbers_count(&r);
		p->wrong = numbers_count(&r);
		p->missed = numbers_count(&r);
		for (size_t k = 0; k < TOLERANCES; k++)
			read_moments(&r, &p->transfer[k]);
	}
	return numbers_done(&r);
}

static bool
read_starts(struct tally *t, const struct json *j, uint32_t at)
{
	struct numbers r = numbers_open(j, at);

	t->n_starts = numbers_count(&r);
	t->first_ms = (int64_t)numbers_wide(&r);
	t->last_ms = (int64_t)numbers_wide(&r);
	return numbers_done(&r) && t->first_ms <= t->last_ms;
}

bool
partial_tally(
    struct tally *t, const struct json *j, uint32_t at, struct arena *a)
{
	enum { COUNTS, CENSUS, AMOUNTS, POLICIES, SENTIMENT, WORK, STARTS, N };
	static const struct str names[N] = { { "counts", 6 }, { "census", 6 },
		{ "amounts", 7 }, { "policies", 8 }, { "sentiment", 9 },
		{ "work", 4 }, { "starts", 6 } };
	uint32_t m[N];
	struct numbers r;

	json_pick(j, at, names, N, m);
	r = numbers_open(j, m[COUNTS]);
	for (size_t i = 0; i < N_COUNTS && !r.wrong; i++)
		t->counts[i] = numbers_count(&r);
	if (!numbers_done(&r))
		return false;
	r = numbers_open(j, m[SENTIMENT]);
	read_moments(&r, &t->sentiment_shift);
	if (!numbers_done(&r))
		return false;
	r = numbers_open(j, m[WORK]);
	read_products(&r, &t->work);
	return numbers_done(&r) && read_census(&t->census, j, m[CENSUS], a) &&
	       read_amounts(t, j, m[AMOUNTS], a) &&
	       read_policies(t, j, m[POLICIES], a) &&
	       read_starts(t, j, m[STARTS]);
}

void
partial_put_work(struct buf *out, const struct agent_work *w)
{
	const uint64_t counts[] = { w->n, w->said, w->resolved, w->rated,
		w->content, w->transferred };

	json_member(out, "work");
	buf_char(out, '[');
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		numbers_next(out, (__int128)counts[i]);
	put_moments(out, &w->handling);
	buf_char(out, ']');
}

bool
partial_work(struct agent_work *w, const struct json *j)
{
	struct numbers r = numbers_open(j, json_get(j, 0, STR("work")));

	w->n = numbers_count(&r);
	w->said = numbers_count(&r);
	w->resolved = numbers_count(&r);
	w->rated = numbers_count(&r);
	w->content = numbers_count(&r);
	w->transferred = numbers_count(&r);
	read_moments(&r, &w->handling);
	return numbers_done(&r);
}

/* Half, label, value and count of what was counted. */
void
partial_put_sweep(struct buf *out, const struct sweep *s)
{
	json_member(out, "sweep");
	buf_char(out, '[');
	for (size_t h = 0; h < 2; h++)
		for (size_t l = 0; l < SWEEP_LABELS; l++)
			for (size_t i = 0; i < READINESS; i++) {
				if (!s->n[h][l][i])
					continue;
				numbers_next(out, (__int128)h);
				numbers_next(out, (__int128)l);
				numbers_next(out, (__int128)i);
				numbers_next(out, (__int128)s->n[h][l][i]);
			}
	buf_char(out, ']');
}

bool
partial_sweep(struct sweep *s, const struct json *j)
{
	struct numbers r = numbers_open(j, json_get(j, 0, STR("sweep")));

	while (!r.wrong && r.at) {
		uint64_t h = numbers_count(&r), l = numbers_count(&r);
		uint64_t i = numbers_count(&r), n = numbers_count(&r);

		if (r.wrong || h > 1 || l >= SWEEP_LABELS || i >= READINESS)
			return false;
		s->n[h][l][i] += n;
	}
	return numbers_done(&r);
}
