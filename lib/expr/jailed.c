#include "expr/jailed.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/cpus.h"
#include "base/die.h"
#include "expr/cell.h"
#include "expr/tree.h"

enum {
	MEMORY = 512 << 20,	  /* bytes a worker may map */
	REQUEST_ROOM = 256 << 20, /* bytes; only what is used is taken */
	REPLY_ROOM = 32 << 20,
	PROGRAM_ROOM = 128 << 20, /* bytes of a program's output */
	PROGRAM_MS = 2000,	  /* of processor time, for a program */
	DEADLINE_MS = 200,
	BUDGET_S = 60,
};

struct expr_jail {
	struct jail *jail;
	struct cell cell;
	unsigned deadline_ms;
	double budget_s;
	_Atomic uint32_t *late; /* for each program: deadlines missed */
};

struct expr_batch {
	struct expr_jail *jail;
	struct wire wire;
	struct buf request;
	uint32_t *programs; /* that are to be asked, ... */
	size_t *columns;    /* ... and where their answers go */
	size_t room;
};

static void *
zalloc(size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (!p)
		die_of_memory();
	return p;
}

static bool
knows_shape(const struct wire_shapes *s, const struct expr_shape *shape)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->shapes[i] == shape)
			return true;
	return false;
}

/* The shape and those inside it. */
static void
add_shape(struct wire_shapes *s, const struct expr_shape *shape)
{
	if (!shape || knows_shape(s, shape))
		return;
	s->shapes = realloc(s->shapes, (s->n + 1) * sizeof(*s->shapes));
	if (!s->shapes)
		die_of_memory();
	s->shapes[s->n++] = shape;
	for (size_t i = 0; shape->inner && i < shape->n; i++)
		add_shape(s, shape->inner[i]);
}

void
jailed_explain(enum jail_answer answer, struct expr_error *err)
{
	static const char *const words[] = {
		[JAIL_DONE] = "it brings libjq down", /* and the reply */
		[JAIL_CRASHED] = "it brings libjq down",
		[JAIL_TIMED_OUT] = "it takes too long",
		[JAIL_NO_MEMORY] = "it needs too much memory",
		[JAIL_TOO_LONG] = "its input is too long"
	};

	*err = (struct expr_error){ .line = 1, .column = 1 };
	snprintf(err->detail, sizeof(err->detail), "%s", words[answer]);
}

static struct jail *
open_jail(struct cell *c, size_t slots, unsigned deadline_ms,
    struct jail_outcome *first)
{
	struct jail_opts o = {
		.slots = slots,
		.request_room = REQUEST_ROOM,
		.reply_room = REPLY_ROOM,
		.memory = MEMORY,
		.deadline_ms = deadline_ms,
		.init = cell_init,
		.serve = cell_serve,
		.arg = c,
	};

	return jail_open(&o, first);
}

/* Whether the n programs of a cell compile; else which does not, and why. */
static bool
is_fit(const struct jail_outcome *first, size_t n, size_t *wrong,
    struct expr_error *err)
{
	struct cell_refusal refusal;

	*wrong = 0;
	if (first->answer != JAIL_DONE) {
		jailed_explain(first->answer, err);
		return false;
	}
	if (first->reply.n != sizeof(refusal))
		return true;
	memcpy(&refusal, first->reply.p, sizeof(refusal));
	*wrong = refusal.program < n ? refusal.program : 0;
	*err = refusal.err;
	err->detail[sizeof(err->detail) - 1] = '\0';
	return false;
}

/* Something brings the compiler down: which program does so alone? */
static size_t
find_killer(const struct cell *all, struct expr_error *err)
{
	struct jail_outcome first;
	struct jail *jail;
	size_t wrong;
	bool fit;

	for (size_t i = 0; i < all->n; i++) {
		struct cell one = *all;

		one.texts += i;
		one.n = 1;
		jail = open_jail(&one, 1, DEADLINE_MS, &first);
		fit = is_fit(&first, 1, &wrong, err);
		jail_close(jail);
		if (!fit)
			return i;
	}
	return 0;
}

bool
expr_jail_open(struct expr_jail **jail, const struct expr *const *all, size_t n,
    const struct expr_jail_opts *o, size_t *wrong, struct expr_error *err)
{
	struct expr_jail *j = zalloc(1, sizeof(*j));
	struct str *texts = zalloc(n, sizeof(*texts));
	size_t *numbers = zalloc(n, sizeof(*numbers));
	struct jail_outcome first;
	size_t which;
	bool good = true;

	*jail = NULL;
	for (size_t i = 0; i < n; i++)
		if (all[i] && all[i]->jailed) {
			numbers[j->cell.n] = i;
			texts[j->cell.n++] = all[i]->text;
			add_shape(&j->cell.shapes, all[i]->shape);
		}
	j->cell.texts = texts;
	j->deadline_ms = o->deadline_ms ? o->deadline_ms : DEADLINE_MS;
	j->budget_s = o->budget_s > 0 ? o->budget_s : BUDGET_S;
	j->late = zalloc(j->cell.n, sizeof(*j->late));
	if (j->cell.n > 0) {
		j->jail =
		    open_jail(&j->cell, o->slots ? o->slots : cpus_allowed(),
			j->deadline_ms, &first);
		good = is_fit(&first, j->cell.n, &which, err);
		if (first.answer != JAIL_DONE)
			which = find_killer(&j->cell, err);
		*wrong = numbers[which];
	}
	for (size_t i = 0; good && i < j->cell.n; i++)
		*all[numbers[i]]->jailed = (struct jailed){ j, (uint32_t)i };
	free(numbers);
	if (good && j->jail)
		*jail = j;
	else
		expr_jail_close(j);
	return good;
}

void
expr_jail_close(struct expr_jail *j)
{
	if (!j)
		return;
	jail_close(j->jail);
	free((void *)j->cell.texts);
	free(j->cell.shapes.shapes);
	free(j->late);
	free(j);
}

struct expr_batch *
expr_batch_new(struct expr_jail *jail)
{
	struct expr_batch *b = zalloc(1, sizeof(*b));

	b->jail = jail;
	wire_init(&b->wire, &jail->cell.shapes);
	return b;
}

void
expr_batch_free(struct expr_batch *b)
{
	if (!b)
		return;
	wire_free(&b->wire);
	buf_free(&b->request);
	free(b->programs);
	free(b->columns);
	free(b);
}

void
expr_batch_start(struct expr_batch *b)
{
	wire_start(&b->wire);
}

void
expr_batch_step(struct expr_batch *b, struct expr_value facts)
{
	wire_step(&b->wire, &facts);
}

static bool
is_off(const struct expr_jail *j, uint32_t number)
{
	return j->late[number] * (j->deadline_ms / 1000.0) >= j->budget_s;
}

static enum expr_answer
cause_of(enum jail_answer answer)
{
	return answer == JAIL_CRASHED	  ? EXPR_CRASHED
	       : answer == JAIL_TIMED_OUT ? EXPR_TIMED_OUT
					  : EXPR_NO_MEMORY;
}

/* Of one program: what it said, and from where it said nothing the cause. */
static void
take_answers(const char *said, size_t n_steps, enum expr_answer cause,
    uint8_t *answers, size_t stride)
{
	for (size_t i = 0; i < n_steps; i++) {
		uint8_t a = said ? (uint8_t)said[i] : UNASKED;

		if (a >= N_EXPR_ANSWERS)
			said = NULL;
		answers[i * stride] = said ? a : (uint8_t)cause;
	}
}

/* The programs that are not off, and their columns; returns how many. */
static size_t
choose(struct expr_batch *b, const struct expr *const *all, size_t n,
    uint8_t *answers)
{
	size_t chosen = 0;

	if (b->room < n) {
		free(b->programs);
		free(b->columns);
		b->programs = zalloc(n, sizeof(*b->programs));
		b->columns = zalloc(n, sizeof(*b->columns));
		b->room = n;
	}
	for (size_t i = 0; i < n; i++) {
		const struct jailed *home = all[i] ? all[i]->jailed : NULL;

		if (!home)
			continue;
		if (home->jail != b->jail)
			die("an expression is asked outside its jail");
		if (is_off(b->jail, home->program)) {
			take_answers(
			    NULL, b->wire.n_steps, EXPR_OFF, answers + i, n);
			continue;
		}
		b->programs[chosen] = home->program;
		b->columns[chosen++] = i;
	}
	return chosen;
}

/* Programs from..n, until one ends the worker; returns those done with. */
static size_t
ask_once(struct expr_batch *b, size_t slot, size_t from, size_t n,
    uint8_t *answers, size_t stride)
{
	size_t n_steps = b->wire.n_steps, last;
	struct jail_outcome o;
	bool good;

	wire_request(&b->wire, WANT_TRUTH, b->programs + from,
	    (uint32_t)(n - from), &b->request);
	o = jail_call(b->jail->jail, slot, buf_view(&b->request), n - from);
	good = o.answer == JAIL_DONE && o.reply.n == (n - from) * n_steps;
	if (o.answer == JAIL_DONE && !good)
		o.answer = JAIL_CRASHED;
	if (o.answer == JAIL_TOO_LONG || (!good && o.item >= n - from)) {
		for (size_t i = from; i < n; i++)
			take_answers(NULL, n_steps, cause_of(o.answer),
			    answers + b->columns[i], stride);
		return n;
	}
	last = good ? n - from - 1 : o.item;
	for (size_t i = 0; i <= last; i++)
		take_answers(o.reply.p + i * n_steps, n_steps,
		    cause_of(o.answer), answers + b->columns[from + i], stride);
	if (o.answer == JAIL_TIMED_OUT)
		b->jail->late[b->programs[from + last]]++;
	return from + last + 1;
}

void
expr_batch_ask(struct expr_batch *b, const struct expr *const *all, size_t n,
    uint8_t *answers)
{
	size_t chosen = choose(b, all, n, answers), done = 0, slot;

	if (chosen == 0 || b->wire.n_steps == 0)
		return;
	if (b->wire.n_steps > REPLY_ROOM / chosen) {
		for (size_t i = 0; i < chosen; i++)
			take_answers(NULL, b->wire.n_steps, EXPR_NO_MEMORY,
			    answers + b->columns[i], n);
		return;
	}
	wire_finish(&b->wire);
	slot = jail_take(b->jail->jail);
	while (done < chosen)
		done = ask_once(b, slot, done, chosen, answers, n);
	jail_give(b->jail->jail, slot);
}

static struct expr_jail *
home_of(const struct expr *e)
{
	if (!e->jailed->jail)
		die("an expression is asked before its jail is open");
	return e->jailed->jail;
}

enum expr_answer
jailed_test(const struct expr *e, struct expr_value input)
{
	struct expr_batch *b = expr_batch_new(home_of(e));
	uint8_t answer = EXPR_FAILED;

	expr_batch_start(b);
	expr_batch_step(b, input);
	expr_batch_ask(b, &e, 1, &answer);
	expr_batch_free(b);
	return (enum expr_answer)answer;
}

struct jail *
jailed_jail(const struct expr *e)
{
	return home_of(e)->jail;
}

/* Who is jailed is not believed. */
bool
jailed_reply(struct str *replies, struct jailed_reply *r)
{
	struct cell_outputs head;

	if (replies->n < sizeof(head))
		return false;
	memcpy(&head, replies->p, sizeof(head));
	replies->p += sizeof(head);
	replies->n -= sizeof(head);
	if (head.size > replies->n)
		return false;
	head.err.detail[sizeof(head.err.detail) - 1] = '\0';
	*r = (struct jailed_reply){ head.good, head.n,
		{ replies->p, head.size }, head.err };
	replies->p += head.size;
	replies->n -= head.size;
	return true;
}

static struct jail *
open_for_programs(void)
{
	struct jail_opts o = {
		.slots = 1,
		.request_room = REQUEST_ROOM,
		.reply_room = PROGRAM_ROOM,
		.memory = MEMORY,
		.deadline_ms = PROGRAM_MS,
		.serve = cell_serve,
	};
	struct jail_outcome first;

	return jail_open(&o, &first);
}

static bool
run_program(
    struct jail *j, struct str text, struct buf *out, struct expr_error *err)
{
	struct wire_head head = { .want = WANT_PROGRAM };
	struct jail_outcome o;
	struct jailed_reply reply = { .good = false };
	struct buf request = { 0 };

	buf_put(&request, &head, sizeof(head));
	buf_str(&request, text);
	o = jail_call(j, 0, buf_view(&request), 1);
	buf_free(&request);
	if (o.answer != JAIL_DONE || !jailed_reply(&o.reply, &reply)) {
		jailed_explain(o.answer, err);
		return false;
	}
	*err = reply.err;
	buf_str(out, reply.outputs);
	if (!reply.good || reply.n == 1)
		return reply.good;
	*err = (struct expr_error){ .line = 1, .column = 1 };
	snprintf(err->detail, sizeof(err->detail), "%s",
	    reply.n ? "it has more than one output"
		    : "it has 0 outputs instead of one");
	return false;
}

bool
jailed_program(struct str text, struct buf *out, struct expr_error *err)
{
	struct jail *j = open_for_programs();
	bool good = run_program(j, text, out, err);

	jail_close(j);
	return good;
}

/* libjq does not say which it is: what it can do gives it away. */
const char *
expr_library(void)
{
	static const struct {
		const char *version, *program;
	} known[] = { { "libjq 1.8", "\"\" | trimstr(\"\")" },
		{ "libjq 1.7", "pick(.a)" }, { "libjq 1.6", "." } };
	struct jail *j = open_for_programs();
	const char *version = "libjq";
	struct buf out = { 0 };
	struct expr_error err;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (run_program(j, str_of(known[i].program), &out, &err)) {
			version = known[i].version;
			break;
		}
	buf_free(&out);
	jail_close(j);
	return version;
}

const char *
expr_confined(void)
{
	return jail_confined();
}
