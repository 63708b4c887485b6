#include "route/compare.h"

#include <stdlib.h>

#include "base/die.h"

/* Of what a run of the simulation builds up, and of the words of a log. */
#define PLAY_CEILING ((size_t)4 << 30)

/* What a replication of one policy comes to. */
struct score_card {
	const int64_t *others; /* the waits under the first policy, or NULL */
	int64_t *waits;
	struct pairs *pairs; /* by queue, with others */
	uint64_t n, came, served, in_time, abandoned, unserved;
	uint64_t callbacks, called; /* who took one, and was reached */
	uint64_t again, changed, restarted, had, strange;
	int64_t sum_us, longest_us, lost_us;
	struct histogram waits_ms;
	struct arena *arena;
};

/* A policy that joins nothing is told who comes again by the measure of those
 * that do: without a place to keep nor an agent to go to it changes nothing. */
static double
longest_join_s(const struct rival *rivals, size_t n)
{
	double longest = 0;

	for (size_t i = 0; i < n; i++)
		if (rivals[i].policy->join.within_s > longest)
			longest = rivals[i].policy->join.within_s;
	return longest;
}

struct compare *
compare_new(const struct sim *s, const struct rival *rivals, size_t n,
    const struct compare_opts *o, struct arena *run)
{
	struct compare *c = arena_zalloc(run, sizeof(*c));
	double within_s = longest_join_s(rivals, n);

	c->o = o;
	c->max_wait_us = s->max_wait_us;
	c->n_measures = within_s > 0 ? N_MEASURES : MEASURE_AGAIN;
	c->n_rivals = n;
	c->rivals = arena_zalloc(run, n * sizeof(*c->rivals));
	for (size_t i = 0; i < n; i++) {
		struct rival_state *r = &c->rivals[i];
		struct arena *words = arena_alloc(run, sizeof(*words));

		arena_init(words, PLAY_CEILING);
		replay_init(&r->log, words);
		r->rival = &rivals[i];
		r->policy = *rivals[i].policy;
		if (!(r->policy.join.within_s > 0))
			r->policy.join =
			    (struct rule_join){ .within_s = within_s };
		r->pairs = arena_zalloc(
		    run, rivals[i].rules->n_queues * sizeof(*r->pairs));
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

static void
count_return(struct score_card *card, const struct contact *c)
{
	if (!c->follows)
		return;
	card->again++;
	if (!c->changed)
		return;
	card->changed++;
	card->restarted += c->cut_off;
	card->lost_us += c->lost_us;
	if (c->fate != FATE_ASSIGNED || c->had == NOBODY)
		return;
	card->had++;
	card->strange += c->agent != c->had;
}

static void
tell(void *arg, const struct sim *s, const struct contact *c)
{
	struct score_card *card = arg;
	int64_t wait = c->position ? c->left_us - c->since_us : 0;
	bool served = c->fate == FATE_ASSIGNED;
	bool callback = c->callback == CALLBACK_TAKEN;
	uint64_t i = c->sequence;

	(void)s;
	card->came++;
	count_return(card, c);
	card->waits[i] = pairs_wait(c);
	if (c->fate == FATE_NO_TIME || c->fate == FATE_JOINED)
		return;
	card->n++;
	card->served += served;
	card->callbacks += callback;
	card->called += served && callback;
	card->in_time += served && !callback && wait <= c->demand->target_us;
	card->abandoned += c->fate == FATE_ABANDONED;
	card->unserved += !served && c->fate != FATE_ABANDONED;
	if (served && !callback) {
		card->sum_us += wait;
		histogram_add(
		    &card->waits_ms, (uint64_t)wait / 1000, 1, card->arena);
	}
	if (c->position && !callback && wait > card->longest_us)
		card->longest_us = wait;
	if (card->others)
		pairs_add(
		    &card->pairs[c->asked], card->others[i], card->waits[i]);
}

static int64_t
share(uint64_t k, uint64_t n)
{
	return n ? (int64_t)((double)k / (double)n * MILLION + 0.5) : ABSENT;
}

static int64_t
mean(int64_t sum, uint64_t n)
{
	return n ? (sum + (int64_t)n / 2) / (int64_t)n : ABSENT;
}

/* The time within which nine of ten of all are served, by nearest rank: who is
 * not served is behind all who are, and who hung up to be called waits no
 * longer. */
static int64_t
nine_of_ten(const struct score_card *card, struct arena *scratch)
{
	uint64_t n = card->n - card->callbacks, rank = n - n / 10;
	uint64_t served = card->served - card->called;

	if (!n)
		return ABSENT;
	if (rank > served)
		return NEVER;
	return (int64_t)histogram_quantile(&card->waits_ms,
		   ((double)rank - 0.5) / (double)served, scratch) *
	       1000;
}

static void
measure(const struct score_card *card, const struct pairs *pairs,
    struct arena *scratch, int64_t *out)
{
	out[MEASURE_ASA] = mean(card->sum_us, card->served - card->called);
	out[MEASURE_P90] = nine_of_ten(card, scratch);
	out[MEASURE_LONGEST] = card->n ? card->longest_us : ABSENT;
	out[MEASURE_SERVICE_LEVEL] = share(card->in_time, card->n);
	out[MEASURE_ABANDONED] = share(card->abandoned, card->n);
	out[MEASURE_UNSERVED] = share(card->unserved, card->n);
	out[MEASURE_CALLBACKS] = share(card->callbacks, card->n);
	out[MEASURE_SOONER] = share(pairs->sooner, pairs->contacts);
	out[MEASURE_GAINED] = share(pairs->gained, pairs->contacts);
	out[MEASURE_LATER] = share(pairs->later, pairs->contacts);
	out[MEASURE_LOST] = share(pairs->lost, pairs->contacts);
	out[MEASURE_AGAIN] = share(card->again, card->came);
	out[MEASURE_CHANGED] = share(card->changed, card->came);
	out[MEASURE_RESTARTED] = share(card->restarted, card->changed);
	out[MEASURE_WAIT_LOST] = mean(card->lost_us, card->restarted);
	out[MEASURE_CONTEXT_LOST] = share(card->strange, card->had);
}

/* One policy, once. */
static void
play(struct compare *c, size_t which, uint64_t replication, int64_t **waits,
    int64_t *out)
{
	struct rival_state *r = &c->rivals[which];
	size_t n = r->rival->rules->n_queues;
	const struct sim_opts opts = { .roster = r->rival->agents,
		.rules = r->rival->rules,
		.policy = &r->policy,
		.max_wait_us = c->max_wait_us,
		.replication = replication };
	struct arena scratch;
	struct score_card card = { .others = which ? waits[0] : NULL,
		.waits = waits[which > 0],
		.arena = &scratch };
	struct pairs all = { 0 };

	arena_init(&scratch, PLAY_CEILING);
	card.pairs = arena_zalloc(&scratch, n * sizeof(*card.pairs));
	replay_play(&r->log, &opts, (struct heed){ tell, &card }, &scratch);
	for (size_t i = 0; i < n; i++) {
		pairs_merge(&all, &card.pairs[i]);
		pairs_merge(&r->pairs[i], &card.pairs[i]);
	}
	r->n_worse += all.later + all.lost > 0;
	measure(&card, &all, &scratch, out);
	if (!which)
		c->n_contacts = card.n;
	arena_free(&scratch);
}

static void
note(struct rival_state *r, const int64_t *values, const int64_t *first)
{
	r->never_p90 |= values[MEASURE_P90] == NEVER;
	for (size_t m = 0; m < N_MEASURES; m++) {
		if (values[m] == ABSENT || values[m] == NEVER)
			continue;
		moments_add(&r->values[m], values[m]);
		if (first[m] != ABSENT && first[m] != NEVER)
			moments_add(&r->differences[m], values[m] - first[m]);
	}
}

/* A mean over the replications that have a value would be one over the better
 * of them. */
static void
drop_endless(struct compare *c)
{
	bool first = c->rivals[0].never_p90;

	for (size_t i = 0; i < c->n_rivals; i++) {
		struct rival_state *r = &c->rivals[i];

		if (r->never_p90)
			r->values[MEASURE_P90] = (struct moments){ 0 };
		if (r->never_p90 || first)
			r->differences[MEASURE_P90] = (struct moments){ 0 };
	}
}

void
compare_play(struct compare *c)
{
	size_t n = replay_count(&c->rivals[0].log);
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
	drop_endless(c);
	free(waits[0]);
	free(waits[1]);
}
