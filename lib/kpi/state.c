#include <stdlib.h>

#include "kpi/history.h"
#include "kpi/partial.h"

/* A tally in a partial: arrays in the order of the enums, so that a partial is
 * for the version that wrote it, which its head names. */

void
partial_put_wide(struct buf *out, __int128 n)
{
	char digits[64];
	size_t at = sizeof(digits);
	bool negative = n < 0;
	unsigned __int128 x =
	    negative ? -(unsigned __int128)n : (unsigned __int128)n;
	bool wide = x > (UINT64_C(1) << 53);

	do
		digits[--at] = (char)('0' + (int)(x % 10));
	while (x /= 10);
	if (negative)
		digits[--at] = '-';
	if (wide)
		buf_char(out, '"');
	buf_put(out, digits + at, sizeof(digits) - at);
	if (wide)
		buf_char(out, '"');
}

bool
partial_wide(const struct json *j, uint32_t at, __int128 *n)
{
	struct str s;
	bool negative;
	size_t i;

	if (!at || (json_kind_of(j, at) != JSON_NUMBER &&
		       json_kind_of(j, at) != JSON_STRING))
		return false;
	s = json_raw(j, at);
	if (s.n && s.p[0] == '"')
		s = (struct str){ s.p + 1, s.n - 2 };
	negative = s.n && s.p[0] == '-';
	*n = 0;
	for (i = negative; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || i > 38)
			return false;
		*n = *n * 10 + (s.p[i] - '0');
	}
	if (negative)
		*n = -*n;
	return i > (size_t)negative;
}

static void
put(struct buf *out, __int128 n)
{
	json_next(out);
	partial_put_wide(out, n);
}

static void
put_histogram(struct buf *out, const struct histogram *h, struct arena *a)
{
	size_t n;
	struct bin *bins = histogram_bins(h, &n, a);

	json_next(out);
	buf_char(out, '[');
	if (h->n) {
		put(out, (__int128)h->sum);
		put(out, (__int128)h->squares);
		put(out, (__int128)h->min);
		put(out, (__int128)h->max);
	}
	for (size_t i = 0; i < n; i++) {
		put(out, (__int128)bins[i].low);
		put(out, (__int128)bins[i].count);
	}
	buf_char(out, ']');
}

static void
put_moments(struct buf *out, const struct moments *m)
{
	put(out, (__int128)m->n);
	put(out, m->sum);
	put(out, m->squares);
}

static void
put_products(struct buf *out, const struct products *p)
{
	put(out, (__int128)p->n);
	put(out, p->x);
	put(out, p->y);
	put(out, p->xx);
	put(out, p->xy);
	put(out, p->yy);
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
		put(out, (__int128)kinds[i].code);
		put(out, kinds[i].minute);
		put(out, (__int128)kinds[i].n);
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
		put(out, (__int128)t->counts[i]);
	buf_char(out, ']');
	put_census(out, &t->census, end_ms, a);
	json_member(out, "amounts");
	buf_char(out, '[');
	for (size_t i = 0; i < N_EXTENTS; i++) {
		put(out, (__int128)t->spreads[i].never);
		put(out, (__int128)t->spreads[i].unknown);
		put_histogram(out, &t->spreads[i].values, a);
		put_histogram(out, &t->spreads[i].censored, a);
	}
	buf_char(out, ']');
	json_member(out, "policies");
	buf_char(out, '[');
	for (size_t i = 0; i < N_POLICIES; i++) {
		put(out, (__int128)t->policies[i].hit);
		put(out, (__int128)t->policies[i].wrong);
		put(out, (__int128)t->policies[i].missed);
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
	put(out, (__int128)t->n_starts);
	put(out, t->n_starts ? t->first_ms : 0);
	put(out, t->n_starts ? t->last_ms : 0);
	buf_char(out, ']');
}

/* Walks an array, and remembers whether everything was as expected. */
struct reader {
	const struct json *j;
	uint32_t list, at; /* at the next element; 0 behind the last */
	bool wrong;
};

static struct reader
open_list(const struct json *j, uint32_t at)
{
	struct reader r = { .j = j, .list = at };

	r.wrong = !at || json_kind_of(j, at) != JSON_ARRAY;
	if (!r.wrong)
		r.at = json_first(j, at);
	return r;
}

static uint32_t
next(struct reader *r)
{
	uint32_t at = r->at;

	if (at)
		r->at = json_after(r->j, r->list, at);
	else
		r->wrong = true;
	return at;
}

static __int128
next_wide(struct reader *r)
{
	__int128 n = 0;
	uint32_t at = next(r);

	if (!at || !partial_wide(r->j, at, &n))
		r->wrong = true;
	return n;
}

static uint64_t
next_count(struct reader *r)
{
	__int128 n = next_wide(r);

	if (n < 0 || n > UINT64_MAX)
		r->wrong = true;
	return (uint64_t)n;
}

/* All was read, and as expected. */
static bool
is_done(const struct reader *r)
{
	return !r->wrong && !r->at;
}

static bool
read_histogram(
    struct histogram *h, const struct json *j, uint32_t at, struct arena *a)
{
	struct reader r = open_list(j, at);
	struct histogram_ends ends;

	if (is_done(&r))
		return true;
	ends.sum = (unsigned __int128)next_wide(&r);
	ends.squares = (unsigned __int128)next_wide(&r);
	ends.min = next_count(&r);
	ends.max = next_count(&r);
	while (!r.wrong && r.at) {
		uint64_t low = next_count(&r), count = next_count(&r);

		if (r.wrong || !histogram_restore(h, low, count, a))
			return false;
	}
	return is_done(&r) && histogram_restore_ends(h, &ends);
}

static void
read_moments(struct reader *r, struct moments *m)
{
	m->n = next_count(r);
	m->sum = next_wide(r);
	m->squares = next_wide(r);
}

static void
read_products(struct reader *r, struct products *p)
{
	p->n = next_count(r);
	p->x = next_wide(r);
	p->y = next_wide(r);
	p->xx = next_wide(r);
	p->xy = next_wide(r);
	p->yy = next_wide(r);
}

static bool
read_amounts(
    struct tally *t, const struct json *j, uint32_t at, struct arena *a)
{
	struct reader r = open_list(j, at);

	for (size_t i = 0; i < N_EXTENTS && !r.wrong; i++) {
		struct spread *s = &t->spreads[i];

		s->never = next_count(&r);
		s->unknown = next_count(&r);
		if (!read_histogram(&s->values, j, next(&r), a) ||
		    !read_histogram(&s->censored, j, next(&r), a))
			return false;
	}
	return is_done(&r);
}

static bool
read_census(
    struct census *c, const struct json *j, uint32_t at, struct arena *a)
{
	struct reader r = open_list(j, at);

	while (!r.wrong && r.at) {
		uint64_t code = next_count(&r), minute = next_count(&r);
		uint64_t n = next_count(&r);

		if (r.wrong || !n || minute > UINT32_MAX || !fact_is_code(code))
			return false;
		census_add(c, code, (uint32_t)minute, n, a);
	}
	return is_done(&r);
}

static bool
read_policies(struct tally *t, const struct json *j, uint32_t at)
{
	struct reader r = open_list(j, at);

	for (size_t i = 0; i < N_POLICIES; i++) {
		struct policy_score *p = &t->policies[i];

		p->hit = next_count(&r);
		p->wrong = next_count(&r);
		p->missed = next_count(&r);
		for (size_t k = 0; k < TOLERANCES; k++)
			read_moments(&r, &p->transfer[k]);
	}
	return is_done(&r);
}

static bool
read_starts(struct tally *t, const struct json *j, uint32_t at)
{
	struct reader r = open_list(j, at);

	t->n_starts = next_count(&r);
	t->first_ms = (int64_t)next_wide(&r);
	t->last_ms = (int64_t)next_wide(&r);
	return is_done(&r) && t->first_ms <= t->last_ms;
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
	struct reader r;

	json_pick(j, at, names, N, m);
	r = open_list(j, m[COUNTS]);
	for (size_t i = 0; i < N_COUNTS && !r.wrong; i++)
		t->counts[i] = next_count(&r);
	if (!is_done(&r))
		return false;
	r = open_list(j, m[SENTIMENT]);
	read_moments(&r, &t->sentiment_shift);
	if (!is_done(&r))
		return false;
	r = open_list(j, m[WORK]);
	read_products(&r, &t->work);
	return is_done(&r) && read_census(&t->census, j, m[CENSUS], a) &&
	       read_amounts(t, j, m[AMOUNTS], a) &&
	       read_policies(t, j, m[POLICIES]) && read_starts(t, j, m[STARTS]);
}

void
partial_put_work(struct buf *out, const struct agent_work *w)
{
	const uint64_t counts[] = { w->n, w->said, w->resolved, w->rated,
		w->content, w->transferred };

	json_member(out, "work");
	buf_char(out, '[');
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		put(out, (__int128)counts[i]);
	put_moments(out, &w->handling);
	buf_char(out, ']');
}

bool
partial_work(struct agent_work *w, const struct json *j)
{
	struct reader r = open_list(j, json_get(j, 0, STR("work")));

	w->n = next_count(&r);
	w->said = next_count(&r);
	w->resolved = next_count(&r);
	w->rated = next_count(&r);
	w->content = next_count(&r);
	w->transferred = next_count(&r);
	read_moments(&r, &w->handling);
	return is_done(&r);
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
				put(out, (__int128)h);
				put(out, (__int128)l);
				put(out, (__int128)i);
				put(out, (__int128)s->n[h][l][i]);
			}
	buf_char(out, ']');
}

bool
partial_sweep(struct sweep *s, const struct json *j)
{
	struct reader r = open_list(j, json_get(j, 0, STR("sweep")));

	while (!r.wrong && r.at) {
		uint64_t h = next_count(&r), l = next_count(&r);
		uint64_t i = next_count(&r), n = next_count(&r);

		if (r.wrong || h > 1 || l >= SWEEP_LABELS || i >= READINESS)
			return false;
		s->n[h][l][i] += n;
	}
	return is_done(&r);
}

static void
put_ratios(struct buf *out, const char *name, const struct ratios *r, size_t n)
{
	json_member(out, name);
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		put(out, (__int128)r[i].n);
		put(out, (__int128)r[i].held);
		for (size_t k = 0; k < RATIO_PARTS; k++)
			put(out, r[i].sums[k]);
		for (size_t k = 0; k < RATIO_PRODUCTS; k++)
			put(out, r[i].products[k]);
	}
	buf_char(out, ']');
}

static bool
read_ratios(
    struct ratios *r, size_t most, const struct json *j, const char *name)
{
	struct reader list = open_list(j, json_get(j, 0, str_of(name)));

	for (size_t i = 0; !list.wrong && list.at; i++) {
		if (i == most)
			return false;
		r[i].n = next_count(&list);
		r[i].held = next_count(&list);
		for (size_t k = 0; k < RATIO_PARTS; k++)
			r[i].sums[k] = next_wide(&list);
		for (size_t k = 0; k < RATIO_PRODUCTS; k++)
			r[i].products[k] = next_wide(&list);
	}
	return is_done(&list);
}

/* By their sightings: which is a total order but for equals. */
static int
by_sightings(const void *a, const void *b)
{
	const struct unsettled *x = *(const struct unsettled *const *)a;
	const struct unsettled *y = *(const struct unsettled *const *)b;

	for (size_t i = 0; i < x->n && i < y->n; i++) {
		int c = sighting_cmp(&x->at[i], &y->at[i]);

		if (c)
			return c;
	}
	return (x->n > y->n) - (x->n < y->n);
}

static void
put_unsettled(struct buf *out, const struct unsettled *list, struct arena *a)
{
	const struct unsettled **all;
	size_t n = 0;

	for (const struct unsettled *u = list; u; u = u->next)
		n++;
	all = arena_array(a, n, sizeof(const struct unsettled *));
	n = 0;
	for (const struct unsettled *u = list; u; u = u->next)
		all[n++] = u;
	if (n)
		qsort(all, n, sizeof(*all), by_sightings);
	json_member(out, "unsettled");
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		json_next(out);
		buf_char(out, '[');
		for (size_t k = 0; k < all[i]->n; k++) {
			put(out, all[i]->at[k].before);
			put(out, (__int128)all[i]->at[k].code);
			put(out, all[i]->at[k].minute);
		}
		buf_char(out, ']');
	}
	buf_char(out, ']');
}

/* One customer; NULL when it is none. */
static struct unsettled *
read_customer(const struct json *j, uint32_t at, struct arena *a)
{
	struct reader r = open_list(j, at);
	struct unsettled *u;
	size_t n = 0;

	for (; !r.wrong && r.at; n++)
		next(&r);
	u = arena_alloc(a, sizeof(*u) + n * sizeof(*u->at));
	u->n = n / 3;
	r = open_list(j, at);
	for (size_t i = 0; i < u->n; i++) {
		uint64_t before = next_count(&r), code = next_count(&r);
		uint64_t minute = next_count(&r);

		if (r.wrong || before > 1 || minute > UINT32_MAX ||
		    !fact_is_code(code))
			return NULL;
		u->at[i] =
		    (struct sighting){ code, (uint32_t)minute, before != 0 };
	}
	return is_done(&r) ? u : NULL;
}

static bool
read_unsettled(struct panel_arm *p, const struct json *j, struct arena *a)
{
	struct reader r = open_list(j, json_get(j, 0, STR("unsettled")));

	while (!r.wrong && r.at) {
		struct unsettled *u = read_customer(j, next(&r), a);

		if (!u)
			return false;
		u->next = p->unsettled;
		p->unsettled = u;
	}
	return is_done(&r);
}

void
partial_put_arm(struct buf *out, const struct panel_arm *p, struct arena *a)
{
	json_member(out, "customers");
	buf_char(out, '[');
	put(out, (__int128)p->conversations);
	put(out, (__int128)p->customers);
	put(out, (__int128)p->nameless);
	buf_char(out, ']');
	put_ratios(out, "counted", p->counted, MAX_COUNTED);
	put_ratios(out, "rates", p->rates, MAX_RATES);
	put_ratios(out, "amounts", p->amounts, N_EXTENTS);
	put_unsettled(out, p->unsettled, a);
}

bool
partial_arm(struct panel_arm *p, const struct json *j, struct arena *a)
{
	struct reader r = open_list(j, json_get(j, 0, STR("customers")));

	p->conversations = next_count(&r);
	p->customers = next_count(&r);
	p->nameless = next_count(&r);
	return is_done(&r) &&
	       read_ratios(p->counted, MAX_COUNTED, j, "counted") &&
	       read_ratios(p->rates, MAX_RATES, j, "rates") &&
	       read_ratios(p->amounts, N_EXTENTS, j, "amounts") &&
	       read_unsettled(p, j, a);
}
