#include "route/heap.h"

static struct heap_item *
items(const struct heap *h)
{
	return (void *)h->items.p;
}

/* Where each item lies. */
static uint32_t *
places(const struct heap *h)
{
	return (void *)h->places->p;
}

bool
rank_before(const struct rank *a, const struct rank *b)
{
	for (size_t i = 0; i < 4; i++)
		if (a->keys[i] != b->keys[i])
			return a->keys[i] < b->keys[i];
	return a->sequence < b->sequence;
}

static bool
is_before(const struct heap_item *a, const struct heap_item *b)
{
	return rank_before(&a->rank, &b->rank);
}

static void
put(struct heap *h, size_t at, struct heap_item item)
{
	items(h)[at] = item;
	if (h->places)
		places(h)[item.what] = (uint32_t)at;
}

/* Put an item at `at` or above it. */
static void
rise(struct heap *h, size_t at, struct heap_item item)
{
	while (at > 0) {
		size_t parent = (at - 1) / 2;

		if (!is_before(&item, &items(h)[parent]))
			break;
		put(h, at, items(h)[parent]);
		at = parent;
	}
	put(h, at, item);
}

/* Put an item at `at` or below it. */
static void
sink(struct heap *h, size_t at, struct heap_item item)
{
	for (;;) {
		size_t child = 2 * at + 1;

		if (child >= h->n)
			break;
		if (child + 1 < h->n &&
		    is_before(&items(h)[child + 1], &items(h)[child]))
			child++;
		if (!is_before(&items(h)[child], &item))
			break;
		put(h, at, items(h)[child]);
		at = child;
	}
	put(h, at, item);
}

const struct heap_item *
heap_top(const struct heap *h)
{
	return h->n ? items(h) : NULL;
}

void
heap_push(struct heap *h, struct heap_item item)
{
	buf_put(&h->items, &item, sizeof(item));
	rise(h, h->n++, item);
}

static void
take_out(struct heap *h, size_t at)
{
	struct heap_item last = items(h)[--h->n];

	h->items.n -= sizeof(last);
	if (at == h->n)
		return;
	if (at > 0 && is_before(&last, &items(h)[(at - 1) / 2]))
		rise(h, at, last);
	else
		sink(h, at, last);
}

void
heap_pop(struct heap *h)
{
	take_out(h, 0);
}

void
heap_remove(struct heap *h, uint32_t what)
{
	take_out(h, places(h)[what]);
}

void
heap_free(struct heap *h)
{
	buf_free(&h->items);
	h->n = 0;
}
