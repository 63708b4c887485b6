/*
 * Models of intents from labelled texts.  What is not read from the texts
 * themselves was chosen on training folds of BANKING77 and CLINC150.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/corpus.h"
#include "model/intent.h"
#include "model/lessons.h"

#define COST 1.0 /* liblinear's C */
#define RUNS 0.9 /* weight of a run of characters beside a word's 1 */

/* The threshold of out_of_scope finds SOUGHT of such texts, but loses no more
 * than LOST of the right answers; where the file has no such texts, it takes
 * ODD of its own for them. */
#define SOUGHT 0.75
#define LOST   0.01
#define ODD    0.02

enum {
	FOLDS = 4,     /* to calibrate on */
	HELD = 10,     /* one text in so many of an intent is held back */
	FEW = 256,     /* intents, beyond which there are fewer buckets */
	ABSENT = -100, /* score of an intent that a fold has no text of */
	CEILING = 1 << 30,
};

struct teacher {
	struct lessons lessons;
	struct model_shape shape;
	struct arena run;
	size_t n_heads;
	double *scores; /* of each row by a model that has not seen it */
	struct model model;
	struct model_head *heads;
};

static bool
is_held(const struct lesson *r)
{
	return r->rank % HELD == HELD / 2;
}

/* Which rows a model learns from: all but a fold's, and but those held back. */
struct choice {
	bool with_held;
	uint32_t fold; /* FOLDS: none is left out */
};

static bool
is_learnt(const struct lesson *r, const struct choice *c)
{
	return (c->with_held || !is_held(r)) &&
	       (c->fold == FOLDS || r->rank % FOLDS != c->fold);
}

/* The texts to learn from first: only they say what is rare. */
static void
put_texts(const struct teacher *t, const struct choice *c,
    struct corpus *corpus, uint32_t *at, bool learnt)
{
	struct text x;

	text_init(&x);
	for (size_t i = 0; i < t->lessons.n; i++) {
		if (is_learnt(&t->lessons.rows[i], c) != learnt)
			continue;
		text_read(&x, t->lessons.rows[i].text);
		at[i] = (uint32_t)corpus_add(corpus, &x);
	}
	text_free(&x);
}

/* An intent without a text in this fold is never the best. */
static void
bar_absent(const uint32_t *labels, size_t n, struct fitted *f)
{
	for (size_t h = 0; h < f->n_heads; h++) {
		bool there = false;

		for (size_t i = 0; i < n && !there; i++)
			there = labels[i] == h;
		if (!there)
			f->bias[h] = ABSENT;
	}
}

/* Learn; where `m` is given it becomes the model, else the rows not learnt
 * from get their scores. */
static void
learn(struct teacher *t, const struct choice *c, struct model *m)
{
	const struct lessons *l = &t->lessons;
	uint32_t *at = calloc(l->n, 3 * sizeof(*at));
	uint32_t *texts, *labels;
	struct corpus corpus;
	struct fitted f;
	size_t n = 0;

	if (!at)
		die_of_memory();
	texts = at + l->n;
	labels = texts + l->n;
	corpus_init(&corpus, &t->shape, RUNS);
	put_texts(t, c, &corpus, at, true);
	for (size_t i = 0; i < l->n; i++)
		if (is_learnt(&l->rows[i], c)) {
			texts[n] = at[i];
			labels[n++] = l->rows[i].intent;
		}
	put_texts(t, c, &corpus, at, false);
	corpus_weigh(&corpus, n);
	fitted_init(&f, &corpus, t->n_heads);
	corpus_fit_all(&corpus, texts, labels, n, COST, &f);
	bar_absent(labels, n, &f);
	if (m)
		corpus_quantise(&corpus, &f, m, t->heads, &t->run);
	else
		for (size_t i = 0; i < l->n; i++)
			if (!is_learnt(&l->rows[i], c))
				corpus_scores(&corpus, &f, at[i],
				    t->scores + i * t->n_heads);
	fitted_free(&f);
	corpus_free(&corpus);
	free(at);
}

/* The negated log-likelihood of the right intents. */
static double
surprise(const struct teacher *t, double sharpness)
{
	const struct lessons *l = &t->lessons;
	double sum = 0;

	for (size_t i = 0; i < l->n; i++) {
		const double *s = t->scores + i * t->n_heads;
		double most = s[0], all = 0;

		if (is_held(&l->rows[i]) || l->rows[i].intent == l->n_intents)
			continue;
		for (size_t h = 1; h < l->n_intents; h++)
			most = fmax(most, s[h]);
		for (size_t h = 0; h < l->n_intents; h++)
			all += exp(sharpness * (s[h] - most));
		sum += log(all) - sharpness * (s[l->rows[i].intent] - most);
	}
	return sum;
}

/* It falls and then rises: the least by thirds. */
static double
find_sharpness(const struct teacher *t)
{
	double low = -1, high = 6; /* logarithms */

	for (int i = 0; i < 40; i++) {
		double a = low + (high - low) / 3, b = high - (high - low) / 3;

		if (surprise(t, exp(a)) < surprise(t, exp(b)))
			high = b;
		else
			low = a;
	}
	return exp((low + high) / 2);
}

static int
ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Whose reaches are looked at. */
enum whose { OF_ALL, OF_RIGHT, OF_OUTSIDE };

static bool
is_theirs(const struct teacher *t, size_t row, enum whose whose)
{
	const struct lessons *l = &t->lessons;
	const double *s = t->scores + row * t->n_heads;
	uint32_t intent = l->rows[row].intent;

	if (is_held(&l->rows[row]) ||
	    (intent == l->n_intents) != (whose == OF_OUTSIDE))
		return false;
	return whose != OF_RIGHT || model_intent(&t->model, s).head == intent;
}

/* The reach that this share of theirs do not come up to. */
static double
reach_of(
    const struct teacher *t, enum whose whose, double share, double *scratch)
{
	size_t n = 0;

	for (size_t i = 0; i < t->lessons.n; i++)
		if (is_theirs(t, i, whose))
			scratch[n++] =
			    intent_reach(&t->model, t->scores + i * t->n_heads);
	if (n == 0)
		return 0;
	qsort(scratch, n, sizeof(*scratch), ascending);
	return scratch[(size_t)(share * (double)(n - 1))];
}

/* Where out_of_scope is a half; its slope is such that from there to the
 * median of the right answers it falls to 1 in 50. */
static void
set_threshold(struct teacher *t)
{
	const double fall = log(49);
	double *p = t->model.parameters, at, median;
	double *scratch = calloc(t->lessons.n, sizeof(*scratch));

	if (!scratch)
		die_of_memory();
	median = reach_of(t, OF_RIGHT, 0.5, scratch);
	if (t->lessons.n_outside == 0)
		at = reach_of(t, OF_ALL, ODD, scratch);
	else
		at = fmin(reach_of(t, OF_RIGHT, LOST, scratch),
		    reach_of(t, OF_OUTSIDE, SOUGHT, scratch));
	p[INTENT_SLOPE] = -fall / fmax(median - at, 1e-3);
	p[INTENT_OFFSET] = -p[INTENT_SLOPE] * at;
	free(scratch);
}

static void
calibrate(struct teacher *t)
{
	double *p = t->model.parameters;

	t->scores = calloc(t->lessons.n * t->n_heads, sizeof(*t->scores));
	if (!t->scores)
		die_of_memory();
	for (uint32_t fold = 0; fold < FOLDS; fold++)
		learn(t, &(struct choice){ false, fold }, NULL);
	p[INTENT_COUNT] = (double)t->lessons.n_intents;
	p[INTENT_OUTSIDE] = 0.5;
	p[INTENT_SHARPNESS] = find_sharpness(t);
	set_threshold(t);
	free(t->scores);
}

/* What a model does on rows that were held back. */
struct finding {
	size_t inside, right, kept, outside, found;
	double confidence;
};

static struct finding
examine(const struct teacher *t)
{
	const struct lessons *l = &t->lessons;
	struct model_reader *r = model_reader_new(&t->model);
	struct finding o = { 0 };
	struct text x;

	text_init(&x);
	for (size_t i = 0; i < l->n; i++) {
		struct model_intent m;
		bool none, right;

		if (!is_held(&l->rows[i]))
			continue;
		text_read(&x, l->rows[i].text);
		m = model_intent(&t->model, model_scores(r, &x));
		none = m.out_of_scope >= 0.5;
		if (l->rows[i].intent == l->n_intents) {
			o.outside++;
			o.found += none;
			continue;
		}
		right = m.head == l->rows[i].intent;
		o.inside++;
		o.right += right;
		o.kept += right && !none;
		o.confidence += m.confidence;
	}
	text_free(&x);
	model_reader_free(r);
	return o;
}

static void
put_share(struct buf *b, const char *what, size_t n, size_t of)
{
	buf_printf(b, "- %s: ", what);
	if (of)
		buf_printf(b, "%.2f %% (%zu of %zu)\n",
		    100 * (double)n / (double)of, n, of);
	else
		buf_cstr(b, "not measured\n");
}

static void
report(const struct teacher *t, const struct finding *o, struct buf *b)
{
	const struct lessons *l = &t->lessons;

	buf_printf(b,
	    "# A model of intents\n\n"
	    "- intents: %zu\n- texts: %zu, and %zu out of scope\n"
	    "- held back and measured on: %zu, and %zu out of scope; the model "
	    "that was written learnt from all texts\n",
	    l->n_intents, l->n - l->n_outside, l->n_outside, o->inside,
	    o->outside);
	put_share(b, "accuracy", o->right, o->inside);
	if (o->inside)
		buf_printf(b, "- mean confidence beside it: %.2f %%\n",
		    100 * o->confidence / (double)o->inside);
	put_share(b, "accuracy where out_of_scope counts as wrong", o->kept,
	    o->inside);
	if (l->n_outside)
		put_share(b, "out of scope and found", o->found, o->outside);
	else
		buf_printf(b,
		    "- no text is out of scope (oos, out_of_scope): %g %% of "
		    "texts like these count as that\n",
		    100 * ODD);
}

/* A small one has a third of the rows and looks up half as many, and is right
 * in a point or two of a hundred less. */
static struct model_shape
shape_of(size_t n_intents, enum model_size size)
{
	uint32_t buckets = 1u << (n_intents > FEW ? 13 : 15);

	if (size == MODEL_SMALL)
		return (struct model_shape){
			.run_buckets = 1u << 13,
			.word_buckets = 1u << 14,
			.order = 2,
			.low = 3,
			.high = 5,
			.stems = true,
		};
	return (struct model_shape){
		.run_buckets = buckets,
		.word_buckets = buckets,
		.order = 3,
		.skips = 4,
		.low = 2,
		.high = 4,
		.stems = true,
	};
}

static void
start(struct teacher *t, enum model_size size)
{
	const struct lessons *l = &t->lessons;

	t->shape = shape_of(l->n_intents, size);
	t->n_heads = l->n_intents + (l->n_outside > 0);
	t->heads = arena_zalloc(&t->run, t->n_heads * sizeof(*t->heads));
	for (size_t i = 0; i < t->n_heads; i++) {
		t->heads[i].name =
		    i < l->n_intents ? l->intents[i] : STR("out_of_scope");
		t->heads[i].slope = 1;
	}
	t->model = (struct model){ .kind = MODEL_INTENTS,
		.name = STR("intents"),
		.version = STR("1"),
		.n_heads = t->n_heads };
}

void
model_train_intents(struct str tsv, const char *file, enum model_size size,
    struct buf *model, struct buf *card)
{
	struct teacher t = { 0 };
	struct finding o;

	arena_init(&t.run, CEILING);
	lessons_read(&t.lessons, tsv, file, &t.run);
	start(&t, size);
	calibrate(&t);
	learn(&t, &(struct choice){ false, FOLDS }, &t.model);
	o = examine(&t);
	report(&t, &o, card);
	learn(&t, &(struct choice){ true, FOLDS }, &t.model);
	t.model.card = buf_view(card);
	model_write(&t.model, model);
	arena_free(&t.run);
}
