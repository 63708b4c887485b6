#include "expr/value.h"

#include <math.h>
#include <stdlib.h>

#include "text/text.h"

/* The kinds of JSON and of values are the same, in the same order. */
_Static_assert(
    (int)JSON_NULL == EXPR_NULL && (int)JSON_FALSE == EXPR_FALSE &&
	(int)JSON_TRUE == EXPR_TRUE && (int)JSON_NUMBER == EXPR_NUMBER &&
	(int)JSON_STRING == EXPR_STRING && (int)JSON_ARRAY == EXPR_ARRAY &&
	(int)JSON_OBJECT == EXPR_OBJECT,
    "kinds");

const char *
value_kind_name(int kind)
{
	static const char *const names[] = { "null", "boolean", "boolean",
		"number", "string", "array", "object" };

	return names[kind];
}

bool
eval_fail_on_two(struct eval *ev, const char *why, const struct expr_value *a,
    const struct expr_value *b)
{
	ev->why = why;
	ev->kinds[0] = a ? a->kind : -1;
	ev->kinds[1] = b ? b->kind : -1;
	return false;
}

bool
eval_fail_on(struct eval *ev, const char *why, const struct expr_value *v)
{
	return eval_fail_on_two(ev, why, v, NULL);
}

bool
eval_fail(struct eval *ev, const char *why)
{
	return eval_fail_on_two(ev, why, NULL, NULL);
}

static bool
end_for_good(struct eval *ev, enum expr_answer answer, const char *why)
{
	ev->spent = (uint8_t)answer;
	return eval_fail(ev, why);
}

bool
eval_out_of_steps(struct eval *ev)
{
	return end_for_good(ev, EXPR_TIMED_OUT, "it takes too many steps");
}

bool
eval_out_of_memory(struct eval *ev)
{
	return end_for_good(ev, EXPR_NO_MEMORY, "it needs too much memory");
}

bool
eval_too_deep(struct eval *ev)
{
	return end_for_good(ev, EXPR_FAILED, "a value is nested too deeply");
}

void *
eval_alloc(struct eval *ev, size_t size)
{
	size_t rounded = size < SIZE_MAX - 15 ? (size + 15) / 16 * 16 : size;

	if (rounded > ev->left) {
		eval_out_of_memory(ev);
		return NULL;
	}
	if (!eval_pay(ev, rounded))
		return NULL;
	ev->left -= rounded;
	return arena_alloc(ev->arena, size);
}

void *
eval_array(struct eval *ev, size_t n, size_t size)
{
	return eval_alloc(ev, n > SIZE_MAX / size ? SIZE_MAX : n * size);
}

bool
value_settle_placed(struct eval *ev, struct expr_value *v)
{
	const struct json *j = v->json;
	uint32_t at = v->at;

	if (v->kind == EXPR_NUMBER) {
		*v = expr_num(json_number(j, at));
	} else if (v->kind == EXPR_STRING) {
		size_t n = json_raw(j, at).n + 16;

		if (j->values[at].escaped && n > ev->left)
			return eval_out_of_memory(ev);
		if (j->values[at].escaped && !eval_pay(ev, n))
			return false;
		if (j->values[at].escaped)
			ev->left -= n;
		*v = expr_str(json_string(j, at, ev->arena));
	}
	return true;
}

bool
value_items(
    struct eval *ev, const struct expr_value *array, struct expr_list *out)
{
	struct expr_value *items;

	if (array->form == EXPR_LISTED) {
		*out = *array->list;
		return true;
	}
	*out = (struct expr_list){ 0 };
	items =
	    eval_array(ev, array->json->values[array->at].n, sizeof(*items));
	if (!items)
		return false;
	for (uint32_t i = json_first(array->json, array->at); i;
	     i = json_after(array->json, array->at, i))
		items[out->n++] = expr_json(array->json, i);
	out->items = items;
	return true;
}

struct place {
	struct str name;
	size_t nth;
};

static int
by_name(const void *a, const void *b)
{
	const struct place *p = a, *q = b;
	int c = str_cmp(p->name, q->name);

	return c ? c : (p->nth > q->nth) - (p->nth < q->nth);
}

static struct place *
sorted_places(struct eval *ev, const struct str *names, size_t n)
{
	struct place *places = eval_array(ev, n, sizeof(*places));

	for (size_t i = 0; places && i < n; i++)
		places[i] = (struct place){ names[i], i };
	if (places && n > 1)
		qsort(places, n, sizeof(*places), by_name);
	return places;
}

/*
 * Of equal names the last value counts, in the place of the first: what jq
 * makes of such an object when it reads it.
 */
static bool
drop_doubles(
    struct eval *ev, struct str *names, struct expr_value *values, size_t *n)
{
	struct place *places = sorted_places(ev, names, *n);
	size_t kept = 0;
	bool doubles = false;

	if (!places)
		return false;
	for (size_t i = 1; i < *n; i++)
		doubles |= str_eq(places[i - 1].name, places[i].name);
	for (size_t i = 0, first = 0; doubles && i < *n; i++) {
		if (!str_eq(places[first].name, places[i].name))
			first = i;
		values[places[first].nth] = values[places[i].nth];
		if (first != i)
			names[places[i].nth].p = NULL;
	}
	for (size_t i = 0; doubles && i < *n; i++) {
		if (!names[i].p)
			continue;
		names[kept] = names[i];
		values[kept++] = values[i];
	}
	if (doubles)
		*n = kept;
	return true;
}

bool
value_members(
    struct eval *ev, const struct expr_value *object, struct members *out)
{
	const struct json *j = object->json;
	struct expr_value *values;
	struct str *names;
	size_t n = 0;

	if (object->form == EXPR_RECORDED) {
		*out = (struct members){ object->record->shape->names,
			object->record->values, object->record->shape->n };
		return true;
	}
	names = eval_array(ev, j->values[object->at].n, sizeof(*names));
	values = eval_array(ev, j->values[object->at].n, sizeof(*values));
	if (!names || !values)
		return false;
	for (uint32_t i = json_first(j, object->at); i;
	     i = json_after(j, object->at, i)) {
		struct expr_value name = expr_json(j, i);

		if (!value_settle(ev, &name))
			return false;
		names[n] = name.string;
		values[n++] = expr_json(j, i + 1);
	}
	if (n > 1 && !drop_doubles(ev, names, values, &n))
		return false;
	*out = (struct members){ names, values, n };
	return true;
}

bool
value_sorted(
    struct eval *ev, const struct expr_value *object, struct members *out)
{
	struct place *places;
	struct expr_value *values;
	struct str *names;
	struct members m;

	if (!value_members(ev, object, &m))
		return false;
	places = sorted_places(ev, m.names, m.n);
	names = eval_array(ev, m.n, sizeof(*names));
	values = eval_array(ev, m.n, sizeof(*values));
	if (!places || !names || !values)
		return false;
	for (size_t i = 0; i < m.n; i++) {
		names[i] = places[i].name;
		values[i] = m.values[places[i].nth];
	}
	*out = (struct members){ names, values, m.n };
	return true;
}

bool
value_member(struct eval *ev, const struct expr_value *object, struct str name,
    struct expr_value *out, bool *found)
{
	const struct expr_record *r;
	uint32_t at;

	*found = true;
	if (object->form == EXPR_PLACED) {
		if (!eval_pay(ev, object->json->values[object->at].n * 8))
			return false;
		at = json_get(object->json, object->at, name);
		if (at) {
			*out = expr_json(object->json, at);
			return value_settle(ev, out);
		}
	} else {
		r = object->record;
		if (!eval_pay(ev, r->shape->n * 8))
			return false;
		for (size_t i = 0; i < r->shape->n; i++)
			if (str_eq(r->shape->names[i], name)) {
				*out = r->values[i];
				return value_settle(ev, out);
			}
	}
	*found = false;
	*out = expr_null();
	return true;
}

struct expr_value
value_list(struct eval *ev, const struct expr_value *items, size_t n)
{
	struct expr_list *l = eval_alloc(ev, sizeof(*l));

	if (!l)
		return expr_null();
	*l = (struct expr_list){ items, n };
	return expr_array(l);
}

struct expr_value
value_record(struct eval *ev, const struct str *names,
    const struct expr_value *values, size_t n)
{
	struct expr_shape *shape = eval_alloc(ev, sizeof(*shape));
	struct expr_record *r = eval_alloc(ev, sizeof(*r));

	if (!shape || !r)
		return expr_null();
	*shape = (struct expr_shape){ .names = names, .n = n };
	*r = (struct expr_record){ shape, values };
	return expr_object(r);
}

bool
listing_add(struct eval *ev, struct listing *l, const struct expr_value *v)
{
	if (l->n == l->room) {
		size_t room = l->room ? l->room * 2 : 4;
		struct expr_value *items = eval_array(ev, room, sizeof(*items));

		if (!items)
			return false;
		if (l->n)
			memcpy(items, l->items, l->n * sizeof(*items));
		l->items = items;
		l->room = room;
	}
	l->items[l->n++] = *v;
	return true;
}

bool
building_set(struct eval *ev, struct building *b, struct str name,
    const struct expr_value *v)
{
	if (!eval_pay(ev, b->n * 8))
		return false;
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->names[i], name)) {
			b->values[i] = *v;
			return true;
		}
	if (b->n == b->room) {
		size_t room = b->room ? b->room * 2 : 4;
		struct str *names = eval_array(ev, room, sizeof(*names));
		struct expr_value *values =
		    eval_array(ev, room, sizeof(*values));

		if (!names || !values)
			return false;
		if (b->n) {
			memcpy(names, b->names, b->n * sizeof(*names));
			memcpy(values, b->values, b->n * sizeof(*values));
		}
		b->names = names;
		b->values = values;
		b->room = room;
	}
	b->names[b->n] = name;
	b->values[b->n++] = *v;
	return true;
}

struct expr_value
building_done(struct eval *ev, const struct building *b)
{
	return value_record(ev, b->names, b->values, b->n);
}

size_t
value_offset(struct str s, size_t n)
{
	size_t i = 0;

	while (i < s.n && n > 0) {
		i++;
		while (i < s.n && (s.p[i] & 0xc0) == 0x80)
			i++;
		n--;
	}
	return i;
}

bool
value_length(struct eval *ev, const struct expr_value *v, size_t *length)
{
	struct members m;

	*length = 0;
	if (v->kind == EXPR_STRING) {
		if (!eval_pay(ev, v->string.n))
			return false;
		*length = text_codepoints(v->string);
	} else if (v->kind == EXPR_ARRAY) {
		*length = v->form == EXPR_LISTED ? v->list->n
						 : v->json->values[v->at].n;
	} else if (v->kind == EXPR_OBJECT) {
		if (!value_members(ev, v, &m))
			return false;
		*length = m.n;
	}
	return true;
}
