#include "route/heap.h"

/* A place in the run, among those in the heap. */
#define IN_RUN (UINT32_C(1) << 31)

/* Who was there, in the middle of the run. */
enum { HOLE = HEAP_CEILING };

/* Places that are worth to be given back. */
enum { WORTH = 64 };

static struct heap_item *
items(const struct heap *h)
{
	return (void *)h->items.p;
}

static size_t
n_items(const struct heap *h)
{
	return h->items.n / sizeof(struct heap_item);
}

static struct heap_item *
run(const struct heap *h)
{
	return (void *)h->run.p;
}

static size_t
n_run(const struct heap *h)
{
	return h->run.n / sizeof(struct heap_item);
}

static void
set_place(struct heap *h, uint32_t what, uint32_t place)
{
	if (h->places)
		((uint32_t *)(void *)h->places->p)[what] = place;
}

static bool
is_before(const struct heap_item *a, const struct heap_item *b)
{
	return rank_before(&a->rank, &b->rank);
}

static void
put(struct heap *h, size_t at, const struct heap_item *item)
{
	items(h)[at] = *item;
	set_place(h, item->what, (uint32_t)at);
}

/* Put an item at `at` or above it. */
static void
rise(struct heap *h, size_t at, const struct heap_item *item)
{
	while (at > 0) {
		size_t parent = (at - 1) / 2;

		if (!is_before(item, &items(h)[parent]))
			break;
		put(h, at, &items(h)[parent]);
		at = parent;
	}
	put(h, at, item);
}

/* Take what is at `at` out of the heap: the gap goes down to a leaf, and the
 * last leaf, which seldom belongs far above it, fills it. */
static void
take_item(struct heap *h, size_t at)
{
	struct heap_item last = items(h)[n_items(h) - 1];
	size_t n, child;

	h->items.n -= sizeof(last);
	n = n_items(h);
	if (at == n)
		return;
	while ((child = 2 * at + 1) < n) {
		if (child + 1 < n &&
		    is_before(&items(h)[child + 1], &items(h)[child]))
			child++;
		put(h, at, &items(h)[child]);
		at = child;
	}
	rise(h, at, &last);
}

/* Leave no hole in the run. */
static void
close_up(struct heap *h)
{
	size_t k = 0;

	for (size_t i = h->front; i < n_run(h); i++) {
		if (run(h)[i].what == HOLE)
			continue;
		run(h)[k] = run(h)[i];
		set_place(h, run(h)[k].what, (uint32_t)k | IN_RUN);
		k++;
	}
	h->run.n = k * sizeof(struct heap_item);
	h->front = h->n_holes = 0;
}

/* Take what is at `at` out of the run, neither of whose ends is a hole. */
static void
take_runner(struct heap *h, size_t at)
{
	run(h)[at].what = HOLE;
	h->n_holes++;
	while (h->front < n_run(h) && run(h)[h->front].what == HOLE) {
		h->front++;
		h->n_holes--;
	}
	while (h->front < n_run(h) && run(h)[n_run(h) - 1].what == HOLE) {
		h->run.n -= sizeof(struct heap_item);
		h->n_holes--;
	}
	if (h->front + h->n_holes > WORTH &&
	    h->front + h->n_holes > n_run(h) / 2)
		close_up(h);
}

static void
find_top(struct heap *h)
{
	const struct heap_item *first = NULL, *root = NULL;

	if (h->front < n_run(h))
		first = &run(h)[h->front];
	if (h->items.n)
		root = items(h);
	h->top = !first || (root && is_before(root, first)) ? root : first;
}

static void
append(struct heap *h, const struct heap_item *item)
{
	set_place(h, item->what, (uint32_t)n_run(h) | IN_RUN);
	buf_put(&h->run, item, sizeof(*item));
}

void
heap_push(struct heap *h, struct heap_item item)
{
	if (h->front == n_run(h))
		h->front = h->run.n = 0;
	if (!h->run.n || is_before(&run(h)[n_run(h) - 1], &item)) {
		append(h, &item);
	} else {
		buf_put(&h->items, &item, sizeof(item));
		rise(h, n_items(h) - 1, &item);
	}
	h->n++;
	find_top(h);
}

void
heap_pop(struct heap *h)
{
	if (h->top == items(h))
		take_item(h, 0);
	else
		take_runner(h, h->front);
	h->n--;
	find_top(h);
}

void
heap_remove(struct heap *h, uint32_t what)
{
	uint32_t place = ((uint32_t *)(void *)h->places->p)[what];

	if (place & IN_RUN)
		take_runner(h, place & ~IN_RUN);
	else
		take_item(h, place);
	h->n--;
	find_top(h);
}

void
heap_free(struct heap *h)
{
	buf_free(&h->items);
	buf_free(&h->run);
	h->n = h->front = h->n_holes = 0;
	h->top = NULL;
}
