#include "route/rota.h"

#include <stdlib.h>

#include "base/date.h"

/* What no two weeks without a change of clocks differ in. */
static uint64_t
read_clocks(const struct roster *r, int64_t monday_us)
{
	static const int days[] = { -1, 8 };
	uint64_t sum = 0;

	for (size_t i = 0; i < r->n_zones; i++)
		for (size_t k = 0; k < 2; k++) {
			int64_t second =
			    monday_us / 1000000 + (int64_t)days[k] * DAY_S;
			struct civil c;

			sum *= UINT64_C(1000003);
			if (zone_local(r->zones[i], second, &c))
				sum += (uint64_t)(c.offset_s + DAY_S);
		}
	return sum;
}

static int
by_change(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->at_us != y->at_us)
		return x->at_us < y->at_us ? -1 : 1;
	if (x->starts != y->starts)
		return x->starts ? 1 : -1;
	return x->agent < y->agent ? -1 : x->agent > y->agent;
}

static void
add(struct rota *r, int64_t us, bool starts, uint32_t agent)
{
	int64_t at = us - r->monday_us;

	if (at >= 0 && at < WEEK_US)
		r->changes[r->n_changes++] =
		    (struct change){ at, starts, agent };
}

/* One span ends then, and another begins: nobody goes, nobody comes. */
static bool
goes_on(const struct times *times, size_t n, int64_t us)
{
	bool starts = false, ends = false;

	for (size_t i = 0; i < n; i++) {
		starts |= times[i].start_us == us;
		ends |= times[i].end_us == us;
	}
	return starts && ends;
}

/* The changes of one agent in the week: also those of shifts that began in the
 * week before, and of those of a zone where it is another week already. */
static void
add_agent(struct rota *r, const struct week *w, uint32_t agent)
{
	size_t n = 0;

	for (int week = -1; week <= 1; week++)
		for (size_t k = 0; k < w->n_spans; k++) {
			struct times t =
			    shift_times(w, k, r->monday_us + week * WEEK_US);

			/* clocks that go forward may leave nothing of it */
			if (t.start_us < t.end_us)
				r->times[n++] = t;
		}
	/* spans touch only where days off may take one of them */
	for (size_t i = 0; i < n; i++) {
		size_t beside = w->n_off ? n : 0;

		if (!goes_on(r->times, beside, r->times[i].start_us))
			add(r, r->times[i].start_us, true, agent);
		if (!goes_on(r->times, beside, r->times[i].end_us))
			add(r, r->times[i].end_us, false, agent);
	}
}

/* A week in which days off may have a part: those beside it count, too. */
static bool
has_days_off(const struct rota *r)
{
	int64_t day = r->monday_us / WEEK_US * 7;

	return day + 21 >= r->first_off && day - 14 <= r->last_off;
}

static void
make_week(struct rota *r)
{
	uint64_t clocks = read_clocks(r->roster, r->monday_us);

	if (r->is_settled && clocks == r->clocks && !has_days_off(r))
		return;
	r->clocks = clocks;
	r->is_settled = !has_days_off(r);
	r->n_changes = 0;
	for (uint32_t i = 0; i < r->roster->n_agents; i++)
		if (!shift_is_always(r->roster->agents[i].week))
			add_agent(r, r->roster->agents[i].week, i);
	qsort(r->changes, r->n_changes, sizeof(*r->changes), by_change);
	/* a week of the change itself is like no other */
	for (size_t i = 0; i < r->roster->n_zones; i++) {
		struct civil a, b;
		int64_t second = r->monday_us / 1000000;

		if (zone_local(r->roster->zones[i], second - DAY_S, &a) &&
		    zone_local(r->roster->zones[i], second + 8 * DAY_S, &b) &&
		    a.offset_s != b.offset_s)
			r->is_settled = false;
	}
}

/* On to a week with a change, where days off have taken all of some. */
static void
skip_empty(struct rota *r)
{
	while (!r->n_changes && has_days_off(r)) {
		r->monday_us += WEEK_US;
		make_week(r);
	}
}

static void
find_days_off(struct rota *r)
{
	r->first_off = INT64_MAX;
	r->last_off = INT64_MIN;
	for (size_t i = 0; i < r->roster->n_agents; i++) {
		const struct week *w = r->roster->agents[i].week;

		for (size_t k = 0; k < w->n_off; k++) {
			if (w->off[k].from < r->first_off)
				r->first_off = w->off[k].from;
			if (w->off[k].to > r->last_off)
				r->last_off = w->off[k].to;
		}
	}
}

struct rota *
rota_new(const struct roster *roster, struct arena *run)
{
	struct rota *r = arena_zalloc(run, sizeof(*r));
	size_t n = 0, most = 0;

	r->roster = roster;
	find_days_off(r);
	for (size_t i = 0; i < roster->n_agents; i++) {
		size_t spans = roster->agents[i].week->n_spans;

		n += spans;
		most = spans > most ? spans : most;
	}
	r->changes = arena_array(run, 6 * n, sizeof(*r->changes));
	r->times = arena_array(run, 3 * most, sizeof(*r->times));
	return r;
}

void
rota_seek(struct rota *r, int64_t us)
{
	r->monday_us = shift_monday(us);
	r->next = 0;
	make_week(r);
	skip_empty(r);
	while (r->n_changes && rota_next_us(r) <= us)
		rota_step(r);
}

int64_t
rota_next_us(const struct rota *r)
{
	if (!r->n_changes)
		return INT64_MAX;
	return r->monday_us + r->changes[r->next].at_us;
}

const struct change *
rota_next(const struct rota *r)
{
	return &r->changes[r->next];
}

void
rota_step(struct rota *r)
{
	if (++r->next < r->n_changes)
		return;
	r->next = 0;
	r->monday_us += WEEK_US;
	make_week(r);
	skip_empty(r);
}
