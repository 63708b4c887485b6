/*
 * train-signals DATA OWN TESTS OUT - train the built-in model
 *
 * Run by `make model`.  DATA is the folder of public data sets, OWN that of
 * lessons of our own, TESTS that of sentences of our own which are measured on
 * and not trained on.  One thread, and every draw from a seed: the same files
 * give the same bytes.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/train/training.h"
#include "score/heads.h"
#include "stream/stream.h"

enum { CEILING = 1 << 30 };

static const struct model_shape shape = {
	.run_buckets = 1 << 15,
	.word_buckets = 1 << 15,
	.order = 2,
	.low = 3,
	.high = 5,
};

static const char attribution[] =
    "GoEmotions (Demszky et al. 2020, Google), Apache-2.0\n"
    "ConvAbuse (Cercas Curry et al. 2021), CC-BY-4.0\n"
    "counsel-chat (Bertagnolli), MIT\n"
    "Bitext customer support intents (Bitext Innovations 2022), "
    "CDLA-Sharing-1.0: these weights are Results\n"
    "Rasa helpdesk-assistant, financial-demo, carbon-bot (Rasa "
    "Technologies), Apache-2.0\n"
    "botframework-solutions (Microsoft), MIT\n"
    "Watson assistant-simple (IBM), Apache-2.0\n"
    "CLINC150 (Larson et al. 2019), CC-BY-3.0\n"
    "BANKING77 (Casanueva et al. 2020, PolyAI), CC-BY-4.0\n"
    "HWU64 (Liu et al. 2019), CC-BY-4.0\n"
    "HINT3 SOFMattress (Arora et al. 2020, Haptik), ODbL-1.0: produced "
    "work\n"
    "MultiDoGO (Peskov et al. 2019, Amazon), CDLA-Permissive-1.0\n"
    "STAR (Mosig et al. 2020, Rasa Technologies), MIT\n"
    "Schema-Guided Dialogue (Rastogi et al. 2020, Google), CC-BY-SA-4.0\n"
    "Taskmaster-4 (Byrne and Ganesh, Google), CC-BY-4.0\n"
    "bAbI dialog task 6 (Bordes and Weston 2016; DSTC2), CC-BY-3.0\n"
    "cucom (vakyansh), Apache-2.0\n"
    "DBDC3 (DBDC3 Task Organizers 2017), MIT\n";

static void
gather(struct examples *e, const char *data, const char *own)
{
	sources_intents(e, data);
	sources_emotions(e, data);
	sources_abuse(e, data);
	sources_counsel(e, data);
	sources_dialogues(e, data);
	sources_lessons(e, own);
	sources_lists(e);
}

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

static void
fit_head(const struct examples *e, const struct corpus *c, const uint32_t *at,
    struct fitted *f, size_t head)
{
	enum { MOST = 4 }; /* repeats, on average */
	uint32_t *texts = calloc(MOST * e->n, sizeof(*texts));
	uint8_t *labels = calloc(MOST * e->n, sizeof(*labels));
	size_t n = 0, yes = 0;

	if (!texts || !labels)
		die_of_memory();
	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (x->part != PART_TRAIN || x->label[head] == LABEL_UNKNOWN)
			continue;
		for (uint32_t k = 0; k < repeats(x->times); k++) {
			texts[n] = at[i];
			labels[n++] = (uint8_t)x->label[head];
			yes += (size_t)x->label[head];
		}
	}
	fprintf(stderr, "%-18s %6zu of %6zu\n", head_names[head], yes, n);
	corpus_fit_head(
	    c, texts, labels, n, COST, how_much_more(yes, n), f, head);
	free(texts);
	free(labels);
}

static void
fit(struct training *t, struct arena *run)
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
		fit_head(e, &c, at, &f, h);
	for (size_t h = 0; h < N_HEADS; h++)
		t->heads[h] =
		    (struct model_head){ .name = str_of(head_names[h]) };
	corpus_quantise(&c, &f, &t->model, t->heads, run);
	fitted_free(&f);
	corpus_free(&c);
}

static void
score_all(struct training *t, struct arena *run)
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
	double met = 0, over = 0, p = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (!x->everyday || x->part != PART_CALIBRATE)
			continue;
		met += x->times;
		if (x->words >= WORDS && x->label[head] == 0)
			scratch[n++] = (struct met){ training_score(t, i, head),
				x->times };
	}
	qsort(scratch, n, sizeof(*scratch), highest_first);
	for (size_t i = 0; i < n; i++) {
		over += scratch[i].times;
		p = model_probability(&t->heads[head], scratch[i].score);
		if (over > head_alarms[head] * met)
			break;
	}
	p = floor(p * 10000 + 1) / 10000;
	return p < LEAST ? LEAST : p > 0.99 ? 0.99 : p;
}

double
training_both(const struct training *t, const struct example *x, double score,
    size_t head)
{
	double terms = (double)x->terms[head];
	double p = model_probability(&t->heads[head], score);

	if (x->words < WORDS && head == HEAD_bot_fallback)
		return terms;
	if (x->leave[head] != LEAVE_WHOLE)
		p = heads_left((enum leave)x->leave[head], p);
	else if (x->words < WORDS && head != HEAD_positive &&
		 head != HEAD_negative && head != HEAD_breakdown)
		p *= x->words < 2 ? SHORT : t->heads[head].brief;
	return fmax(terms, p);
}

/*
 * What p counts on short turns: all of it where it is right there, on those
 * for calibration; else so much that it ranks and does not decide.
 */
static double
find_brief(const struct training *t, size_t head)
{
	const struct examples *e = t->examples;
	double said = 0, right = 0, alarms = 0, met = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];
		bool says;

		if (x->part != PART_CALIBRATE || x->words >= WORDS ||
		    x->words < 2 || x->label[head] == LABEL_UNKNOWN)
			continue;
		says = model_probability(
			   &t->heads[head], training_score(t, i, head)) >= 0.5;
		said += says;
		right += says && x->label[head] == 1;
		alarms += x->everyday && says && x->label[head] == 0
			      ? (double)x->times
			      : 0;
		met += x->everyday ? (double)x->times : 0;
	}
	fprintf(stderr, "%-18s short: %g of %g right, %g alarms of %g\n",
	    head_names[head], right, said, alarms, met);
	return said >= ENOUGH && right >= SURE * said &&
		       alarms <= fmax(CHANCE, head_alarms[head] * met)
		   ? 1
		   : SHORT;
}

static void
calibrate(struct training *t)
{
	const struct examples *e = t->examples;
	struct judged *items = calloc(e->n, sizeof(*items));
	struct met *scratch = calloc(e->n, sizeof(*scratch));

	if (!items || !scratch)
		die_of_memory();
	for (size_t h = 0; h < N_HEADS; h++) {
		struct model_head *head = &t->heads[h];
		size_t n = 0;

		for (size_t i = 0; i < e->n; i++)
			if (e->items[i].part == PART_CALIBRATE &&
			    e->items[i].words >= WORDS &&
			    e->items[i].label[h] != LABEL_UNKNOWN)
				items[n++] =
				    (struct judged){ training_score(t, i, h),
					    (uint8_t)e->items[i].label[h] };
		measure_platt(items, n, &head->slope, &head->offset);
		if (!(head->slope > 0))
			die("%s: nothing was learnt", head_names[h]);
		head->floor = h == HEAD_positive || h == HEAD_negative
				  ? FELT
				  : find_floor(t, h, scratch);
		head->brief = find_brief(t, h);
	}
	free(items);
	free(scratch);
}

int
main(int argc, char **argv)
{
	struct training t = { 0 };
	struct examples e;
	struct arena run;
	struct buf card = { 0 }, out = { 0 };

	program = "train-signals";
	if (argc != 5)
		die("usage: train-signals DATA OWN TESTS OUT");
	arena_init(&run, CEILING);
	examples_init(&e, &run);
	t.examples = &e;
	t.tests = argv[3];
	sentences_reserve(&e, t.tests);
	gather(&e, argv[1], argv[2]);
	fit(&t, &run);
	score_all(&t, &run);
	calibrate(&t);
	t.model.kind = MODEL_SIGNALS;
	t.model.name = STR("hoff");
	t.model.version = STR("1");
	t.model.attribution = str_of(attribution);
	t.model.parameters[MODEL_LEAST_WORDS] = WORDS;
	t.model.parameters[MODEL_SENTIMENT] = MOOD;
	t.model.parameters[MODEL_ALONE] = SHORT;
	card_write(&t, &card);
	t.model.card = buf_view(&card);
	model_write(&t.model, &out);
	stream_publish(argv[4], buf_view(&out));
	return ALL_GOOD;
}
