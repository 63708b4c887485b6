#include "model/corpus.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/features.h"
#include "model/solver.h"

void
corpus_init(struct corpus *c, const struct model_shape *shape, double runs)
{
	*c = (struct corpus){ .shape = *shape, .runs = runs };
}

void
corpus_free(struct corpus *c)
{
	free(c->features);
	free(c->from);
	free(c->mass);
	if (c->solver)
		solver_free(c->solver);
}

static void *
grow(void *p, size_t n, size_t size)
{
	p = reallocarray(p, n, size);
	if (!p)
		die_of_memory();
	return p;
}

static void
put(struct corpus *c, const uint32_t *rows, size_t n)
{
	if (c->n_features + n > c->room) {
		c->room = 2 * (c->n_features + n);
		c->features = grow(c->features, c->room, sizeof(*c->features));
	}
	for (size_t i = 0; i < n; i++)
		c->features[c->n_features++] = (struct feature){ rows[i], 1 };
}

static void
put_pair(void *corpus, uint32_t row)
{
	put(corpus, &row, 1);
}

static int
by_row(const void *a, const void *b)
{
	const struct feature *f = a, *g = b;

	return (f->row > g->row) - (f->row < g->row);
}

/* Ascending, each once. */
static void
settle(struct corpus *c, size_t from)
{
	struct feature *f = c->features;
	size_t to = from;

	qsort(f + from, c->n_features - from, sizeof(*f), by_row);
	for (size_t i = from; i < c->n_features; i++)
		if (to > from && f[to - 1].row == f[i].row)
			f[to - 1].count++;
		else
			f[to++] = f[i];
	c->n_features = to;
}

size_t
corpus_add(struct corpus *c, const struct text *x)
{
	size_t from = c->n_features;
	struct words words;
	uint32_t rows[FEATURES_WORD];
	struct word w;

	if (c->n + 2 > c->texts_room) {
		c->texts_room = 2 * c->n + 1024;
		c->from = grow(c->from, c->texts_room, sizeof(*c->from));
		c->from[0] = 0;
	}
	features_start(&words);
	for (size_t i = 0; i < x->n_tokens; i++) {
		if (!features_token(x, &x->tokens[i], &w))
			continue;
		put(c, rows, features_word(&c->shape, &w, rows));
		features_next(&words, w.hash);
		features_pairs(&c->shape, &words, put_pair, c);
		features_go_on(&words);
	}
	settle(c, from);
	c->from[c->n + 1] = c->n_features;
	return c->n++;
}

static void
weigh_rows(struct corpus *c, size_t known)
{
	size_t buckets = corpus_buckets(c);
	uint32_t *df = calloc(buckets, sizeof(*df));
	double most = log(known + 1.0) + 1;

	if (!df)
		die_of_memory();
	c->mass = grow(NULL, buckets, sizeof(*c->mass));
	for (size_t i = 0; i < c->from[known]; i++)
		df[c->features[i].row]++;
	for (size_t i = 0; i < buckets; i++) {
		double x = (log((known + 1.0) / (df[i] + 1.0)) + 1) / most;

		if (i < c->shape.run_buckets)
			x *= c->runs;
		x = rint(127 * x * x);
		c->mass[i] = (int8_t)(x < 1 ? 1 : x > 127 ? 127 : x);
	}
	free(df);
}

void
corpus_weigh(struct corpus *c, size_t known)
{
	weigh_rows(c, known);
	c->solver = solver_new(corpus_buckets(c), c->n, c->n_features);
	for (size_t i = 0; i < c->n; i++) {
		double mass = c->prior;

		for (size_t k = c->from[i]; k < c->from[i + 1]; k++)
			mass += c->features[k].count *
				(double)c->mass[c->features[k].row];
		for (size_t k = c->from[i]; k < c->from[i + 1]; k++) {
			const struct feature *f = &c->features[k];

			solver_put(c->solver, f->row,
			    f->count * sqrt(c->mass[f->row] / mass));
		}
		solver_end(c->solver);
	}
}

void
fitted_init(struct fitted *f, const struct corpus *c, size_t n_heads)
{
	f->n_heads = n_heads;
	f->weights = calloc(corpus_buckets(c) * n_heads, sizeof(*f->weights));
	f->bias = calloc(n_heads, sizeof(*f->bias));
	if (!f->weights || !f->bias)
		die_of_memory();
}

void
fitted_free(struct fitted *f)
{
	free(f->weights);
	free(f->bias);
}

void
corpus_fit_head(const struct corpus *c, const uint32_t *texts,
    const uint8_t *labels, size_t n, double cost, double more, struct fitted *f,
    size_t head)
{
	struct solver_weights w = { f->weights + head, f->n_heads,
		f->bias + head };

	solver_head(c->solver, texts, labels, n, cost, more, &w);
}

void
corpus_fit_all(const struct corpus *c, const uint32_t *texts,
    const uint32_t *labels, size_t n, double cost, struct fitted *f)
{
	struct solver_weights w = { f->weights, f->n_heads, f->bias };

	solver_all(c->solver, texts, labels, n, cost, &w);
}

void
corpus_scores(
    const struct corpus *c, const struct fitted *f, size_t text, double *scores)
{
	double mass = c->prior;

	memset(scores, 0, f->n_heads * sizeof(*scores));
	for (size_t k = c->from[text]; k < c->from[text + 1]; k++) {
		const struct feature *x = &c->features[k];
		const double *w = f->weights + x->row * f->n_heads;
		double value = x->count * sqrt(c->mass[x->row]);

		mass += x->count * (double)c->mass[x->row];
		for (size_t h = 0; h < f->n_heads; h++)
			scores[h] += value * w[h];
	}
	for (size_t h = 0; h < f->n_heads; h++)
		scores[h] =
		    (mass > 0 ? scores[h] / sqrt(mass) : 0) + f->bias[h];
}

/* The largest weight of a head, with the values of its features in it. */
static double
largest(const struct corpus *c, const struct fitted *f, size_t head)
{
	double most = 0;

	for (size_t i = 0; i < corpus_buckets(c); i++)
		most = fmax(most,
		    fabs(f->weights[i * f->n_heads + head]) * sqrt(c->mass[i]));
	return most > 0 ? most : 1;
}

void
corpus_quantise(const struct corpus *c, const struct fitted *f, struct model *m,
    struct model_head *heads, struct arena *run)
{
	size_t n = f->n_heads, buckets = corpus_buckets(c);
	int8_t *rows;

	m->shape = c->shape;
	m->prior = c->prior;
	m->n_heads = n;
	m->heads = heads;
	m->width = (n + FORMAT_WIDTH) / FORMAT_WIDTH * FORMAT_WIDTH;
	rows = arena_zalloc(run, buckets * m->width + FORMAT_ALIGN);
	rows += -(uintptr_t)rows % FORMAT_ALIGN;
	for (size_t h = 0; h < n; h++) {
		heads[h].scale = largest(c, f, h) / 127;
		heads[h].bias = f->bias[h];
	}
	for (size_t i = 0; i < buckets; i++) {
		int8_t *row = rows + i * m->width;

		for (size_t h = 0; h < n; h++)
			row[h] =
			    (int8_t)rint(f->weights[i * n + h] *
					 sqrt(c->mass[i]) / heads[h].scale);
		row[n] = c->mass[i];
	}
	m->rows = rows;
}
