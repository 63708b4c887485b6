#include "expr/expr.h"

#include <stdio.h>
#include <string.h>

#include "base/die.h"
#include "expr/jailed.h"
#include "expr/known.h"
#include "expr/tree.h"

/* What one evaluation may take; a whole program may take more. */
enum {
	MEMORY = 16 << 20,
	STEPS = 1 << 20,
	LEAST_STEPS = 1 << 14,
	STEPS_PER_BYTE = 16,
	PROGRAM_MEMORY = 512 << 20,
	PROGRAM_STEPS = 4 << 20,
};

/* What of a text the native core leaves to libjq, by its syntax; NULL. */
static const char *
find_outside(const struct expr_error *err)
{
	struct str begins = STR("outside the native core: ");
	bool outside = strncmp(err->detail, begins.p, begins.n) == 0;

	return outside ? err->detail + begins.n : NULL;
}

struct expr *
expr_compile(struct str text, const struct expr_shape *shape, struct arena *run,
    struct expr_error *err)
{
	struct expr_error outside = { 0 };
	const struct syntax *s = syntax_parse(text, run, err);
	struct expr *e =
	    s ? tree_bind(text, s, shape, run, err, &outside) : NULL;
	const char *why = s ? outside.detail : find_outside(err);

	if (!why || !*why || (s && !e))
		return e;
	if (!e)
		e = arena_zalloc(run, sizeof(*e));
	e->text = text;
	e->shape = shape;
	e->root = NULL;
	e->outside = arena_cstr(run, str_of(why));
	e->jailed = arena_zalloc(run, sizeof(*e->jailed));
	return e;
}

const char *
expr_jailed(const struct expr *e)
{
	return e->outside;
}

/* Variables of small expressions need no allocation. */
enum { FEW = 8 };

static void
begin(struct eval *ev, const struct expr *e, struct arena *scratch,
    struct expr_value *few, long steps)
{
	eval_begin(ev, scratch, MEMORY, steps);
	ev->variables = few;
	if (e->n_slots > FEW)
		ev->variables =
		    eval_array(ev, e->n_slots, sizeof(*ev->variables));
}

struct counter {
	struct sink sink;
	struct expr_value *first;
	size_t *n;
};

static bool
count(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct counter *c = (const struct counter *)self;

	(void)ev;
	*c->first = *v;
	return ++*c->n < 2;
}

/* The one output; false when there is none, another or a failure. */
static bool
only_output(struct eval *ev, const struct expr *e, const struct expr_value *in,
    struct expr_value *out)
{
	size_t n = 0;
	struct counter c = { { count }, out, &n };

	if (!ev->why)
		eval_each(ev, e->root, in, &c.sink);
	if (!ev->why && n == 0)
		eval_fail(ev, "it has no output");
	if (!ev->why && n > 1)
		eval_fail(ev, "it has more than one output");
	return !ev->why;
}

static bool
find_truth(
    struct eval *ev, const struct expr *e, struct expr_value input, bool *yes)
{
	struct expr_value out;

	if (ev->why || !value_settle(ev, &input))
		return false;
	if (e->root->single)
		return eval_truth(ev, e->root, &input, yes);
	if (!only_output(ev, e, &input, &out))
		return false;
	*yes = value_is_true(&out);
	return true;
}

enum expr_answer
expr_test_within(const struct expr *e, struct expr_value input,
    struct arena *scratch, long *steps)
{
	struct expr_value few[FEW];
	struct eval ev;
	bool yes = false;

	if (e->jailed)
		return jailed_test(e, input);
	begin(&ev, e, scratch, few, *steps);
	if (!find_truth(&ev, e, input, &yes)) {
		*steps = ev.steps > 0 ? ev.steps : 0;
		return ev.spent ? (enum expr_answer)ev.spent : EXPR_FAILED;
	}
	*steps = ev.steps;
	return yes ? EXPR_YES : EXPR_NO;
}

enum expr_answer
expr_test(const struct expr *e, struct expr_value input, struct arena *scratch)
{
	long steps = STEPS;

	return expr_test_within(e, input, scratch, &steps);
}

long
expr_steps(size_t bytes)
{
	return LEAST_STEPS + STEPS_PER_BYTE * (long)bytes;
}

static void
explain(const struct expr *e, const struct eval *ev, struct expr_error *err)
{
	size_t n;

	lex_place(e->text, ev->at ? ev->at - 1 : 0, err);
	n = (size_t)snprintf(err->detail, sizeof(err->detail), "%s", ev->why);
	if (ev->kinds[0] >= 0)
		snprintf(err->detail + n, sizeof(err->detail) - n,
		    ev->kinds[1] >= 0 ? " (%s, %s)" : " (%s)",
		    value_kind_name(ev->kinds[0]),
		    value_kind_name(ev->kinds[ev->kinds[1] >= 0]));
}

struct printer {
	struct sink sink;
	struct buf *out;
	size_t *n;
};

static bool
print_line(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct printer *p = (const struct printer *)self;
	size_t before = p->out->n;

	if (!value_print(ev, v, p->out)) {
		p->out->n = before;
		return false;
	}
	buf_char(p->out, '\n');
	++*p->n;
	return true;
}

static bool
run(struct eval *ev, const struct expr *e, struct expr_value input,
    struct buf *out, size_t *n, struct expr_error *err)
{
	struct printer p = { { print_line }, out, n };

	*n = 0;
	if (!ev->why && value_settle(ev, &input))
		eval_each(ev, e->root, &input, &p.sink);
	if (ev->why)
		explain(e, ev, err);
	return !ev->why;
}

bool
expr_run(const struct expr *e, struct expr_value input, struct arena *scratch,
    struct buf *out, size_t *n, struct expr_error *err)
{
	struct expr_value few[FEW];
	struct eval ev;

	if (e->jailed)
		return jailed_run(e, input, out, n, err);
	begin(&ev, e, scratch, few, STEPS);
	return run(&ev, e, input, out, n, err);
}

static bool
run_program(const struct expr *e, struct arena *scratch, struct buf *out,
    struct expr_error *err)
{
	struct expr_value few[FEW];
	struct eval ev;
	size_t n;

	begin(&ev, e, scratch, few, PROGRAM_STEPS);
	ev.left = scratch->ceiling - scratch->used;
	if (!run(&ev, e, expr_null(), out, &n, err))
		return false;
	if (n == 1)
		return true;
	*err = (struct expr_error){ .line = 1, .column = 1 };
	snprintf(err->detail, sizeof(err->detail),
	    "it has %zu outputs instead of one", n);
	return false;
}

bool
expr_program(struct str text, struct buf *out, struct expr_error *err)
{
	struct arena scratch;
	struct expr *e;
	size_t before = out->n;
	bool good;

	arena_init(&scratch, PROGRAM_MEMORY);
	e = expr_compile(text, NULL, &scratch, err);
	good = e && (e->jailed ? jailed_program(text, out, err)
			       : run_program(e, &scratch, out, err));
	if (!good)
		out->n = before;
	arena_free(&scratch);
	return good;
}

/* Where an index may look, and it stays. */
static struct str
keep_json(const struct buf *b, struct arena *run)
{
	char *p = arena_alloc(run, b->n + JSON_PADDING);

	memcpy(p, b->p, b->n);
	memset(p + b->n, 0, JSON_PADDING);
	return (struct str){ p, b->n };
}

bool
expr_read(
    struct str text, struct json *j, struct arena *run, struct expr_error *err)
{
	struct str json = known_value(text);
	struct fault f;
	bool good;

	json_init(j);
	if (!json.n) {
		struct buf out = { 0 };

		if (!expr_program(text, &out, err))
			return false;
		json = keep_json(&out, run);
		buf_free(&out);
	}
	good = json_index(j, json, &f);
	if (!good) {
		*err = (struct expr_error){ .line = 1, .column = 1 };
		snprintf(err->detail, sizeof(err->detail),
		    "what it evaluates to cannot be read: %s", f.detail);
	}
	return good;
}

void
expr_load(struct str text, const char *file, struct json *j, struct arena *run)
{
	struct expr_error err;

	if (!expr_read(text, j, run, &err))
		die("%s:%zu:%zu: %s", file, err.line, err.column, err.detail);
}

size_t
expr_unknown_paths(
    const struct expr *e, size_t i, struct str *path, struct str *nearest)
{
	size_t n = 0;

	for (const struct unknown *u = e->unknown; u; u = u->next, n++)
		if (n == i) {
			*path = u->path;
			*nearest = u->nearest;
		}
	return n;
}
