#include "route/silo.h"

#include "route/admit.h"

enum { LEAST = 1024 };

struct silo {
	struct sim sim;
	struct policy policy;
	struct buf open; /* uint32_t: contacts, the oldest first, among some
			    that are decided */
	size_t enough;	 /* so many of them are worth a sweep */
};

struct silo *
silo_new(const struct sim *like, const struct report_opts *o, struct arena *run)
{
	struct silo *s;
	struct sim_opts opts = { .roster = like->roster,
		.rules = like->rules,
		.max_wait_us = like->max_wait_us,
		.replication = like->draws.replication };

	if (!like->customers)
		return NULL;
	s = arena_zalloc(run, sizeof(*s));
	s->policy = *like->policy;
	s->policy.join.keep_place = s->policy.join.same_agent = false;
	opts.policy = &s->policy;
	sim_init(&s->sim, &opts, run);
	s->sim.report = report_new(&s->sim, o, run);
	return s;
}

void
silo_free(struct silo *s)
{
	if (!s)
		return;
	report_free(s->sim.report);
	sim_free(&s->sim);
	buf_free(&s->open);
}

static size_t
n_open(const struct silo *s)
{
	return s->open.n / sizeof(uint32_t);
}

/* Forget who is decided; the others keep their order. */
static void
sweep(struct silo *s)
{
	uint32_t *all = (void *)s->open.p;
	size_t kept = 0;

	for (size_t i = 0; i < n_open(s); i++) {
		if (sim_contact(&s->sim, all[i])->fate == FATE_OPEN)
			all[kept++] = all[i];
		else
			sim_forget(&s->sim, all[i]);
	}
	s->open.n = kept * sizeof(uint32_t);
}

/* The oldest go where too many are open, but for those still to come. */
static void
make_room(struct silo *s, size_t most)
{
	const uint32_t *all = (const void *)s->open.p;

	for (size_t i = 0; n_open(s) - i > most; i++) {
		if (sim_contact(&s->sim, all[i])->stage == STAGE_COMING)
			break;
		sim_drop(&s->sim, all[i]);
	}
	sweep(s);
}

void
silo_add(struct silo *s, const struct wish *w, uint64_t n, uint32_t trait,
    size_t hold)
{
	struct contact c;
	uint32_t place;

	if (!s)
		return;
	c = admit(&s->sim, w, n);
	c.trait = trait;
	place = sim_add(&s->sim, &c);
	buf_put(&s->open, &place, sizeof(place));
	if (n_open(s) < s->enough)
		return;
	sweep(s);
	if (hold)
		make_room(s, hold / sizeof(struct contact));
	s->enough = n_open(s) < LEAST ? LEAST : 2 * n_open(s);
}

void
silo_run(struct silo *s, int64_t us)
{
	if (s)
		sim_run(&s->sim, us);
}

void
silo_finish(struct silo *s)
{
	if (s)
		sim_finish(&s->sim);
}

struct report *
silo_report(const struct silo *s)
{
	return s ? s->sim.report : NULL;
}
