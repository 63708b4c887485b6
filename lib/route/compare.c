#include "route/compare.h"

#include <stdlib.h>

#include "base/die.h"

/* Of what a run of the simulation builds up, and of the words of a log. */
#define PLAY_CEILING ((size_t)4 << 30)

/* A wait that never ends. */
#define NEVER INT64_MAX

/* What a replication of one policy comes to. */
struct score_card {
	const int64_t *others; /* the waits under the first policy, or NULL */
	int64_t *waits;
	uint64_t n, served, in_time, abandoned, unserved, sooner, later;
	int64_t sum_us, longest_us;
	struct histogram waits_ms;
	struct arena *arena;
};

struct compare *
compare_new(const struct sim *s, const struct rival *rivals, size_t n,
    const struct compare_opts *o, struct arena *run)
{
	struct compare *c = arena_zalloc(run, sizeof(*c));

	c->o = o;
	c->roster = s->roster;
	c->max_wait_us = s->max_wait_us;
	c->n_rivals = n;
	c->rivals = arena_zalloc(run, n * sizeof(*c->rivals));
	for (size_t i = 0; i < n; i++) {
		struct arena *words = arena_alloc(run, sizeof(*words));

		arena_init(words, PLAY_CEILING);
		c->rivals[i].rival = &rivals[i];
		replay_init(&c->rivals[i].log, words);
	}
	return c;
}

void
compare_free(struct compare *c)
{
	for (size_t i = 0; c && i < c->n_rivals; i++) {
		arena_free(c->rivals[i].log.words);
		replay_free(&c->rivals[i].log);
	}
}

void
compare_keep(struct compare *c, const struct conv *conv, int64_t max_pause_us)
{
	for (size_t i = 0; i < c->n_rivals; i++) {
		const struct rival *rival = c->rivals[i].rival;
		struct wish w;
		struct fault f;

		if (contact_read(conv, rival->rules, rival->policy,
			max_pause_us, &w, &f) &&
		    w.escalated)
			replay_keep(&c->rivals[i].log, &w);
	}
}

/* The contact is no matter of policy. */
static bool
is_left_out(const struct contact *c)
{
	return c->fate == FATE_NO_TIME || c->fate == FATE_JOINED;
}

static void
tell(void *arg, const struct sim *s, const struct contact *c)
{
	struct score_card *card = arg;
	int64_t wait = c->left_us - c->since_us;
	bool served = c->fate == FATE_ASSIGNED;
	uint64_t i = c->sequence;

	card->waits[i] = served ? wait : NEVER;
	if (is_left_out(c))
		return;
	card->n++;
	card->served += served;
	card->in_time +=
	    served && wait <= s->queues[c->demand->queue].target_us;
	card->abandoned += c->fate == FATE_ABANDONED;
	card->unserved += !served && c->fate != FATE_ABANDONED;
	if (served) {
		card->sum_us += wait;
		histogram_add(
		    &card->waits_ms, (uint64_t)wait / 1000, 1, card->arena);
	}
	if (c->position && wait > card->longest_us)
		card->longest_us = wait;
	if (card->others) {
		card->sooner += card->waits[i] < card->others[i];
		card->later += card->waits[i] > card->others[i];
	}
}

static int64_t
share(uint64_t k, uint64_t n)
{
	return n ? (int64_t)((double)k / (double)n * MILLION + 0.5) : 0;
}

static void
measure(const struct score_card *card, struct arena *scratch, int64_t *out)
{
	int64_t served = (int64_t)card->served;

	out[MEASURE_ASA] = served ? (card->sum_us + served / 2) / served : 0;
	out[MEASURE_P90] = served ? (int64_t)histogram_quantile(
					&card->waits_ms, 0.9, scratch) *
					1000
				  : 0;
	out[MEASURE_LONGEST] = card->longest_us;
	out[MEASURE_SERVICE_LEVEL] = share(card->in_time, card->n);
	out[MEASURE_ABANDONED] = share(card->abandoned, card->n);
	out[MEASURE_UNSERVED] = share(card->unserved, card->n);
	out[MEASURE_SOONER] = share(card->sooner, card->n);
	out[MEASURE_LATER] = share(card->later, card->n);
}

/* One policy, once. */
static void
play(struct compare *c, size_t which, uint64_t replication, int64_t **waits,
    int64_t *out)
{
	const struct rival *rival = c->rivals[which].rival;
	const struct sim_opts opts = { .roster = c->roster,
		.rules = rival->rules,
		.policy = rival->policy,
		.max_wait_us = c->max_wait_us,
		.replication = replication };
	struct arena scratch;
	struct score_card card = { .others = which ? waits[0] : NULL,
		.waits = waits[which > 0],
		.arena = &scratch };

	arena_init(&scratch, PLAY_CEILING);
	replay_play(&c->rivals[which].log, &opts, (struct heed){ tell, &card },
	    &scratch);
	measure(&card, &scratch, out);
	c->n_contacts = card.n;
	arena_free(&scratch);
}

static void
note(struct rival_state *r, const int64_t *values, const int64_t *first)
{
	for (size_t m = 0; m < N_MEASURES; m++) {
		moments_add(&r->values[m], values[m]);
		moments_add(&r->differences[m], values[m] - first[m]);
	}
}

void
compare_play(struct compare *c)
{
	size_t n = c->rivals[0].log.wishes.n / sizeof(struct wish);
	int64_t *waits[] = { calloc(n + 1, sizeof(**waits)),
		calloc(n + 1, sizeof(**waits)) };

	if (!waits[0] || !waits[1])
		die_of_memory();
	for (uint64_t k = 0; k < c->o->replications; k++) {
		int64_t first[N_MEASURES], values[N_MEASURES];

		play(c, 0, k, waits, first);
		note(&c->rivals[0], first, first);
		for (size_t i = 1; i < c->n_rivals; i++) {
			play(c, i, k, waits, values);
			note(&c->rivals[i], values, first);
		}
	}
	free(waits[0]);
	free(waits[1]);
}
