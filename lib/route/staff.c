#include "route/staff.h"

#include <math.h>
#include <stdlib.h>

#include "base/die.h"

void
count_merge(struct count *into, const struct count *from)
{
	into->contacts += from->contacts;
	into->served += from->served;
	into->served_in += from->served_in;
	into->quit += from->quit;
	into->quit_in += from->quit_in;
	into->quit_short += from->quit_short;
	into->callbacks += from->callbacks;
	into->served_us += from->served_us;
	into->handle_us += from->handle_us;
}

double
count_level(const struct count *c, enum level which)
{
	uint64_t n = c->served_in, of = c->contacts;

	if (which == LEVEL_SERVED)
		of = c->served + c->callbacks;
	if (which == LEVEL_LESS_SHORT)
		of -= c->quit_short;
	if (which == LEVEL_MET_OR_LEFT)
		n += c->quit_in;
	return of ? stats_round4((double)n / (double)of) : NAN;
}

double
count_asa_s(const struct count *c)
{
	return c->served
		   ? round((double)c->served_us / (double)c->served / 1000) /
			 1000
		   : NAN;
}

/*
 * Kinds of agents.
 */

static bool
same_skills(const struct agent *a, const struct agent *b)
{
	if (a->n_skills != b->n_skills)
		return false;
	for (size_t i = 0; i < a->n_skills; i++)
		if (!roster_has_skill(b, a->skills[i]) ||
		    !roster_has_skill(a, b->skills[i]))
			return false;
	return true;
}

static bool
same_numbers(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	return n == m && !memcmp(a, b, n * sizeof(*a));
}

static bool
same_limits(const struct agent *a, const struct agent *b)
{
	if (!a->channel_slots || !b->channel_slots)
		return a->channel_slots == b->channel_slots;
	return same_numbers(
	    a->channel_slots, a->n_channels, b->channel_slots, b->n_channels);
}

static bool
same_kind(const struct agent *a, const struct agent *b)
{
	return a->slots == b->slots && a->wage == b->wage &&
	       same_skills(a, b) &&
	       same_numbers(a->languages, a->n_languages, b->languages,
		   b->n_languages) &&
	       same_numbers(
		   a->channels, a->n_channels, b->channels, b->n_channels) &&
	       same_limits(a, b);
}

static int
most_first(const void *a, const void *b)
{
	const struct profile *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->model < y->model ? -1 : x->model > y->model;
}

static void
find_profiles(struct staff *s)
{
	const struct roster *r = s->roster;
	struct profile *all =
	    arena_array(s->run, r->n_agents + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < r->n_agents; i++) {
		size_t k = 0;

		while (k < n && !same_kind(all[k].model, &r->agents[i]))
			k++;
		if (k == n)
			all[n++] = (struct profile){ &r->agents[i], 0 };
		all[k].n++;
	}
	qsort(all, n, sizeof(*all), most_first);
	s->n_all_profiles = n;
	s->n_profiles = n < PROFILES ? n : PROFILES;
	memcpy(s->profiles, all, s->n_profiles * sizeof(*all));
	s->profile_of =
	    arena_array(s->run, r->n_agents + 1, sizeof(*s->profile_of));
	for (size_t i = 0; i < r->n_agents; i++) {
		size_t k = 0;

		while (k < s->n_profiles &&
		       !same_kind(s->profiles[k].model, &r->agents[i]))
			k++;
		s->profile_of[i] = k;
	}
}

/* A stream of contacts of one half hour goes on for days: always open. */
static const struct rules *
without_hours(const struct rules *rules, struct arena *run)
{
	struct rules *open = arena_alloc(run, sizeof(*open));

	*open = *rules;
	open->queues = arena_array(run, rules->n_queues, sizeof(*open->queues));
	memcpy(open->queues, rules->queues,
	    rules->n_queues * sizeof(*open->queues));
	for (size_t i = 0; i < rules->n_queues; i++)
		open->queues[i].hours.given = false;
	return open;
}

struct staff *
staff_new(const struct sim *sim, const struct staff_opts *o, struct arena *run)
{
	struct staff *s = arena_zalloc(run, sizeof(*s));

	*s = (struct staff){ .o = o,
		.roster = sim->roster,
		.rules = sim->rules,
		.open = without_hours(sim->rules, run),
		.policy = sim->policy,
		.max_wait_us = sim->max_wait_us,
		.run = run };
	s->zone = zone_need(o->time_zone, run);
	while (strcmp(route_levels[s->level], o->level))
		s->level++;
	if (!(o->goal > 0 && o->goal < 1))
		die("--goal: not between 0 and 1: %g", o->goal);
	if (!(o->wage >= 0))
		die("--wage: %g is less than 0", o->wage);
	if (!(o->volume > 0 && o->volume <= STAFF_MOST_VOLUME))
		die("--volume: not above 0, up to %d: %g", STAFF_MOST_VOLUME,
		    o->volume);
	if (!(o->aht > 0 && o->aht <= STAFF_MOST_AHT))
		die("--aht: not above 0, up to %d: %g", STAFF_MOST_AHT, o->aht);
	if (!(o->shift_hours >= 0 && o->shift_hours <= 24) ||
	    floor(o->shift_hours * 2) != o->shift_hours * 2)
		die("--shift-hours: not half hours, up to 24 hours: %g",
		    o->shift_hours);
	if (!(o->shrinkage < 1))
		die("--shrinkage: nobody is left: %g", o->shrinkage);
	if (!(o->max_occupancy > 0))
		die("--max-occupancy: not above 0: %g", o->max_occupancy);
	dates_init(&s->dates, s->zone, run);
	replay_init(&s->log, run);
	find_profiles(s);
	return s;
}

void
staff_free(struct staff *s)
{
	if (s)
		replay_free(&s->log);
}

/* When it began, as far as it says. */
void
staff_see(struct staff *s, const struct conv *c)
{
	int64_t ms = c->started_ms;

	for (size_t i = 0; ms == CONV_NO_TIME && i < c->n_turns; i++)
		ms = c->turns[i].at_ms;
	if (ms != CONV_NO_TIME)
		dates_see(&s->dates, ms * 1000);
}

void
staff_keep(struct staff *s, const struct wish *w)
{
	replay_keep(&s->log, w);
}

double
staff_draw(uint64_t a, uint64_t b)
{
	uint64_t z = (a * UINT64_C(0xd1342543de82ef95) + b + 1) *
		     UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	z ^= z >> 31;
	return (double)(z >> 11) / (double)(UINT64_C(1) << 53);
}

/*
 * Plays.
 */

struct counting {
	const struct staff *s;
	size_t skip;
	struct played *played;
	const size_t
	    *profile_of;       /* of agents who are played; NULL: not asked */
	struct beside *beside; /* or NULL */
};

/* How much of an agent's time a contact takes that he has. */
static double
busy_us(const struct sim *sim, const struct contact *c)
{
	double room = (double)sim->roster->agents[c->agent].slots * SLOT;
	double weight = c->demand->weight;

	return (double)(c->ended_us - c->left_us) *
	       (c->demand->exclusive || weight > room ? 1 : weight / room);
}

/* Of all who have it, one after the other; who called it in vain before is of
 * the kind of the last. */
static void
count_busy(
    const struct counting *k, const struct sim *sim, const struct contact *c)
{
	if (c->calls)
		k->played->busy_us[k->profile_of[c->agent]] +=
		    (double)c->vain_us;
	while (c && c->fate == FATE_ASSIGNED) {
		k->played->busy_us[k->profile_of[c->agent]] += busy_us(sim, c);
		c = c->leg == NOBODY ? NULL : sim_contact(sim, c->leg);
	}
}

static void
put_beside(struct beside *b, const struct contact *c)
{
	b->waits[c->sequence] = pairs_wait(c);
	if (b->before)
		pairs_add(
		    &b->pairs, b->before[c->sequence], b->waits[c->sequence]);
}

static void
count_contact(void *arg, const struct sim *sim, const struct contact *c)
{
	const struct counting *k = arg;
	struct count *n = &k->played->by_queue[c->asked];
	int64_t wait = c->left_us - c->since_us;
	bool in_time = wait <= c->demand->target_us;

	if (k->beside)
		put_beside(k->beside, c);
	/* one made of another may come when the queue is closed */
	if (c->sequence < k->skip || c->fate == FATE_JOINED ||
	    c->fate == FATE_CLOSED)
		return;
	if (k->profile_of)
		count_busy(k, sim, c);
	n->contacts++;
	if (c->callback == CALLBACK_TAKEN) {
		n->callbacks++;
	} else if (c->fate == FATE_ASSIGNED) {
		n->served++;
		n->served_in += in_time;
		n->served_us += (uint64_t)wait;
		n->handle_us += (uint64_t)(c->ended_us - c->left_us);
	} else if (c->fate == FATE_ABANDONED) {
		n->quit++;
		n->quit_in += in_time;
		n->quit_short += wait <= route_us(k->s->o->short_abandon_s);
	}
}

static void
play(const struct staff *s, const struct replay *contacts,
    const struct roster *roster, const struct rules *rules, double shorter,
    struct counting *counting, struct arena *a)
{
	const struct sim_opts o = { .roster = roster,
		.rules = rules,
		.policy = s->policy,
		.max_wait_us = s->max_wait_us,
		.shorter = 1 - (1 - shorter) * s->o->aht };

	replay_play(contacts, &o, (struct heed){ count_contact, counting }, a);
}

size_t
crew_size(const struct crew *crew)
{
	size_t n = 0;

	for (size_t i = 0; i < PROFILES; i++)
		n += crew->n[i];
	return n;
}

void
staff_play_crew(const struct staff *s, const struct replay *contacts,
    const struct crew *crew, size_t skip, struct played *out)
{
	static struct span span = { .length = WEEK_MIN };
	static struct week always = { .spans = &span, .n_spans = 1 };
	struct roster r = *s->roster;
	struct arena a;
	size_t n = crew_size(crew), *profile_of;

	arena_init(&a, (size_t)1 << 30);
	r.n_agents = 0;
	r.agents = arena_array(&a, n + 1, sizeof(*r.agents));
	r.weeks = &always;
	r.n_weeks = 1;
	profile_of = arena_array(&a, n + 1, sizeof(*profile_of));
	for (size_t i = 0; i < s->n_profiles; i++)
		for (size_t k = 0; k < crew->n[i]; k++) {
			struct agent *agent = &r.agents[r.n_agents];

			profile_of[r.n_agents++] = i;
			*agent = *s->profiles[i].model;
			agent->week = &always;
			agent->away = false;
		}
	play(s, contacts, &r, s->open, 0,
	    &(struct counting){ s, skip, out, profile_of, NULL }, &a);
	arena_free(&a);
}

struct count
staff_play_roster(const struct staff *s, const struct replay *contacts,
    struct change change, struct beside *beside)
{
	struct roster r = *s->roster;
	struct played played = { NULL, { 0 } };
	struct count all = { 0 };
	size_t n = r.n_agents, last = n;
	struct arena a;

	arena_init(&a, (size_t)1 << 30);
	r.agents = arena_array(&a, n + 1, sizeof(*r.agents));
	memcpy(r.agents, s->roster->agents, n * sizeof(*r.agents));
	for (size_t i = 0; change.agents && i < n; i++)
		if (s->profile_of[i] == change.profile)
			last = i;
	if (change.agents > 0) /* beside the last of them, with his shift */
		memmove(r.agents + last + 1, r.agents + last,
		    (n++ - last) * sizeof(*r.agents));
	else if (change.agents < 0)
		memmove(r.agents + last, r.agents + last + 1,
		    (n-- - last - 1) * sizeof(*r.agents));
	r.n_agents = n;
	played.by_queue =
	    arena_zalloc(&a, s->rules->n_queues * sizeof(*played.by_queue));
	play(s, contacts, &r, s->rules, change.shorter,
	    &(struct counting){ s, 0, &played, NULL, beside }, &a);
	for (size_t i = 0; i < s->rules->n_queues; i++)
		count_merge(&all, &played.by_queue[i]);
	arena_free(&a);
	return all;
}
