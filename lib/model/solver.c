#include "model/solver.h"

#include <dlfcn.h>
#include <linear.h>
#include <stdlib.h>

#include "base/die.h"

struct solver {
	size_t columns;
	struct feature_node *nodes, *next, **texts;
	size_t n_texts;
	struct feature_node *from; /* of the text in hand */
};

/*
 * liblinear is loaded when something is taught: with the C++ and the BLAS that
 * it needs, that takes a fifth of the time in which hoff-score starts.
 */
struct liblinear {
	void *library;
	__typeof__(set_print_string_function) *set_print_string_function;
	__typeof__(check_parameter) *check_parameter;
	__typeof__(train) *train;
	__typeof__(free_and_destroy_model) *free_and_destroy_model;
};

static struct liblinear linear;

static void *
find_symbol(const char *name)
{
	void *symbol = dlsym(linear.library, name);

	if (!symbol)
		die("%s: no %s() in it", LIBLINEAR, name);
	return symbol;
}

/* POSIX has a function's address put where its pointer is: C does not turn an
 * object's pointer into a function's. */
#define FIND(name) *(void **)&linear.name = find_symbol(#name)

static void
load_liblinear(void)
{
	if (linear.library)
		return;
	linear.library = dlopen(LIBLINEAR, RTLD_NOW);
	if (!linear.library)
		die("%s: to learn takes this library: %s", LIBLINEAR,
		    dlerror());
	FIND(set_print_string_function);
	FIND(check_parameter);
	FIND(train);
	FIND(free_and_destroy_model);
}

static void *
allocate(size_t n, size_t size)
{
	void *p = reallocarray(NULL, n ? n : 1, size);

	if (!p)
		die_of_memory();
	return p;
}

/* Behind a text's own features stand its bias and an end. */
struct solver *
solver_new(size_t columns, size_t texts, size_t features)
{
	struct solver *s = allocate(1, sizeof(*s));

	load_liblinear();
	*s = (struct solver){ .columns = columns };
	s->nodes = allocate(features + 2 * texts, sizeof(*s->nodes));
	s->texts = allocate(texts, sizeof(struct feature_node *));
	s->next = s->from = s->nodes;
	return s;
}

void
solver_free(struct solver *s)
{
	free(s->nodes);
	free(s->texts);
	free(s);
}

/* liblinear counts from 1. */
void
solver_put(struct solver *s, uint32_t column, double value)
{
	*s->next++ = (struct feature_node){ (int)column + 1, value };
}

void
solver_end(struct solver *s)
{
	solver_put(s, (uint32_t)s->columns, 1);
	*s->next++ = (struct feature_node){ -1, 0 };
	s->texts[s->n_texts++] = s->from;
	s->from = s->next;
}

static void
say_nothing(const char *words)
{
	(void)words;
}

/* liblinear draws from rand(): the same weights from the same texts. */
static void
solve(const struct solver *s, const uint32_t *texts, double *y, size_t n,
    struct parameter *how, struct solver_weights *out)
{
	struct problem p = { .l = (int)n,
		.n = (int)s->columns + 1,
		.y = y,
		.x = allocate(n, sizeof(struct feature_node *)),
		.bias = 1 };
	struct model *m;
	const char *wrong;
	size_t heads;

	for (size_t i = 0; i < n; i++)
		p.x[i] = s->texts[texts[i]];
	wrong = linear.check_parameter(&p, how);
	if (wrong)
		die("liblinear: %s", wrong);
	linear.set_print_string_function(say_nothing);
	srand(1);
	m = linear.train(&p, how);
	heads = how->solver_type == MCSVM_CS ? (size_t)m->nr_class : 1;
	for (size_t k = 0; k < heads; k++) {
		/* with two labels, weights are for the one met first */
		size_t to = heads > 1 ? (size_t)m->label[k] : 0;
		double sign = heads == 1 && m->label[0] == 0 ? -1 : 1;

		for (size_t i = 0; i < s->columns; i++)
			out->weights[i * out->step + to] =
			    sign * m->w[i * heads + k];
		out->bias[to] = sign * m->w[s->columns * heads + k];
	}
	linear.free_and_destroy_model(&m);
	free(p.x);
}

void
solver_head(const struct solver *s, const uint32_t *texts,
    const uint8_t *labels, size_t n, double cost, double more,
    struct solver_weights *out)
{
	int label[] = { 1 };
	double weight[] = { more };
	struct parameter how = { .solver_type = L2R_LR_DUAL,
		.eps = 0.1,
		.C = cost,
		.nr_weight = 1,
		.weight_label = label,
		.weight = weight };
	double *y = allocate(n, sizeof(*y));

	for (size_t i = 0; i < n; i++)
		y[i] = labels[i];
	solve(s, texts, y, n, &how, out);
	free(y);
}

void
solver_all(const struct solver *s, const uint32_t *texts,
    const uint32_t *labels, size_t n, double cost, struct solver_weights *out)
{
	struct parameter how = {
		.solver_type = MCSVM_CS, .eps = 0.1, .C = cost
	};
	double *y = allocate(n, sizeof(*y));

	for (size_t i = 0; i < n; i++)
		y[i] = labels[i];
	solve(s, texts, y, n, &how, out);
	free(y);
}
