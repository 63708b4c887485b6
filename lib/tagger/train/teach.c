/* Averaged perceptrons over whole sentences (Collins 2002): several, for one
 * depends on the order that it learns in. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "tagger/train/fillers.h"
#include "tagger/train/training.h"

enum { LEARNERS = 6, ROUNDS = 6, MOST = 127, LONGEST = 4096 };

/* Weights, and what they have summed up to: the sum at count n is
 * n * now - late. */
struct weight {
	int32_t now;
	int64_t late;
};

struct learner {
	const struct lessons *lessons;
	struct weight (*rows)[N_TAGS];
	struct weight step[N_TAGS + 1][N_TAGS];
	int16_t step_now[N_TAGS + 1][N_TAGS];
	struct tagging_path *path;
	uint8_t *guess;
	int64_t count;
};

static void *
zeros(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (!p)
		die_of_memory();
	return p;
}

static void
change(struct learner *t, struct weight *w, int by)
{
	w->now += by;
	w->late += by * t->count;
}

static void
change_step(struct learner *t, size_t from, size_t to, int by)
{
	change(t, &t->step[from][to], by);
	t->step_now[from][to] = (int16_t)t->step[from][to].now;
}

static void
score(const struct learner *t, size_t word, struct lanes *s)
{
	const struct lessons *l = t->lessons;

	memset(s, 0, sizeof(*s));
	for (uint32_t k = l->places[word]; k < l->places[word + 1]; k++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			lane_set(s, tag,
			    lane(s, tag) + t->rows[l->rows[k]][tag].now);
}

static void
guess(struct learner *t, const struct sentence *s)
{
	const int16_t(*step)[N_TAGS] = (const int16_t(*)[N_TAGS])t->step_now;
	struct lanes best, next;
	struct ways ways;

	path_open(step, &ways);
	score(t, s->first, &next);
	path_start(&ways, N_TAGS, &best, &next);
	for (size_t i = 1; i < s->n; i++) {
		score(t, s->first + i, &next);
		path_go(&ways, &best, &next, &t->path[i]);
	}
	path_back(&best, t->path, s->n, t->guess);
}

static void
correct(struct learner *t, const struct sentence *s)
{
	const struct lessons *l = t->lessons;
	const uint8_t *gold = l->tags + s->first;
	size_t was = N_TAGS, should = N_TAGS;

	for (size_t i = 0; i < s->n; i++) {
		size_t word = s->first + i;

		if (t->guess[i] != gold[i])
			for (uint32_t k = l->places[word];
			     k < l->places[word + 1]; k++) {
				struct weight *row = t->rows[l->rows[k]];

				change(t, &row[gold[i]], 1);
				change(t, &row[t->guess[i]], -1);
			}
		change_step(t, should, gold[i], 1);
		change_step(t, was, t->guess[i], -1);
		should = gold[i];
		was = t->guess[i];
	}
}

static void
learn(struct learner *t, const struct sentence *s)
{
	guess(t, s);
	if (memcmp(t->guess, t->lessons->tags + s->first, s->n) != 0)
		correct(t, s);
	t->count++;
}

static double
average(const struct learner *t, const struct weight *w)
{
	return (double)w->now - (double)w->late / (double)t->count;
}

static int
compare_doubles(const void *x, const void *y)
{
	const double *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* The weights of all learners together. */
struct sum {
	double (*rows)[N_TAGS];
	double step[N_TAGS + 1][N_TAGS];
};

/* What of a weight becomes MOST: all but the largest few fit. */
static double
choose_unit(const struct sum *sum, uint32_t n_rows)
{
	double *all = zeros((size_t)n_rows * N_TAGS, sizeof(*all)), unit;
	size_t n = 0;

	for (uint32_t r = 0; r < n_rows; r++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			all[n++] = fabs(sum->rows[r][tag]);
	qsort(all, n, sizeof(*all), compare_doubles);
	unit = all[n - 1 - n / 10000] / MOST;
	free(all);
	return unit;
}

static int
quantise(double weight, double unit, int most)
{
	double q = nearbyint(weight / unit);

	return q > most ? most : q < -most ? -most : (int)q;
}

static void
shuffle(size_t *order, size_t n, uint64_t *random)
{
	for (size_t i = n; i-- > 1;) {
		size_t k = draw(random) % (i + 1), o = order[i];

		order[i] = order[k];
		order[k] = o;
	}
}

/* One learner, by an order of its own. */
static void
teach_one(
    const struct lessons *l, uint32_t n_rows, uint64_t random, struct sum *sum)
{
	struct learner t = { .lessons = l };
	size_t *order = zeros(l->n_sentences, sizeof(*order));

	t.rows = zeros(n_rows, sizeof(*t.rows));
	t.path = zeros(LONGEST, sizeof(*t.path));
	t.guess = zeros(LONGEST, 1);
	for (size_t i = 0; i < l->n_sentences; i++)
		order[i] = i;
	for (int round = 0; round < ROUNDS; round++) {
		shuffle(order, l->n_sentences, &random);
		for (size_t i = 0; i < l->n_sentences; i++)
			if (l->sentences[order[i]].n <= LONGEST)
				learn(&t, &l->sentences[order[i]]);
	}
	for (uint32_t r = 0; r < n_rows; r++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			sum->rows[r][tag] += average(&t, &t.rows[r][tag]);
	for (size_t from = 0; from <= N_TAGS; from++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			sum->step[from][tag] += average(&t, &t.step[from][tag]);
	free(t.rows);
	free(t.path);
	free(t.guess);
	free(order);
}

void
teach(const struct lessons *l, uint32_t n_rows, int8_t (*rows)[8],
    int16_t step[N_TAGS + 1][N_TAGS])
{
	struct sum sum = { .rows = zeros(n_rows, sizeof(*sum.rows)) };
	double unit;

	for (uint64_t i = 0; i < LEARNERS; i++)
		teach_one(l, n_rows, 2 + (i << 32), &sum);
	unit = choose_unit(&sum, n_rows);
	for (uint32_t r = 0; r < n_rows; r++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			rows[r][tag] =
			    (int8_t)quantise(sum.rows[r][tag], unit, MOST);
	for (size_t from = 0; from <= N_TAGS; from++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			step[from][tag] =
			    (int16_t)quantise(sum.step[from][tag], unit, 4096);
	free(sum.rows);
}

struct count {
	size_t gold, found, right;
};

/* Spans of one tag: right where both ends are. */
static void
count_spans(const uint8_t *gold, const uint8_t *found, size_t n, uint8_t tag,
    struct count *c)
{
	for (size_t i = 0; i < n; i++) {
		size_t a = i + 1, b = i + 1;

		while (a < n && gold[a] == tag + 1)
			a++;
		while (b < n && found[b] == tag + 1)
			b++;
		c->gold += gold[i] == tag;
		c->found += found[i] == tag;
		c->right += gold[i] == tag && found[i] == tag && a == b;
	}
}

static void
print_count(const char *what, const struct count *c)
{
	double p = c->found ? (double)c->right / (double)c->found : 1;
	double r = c->gold ? (double)c->right / (double)c->gold : 1;

	if (c->gold)
		printf("  %s %5zu: P %.3f R %.3f F1 %.3f", what, c->gold, p, r,
		    p + r > 0 ? 2 * p * r / (p + r) : 0);
	else
		printf("  %s none: %zu found", what, c->found);
}

void
examine(const struct lessons *l, const struct tagger *t, const char *name)
{
	struct learner learner = { .lessons = l };
	struct count person = { 0 }, place = { 0 };

	learner.rows = zeros(t->n_rows, sizeof(*learner.rows));
	learner.path = zeros(LONGEST, sizeof(*learner.path));
	learner.guess = zeros(LONGEST, 1);
	for (uint32_t r = 0; r < t->n_rows; r++)
		for (size_t tag = 0; tag < N_TAGS; tag++)
			learner.rows[r][tag].now = 0 + t->rows[r][tag];
	for (size_t from = 0; from <= N_TAGS; from++)
		for (size_t to = 0; to < N_TAGS; to++) {
			int32_t step = lane(&t->ways.from[from], to);

			/* of those that may not be, any will do */
			learner.step_now[from][to] =
			    (int16_t)(step < INT16_MIN ? 0 : step);
		}
	for (size_t i = 0; i < l->n_sentences; i++) {
		const struct sentence *s = &l->sentences[i];

		if (s->n > LONGEST)
			continue;
		guess(&learner, s);
		count_spans(l->tags + s->first, learner.guess, s->n, TAG_PERSON,
		    &person);
		count_spans(
		    l->tags + s->first, learner.guess, s->n, TAG_PLACE, &place);
	}
	printf("%-34s %5zu", name, l->n_sentences);
	print_count("PER", &person);
	print_count("LOC", &place);
	putchar('\n');
	free(learner.rows);
	free(learner.path);
	free(learner.guess);
}
