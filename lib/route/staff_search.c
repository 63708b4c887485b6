#include <math.h>

#include "conv/conv.h"
#include "route/admit.h"
#include "route/staff.h"

enum {
	SAMPLE = 3300, /* contacts that are played for a half hour */
	WARM_UP = 300, /* the first of them, which are not counted */
	FEW = 30,      /* a queue of fewer is held to the goal with others */
	DAYS = 28,     /* that are looked at for who is on shift */
	MOST_AGENTS = 100000,
};

/* Of the intervals. */
#define CONFIDENCE 0.95

/* When a half hour is played; any moment does. */
#define STREAM_US (DAY_US * 365)

/* Contacts of a half hour that the same profiles can serve for a queue, within
 * the same time. */
struct cell {
	uint32_t queue, able; /* a bit for each profile */
	int64_t target_us;
	uint64_t n, impatient;
	double work_us, patience_us; /* sums */
};

/* Of the contacts of one day. */
struct daily {
	size_t day;
	uint64_t n;
};

struct slot {
	struct cell *cells;
	size_t n_cells, room;
	struct buf pool;  /* uint32_t: numbers of wishes */
	struct buf daily; /* struct daily, of days with contacts */
	double squares;	  /* sum of the squares of those */
};

struct survey {
	struct staffing *x;
	struct slot slots[(WEEKDAYS + 1) * SLOTS]; /* by weekday, from 0 on */
	struct replay able; /* contacts that somebody can serve */
};

/*
 * The log, with the roster as it is.
 */

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

static size_t
n_contacts(const struct slot *slot)
{
	return slot->pool.n / sizeof(uint32_t);
}

/* Contacts come nearly in order. */
static void
count_daily(struct slot *slot, size_t day)
{
	struct daily *all = (void *)slot->daily.p, new = { day, 1 };
	size_t i = slot->daily.n / sizeof(*all);

	while (i > 0 && all[i - 1].day != day)
		i--;
	slot->squares += i ? 2 * (double)all[i - 1].n + 1 : 1;
	if (i)
		all[i - 1].n++;
	else
		buf_put(&slot->daily, &new, sizeof(new));
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
 * One half hour.
 */

static struct station
station_of(const struct cell *c, size_t days, const struct staff_opts *o)
{
	struct station s = { .per_s = o->volume * (double)c->n /
				      ((double)days * SLOT_US / 1e6),
		.handle_s = o->aht * c->work_us / (double)c->n / 1e6 };

	if (c->impatient == c->n)
		s.patience_s = c->patience_us / (double)c->n / 1e6;
	return s;
}

/* The profile with the fewest skills of those that can. */
static size_t
plainest(const struct staff *s, uint32_t able)
{
	size_t best = PROFILES;

	for (size_t i = 0; i < s->n_profiles; i++)
		if (able >> i & 1 &&
		    (best == PROFILES || s->profiles[i].model->n_skills <
					     s->profiles[best].model->n_skills))
			best = i;
	return best;
}

/* As many agents as the goal takes, and a bearable occupancy, which gets less
 * with each of them. */
static size_t
servers(const struct staff *s, struct station station, double target_s)
{
	double load = station.per_s * station.handle_s;
	double enough = ceil(load / s->o->max_occupancy);
	size_t low, high;

	low = station_agents(&station, s->level, target_s,
	    s->o->short_abandon_s, s->o->goal, MOST_AGENTS);
	high = enough < MOST_AGENTS ? (size_t)enough : MOST_AGENTS;
	while (low && low < high) {
		station.agents = low + (high - low) / 2;
		if (station_steady(&station).occupancy > s->o->max_occupancy)
			low = station.agents + 1;
		else
			high = station.agents;
	}
	return low;
}

/* Each cell alone with agents of its own. */
static void
begin_with_erlang(const struct survey *v, const struct slot *slot,
    struct half_hour *h, struct crew *crew)
{
	const struct staff *s = v->x->s;

	*crew = (struct crew){ { 0 } };
	for (size_t i = 0; i < slot->n_cells; i++) {
		const struct cell *c = &slot->cells[i];
		struct station station;
		size_t profile = plainest(s, c->able);
		uint32_t slots;

		if (!c->n)
			continue;
		station = station_of(c, h->days, s->o);
		slots = s->profiles[profile].model->slots;
		h->contacts += s->o->volume * (double)c->n / (double)h->days;
		h->load += station.per_s * station.handle_s;
		h->needs[profile].erlang +=
		    (servers(s, station, (double)c->target_us / 1e6) + slots -
			1) /
		    slots;
		crew->n[profile] = h->needs[profile].erlang;
	}
}

/* Contacts as those of the half hour, at random and a mean of gap_us apart, for
 * as long as it takes. */
static void
make_stream(const struct survey *v, const struct slot *slot,
    const struct half_hour *h, double gap_us, struct arena *words,
    struct replay *out)
{
	const uint32_t *pool = (const void *)slot->pool.p;
	size_t n = n_contacts(slot), number = h->slot;
	double us = STREAM_US;

	/* who comes so seldom meets nobody */
	gap_us = gap_us < DAY_US ? gap_us : DAY_US;
	replay_init(out, words);
	for (size_t i = 0; i < SAMPLE; i++) {
		size_t pick = (size_t)(staff_draw(2 * number, i) * (double)n);
		struct wish w = *replay_wish(&v->able, pool[pick]);

		us -= log1p(-staff_draw(2 * number + 1, i)) * gap_us;
		w.arrival_us = (int64_t)us;
		w.customer = w.preferred = STR("");
		w.id = arena_printf(words, "%zu", i);
		buf_put(&out->wishes, &w, sizeof(w));
	}
}

/* A half hour while crews are tried on it. */
struct search {
	const struct staff *s;
	struct replay stream;
	double gap_us; /* between contacts of it, mean */
	struct played played;
	struct count all; /* of the last try */
};

/* Of this kind in the last try: what contacts of known work fill, at their
 * rate. */
static double
occupancy(const struct search *t, const struct crew *crew, size_t profile)
{
	return t->played.busy_us[profile] /
	       ((SAMPLE - WARM_UP) * t->gap_us * (double)crew->n[profile]);
}

/* Play a crew; whether each queue meets the goal, and nobody is too busy. */
static bool
try_crew(struct search *t, const struct crew *crew)
{
	const struct staff *s = t->s;
	struct count few = { 0 }, *by_queue = t->played.by_queue;
	bool met = true;

	t->all = (struct count){ 0 };
	t->played = (struct played){ by_queue, { 0 } };
	for (size_t i = 0; i < s->rules->n_queues; i++)
		by_queue[i] = (struct count){ 0 };
	staff_play_crew(s, &t->stream, crew, WARM_UP, &t->played);
	for (size_t i = 0; i < s->n_profiles; i++)
		met &= !crew->n[i] || s->o->max_occupancy >= 1 ||
		       occupancy(t, crew, i) <= s->o->max_occupancy;
	for (size_t i = 0; i < s->rules->n_queues; i++) {
		const struct count *n = &by_queue[i];

		count_merge(&t->all, n);
		if (n->contacts < FEW)
			count_merge(&few, n);
		else
			met &= count_level(n, s->level) >= s->o->goal;
	}
	if (few.contacts)
		met &= count_level(&few, s->level) >= s->o->goal;
	return met;
}

static struct crew
scaled(const struct crew *crew, double by)
{
	struct crew c = *crew;

	for (size_t i = 0; i < PROFILES; i++)
		c.n[i] = (size_t)ceil((double)c.n[i] * by);
	return c;
}

/* A crew that is enough, from one that perhaps is. */
static bool
grow(struct search *t, struct crew *crew)
{
	for (int i = 0; i < 12; i++) {
		if (try_crew(t, crew))
			return true;
		*crew = scaled(crew, 1.25);
	}
	return try_crew(t, crew);
}

/* Fewer of all, in proportion; agents share what queues had for themselves. */
static void
shrink(struct search *t, struct crew *crew)
{
	double enough = 1, too_few = 0;

	for (int i = 0; i < 5; i++) {
		double middle = (enough + too_few) / 2;
		struct crew c = scaled(crew, middle);

		if (try_crew(t, &c))
			enough = middle;
		else
			too_few = middle;
	}
	*crew = scaled(crew, enough);
}

/* The profile with the most skills of those not done, or PROFILES. */
static size_t
most_skilled(const struct staff *s, const bool *done)
{
	size_t most = PROFILES;

	for (size_t i = 0; i < s->n_profiles; i++)
		if (!done[i] &&
		    (most == PROFILES || s->profiles[i].model->n_skills >
					     s->profiles[most].model->n_skills))
			most = i;
	return most;
}

/* One by one, who has the most skills first. */
static void
trim(struct search *t, struct crew *crew)
{
	bool done[PROFILES] = { false };
	size_t i;

	while ((i = most_skilled(t->s, done)) < PROFILES) {
		done[i] = true;
		while (crew->n[i]) {
			crew->n[i]--;
			if (!try_crew(t, crew)) {
				crew->n[i]++;
				break;
			}
		}
	}
}

/* The fewest that are found from one that perhaps is enough; false: none. */
static bool
find_crew(struct search *t, struct crew *crew)
{
	if (!grow(t, crew))
		return false;
	shrink(t, crew);
	trim(t, crew);
	return true;
}

static void
one_more_one_less(
    struct search *t, const struct crew *crew, struct half_hour *h)
{
	for (size_t i = 0; i < t->s->n_profiles; i++) {
		struct crew c = *crew;

		h->needs[i].agents = crew->n[i];
		if (!crew->n[i])
			continue;
		c.n[i]--;
		try_crew(t, &c);
		h->needs[i].fewer = t->all;
		c.n[i] += 2;
		try_crew(t, &c);
		h->needs[i].more = t->all;
	}
	try_crew(t, crew);
	h->count = t->all;
	for (size_t i = 0; i < t->s->n_profiles; i++)
		h->needs[i].occupancy =
		    crew->n[i] ? occupancy(t, crew, i) : NAN;
}

/* The mean of the days of the log. */
static void
count_on_shift(const struct survey *v, struct half_hour *h)
{
	const struct staff *s = v->x->s;
	size_t days = dates_count(&s->dates, h->weekday, NO_SLOT), at = 0;
	int64_t us, middle_us = (int64_t)h->slot * SLOT_US + SLOT_US / 2;

	days = days < DAYS ? days : DAYS;
	for (size_t day = 0; day < days; day++) {
		dates_next(&s->dates, h->weekday, middle_us, &at, &us);
		for (size_t i = 0; i < s->roster->n_agents; i++) {
			int64_t since;

			if (s->profile_of[i] < s->n_profiles &&
			    shift_count_on(
				s->roster->agents[i].week, us, &since))
				h->needs[s->profile_of[i]].on_shift +=
				    1 / (double)days;
		}
	}
}

/* So many contacts a day. */
static void
search_open(struct search *t, const struct survey *v, const struct slot *slot,
    const struct half_hour *h, double contacts, struct arena *words)
{
	*t = (struct search){ .s = v->x->s, .gap_us = SLOT_US / contacts };
	make_stream(v, slot, h, t->gap_us, words, &t->stream);
	t->played.by_queue = arena_array(
	    words, t->s->rules->n_queues, sizeof(*t->played.by_queue));
}

/* How many it is with so many contacts, from those with some others. */
static size_t
search_other(const struct survey *v, const struct slot *slot,
    const struct half_hour *h, double contacts, struct crew crew)
{
	struct search t;
	struct arena words;
	size_t n = 0;

	arena_init(&words, (size_t)1 << 30);
	search_open(&t, v, slot, h, contacts, &words);
	if (find_crew(&t, &crew))
		n = crew_size(&crew);
	replay_free(&t.stream);
	arena_free(&words);
	return n;
}

/*
 * The mean of days of which the log is a sample: Poisson's exact interval for
 * the contacts that it has (Garwood 1936), as if they were fewer where the days
 * have levels of their own: their variance is m + (cv m)^2 then, not m (a
 * Poisson mixture, Jongbloed and Koole 2001).
 */
static struct interval
rate_of(
    const struct survey *v, const struct slot *slot, const struct half_hour *h)
{
	double n = (double)n_contacts(slot);
	double cv = isnan(v->x->daily_cv) ? 0 : v->x->daily_cv;
	double each = 1 + cv * cv * n / (double)h->days;
	struct interval in = stats_poisson(n / each, CONFIDENCE);
	double contacts = v->x->s->o->volume * each / (double)h->days;

	return (struct interval){ in.low * contacts, in.high * contacts };
}

static void
search_half_hour(struct survey *v, size_t number)
{
	const struct slot *slot = &v->slots[number];
	struct half_hour *h = &v->x->halves[v->x->n_halves++];
	struct search t;
	struct crew crew;
	struct arena words;
	size_t n;

	*h = (struct half_hour){ .weekday = (int)(number / SLOTS),
		.slot = number % SLOTS };
	h->days = dates_count(&v->x->s->dates, h->weekday, h->slot);
	arena_init(&words, (size_t)1 << 30);
	begin_with_erlang(v, slot, h, &crew);
	search_open(&t, v, slot, h, h->contacts, &words);
	h->met = find_crew(&t, &crew);
	one_more_one_less(&t, &crew, h);
	count_on_shift(v, h);
	replay_free(&t.stream);
	arena_free(&words);
	h->rate = rate_of(v, slot, h);
	n = crew_size(&crew);
	h->agents.low = search_other(v, slot, h, h->rate.low, crew);
	h->agents.high = search_other(v, slot, h, h->rate.high, crew);
	/* two searches may end in crews of other kinds */
	if (h->agents.low > n)
		h->agents.low = n;
	if (h->agents.high && h->agents.high < n)
		h->agents.high = n;
}

/*
 * The coefficient of variation of the levels of days, by moments: what the
 * squares of all half hours are more than chance alone makes of them.
 */
static double
daily_cv(const struct survey *v)
{
	double more = 0, of = 0;

	for (size_t i = 0; i < sizeof(v->slots) / sizeof(*v->slots); i++) {
		const struct slot *slot = &v->slots[i];
		double n = (double)n_contacts(slot), mean;
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
staffing_search(struct staffing *x)
{
	struct survey v = { .x = x };
	struct staff *s = x->s;
	const struct sim_opts o = { .roster = s->roster,
		.rules = s->rules,
		.policy = s->policy,
		.max_wait_us = s->max_wait_us };
	struct arena a;

	x->factor = NAN;
	replay_init(&v.able, s->run);
	arena_init(&a, (size_t)1 << 30);
	replay_play(&s->log, &o, (struct heed){ survey_contact, &v }, &a);
	arena_free(&a);
	count_days(x);
	x->contacts = replay_count(&v.able);
	x->daily_cv = daily_cv(&v);
	if (x->contacts) {
		x->halves = arena_array(&x->arena,
		    sizeof(v.slots) / sizeof(*v.slots), sizeof(*x->halves));
		for (size_t i = 0; i < sizeof(v.slots) / sizeof(*v.slots); i++)
			if (v.slots[i].pool.n)
				search_half_hour(&v, i);
		staffing_try_roster(x, &v.able);
	}
	for (size_t i = 0; i < sizeof(v.slots) / sizeof(*v.slots); i++) {
		buf_free(&v.slots[i].pool);
		buf_free(&v.slots[i].daily);
	}
	replay_free(&v.able);
}
