#include "expr/wire.h"

#include <stdlib.h>

#include "base/die.h"
#include "expr/value.h"

enum {
	SCRATCH_CEILING = 1 << 30,
	KEPT_ROOM = 1 << 20, /* bytes that are kept from batch to batch */
};

#define NO_INDEX UINT32_MAX

struct wire_seen {
	const struct json *json; /* NULL: free */
	uint32_t at, index;
};

struct wire_list {
	const struct expr_value *items;
	size_t n; /* the most that any step has of them */
};

void
wire_init(struct wire *w, const struct wire_shapes *shapes)
{
	*w = (struct wire){ .shapes = shapes };
	arena_init(&w->scratch, SCRATCH_CEILING);
}

void
wire_free(struct wire *w)
{
	buf_free(&w->shared);
	buf_free(&w->lists);
	buf_free(&w->steps);
	free(w->seen);
	free(w->list);
	arena_free(&w->scratch);
}

static void
empty(struct buf *b)
{
	if (b->room > KEPT_ROOM)
		buf_free(b);
	buf_clear(b);
}

void
wire_start(struct wire *w)
{
	empty(&w->shared);
	empty(&w->lists);
	empty(&w->steps);
	w->n_steps = w->n_shared = w->n_lists = 0;
	if (w->n_seen)
		memset(w->seen, 0, w->seen_room * sizeof(*w->seen));
	w->n_seen = 0;
	w->finishing = false;
	arena_reset(&w->scratch);
}

static void
put_u32(struct buf *b, size_t n)
{
	uint32_t x = (uint32_t)n;

	buf_put(b, &x, sizeof(x));
}

static void
put_tag(struct buf *b, enum wire_tag tag)
{
	buf_char(b, (char)tag);
}

static void
put_number(struct buf *b, double x)
{
	put_tag(b, WIRE_NUMBER);
	buf_put(b, &x, sizeof(x));
}

static void
put_text(struct buf *b, struct str s)
{
	put_u32(b, s.n);
	buf_str(b, s);
}

/* The whole of a JSON value; its depth is bounded by JSON_DEPTH. */
static void
put_json(struct wire *w, const struct json *j, uint32_t at, struct buf *b)
{
	static const uint8_t tags[] = { [JSON_NULL] = WIRE_NULL,
		[JSON_FALSE] = WIRE_FALSE,
		[JSON_TRUE] = WIRE_TRUE,
		[JSON_NUMBER] = WIRE_NUMBER,
		[JSON_STRING] = WIRE_STRING,
		[JSON_ARRAY] = WIRE_ARRAY,
		[JSON_OBJECT] = WIRE_OBJECT };
	enum json_kind kind = json_kind_of(j, at);

	if (kind == JSON_NUMBER) {
		put_number(b, json_number(j, at));
		return;
	}
	put_tag(b, tags[kind]);
	if (kind == JSON_STRING)
		put_text(b, json_string(j, at, &w->scratch));
	if (kind != JSON_ARRAY && kind != JSON_OBJECT)
		return;
	put_u32(b, j->values[at].n);
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		if (kind == JSON_OBJECT)
			put_text(b, json_string(j, i, &w->scratch));
		put_json(w, j, kind == JSON_OBJECT ? i + 1 : i, b);
	}
}

static struct wire_seen *
find_seen(const struct wire *w, const struct json *j, uint32_t at)
{
	uint32_t mask = w->seen_room - 1, i = at * 2654435761U & mask;

	while (w->seen[i].json && (w->seen[i].json != j || w->seen[i].at != at))
		i = (i + 1) & mask;
	return &w->seen[i];
}

static void
make_room(struct wire *w)
{
	struct wire_seen *old = w->seen;
	uint32_t n = w->seen_room;

	if (2 * (w->n_seen + 1) <= n)
		return;
	w->seen_room = n ? 2 * n : 64;
	w->seen = calloc(w->seen_room, sizeof(*w->seen));
	if (!w->seen)
		die_of_memory();
	for (uint32_t i = 0; i < n; i++)
		if (old[i].json)
			*find_seen(w, old[i].json, old[i].at) = old[i];
	free(old);
}

/* An array or object of the record: once, then by its number. */
static void
put_placed(struct wire *w, const struct json *j, uint32_t at, struct buf *b)
{
	struct wire_seen *s;

	if (w->apart || (json_kind_of(j, at) != JSON_ARRAY &&
			    json_kind_of(j, at) != JSON_OBJECT)) {
		put_json(w, j, at, b);
		return;
	}
	make_room(w);
	s = find_seen(w, j, at);
	if (!s->json) {
		*s = (struct wire_seen){ j, at, w->n_shared++ };
		w->n_seen++;
		put_json(w, j, at, &w->shared);
	}
	put_tag(b, WIRE_SHARED);
	put_u32(b, s->index);
}

static uint32_t
find_list(struct wire *w, const struct expr_value *items)
{
	for (uint32_t i = w->n_lists; i-- > 0;)
		if (w->list[i].items == items)
			return i;
	if (w->n_lists == w->list_room) {
		w->list_room = 2 * w->list_room + 8;
		w->list = realloc(w->list, w->list_room * sizeof(*w->list));
		if (!w->list)
			die_of_memory();
	}
	w->list[w->n_lists] = (struct wire_list){ items, 0 };
	return w->n_lists++;
}

static uint32_t
find_shape(const struct wire_shapes *s, const struct expr_shape *shape)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (s->shapes[i] == shape)
			return i;
	return NO_INDEX;
}

static void put_value(
    struct wire *w, const struct expr_value *v, struct buf *b);

static void
put_list(struct wire *w, const struct expr_list *l, struct buf *b)
{
	uint32_t i;

	if (l->n == 0 || w->finishing || w->apart) {
		put_tag(b, WIRE_ARRAY);
		put_u32(b, l->n);
		for (size_t k = 0; k < l->n; k++)
			put_value(w, &l->items[k], b);
		return;
	}
	i = find_list(w, l->items);
	if (w->list[i].n < l->n)
		w->list[i].n = l->n;
	put_tag(b, WIRE_LIST);
	put_u32(b, i);
	put_u32(b, l->n);
}

static void
put_record(struct wire *w, const struct expr_record *r, struct buf *b)
{
	uint32_t shape = find_shape(w->shapes, r->shape);

	put_tag(b, shape == NO_INDEX ? WIRE_OBJECT : WIRE_SHAPED);
	put_u32(b, shape == NO_INDEX ? r->shape->n : shape);
	for (size_t i = 0; i < r->shape->n; i++) {
		if (shape == NO_INDEX)
			put_text(b, r->shape->names[i]);
		put_value(w, &r->values[i], b);
	}
}

static void
put_value(struct wire *w, const struct expr_value *v, struct buf *b)
{
	static const uint8_t tags[] = { [EXPR_NULL] = WIRE_NULL,
		[EXPR_FALSE] = WIRE_FALSE,
		[EXPR_TRUE] = WIRE_TRUE };

	if (v->form == EXPR_PLACED) {
		put_placed(w, v->json, v->at, b);
		return;
	}
	switch (v->kind) {
	case EXPR_NUMBER:
		put_number(b, v->number);
		break;
	case EXPR_STRING:
		put_tag(b, WIRE_STRING);
		put_text(b, v->string);
		break;
	case EXPR_ARRAY:
		put_list(w, v->list, b);
		break;
	case EXPR_OBJECT:
		put_record(w, v->record, b);
		break;
	default:
		put_tag(b, tags[v->kind]);
	}
}

void
wire_step(struct wire *w, const struct expr_value *facts)
{
	w->n_steps++;
	put_value(w, facts, &w->steps);
}

void
wire_finish(struct wire *w)
{
	w->finishing = true;
	for (uint32_t i = 0; i < w->n_lists; i++) {
		struct wire_list l = w->list[i];

		put_u32(&w->lists, l.n);
		for (size_t k = 0; k < l.n; k++)
			put_value(w, &l.items[k], &w->lists);
	}
}

void
wire_request(const struct wire *w, enum want want, const uint32_t *programs,
    uint32_t n, struct buf *out)
{
	struct wire_head head = { want, n, w->n_steps, w->n_shared,
		w->n_lists };

	buf_clear(out);
	buf_put(out, &head, sizeof(head));
	buf_put(out, programs, n * sizeof(*programs));
	buf_str(out, buf_view(&w->shared));
	buf_str(out, buf_view(&w->lists));
	buf_str(out, buf_view(&w->steps));
}
