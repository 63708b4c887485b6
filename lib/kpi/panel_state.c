#include <stdlib.h>

#include "kpi/history.h"
#include "kpi/numbers.h"
#include "kpi/partial.h"

/* The customers of an experiment in a partial. */

static void
put_ratios(struct buf *out, const char *name, const struct ratios *r, size_t n)
{
	json_member(out, name);
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		numbers_next(out, (__int128)r[i].n);
		numbers_next(out, (__int128)r[i].held);
		for (size_t k = 0; k < RATIO_PARTS; k++)
			numbers_next(out, r[i].sums[k]);
		for (size_t k = 0; k < RATIO_PRODUCTS; k++)
			numbers_next(out, r[i].products[k]);
	}
	buf_char(out, ']');
}

static bool
read_ratios(
    struct ratios *r, size_t most, const struct json *j, const char *name)
{
	struct numbers list = numbers_open(j, json_get(j, 0, str_of(name)));

	for (size_t i = 0; !list.wrong && list.at; i++) {
		if (i == most)
			return false;
		r[i].n = numbers_count(&list);
		r[i].held = numbers_count(&list);
		for (size_t k = 0; k < RATIO_PARTS; k++)
			r[i].sums[k] = numbers_wide(&list);
		for (size_t k = 0; k < RATIO_PRODUCTS; k++)
			r[i].products[k] = numbers_wide(&list);
	}
	return numbers_done(&list);
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
	if (x->n != y->n)
		return x->n > y->n ? 1 : -1;
	if (x->covariate.known != y->covariate.known)
		return x->covariate.known ? 1 : -1;
	return (x->covariate.value > y->covariate.value) -
	       (x->covariate.value < y->covariate.value);
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
		numbers_next(out, all[i]->covariate.known);
		numbers_next(out, all[i]->covariate.value);
		for (size_t k = 0; k < all[i]->n; k++) {
			numbers_next(out, all[i]->at[k].before);
			numbers_next(out, (__int128)all[i]->at[k].code);
			numbers_next(out, all[i]->at[k].minute);
		}
		buf_char(out, ']');
	}
	buf_char(out, ']');
}

/* Of each sighting there are so many numbers. */
enum { SIGHTING = 3 };

/* One customer; NULL when it is none. */
static struct unsettled *
read_customer(const struct json *j, uint32_t at, struct arena *a)
{
	struct numbers r = numbers_open(j, at);
	uint64_t known = numbers_count(&r);
	__int128 value = numbers_wide(&r);
	struct numbers rest = r;
	struct unsettled *u;
	size_t n = 0;

	for (; !rest.wrong && rest.at; n++)
		numbers_at(&rest);
	u = arena_alloc(a, sizeof(*u) + n / SIGHTING * sizeof(*u->at));
	u->n = n / SIGHTING;
	u->covariate = (struct covariate){ known != 0, (int64_t)value };
	if (known > 1 || u->covariate.value != value)
		return NULL;
	for (size_t i = 0; i < u->n; i++) {
		uint64_t before = numbers_count(&r), code = numbers_count(&r);
		uint64_t minute = numbers_count(&r);

		if (r.wrong || before > 1 || minute > UINT32_MAX ||
		    !fact_is_code(code))
			return NULL;
		u->at[i] =
		    (struct sighting){ code, (uint32_t)minute, before != 0 };
	}
	return numbers_done(&r) ? u : NULL;
}

static bool
read_unsettled(struct panel_arm *p, const struct json *j, struct arena *a)
{
	struct numbers r = numbers_open(j, json_get(j, 0, STR("unsettled")));

	while (!r.wrong && r.at) {
		struct unsettled *u = read_customer(j, numbers_at(&r), a);

		if (!u)
			return false;
		u->next = p->unsettled;
		p->unsettled = u;
	}
	return numbers_done(&r);
}

static void
put_sums(struct buf *out, const struct panel_arm *p, struct arena *a)
{
	json_member(out, "customers");
	buf_char(out, '[');
	numbers_next(out, (__int128)p->conversations);
	numbers_next(out, (__int128)p->customers);
	numbers_next(out, (__int128)p->nameless);
	buf_char(out, ']');
	put_ratios(out, "counted", p->counted, MAX_COUNTED);
	put_ratios(out, "rates", p->rates, MAX_RATES);
	put_ratios(out, "amounts", p->amounts, N_EXTENTS);
	put_unsettled(out, p->unsettled, a);
}

static bool
read_sums(struct panel_arm *p, const struct json *j, struct arena *a)
{
	struct numbers r = numbers_open(j, json_get(j, 0, STR("customers")));

	p->conversations = numbers_count(&r);
	p->customers = numbers_count(&r);
	p->nameless = numbers_count(&r);
	return numbers_done(&r) &&
	       read_ratios(p->counted, MAX_COUNTED, j, "counted") &&
	       read_ratios(p->rates, MAX_RATES, j, "rates") &&
	       read_ratios(p->amounts, N_EXTENTS, j, "amounts") &&
	       read_unsettled(p, j, a);
}

static void
put_arm(struct buf *out, const struct str *name, const struct panel_arm *p,
    struct arena *a)
{
	buf_char(out, '{');
	if (name)
		partial_put_key(out, "arm", *name);
	else
		buf_cstr(out, "\"arm\":null");
	put_sums(out, p, a);
	buf_cstr(out, "}\n");
}

size_t
partial_put_panel(const struct kpi *k, struct buf *out, struct arena *a)
{
	const struct entry **all;
	struct panel p;
	size_t lines;

	panel_resolve(&k->panel, k->plan->definitions, partial_end(&k->groups),
	    false, &p);
	all = ledger_sorted(&p.arms, a);
	for (size_t i = 0; i < p.arms.n; i++)
		put_arm(out, &all[i]->name, all[i]->account, a);
	if (p.arms.other)
		put_arm(out, NULL, p.arms.other, a);
	buf_cstr(out, "{\"torn\":");
	numbers_put(out, (__int128)p.torn);
	buf_cstr(out, "}\n");
	lines = p.arms.n + (p.arms.other != NULL) + 1;
	panel_free(&p);
	return lines;
}

bool
partial_arm(struct kpi *k, const struct json *j, uint32_t arm, struct arena *a)
{
	struct panel_arm *p = arena_zalloc(a, sizeof(*p));
	struct ledger *arms = &k->panel.arms;
	void *account;

	if (!read_sums(p, j, a))
		return false;
	if (json_kind_of(j, arm) == JSON_NULL)
		account = ledger_other(arms);
	else if (partial_key(j, arm, a, &k->key))
		account = ledger_account(arms, buf_view(&k->key));
	else
		return false;
	panel_arm_merge(account, p, &arms->arena);
	return true;
}

bool
partial_torn(struct kpi *k, const struct json *j, uint32_t torn)
{
	__int128 n;

	if (!numbers_read(j, torn, &n) || n < 0 || n > UINT32_MAX)
		return false;
	k->panel.torn += (uint64_t)n;
	return true;
}
