#ifndef EXPR_VALUE_H
#define EXPR_VALUE_H

#include "expr/expr.h"

/*
 * Values while an expression runs.  Private to the room.
 *
 * A value may still lie in a JSON index (EXPR_PLACED) when it is read from
 * there or from the facts; value_settle() makes numbers and strings of it.
 * Whatever takes a value's number or string may rely on that having been done.
 */
enum {
	VALUE_DEPTH = 1100, /* deeper values are not looked at */
};

/* One evaluation of one expression. */
struct eval {
	struct arena *arena;
	size_t left; /* bytes it may still take */
	long steps;  /* it may still take */
	struct expr_value *variables;
	size_t at;	 /* where in the text it failed */
	const char *why; /* NULL: it did not */
	uint8_t spent;	 /* failed for good, `?` cannot help: the enum
			    expr_answer that this is; or 0 */
	int kinds[2];	 /* of the operands at fault, or -1 */
};

/* Begin one, which may take so much.  The arena's ceiling would end the run, so
 * that this ends before it is reached. */
static inline void
eval_begin(struct eval *ev, struct arena *a, size_t memory, long steps)
{
	*ev = (struct eval){ .arena = a, .left = memory, .steps = steps };
	if (ev->left > a->ceiling - a->used)
		ev->left = a->ceiling - a->used;
}

/* Memory that lives as long as the arena; NULL, with the failure noted, when
 * the evaluation has had its share. */
void *eval_alloc(struct eval *ev, size_t size);
void *eval_array(struct eval *ev, size_t n, size_t size);

/* Note the failure and return false. */
bool eval_fail(struct eval *ev, const char *why);
bool eval_fail_on(struct eval *ev, const char *why, const struct expr_value *v);
bool eval_fail_on_two(struct eval *ev, const char *why,
    const struct expr_value *a, const struct expr_value *b);

/* The evaluation has had its share; they return false. */
bool eval_out_of_steps(struct eval *ev);
bool eval_out_of_memory(struct eval *ev);
bool eval_too_deep(struct eval *ev);

/* One more step of a loop. */
static inline bool
eval_tick(struct eval *ev)
{
	return --ev->steps >= 0 || eval_out_of_steps(ev);
}

/* Bytes that are looked at, or written, cost steps too. */
enum { EVAL_STEP_BYTES = 32 };

static inline bool
eval_pay(struct eval *ev, size_t bytes)
{
	ev->steps -= (long)(bytes / EVAL_STEP_BYTES);
	return ev->steps >= 0 || eval_out_of_steps(ev);
}

const char *value_kind_name(int kind); /* "boolean" */

bool value_settle_placed(struct eval *ev, struct expr_value *v);

static inline bool
value_settle(struct eval *ev, struct expr_value *v)
{
	return v->form != EXPR_PLACED || value_settle_placed(ev, v);
}

static inline bool
value_is_true(const struct expr_value *v)
{
	return v->kind > EXPR_FALSE;
}

/* The elements of an array, not settled. */
bool value_items(
    struct eval *ev, const struct expr_value *array, struct expr_list *out);

/* The members of an object in their order, without doubles, not settled. */
struct members {
	const struct str *names;
	const struct expr_value *values;
	size_t n;
};

bool value_members(
    struct eval *ev, const struct expr_value *object, struct members *out);

/* The members in the order of their names. */
bool value_sorted(
    struct eval *ev, const struct expr_value *object, struct members *out);

/* A member of an object, settled; false as `found` when it is not there.  *out
 * may be the object. */
bool value_member(struct eval *ev, const struct expr_value *object,
    struct str name, struct expr_value *out, bool *found);

/* value[key] as jq means it, for any two kinds. */
bool value_index(struct eval *ev, const struct expr_value *v,
    const struct expr_value *key, struct expr_value *out);
bool value_slice(struct eval *ev, const struct expr_value *v,
    const struct expr_value *from, const struct expr_value *to,
    struct expr_value *out);

/* Elements, members, code points. */
bool value_length(struct eval *ev, const struct expr_value *v, size_t *length);

/* jq's total order; NaN is below every number, itself included. */
bool value_compare(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, int *order);
bool value_equal(struct eval *ev, const struct expr_value *a,
    const struct expr_value *b, bool *equal);

/* New arrays and objects; they take over what they are given. */
struct expr_value value_list(
    struct eval *ev, const struct expr_value *items, size_t n);
struct expr_value value_record(struct eval *ev, const struct str *names,
    const struct expr_value *values, size_t n);

/* An object being built: a member set again keeps its place. */
struct building {
	struct str *names;
	struct expr_value *values;
	size_t n, room;
};

bool building_set(struct eval *ev, struct building *b, struct str name,
    const struct expr_value *v);
struct expr_value building_done(struct eval *ev, const struct building *b);

/* A list being built. */
struct listing {
	struct expr_value *items;
	size_t n, room;
};

bool listing_add(
    struct eval *ev, struct listing *l, const struct expr_value *v);

/* As jq prints: shortest digits, escapes, members in their order. */
bool value_print(struct eval *ev, const struct expr_value *v, struct buf *out);

/* value_print() into the arena. */
bool value_text(struct eval *ev, const struct expr_value *v, struct str *out);

/* The byte at which code point number n begins, or s.n. */
size_t value_offset(struct str s, size_t n);

#endif
