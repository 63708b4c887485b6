#include "route/silo.h"

#include "route/admit.h"

struct silo {
	struct sim sim;
	struct policy policy;
	struct buf open; /* uint32_t: contacts, the oldest first */
	size_t n_gone;	 /* of those, how many are forgotten */
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
	return s->open.n / sizeof(uint32_t) - s->n_gone;
}

static uint32_t
oldest(const struct silo *s)
{
	return ((const uint32_t *)(void *)s->open.p)[s->n_gone];
}

/* Forget the oldest; the places in front are given back by halves. */
static void
forget_oldest(struct silo *s)
{
	sim_forget(&s->sim, oldest(s));
	s->n_gone++;
	if (s->n_gone < n_open(s))
		return;
	s->open.n -= s->n_gone * sizeof(uint32_t);
	memmove(s->open.p, s->open.p + s->n_gone * sizeof(uint32_t), s->open.n);
	s->n_gone = 0;
}

static void
forget_decided(struct silo *s)
{
	while (n_open(s) && sim_contact(&s->sim, oldest(s))->fate != FATE_OPEN)
		forget_oldest(s);
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
	forget_decided(s);
	while (hold && n_open(s) > hold / sizeof(struct contact) &&
	       sim_contact(&s->sim, oldest(s))->stage != STAGE_COMING) {
		sim_drop(&s->sim, oldest(s));
		forget_decided(s);
	}
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
