/* What a head's score is worth: its probability, and when it may speak. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "model/train/training.h"
#include "score/heads.h"

/* A score, and how often it was met. */
struct met {
	double score;
	uint32_t times;
};

static int
highest_first(const void *a, const void *b)
{
	const struct met *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

/* What no more than the share allowed of everyday turns reach that are a 0. */
static double
find_floor(const struct training *t, size_t head, struct met *scratch)
{
	const struct examples *e = t->examples;
	size_t n = 0;
	double met = 0, over = 0, p = 0, allowed;

	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (!x->everyday || x->part != PART_CALIBRATE)
			continue;
		met += x->times;
		if (x->words >= WORDS && x->label[head] == 0)
			scratch[n++] = (struct met){ training_score(t, i, head),
				x->times };
	}
	allowed = fmax(head_alarms[head] * met, FEW);
	qsort(scratch, n, sizeof(*scratch), highest_first);
	for (size_t i = 0; i < n; i++) {
		over += scratch[i].times;
		p = model_probability(&t->heads[head], scratch[i].score);
		if (over > allowed)
			break;
	}
	p = floor(p * 10000 + 1) / 10000;
	return p < LEAST ? LEAST : p > 0.99 ? 0.99 : p;
}

static bool
casts_doubt(const struct model_head *h, double score)
{
	return 1 / (1 + exp(-model_log_odds(h, score))) < h->doubt;
}

double
training_both(const struct training *t, const struct example *x, double score,
    size_t head)
{
	const struct model_head *h = &t->heads[head];
	double terms = (double)x->terms[head];
	double p = model_probability(h, score);

	if (x->leave[head] != LEAVE_WHOLE)
		p = heads_left((enum leave)x->leave[head], p);
	else if (x->words < WORDS && head != HEAD_positive &&
		 head != HEAD_negative && head != HEAD_breakdown)
		p *= x->words < 2 ? SHORT : h->brief;
	else if (x->words >= WORDS && p < terms && casts_doubt(h, score))
		return heads_doubted(terms);
	return fmax(terms, p);
}

/* Whether a head is right on short turns, of those for calibration, where p
 * counts so much. */
static bool
is_right(const struct training *t, size_t head, double counts)
{
	const struct examples *e = t->examples;
	double said = 0, right = 0, alarms = 0, met = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];
		bool says;

		if (x->part != PART_CALIBRATE || x->words >= WORDS ||
		    x->words < 2 || x->label[head] == LABEL_UNKNOWN)
			continue;
		says = counts * model_probability(&t->heads[head],
				    training_score(t, i, head)) >=
		       0.5;
		said += says;
		right += says && x->label[head] == 1;
		alarms += x->everyday && says && x->label[head] == 0
			      ? (double)x->times
			      : 0;
		met += x->everyday ? (double)x->times : 0;
	}
	fprintf(stderr, "%-18s short, x %g: %g of %g right, %g alarms of %g\n",
	    head_names[head], counts, right, said, alarms, met);
	return said >= ENOUGH && right >= SURE * said &&
	       alarms <= fmax(CHANCE, head_alarms[head] * met);
}

/* What p counts on short turns: as much as it is right with there; else so
 * much that it ranks and does not decide.  Of bots no everyday turns tell what
 * is too much. */
static double
find_brief(const struct training *t, size_t head)
{
	static const double tried[] = { 1, 0.9, 0.8, 0.7, 0.6, UNHEARD };

	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++)
		if ((tried[i] <= UNHEARD || !(BOT_HEADS >> head & 1)) &&
		    is_right(t, head, tried[i]))
			return tried[i];
	return SHORT;
}

bool
training_tells(const struct example *x, size_t head)
{
	return x->fold < N_FOLDS && x->words >= WORDS &&
	       x->label[head] != LABEL_UNKNOWN &&
	       x->leave[head] == LEAVE_WHOLE && x->terms[head] < 0.5F;
}

/* What a head is calibrated on; returns how many. */
static size_t
take(const struct training *t, size_t head, struct judged *items)
{
	const struct examples *e = t->examples;
	bool apart = head_shares[head] > 0;
	size_t n = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (apart ? x->part == PART_REPORT || !training_tells(x, head)
			  : x->part != PART_CALIBRATE || x->words < WORDS ||
				x->label[head] == LABEL_UNKNOWN)
			continue;
		items[n++] = (struct judged){
			(apart ? t->apart : t->scores)[i * N_HEADS + head],
			(uint8_t)x->label[head]
		};
	}
	return n;
}

void
training_calibrate(struct training *t)
{
	const struct examples *e = t->examples;
	struct judged *items = calloc(e->n, sizeof(*items));
	struct met *scratch = calloc(e->n, sizeof(*scratch));

	if (!items || !scratch)
		die_of_memory();
	for (size_t h = 0; h < N_HEADS; h++) {
		struct model_head *head = &t->heads[h];

		measure_platt(items, take(t, h, items), head_shares[h],
		    &head->slope, &head->offset);
		if (!(head->slope > 0))
			die("%s: nothing was learnt", head_names[h]);
		head->floor = h == HEAD_positive || h == HEAD_negative
				  ? FELT
				  : find_floor(t, h, scratch);
		head->brief = find_brief(t, h);
		head->doubt = head_doubts[h];
	}
	free(items);
	free(scratch);
}
