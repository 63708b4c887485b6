#include <math.h>

#include "route/staff_survey.h"

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
	size_t n = survey_contacts(slot), number = h->slot;
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
	double n = (double)survey_contacts(slot);
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

void
staffing_search(struct staffing *x)
{
	struct survey v;

	survey_open(&v, x);
	x->factor = NAN;
	if (x->contacts) {
		x->halves =
		    arena_array(&x->arena, SURVEY_SLOTS, sizeof(*x->halves));
		for (size_t i = 0; i < SURVEY_SLOTS; i++)
			if (survey_contacts(&v.slots[i]))
				search_half_hour(&v, i);
		staffing_try_roster(x, &v.able);
	}
	survey_shut(&v);
}
