#include "expr/cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr/libjq.h"

/* Steps whose facts are kept for the next program; those of longer
 * conversations are built again, so that their memory is bounded. */
enum { KEPT_STEPS = 256 };

struct library {
	jq_state *jq;
	size_t n;   /* programs in it */
	jv **names; /* for each shape, its member names */
};

/* Where a reader is in a request.  The caller wrote it: it is well-formed. */
struct reading {
	const char *p;
	const struct cell *cell;
	jv *shared, *lists;
	uint32_t n_shared, n_lists;
};

static uint32_t
read_u32(struct reading *r)
{
	uint32_t x;

	memcpy(&x, r->p, sizeof(x));
	r->p += sizeof(x);
	return x;
}

static jv
read_number(struct reading *r)
{
	double x;

	memcpy(&x, r->p, sizeof(x));
	r->p += sizeof(x);
	return jv_number(x);
}

static jv
read_text(struct reading *r)
{
	uint32_t n = read_u32(r);
	jv text = jv_string_sized(r->p, (int)n);

	r->p += n;
	return text;
}

static jv read_value(struct reading *r);

static jv
read_array(struct reading *r)
{
	uint32_t n = read_u32(r);
	jv array = jv_array_sized(n ? (int)n : 1);

	for (uint32_t i = 0; i < n; i++)
		array = jv_array_append(array, read_value(r));
	return array;
}

static jv
read_object(struct reading *r)
{
	jv object = jv_object();

	for (uint32_t n = read_u32(r); n > 0; n--) {
		jv name = read_text(r);

		object = jv_object_set(object, name, read_value(r));
	}
	return object;
}

static jv
read_shaped(struct reading *r)
{
	uint32_t shape = read_u32(r);
	const jv *names = r->cell->library->names[shape];
	size_t n = r->cell->shapes.shapes[shape]->n;
	jv object = jv_object();

	for (size_t i = 0; i < n; i++)
		object =
		    jv_object_set(object, jv_copy(names[i]), read_value(r));
	return object;
}

static jv
read_list(struct reading *r)
{
	uint32_t list = read_u32(r), n = read_u32(r);

	return jv_array_slice(jv_copy(r->lists[list]), 0, (int)n);
}

static jv
read_value(struct reading *r)
{
	switch (*r->p++) {
	case WIRE_FALSE:
		return jv_false();
	case WIRE_TRUE:
		return jv_true();
	case WIRE_NUMBER:
		return read_number(r);
	case WIRE_STRING:
		return read_text(r);
	case WIRE_ARRAY:
		return read_array(r);
	case WIRE_OBJECT:
		return read_object(r);
	case WIRE_SHAPED:
		return read_shaped(r);
	case WIRE_SHARED:
		return jv_copy(r->shared[read_u32(r)]);
	case WIRE_LIST:
		return read_list(r);
	default:
		return jv_null();
	}
}

static jv *
new_values(size_t n)
{
	jv *values = malloc((n + 1) * sizeof(*values));

	if (!values)
		jail_no_memory();
	return values;
}

static jv *
read_values(struct reading *r, size_t n)
{
	jv *values = new_values(n);

	for (size_t i = 0; i < n; i++)
		values[i] = read_value(r);
	return values;
}

static jv *
read_lists(struct reading *r, size_t n)
{
	jv *lists = new_values(n);

	for (size_t i = 0; i < n; i++)
		lists[i] = read_array(r);
	return lists;
}

static void
free_values(jv *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		jv_free(values[i]);
	free(values);
}

static jv **
name_shapes(const struct wire_shapes *s)
{
	jv **names = calloc(s->n + 1, sizeof(*names));

	if (!names)
		jail_no_memory();
	for (uint32_t i = 0; i < s->n; i++) {
		const struct expr_shape *shape = s->shapes[i];

		names[i] = new_values(shape->n);
		for (size_t k = 0; k < shape->n; k++)
			names[i][k] = jv_string_sized(
			    shape->names[k].p, (int)shape->names[k].n);
	}
	return names;
}

/* Which program it is that keeps them from being one. */
static void
find_wrong(const struct cell *c, struct jail_work *w)
{
	struct cell_refusal wrong = { 0 };
	jq_state *jq;

	for (size_t i = 0; i < c->n; i++) {
		jail_item(w, i);
		wrong.program = (uint32_t)i;
		jq = libjq_compile(c->texts[i], &wrong.err);
		if (!jq)
			break;
		jq_teardown(&jq);
	}
	if (wrong.err.line == 0) {
		wrong.program = 0;
		wrong.err = (struct expr_error){ .line = 1, .column = 1 };
		snprintf(wrong.err.detail, sizeof(wrong.err.detail),
		    "libjq cannot compile it beside the others");
	}
	memcpy(w->reply, &wrong, sizeof(wrong));
	w->n_reply = sizeof(wrong);
}

void
cell_init(void *cell, struct jail_work *w)
{
	struct cell *c = cell;
	struct library *l = calloc(1, sizeof(*l));

	if (!l)
		jail_no_memory();
	c->library = l;
	l->n = c->n;
	l->names = name_shapes(&c->shapes);
	l->jq = libjq_compile_all(c->texts, c->n);
	if (!l->jq)
		find_wrong(c, w);
}

static void
begin(struct library *l, uint32_t program, jv input)
{
	jv both = jv_array_sized(2);

	both = jv_array_append(both, jv_number(program));
	both = jv_array_append(both, input);
	jq_start(l->jq, both, 0);
}

/* One output, which is the answer; what follows it must be nothing. */
static enum expr_answer
find_truth(struct library *l, uint32_t program, jv facts)
{
	jv value, second;
	jv_kind kind;
	bool alone;

	begin(l, program, facts);
	value = jq_next(l->jq);
	kind = jv_get_kind(value);
	jv_free(value);
	if (kind == JV_KIND_INVALID)
		return EXPR_FAILED;
	second = jq_next(l->jq);
	alone = !jv_is_valid(second) && !jv_invalid_has_msg(jv_copy(second));
	jv_free(second);
	if (!alone)
		return EXPR_FAILED;
	return kind == JV_KIND_NULL || kind == JV_KIND_FALSE ? EXPR_NO
							     : EXPR_YES;
}

static void
find_truths(struct reading *r, const struct wire_head *h, const char *programs,
    struct jail_work *w)
{
	size_t n_kept = h->n_steps < KEPT_STEPS ? h->n_steps : KEPT_STEPS;
	jv *kept = read_values(r, n_kept);
	const char *rest = r->p;
	uint32_t program;

	for (uint32_t i = 0; i < h->n_programs; i++) {
		char *answers = w->reply + (size_t)i * h->n_steps;

		memcpy(
		    &program, programs + i * sizeof(program), sizeof(program));
		jail_item(w, i);
		r->p = rest;
		for (uint32_t k = 0; k < h->n_steps; k++)
			answers[k] = (char)find_truth(r->cell->library, program,
			    k < n_kept ? jv_copy(kept[k]) : read_value(r));
	}
	free_values(kept, n_kept);
	w->n_reply = (size_t)h->n_programs * h->n_steps;
}

/* As much of the outputs as there is room for. */
static bool
put_output(struct jail_work *w, jv value)
{
	jv text = jv_dump_string(value, 0);
	size_t n = (size_t)jv_string_length_bytes(jv_copy(text));
	bool fits = n < w->room - w->n_reply;

	if (fits) {
		memcpy(w->reply + w->n_reply, jv_string_value(text), n);
		w->n_reply += n;
		w->reply[w->n_reply++] = '\n';
	}
	jv_free(text);
	return fits;
}

/* False: there is no room for them, and nothing was added. */
static bool
put_outputs(jq_state *jq, struct jail_work *w)
{
	struct cell_outputs o = { .good = true };
	size_t start = w->n_reply, body = start + sizeof(o);
	jv value;

	if (w->room - start < sizeof(o))
		return false;
	w->n_reply = body;
	for (;;) {
		value = jq_next(jq);
		if (!jv_is_valid(value))
			break;
		if (!put_output(w, value)) {
			w->n_reply = start;
			return false;
		}
		o.n++;
	}
	if (jv_invalid_has_msg(jv_copy(value))) {
		libjq_explain(jv_invalid_get_msg(value), &o.err);
		o.good = false;
	} else {
		jv_free(value);
	}
	o.size = (uint32_t)(w->n_reply - body);
	memcpy(w->reply + start, &o, sizeof(o));
	return true;
}

/* Inputs until there is no room for more; the caller asks for the others. */
static void
put_all_outputs(struct reading *r, const struct wire_head *h, uint32_t program,
    struct jail_work *w)
{
	for (uint32_t i = 0; i < h->n_steps; i++) {
		jail_item(w, i);
		begin(r->cell->library, program, read_value(r));
		if (put_outputs(r->cell->library->jq, w))
			continue;
		if (i == 0)
			jail_no_memory();
		return;
	}
}

static void
run_program(struct str text, struct jail_work *w)
{
	struct cell_outputs o = { .good = false };
	jq_state *jq = libjq_compile(text, &o.err);

	if (jq) {
		jq_start(jq, jv_null(), 0);
		if (!put_outputs(jq, w))
			jail_no_memory();
		jq_teardown(&jq);
		return;
	}
	memcpy(w->reply, &o, sizeof(o));
	w->n_reply = sizeof(o);
}

void
cell_serve(void *cell, struct jail_work *w)
{
	struct cell *c = cell;
	struct reading r = { .p = w->request.p, .cell = c };
	struct wire_head h;
	const char *programs;
	uint32_t first;

	memcpy(&h, r.p, sizeof(h));
	r.p += sizeof(h);
	if (h.want == WANT_PROGRAM) {
		jail_item(w, 0);
		run_program((struct str){ r.p, w->request.n - sizeof(h) }, w);
		return;
	}
	if (h.want == WANT_TRUTH)
		memset(w->reply, UNASKED, (size_t)h.n_programs * h.n_steps);
	programs = r.p;
	r.p += h.n_programs * sizeof(uint32_t);
	r.shared = read_values(&r, h.n_shared);
	r.lists = read_lists(&r, h.n_lists);
	if (h.want == WANT_TRUTH) {
		find_truths(&r, &h, programs, w);
	} else {
		memcpy(&first, programs, sizeof(first));
		put_all_outputs(&r, &h, first, w);
	}
	free_values(r.lists, h.n_lists);
	free_values(r.shared, h.n_shared);
}
