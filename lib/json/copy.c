#include "json/json.h"

/* Values whose text moves by so many bytes; below zero it wraps. */
struct copying {
	const struct json_value *from;
	struct json_value *to;
	uint32_t at, moved;
	uint32_t open[JSON_DEPTH], depth; /* containers that have not ended */
};

/* Those that end in front of value `i`; returns where the next one does. */
static uint32_t
close_before(struct copying *c, uint32_t i)
{
	while (c->depth && c->to[c->open[c->depth - 1]].next <= i)
		c->to[c->open[--c->depth]].end += c->moved;
	return c->depth ? c->to[c->open[c->depth - 1]].next : UINT32_MAX;
}

/* The values from `i` up to `end`. */
static void
move(struct copying *c, uint32_t i, uint32_t end)
{
	const struct json_value *from = c->from;
	struct json_value *to = c->to;
	const uint32_t at = c->at, moved = c->moved;
	uint32_t closes = close_before(c, i);

	for (; i < end; i++) {
		struct json_value v = from[i];

		if (i == closes)
			closes = close_before(c, i);
		v.start += moved;
		v.end += moved;
		v.next -= at;
		to[i] = v;
		if (v.kind < JSON_ARRAY)
			continue;
		to[i].end -= moved;
		c->open[c->depth++] = i;
		closes = v.next;
	}
}

void
json_copy_edited(struct json_copy *copy, const struct json *j, uint32_t at,
    struct json_edits edits)
{
	const struct json_value *root = &j->values[at];
	struct copying c = { .from = root, .at = at, .moved = -root->start };
	uint32_t n = root->next - at, done = root->start, i = 0;
	struct buf *text = &copy->text;

	buf_clear(text);
	buf_clear(&copy->values);
	c.to = (void *)buf_reserve(&copy->values, n * sizeof(*c.to));
	for (size_t k = 0; k < edits.n; k++) {
		uint32_t edited = edits.value(edits.of, k) - at;
		const struct json_value *old = &root[edited];

		move(&c, i, edited + 1);
		i = edited + 1;
		buf_put(text, j->text.p + done, old->start - done);
		edits.put(edits.of, k, text);
		done = old->end;
		c.to[edited].end = (uint32_t)text->n;
		c.to[edited].escaped = 0;
		c.moved = (uint32_t)text->n - done;
	}
	move(&c, i, n);
	close_before(&c, n);
	buf_put(text, j->text.p + done, root->end - done);
	buf_reserve(text, JSON_PADDING);
	copy->json = (struct json){ .text = buf_view(text),
		.values = c.to,
		.n_values = n,
		.long_integers = j->long_integers };
}

void
json_copy_free(struct json_copy *copy)
{
	buf_free(&copy->text);
	buf_free(&copy->values);
}
