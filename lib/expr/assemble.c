#include "expr/each.h"

/* Objects and strings with generators inside: part after part, the state of
 * the parts before is kept by the sinks they are in. */
struct assembly {
	struct next next;
	size_t i; /* of the part this sink takes */
	struct building so_far;
	const struct expr_value *key;
};

static bool object_part(struct eval *ev, const struct assembly *a);

static bool
take_value(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	const struct assembly *a = (const struct assembly *)self;
	struct assembly rest = *a;

	/* Another value may follow in this place: the arrays are shared only
	 * up to the members before. */
	rest.so_far.room = rest.so_far.n = 0;
	for (size_t i = 0; i < a->so_far.n; i++)
		if (!building_set(ev, &rest.so_far, a->so_far.names[i],
			&a->so_far.values[i]))
			return false;
	if (!eval_member(ev, a->next.n, &rest.so_far, a->key, v))
		return false;
	rest.i += 2;
	return object_part(ev, &rest);
}

static bool
take_key(struct eval *ev, const struct sink *self, const struct expr_value *key)
{
	struct assembly value = *(const struct assembly *)self;

	value.next.sink.take = take_value;
	value.key = key;
	return eval_each(ev, value.next.n->list[value.i + 1], value.next.in,
	    &value.next.sink);
}

static bool
object_part(struct eval *ev, const struct assembly *a)
{
	struct assembly key = *a;
	struct expr_value v;

	key.next.sink.take = take_key;
	if (a->i < a->next.n->n)
		return eval_each(
		    ev, a->next.n->list[a->i], a->next.in, &key.next.sink);
	v = building_done(ev, &a->so_far);
	return !ev->why && a->next.out->take(ev, a->next.out, &v);
}

bool
eval_each_object(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out)
{
	struct assembly a = { .next = { { take_key }, n, in, out } };

	return object_part(ev, &a);
}

/* A record is an object whose names are known: as `values` grow, by index. */
struct filling {
	struct next next;
	size_t i;
	struct expr_value *values;
};

static bool record_part(struct eval *ev, const struct filling *f);

static bool
take_field(struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	struct filling rest = *(const struct filling *)self;

	rest.values[rest.i++] = *v;
	return record_part(ev, &rest);
}

static bool
record_part(struct eval *ev, const struct filling *f)
{
	const struct node *n = f->next.n;
	struct expr_value *values, v;

	if (f->i < n->n)
		return eval_each(ev, n->list[f->i], f->next.in, &f->next.sink);
	values = eval_array(ev, n->n, sizeof(*values));
	if (!values)
		return false;
	memcpy(values, f->values, n->n * sizeof(*values));
	v = value_record(ev, n->shape->names, values, n->n);
	return !ev->why && f->next.out->take(ev, f->next.out, &v);
}

bool
eval_each_record(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out)
{
	struct filling f = { { { take_field }, n, in, out }, 0,
		eval_array(ev, n->n, sizeof(struct expr_value)) };

	return f.values && record_part(ev, &f);
}

/* Arguments, from the last to the first: strings, operators, functions. */
struct arguments {
	struct next next;
	size_t i;		 /* of the argument this sink takes */
	struct expr_value *args; /* args[0] is the input */
};

static bool argument(struct eval *ev, const struct arguments *a);

static bool
take_argument(
    struct eval *ev, const struct sink *self, const struct expr_value *v)
{
	struct arguments rest = *(const struct arguments *)self;

	rest.args[rest.i--] = *v;
	return argument(ev, &rest);
}

static bool
argument(struct eval *ev, const struct arguments *a)
{
	const struct node *n = a->next.n;
	struct expr_value v;

	if (a->i > 0)
		return eval_each(
		    ev, n->list[a->i - 1], a->next.in, &a->next.sink);
	if (n->op == OP_STRING ? !eval_joined(ev, a->args + 1, n->n, &v)
			       : !eval_native(ev, n, a->args, &v))
		return false;
	return a->next.out->take(ev, a->next.out, &v);
}

bool
eval_each_native(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out)
{
	struct arguments a = { { { take_argument }, n, in, out }, n->n,
		eval_array(ev, n->n + 1, sizeof(struct expr_value)) };

	if (!a.args)
		return false;
	a.args[0] = *in;
	return argument(ev, &a);
}
