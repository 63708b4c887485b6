/* The heads' weights, and what they make of every text. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/train/training.h"

static const struct model_shape shape = {
	.run_buckets = 1 << 15,
	.word_buckets = 1 << 15,
	.order = 2,
	.low = 3,
	.high = 5,
};

static void
put_texts(const struct examples *e, struct corpus *c, uint32_t *at, bool train)
{
	struct text x;

	text_init(&x);
	for (size_t i = 0; i < e->n; i++) {
		if ((e->items[i].part == PART_TRAIN) != train)
			continue;
		text_read(&x, e->items[i].text);
		at[i] = (uint32_t)corpus_add(c, &x);
	}
	text_free(&x);
}

/* A 1 of a rare head counts more: as if there were one in twenty. */
static double
how_much_more(size_t yes, size_t n)
{
	const double wanted = 0.05;
	double share = (double)yes / (double)n;

	return share < wanted ? wanted / share : 1;
}

/* A turn that is met often is learnt more than once: 1 + log2(times). */
static uint32_t
repeats(uint32_t times)
{
	uint32_t n = 1;

	for (; times > 1; times /= 2)
		n++;
	return n;
}

/* From all texts to train on but those of a fold; NO_FOLD leaves out none. */
static void
fit_head(const struct examples *e, const struct corpus *c, const uint32_t *at,
    size_t fold, struct fitted *f, size_t head)
{
	enum { MOST = 4 }; /* repeats, on average */
	uint32_t *texts = calloc(MOST * e->n, sizeof(*texts));
	uint8_t *labels = calloc(MOST * e->n, sizeof(*labels));
	size_t n = 0, yes = 0;

	if (!texts || !labels)
		die_of_memory();
	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (x->part != PART_TRAIN || x->label[head] == LABEL_UNKNOWN ||
		    (fold < N_FOLDS && x->fold == fold))
			continue;
		for (uint32_t k = 0; k < repeats(x->times); k++) {
			texts[n] = at[i];
			labels[n++] = (uint8_t)x->label[head];
			yes += (size_t)x->label[head];
		}
	}
	if (fold == NO_FOLD)
		fprintf(
		    stderr, "%-18s %6zu of %6zu\n", head_names[head], yes, n);
	corpus_fit_head(
	    c, texts, labels, n, COST, how_much_more(yes, n), f, head);
	free(texts);
	free(labels);
}

/* What models that know nothing of a text's fold make of it. */
static void
score_apart(struct training *t, const struct corpus *c, const uint32_t *at)
{
	const struct examples *e = t->examples;
	struct fitted f;

	fitted_init(&f, c, N_HEADS);
	for (size_t fold = 0; fold < N_FOLDS; fold++) {
		for (size_t h = 0; h < N_HEADS; h++)
			if (head_shares[h] > 0)
				fit_head(e, c, at, fold, &f, h);
		for (size_t i = 0; i < e->n; i++)
			if (e->items[i].fold == fold)
				corpus_scores(
				    c, &f, at[i], t->apart + i * N_HEADS);
	}
	fitted_free(&f);
}

void
training_fit(struct training *t, struct arena *run)
{
	struct examples *e = t->examples;
	struct corpus c;
	struct fitted f;
	uint32_t *at = arena_array(run, e->n, sizeof(*at));
	size_t known;

	corpus_init(&c, &shape, RUNS);
	c.prior = PRIOR;
	put_texts(e, &c, at, true);
	known = c.n;
	put_texts(e, &c, at, false);
	corpus_weigh(&c, known);
	fitted_init(&f, &c, N_HEADS);
	for (size_t h = 0; h < N_HEADS; h++)
		fit_head(e, &c, at, NO_FOLD, &f, h);
	for (size_t h = 0; h < N_HEADS; h++)
		t->heads[h] =
		    (struct model_head){ .name = str_of(head_names[h]) };
	corpus_quantise(&c, &f, &t->model, t->heads, run);
	fitted_free(&f);
	t->apart = arena_array(run, e->n * N_HEADS, sizeof(*t->apart));
	score_apart(t, &c, at);
	corpus_free(&c);
}

void
training_score_all(struct training *t, struct arena *run)
{
	const struct examples *e = t->examples;
	struct model_reader *r = model_reader_new(&t->model);
	struct text x;

	text_init(&x);
	t->scores = arena_array(run, e->n * N_HEADS, sizeof(*t->scores));
	for (size_t i = 0; i < e->n; i++) {
		text_read(&x, e->items[i].text);
		memcpy(t->scores + i * N_HEADS, model_scores(r, &x),
		    N_HEADS * sizeof(*t->scores));
	}
	text_free(&x);
	model_reader_free(r);
}
