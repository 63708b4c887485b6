#include "kpi/panel.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/bits.h"
#include "kpi/history.h"
#include "kpi/measure.h"

static_assert(N_COUNTS <= 64, "a conversation's counts are bits");
static_assert(N_EXTENTS <= 32, "so are its amounts");

/* A few things, handoffs above all, may be several in one conversation. */
struct visit {
	struct contact of;	  /* its group is the arm */
	uint64_t counts;	  /* bit i: enum count i is not 0 ... */
	uint64_t several;	  /* ... and it is above 1 */
	uint32_t amounts;	  /* bit i: there is a value of extent i */
	uint32_t several_amounts; /* and more than one */
	bool contact, before;
	struct covariate covariate;
	const int64_t *values; /* sums of the amounts, then how many are in
				  each of those that are several, then the
				  counts above 1, all in their order */
};

static size_t
n_values(const struct visit *v)
{
	return bits_count(v->amounts) + bits_count(v->several_amounts) +
	       bits_count(v->several);
}

/* How many bits are set below one of a set. */
static size_t
below(uint64_t set, size_t bit)
{
	return bits_count(set & ((UINT64_C(1) << bit) - 1));
}

static int64_t
count_of(const struct visit *v, size_t count)
{
	size_t before = bits_count(v->amounts) + bits_count(v->several_amounts);

	if (!(v->several >> count & 1))
		return v->counts >> count & 1;
	return v->values[before + below(v->several, count)];
}

static int64_t
amounts_of(const struct visit *v, size_t extent)
{
	if (!(v->several_amounts >> extent & 1))
		return 1;
	return v->values[bits_count(v->amounts) +
			 below(v->several_amounts, extent)];
}

enum { BLOCK = 1024 };

struct visits {
	struct visits *next;
	struct visit at[BLOCK];
	size_t n;
};

static const size_t memory_ceiling = (size_t)64 << 30;

void
panel_init(struct panel *p, size_t most, size_t by)
{
	*p = (struct panel){ .by = by };
	arena_init(&p->arena, memory_ceiling);
	ledger_init(&p->arms, sizeof(struct panel_arm), most, panel_arm_merge);
}

void
panel_free(struct panel *p)
{
	ledger_free(&p->arms);
	arena_free(&p->arena);
}

static void
keep(struct panel *p, const struct visit *v)
{
	size_t n = n_values(v);
	struct visit *to;
	int64_t *values;
	uint64_t *matters;

	if (!p->visits || p->visits->n == BLOCK) {
		struct visits *b = arena_alloc(&p->arena, sizeof(*b));

		b->next = p->visits;
		b->n = 0;
		p->visits = b;
	}
	values = arena_array(&p->arena, n, sizeof(*values));
	if (n)
		memcpy(values, v->values, n * sizeof(*values));
	matters = arena_array(&p->arena, v->of.matters.n, sizeof(*matters));
	if (v->of.matters.n)
		memcpy(matters, v->of.matters.at,
		    v->of.matters.n * sizeof(*matters));
	to = &p->visits->at[p->visits->n++];
	*to = *v;
	to->of.customer = arena_copy(&p->arena, v->of.customer);
	to->of.group = arena_copy(&p->arena, v->of.group);
	to->of.matters.at = matters;
	to->values = values;
	p->n++;
}

/* The arm that a key names; false when it names none. */
static bool
arm_in(struct str key, size_t by, struct str *arm)
{
	return key_part(key, by, arm);
}

static void
read_amounts(struct visit *v, const struct tally *t, int64_t *values)
{
	size_t n = 0;

	for (size_t x = 0; x < N_EXTENTS; x++) {
		const struct histogram *h = &t->spreads[x].values;

		v->amounts |= (uint32_t)(h->n > 0) << x;
		v->several_amounts |= (uint32_t)(h->n > 1) << x;
		if (h->n)
			values[n++] = (int64_t)histogram_ends(h).sum;
	}
	for (size_t x = 0; x < N_EXTENTS; x++)
		if (t->spreads[x].values.n > 1)
			values[n++] = (int64_t)t->spreads[x].values.n;
}

static void
read_counts(struct visit *v, const struct tally *t, int64_t *values)
{
	size_t n = 0;

	for (size_t i = 0; i < N_COUNTS; i++) {
		v->counts |= (uint64_t)(t->counts[i] > 0) << i;
		v->several |= (uint64_t)(t->counts[i] > 1) << i;
		if (t->counts[i] > 1)
			values[n++] = (int64_t)t->counts[i];
	}
}

void
panel_add(struct panel *p, const struct seen_of_customer *s)
{
	const struct conv *c = s->conv;
	const struct facts *f = s->facts;
	struct visit v = { .of = { .customer = c->customer_id,
			       .group = s->arm,
			       .start_ms = facts_start(f, c),
			       .end_ms = facts_end(f, c),
			       .code = f->code,
			       .matters = s->matters },
		.before = s->before,
		.contact = s->history && history_is_contact(c, f),
		.covariate = { fabs(s->covariate) < COVARIATE_MOST, 0 } };
	int64_t values[2 * N_EXTENTS + N_COUNTS];

	if (!v.of.customer.n) {
		struct panel_arm *a;
		struct str arm;

		if (s->before || !arm_in(s->arm, p->by, &arm))
			return;
		a = ledger_account(&p->arms, arm);
		a->nameless++;
		return;
	}
	if (v.covariate.known)
		v.covariate.value = llround(s->covariate * COVARIATE_UNIT);
	read_amounts(&v, s->tally, values);
	read_counts(&v, s->tally, values + n_values(&v));
	v.values = values;
	keep(p, &v);
}

void
panel_arm_merge(void *into, const void *from, struct arena *a)
{
	struct panel_arm *to = into;
	const struct panel_arm *f = from;

	to->conversations += f->conversations;
	to->customers += f->customers;
	to->nameless += f->nameless;
	for (size_t i = 0; i < MAX_COUNTED; i++)
		ratios_merge(&to->counted[i], &f->counted[i]);
	for (size_t i = 0; i < MAX_RATES; i++)
		ratios_merge(&to->rates[i], &f->rates[i]);
	for (size_t x = 0; x < N_EXTENTS; x++)
		ratios_merge(&to->amounts[x], &f->amounts[x]);
	for (const struct unsettled *u = f->unsettled; u; u = u->next) {
		size_t size = sizeof(*u) + u->n * sizeof(*u->at);
		struct unsettled *copy = arena_alloc(a, size);

		memcpy(copy, u, size);
		copy->next = to->unsettled;
		to->unsettled = copy;
	}
}

void
panel_merge(struct panel *into, const struct panel *from)
{
	for (const struct visits *b = from->visits; b; b = b->next)
		for (size_t i = 0; i < b->n; i++)
			keep(into, &b->at[i]);
	ledger_merge(&into->arms, &from->arms);
	into->torn += from->torn;
}

static int
by_customer(const void *a, const void *b)
{
	const struct visit *x = *(const struct visit *const *)a;
	const struct visit *y = *(const struct visit *const *)b;

	return contact_cmp(&x->of, &y->of);
}

/* The conversations of one customer, of which those in `key` count, or with
 * NULL those in any arm. */
struct customer {
	const struct visit *const *at;
	size_t n, by;
	const struct str *key;
	struct covariate covariate;
};

/* The mean of what the conversations say: the same in whatever order. */
static struct covariate
covariate_of(const struct visit *const *at, size_t n)
{
	__int128 sum = 0, known = 0;

	for (size_t i = 0; i < n; i++)
		if (at[i]->covariate.known) {
			sum += at[i]->covariate.value;
			known++;
		}
	return (
	    struct covariate){ known != 0, known ? (int64_t)(sum / known) : 0 };
}

/* Beside the parts of a number what was known before. */
static void
add_covariate(const struct covariate *x, int64_t parts[RATIO_PARTS])
{
	if (!x->known)
		return;
	parts[RATIO_ABOVE_BEFORE] = x->value;
	parts[RATIO_BELOW_BEFORE] = 1;
}

/* Whether a customer has an arm, and only one: else *torn. */
static bool
find_arm(const struct customer *c, struct str *arm, bool *torn)
{
	bool any = false;

	*torn = false;
	for (size_t i = 0; i < c->n; i++) {
		const struct visit *v = c->at[i];
		struct str name;

		if (v->before || !arm_in(v->of.group, c->by, &name))
			continue;
		*torn |= any && !str_eq(*arm, name);
		*arm = name;
		any = true;
	}
	return any && !*torn;
}

static bool
is_counted(const struct customer *c, const struct visit *v)
{
	struct str arm;

	return c->key ? str_eq(v->of.group, *c->key)
		      : arm_in(v->of.group, c->by, &arm);
}

static bool
counts_for(const struct customer *c, const struct visit *v)
{
	return v->before || is_counted(c, v);
}

static int64_t
sum(const unsigned char *list, size_t n, const struct visit *v)
{
	int64_t total = 0;

	for (size_t i = 0; i < n && list[i] != NOTHING; i++)
		total += count_of(v, list[i]);
	return total;
}

static void
add_counted(struct panel_arm *a, const struct customer *c, size_t row)
{
	const struct measure *m = &measure_table[row];
	int64_t parts[RATIO_PARTS] = { 0 };

	if (m->work)
		return; /* it is more than one count over another */
	for (size_t i = 0; i < c->n; i++) {
		const struct visit *v = c->at[i];
		size_t at = v->before ? RATIO_ABOVE_BEFORE : RATIO_ABOVE;

		if (!counts_for(c, v))
			continue;
		parts[at] += sum(m->numerator, sizeof(m->numerator), v);
		parts[at + 1] += sum(m->denominator, sizeof(m->denominator), v);
	}
	add_covariate(&c->covariate, parts);
	ratios_add(&a->counted[row], parts);
}

static void
add_amounts(struct panel_arm *a, const struct customer *c)
{
	int64_t parts[N_EXTENTS][RATIO_PARTS] = { { 0 } };

	for (size_t i = 0; i < c->n; i++) {
		const struct visit *v = c->at[i];
		size_t at = v->before ? RATIO_ABOVE_BEFORE : RATIO_ABOVE;
		size_t n = 0;

		for (size_t x = 0; x < N_EXTENTS && counts_for(c, v); x++)
			if (v->amounts >> x & 1) {
				parts[x][at] += v->values[n++];
				parts[x][at + 1] += amounts_of(v, x);
			}
	}
	for (size_t x = 0; x < N_EXTENTS; x++) {
		add_covariate(&c->covariate, parts[x]);
		ratios_add(&a->amounts[x], parts[x]);
	}
}

int
sighting_cmp(const struct sighting *x, const struct sighting *y)
{
	if (x->before != y->before)
		return x->before ? 1 : -1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	return (x->minute > y->minute) - (x->minute < y->minute);
}

static int
by_code(const void *a, const void *b)
{
	return sighting_cmp(a, b);
}

/* What rates will be asked of, now that it is known who came back. */
static struct unsettled *
sightings_of(const struct customer *c, struct arena *scratch, struct arena *a)
{
	struct unsettled *u =
	    arena_alloc(a, sizeof(*u) + c->n * sizeof(*u->at));
	const struct contact **all =
	    arena_array(scratch, c->n, sizeof(const struct contact *));
	uint64_t *codes = arena_array(scratch, c->n, sizeof(*codes));
	size_t n = 0;

	u->covariate = c->covariate;
	u->n = 0;
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i]->contact)
			all[n++] = &c->at[i]->of;
	history_follow(all, n, codes, scratch);
	n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct visit *v = c->at[i];
		struct sighting s = { .code = v->of.code, .before = v->before };

		if (v->contact) {
			s.minute = history_minute(v->of.end_ms);
			s.code = codes[n++];
		}
		if (counts_for(c, v))
			u->at[u->n++] = s;
	}
	if (u->n)
		qsort(u->at, u->n, sizeof(*u->at), by_code);
	return u;
}

/* What panel_resolve() needs on its way. */
struct resolving {
	struct meanings *meanings;
	size_t n_rates;
	int64_t end_ms;
	bool last;
	struct panel *out;
	struct arena scratch; /* of one customer */
};

static bool
is_settled(const struct resolving *r, const struct unsettled *u)
{
	for (size_t i = 0; i < u->n && !r->last; i++) {
		struct kind k = { .code = u->at[i].code,
			.minute = u->at[i].minute };

		if (!history_is_settled(&k, r->end_ms))
			return false;
	}
	return true;
}

/* Into the sums, or onto the list; which takes it over. */
static void
add_rates(struct resolving *r, struct panel_arm *a, struct unsettled *u)
{
	int64_t parts[MAX_RATES][RATIO_PARTS] = { { 0 } };

	if (!is_settled(r, u)) {
		u->next = a->unsettled;
		a->unsettled = u;
		return;
	}
	for (size_t i = 0; i < u->n; i++) {
		size_t at = u->at[i].before ? RATIO_ABOVE_BEFORE : RATIO_ABOVE;
		struct kind k = { .code = u->at[i].code,
			.minute = u->at[i].minute };
		struct rates_counted is =
		    meanings_rates(r->meanings, history_code(&k, r->end_ms));

		for (size_t m = 0; m < r->n_rates; m++) {
			parts[m][at] += is.numerators >> m & 1;
			parts[m][at + 1] += is.denominators >> m & 1;
		}
	}
	for (size_t m = 0; m < r->n_rates; m++) {
		add_covariate(&u->covariate, parts[m]);
		ratios_add(&a->rates[m], parts[m]);
	}
}

static void
add_customer(struct resolving *r, const struct customer *c, struct str account)
{
	struct ledger *arms = &r->out->arms;
	struct panel_arm *a = ledger_account(arms, account);

	a->customers++;
	for (size_t i = 0; i < c->n; i++)
		a->conversations +=
		    !c->at[i]->before && is_counted(c, c->at[i]);
	for (size_t i = 0; measure_table[i].id; i++)
		add_counted(a, c, i);
	add_amounts(a, c);
	add_rates(r, a, sightings_of(c, &r->scratch, &arms->arena));
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The sums of one arm's customer for each key of --by, too. */
static void
add_parts(struct resolving *r, const struct customer *c)
{
	struct str *keys = arena_array(&r->scratch, c->n, sizeof(*keys));
	struct customer part = *c;

	for (size_t i = 0; i < c->n; i++)
		keys[i] = c->at[i]->of.group;
	qsort(keys, c->n, sizeof(*keys), by_bytes);
	for (size_t i = 0; i < c->n; i++) {
		struct str arm;

		part.key = &keys[i];
		if (arm_in(keys[i], c->by, &arm) &&
		    (!i || !str_eq(keys[i - 1], keys[i])))
			add_customer(r, &part, keys[i]);
	}
}

static void
resolve_customer(struct resolving *r, const struct customer *c)
{
	struct str arm;
	bool torn;

	if (find_arm(c, &arm, &torn)) {
		add_customer(r, c, arm);
		if (c->by)
			add_parts(r, c);
	}
	r->out->torn += torn;
	arena_reset(&r->scratch);
}

static void
resolve_visits(struct resolving *r, const struct panel *p)
{
	const struct visit **all;
	struct arena a;
	size_t n = 0;

	arena_init(&a, memory_ceiling);
	all = arena_array(&a, p->n, sizeof(const struct visit *));
	for (const struct visits *b = p->visits; b; b = b->next)
		for (size_t i = 0; i < b->n; i++)
			all[n++] = &b->at[i];
	if (n)
		qsort(all, n, sizeof(*all), by_customer);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1; k < n; k++)
			if (!str_eq(all[k]->of.customer, all[i]->of.customer))
				break;
		resolve_customer(
		    r, &(struct customer){ .at = all + i,
			   .n = k - i,
			   .by = p->by,
			   .covariate = covariate_of(all + i, k - i) });
	}
	arena_free(&a);
}

void
panel_resolve(const struct panel *p, const struct definitions *d,
    int64_t end_ms, bool last, struct panel *out)
{
	struct resolving r = { .n_rates = d->n_rates,
		.end_ms = end_ms,
		.last = last,
		.out = out };
	struct arena a;

	arena_init(&a, memory_ceiling);
	arena_init(&r.scratch, memory_ceiling);
	r.meanings = meanings_new(d, &a);
	panel_init(out, p->arms.ceiling, p->by);
	ledger_merge(&out->arms, &p->arms);
	out->torn = p->torn;
	for (size_t i = 0; i <= out->arms.n; i++) {
		struct panel_arm *arm = i < out->arms.n
					    ? out->arms.entries[i].account
					    : out->arms.other;
		struct unsettled *u = arm ? arm->unsettled : NULL, *next;

		if (arm)
			arm->unsettled = NULL;
		for (; u; u = next) {
			next = u->next;
			add_rates(&r, arm, u);
		}
	}
	resolve_visits(&r, p);
	ledger_settle(&out->arms);
	meanings_free(r.meanings);
	arena_free(&r.scratch);
	arena_free(&a);
}
