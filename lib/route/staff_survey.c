#include "route/staff_survey.h"

#include <math.h>

#include "route/admit.h"

static uint32_t
able_profiles(
    const struct sim *sim, const struct staff *s, const struct contact *c)
{
	uint32_t able = 0;

	for (size_t i = 0; i < s->n_profiles; i++)
		if (demand_is_able(c->demand, queue_of(sim, c),
			(uint32_t)(s->profiles[i].model - s->roster->agents)))
			able |= UINT32_C(1) << i;
	return able;
}

static struct cell *
find_cell(struct survey *v, struct slot *slot, struct cell new)
{
	size_t i = 0;

	while (
	    i < slot->n_cells && (slot->cells[i].queue != new.queue ||
				     slot->cells[i].able != new.able ||
				     slot->cells[i].target_us != new.target_us))
		i++;
	if (i < slot->n_cells)
		return &slot->cells[i];
	if (slot->n_cells == slot->room) {
		size_t room = slot->room ? 2 * slot->room : 8;
		struct cell *more =
		    arena_array(&v->x->arena, room, sizeof(*more));

		if (slot->n_cells)
			memcpy(
			    more, slot->cells, slot->n_cells * sizeof(*more));
		slot->cells = more;
		slot->room = room;
	}
	slot->cells[slot->n_cells] = new;
	return &slot->cells[slot->n_cells++];
}

/* No number of agents would serve it. */
static bool
is_left_out(struct staffing *x, enum fate fate)
{
	x->hopeless += fate == FATE_HOPELESS || fate == FATE_NO_QUEUE;
	x->closed += fate == FATE_CLOSED;
	x->no_time += fate == FATE_NO_TIME;
	return fate == FATE_HOPELESS || fate == FATE_CLOSED ||
	       fate == FATE_NO_TIME || fate == FATE_NO_QUEUE ||
	       fate == FATE_JOINED;
}

/* What it is by the law that it is drawn from, where there is one: a draw of
 * few contacts may be far from that. */
static double
expected_us(const struct sim *sim, const struct wish *w,
    const struct contact *c, enum purpose what, int64_t drawn_us)
{
	enum origin from;
	const struct rule_law *law = admit_law(sim, w, c, what, &from);

	return law ? draw_mean_s(law) * 1e6 : (double)drawn_us;
}

static struct slot *
slot_of(struct survey *v, int64_t us)
{
	const struct staff *s = v->x->s;
	int weekday = dates_weekday(s->zone, us);

	v->x->weekdays[weekday - 1].contacts++;
	return &v->slots[(size_t)(s->o->by_weekday ? weekday : 0) * SLOTS +
			 (size_t)(dates_wall_us(s->zone, us) / SLOT_US)];
}

/* Days are kept in order, in which contacts nearly come. */
static void
count_daily(struct slot *slot, size_t day)
{
	const struct daily new = { day, 0 };
	struct daily *all = (void *)slot->daily.p;
	size_t n = slot->daily.n / sizeof(*all), i = n;

	while (i > 0 && all[i - 1].day > day)
		i--;
	if (i == 0 || all[i - 1].day != day) {
		buf_put(&slot->daily, &new, sizeof(new));
		all = (void *)slot->daily.p;
		memmove(all + i + 1, all + i, (n - i) * sizeof(*all));
		all[i++] = new;
	}
	slot->squares += 2 * (double)all[i - 1].n + 1;
	all[i - 1].n++;
}

static void
survey_contact(void *arg, const struct sim *sim, const struct contact *c)
{
	struct survey *v = arg;
	struct staff *s = v->x->s;
	const struct wish *w = replay_wish(&s->log, c->sequence);
	struct slot *slot;
	struct cell *cell;
	uint32_t number = (uint32_t)replay_count(&v->able);

	if (is_left_out(v->x, c->fate))
		return;
	dates_see(&s->dates, c->arrival_us);
	buf_put(&v->able.wishes, w, sizeof(*w));
	slot = slot_of(v, c->arrival_us);
	cell = find_cell(v, slot,
	    (struct cell){ .queue = c->asked,
		.able = able_profiles(sim, s, c),
		.target_us = c->demand->target_us });
	if (!cell->able) /* by agents who are not told apart */
		return;
	buf_put(&slot->pool, &number, sizeof(number));
	count_daily(slot, dates_day(s->zone, c->arrival_us));
	cell->n++;
	cell->work_us += expected_us(sim, w, c, DRAW_HANDLE, c->handle_us) +
			 (double)c->wrap_us;
	cell->impatient += c->patience_us != 0;
	cell->patience_us +=
	    expected_us(sim, w, c, DRAW_PATIENCE, c->patience_us);
}

/*
 * The coefficient of variation of the levels of days, by moments: what the
 * squares of all half hours are more than chance alone makes of them.
 */
static double
daily_cv(const struct survey *v)
{
	double more = 0, of = 0;

	for (size_t i = 0; i < SURVEY_SLOTS; i++) {
		const struct slot *slot = &v->slots[i];
		double n = (double)survey_contacts(slot), mean;
		double days = (double)dates_count(
		    &v->x->s->dates, (int)(i / SLOTS), i % SLOTS);

		if (n == 0 || days < 2)
			continue;
		mean = n / days;
		more += slot->squares - n * mean - (days - 1) * mean;
		of += (days - 1) * mean * mean;
	}
	return of > 0 ? sqrt(more > 0 ? more / of : 0) : NAN;
}

static void
count_days(struct staffing *x)
{
	const struct dates *d = &x->s->dates;

	x->days = dates_count(d, 0, NO_SLOT);
	for (int i = 1; i <= WEEKDAYS; i++)
		x->weekdays[i - 1].days = dates_count(d, i, NO_SLOT);
}

void
survey_open(struct survey *v, struct staffing *x)
{
	struct staff *s = x->s;
	const struct sim_opts o = { .roster = s->roster,
		.rules = s->rules,
		.policy = s->policy,
		.max_wait_us = s->max_wait_us };
	struct arena a;

	*v = (struct survey){ .x = x };
	replay_init(&v->able, s->run);
	arena_init(&a, (size_t)1 << 30);
	replay_play(&s->log, &o, (struct heed){ survey_contact, v }, &a);
	arena_free(&a);
	count_days(x);
	x->contacts = replay_count(&v->able);
	x->daily_cv = daily_cv(v);
}

void
survey_shut(struct survey *v)
{
	for (size_t i = 0; i < SURVEY_SLOTS; i++) {
		buf_free(&v->slots[i].pool);
		buf_free(&v->slots[i].daily);
	}
	replay_free(&v->able);
}
