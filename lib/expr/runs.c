#include "expr/expr.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "expr/cell.h"
#include "expr/jailed.h"
#include "expr/tree.h"

enum { SCRATCH = 1 << 30 };

struct answer {		   /* of one input */
	size_t at;	   /* of the input, in `wire.steps` */
	size_t from, size; /* of its outputs, in `text` */
	size_t n;
	bool good;
	struct expr_error err;
};

struct expr_runs {
	const struct expr *e;
	struct arena scratch; /* of the native core */
	struct wire wire;     /* to the jail */
	struct buf request, text;
	struct answer *all;
	size_t n, room;
};

struct expr_runs *
expr_runs_new(const struct expr *e)
{
	static const struct wire_shapes none;
	struct expr_runs *r = calloc(1, sizeof(*r));

	if (!r)
		die_of_memory();
	r->e = e;
	arena_init(&r->scratch, SCRATCH);
	wire_init(&r->wire, &none);
	r->wire.apart = true;
	return r;
}

void
expr_runs_free(struct expr_runs *r)
{
	if (!r)
		return;
	arena_free(&r->scratch);
	wire_free(&r->wire);
	buf_free(&r->request);
	buf_free(&r->text);
	free(r->all);
	free(r);
}

void
expr_runs_start(struct expr_runs *r)
{
	r->n = 0;
	buf_clear(&r->text);
	wire_start(&r->wire);
}

void
expr_runs_add(struct expr_runs *r, struct expr_value input)
{
	struct answer *o;

	if (r->n == r->room) {
		r->room = r->room ? 2 * r->room : 16;
		r->all = reallocarray(r->all, r->room, sizeof(*r->all));
		if (!r->all)
			die_of_memory();
	}
	o = &r->all[r->n++];
	*o = (struct answer){ .at = r->wire.steps.n, .from = r->text.n };
	if (r->e->jailed) {
		wire_step(&r->wire, &input);
		return;
	}
	arena_reset(&r->scratch);
	buf_clear(&r->request); /* what it holds is bounded */
	o->good =
	    expr_run(r->e, input, &r->scratch, &r->request, &o->n, &o->err);
	o->size = r->request.n;
	buf_str(&r->text, buf_view(&r->request));
}

/* Inputs from..to, as a request. */
static struct str
request(struct expr_runs *r, size_t from, size_t to)
{
	struct wire_head head = { .want = WANT_OUTPUTS,
		.n_programs = 1,
		.n_steps = (uint32_t)(to - from) };
	size_t begin = r->all[from].at,
	       end = to < r->n ? r->all[to].at : r->wire.steps.n;

	buf_clear(&r->request);
	buf_put(&r->request, &head, sizeof(head));
	buf_put(&r->request, &r->e->jailed->program, sizeof(uint32_t));
	buf_put(&r->request, r->wire.steps.p + begin, end - begin);
	return buf_view(&r->request);
}

static bool
take(struct expr_runs *r, struct answer *o, struct str *replies)
{
	struct jailed_reply reply;

	if (!jailed_reply(replies, &reply))
		return false;
	o->good = reply.good;
	o->n = reply.n;
	o->err = reply.err;
	o->from = r->text.n;
	o->size = reply.outputs.n;
	buf_str(&r->text, reply.outputs);
	return true;
}

/*
 * Ask for from..to, as far as one worker gets; returns the first that is still
 * to be asked for.  One that ends the worker is answered by that, and what was
 * done before it counts.
 */
static size_t
ask(struct expr_runs *r, struct jail *jail, size_t slot, size_t from, size_t to)
{
	struct jail_outcome o =
	    jail_call(jail, slot, request(r, from, to), to - from);
	size_t done = from, most = to - from;

	if (o.answer == JAIL_TOO_LONG && most > 1)
		return ask(r, jail, slot, from, from + 1);
	if (o.answer != JAIL_DONE && o.item < most)
		most = o.item;
	else if (o.answer != JAIL_DONE)
		most = 0;
	while (done - from < most && take(r, &r->all[done], &o.reply))
		done++;
	if (o.answer == JAIL_DONE && done > from)
		return done; /* the rest did not fit into the reply */
	jailed_explain(o.answer, &r->all[done].err);
	return done + 1;
}

void
expr_runs_end(struct expr_runs *r)
{
	struct jail *jail;
	size_t slot;

	if (!r->e->jailed || r->n == 0)
		return;
	jail = jailed_jail(r->e);
	slot = jail_take(jail);
	for (size_t done = 0; done < r->n;)
		done = ask(r, jail, slot, done, r->n);
	jail_give(jail, slot);
}

bool
expr_runs_take(const struct expr_runs *r, size_t i, struct str *outputs,
    size_t *n, struct expr_error *err)
{
	const struct answer *o = &r->all[i];

	*outputs = (struct str){ r->text.p + o->from, o->size };
	*n = o->n;
	*err = o->err;
	return o->good;
}

bool
jailed_run(const struct expr *e, struct expr_value input, struct buf *out,
    size_t *n, struct expr_error *err)
{
	struct expr_runs *r = expr_runs_new(e);
	struct str outputs;
	bool good;

	expr_runs_start(r);
	expr_runs_add(r, input);
	expr_runs_end(r);
	good = expr_runs_take(r, 0, &outputs, n, err);
	buf_str(out, outputs);
	expr_runs_free(r);
	return good;
}
