#include "route/shelf.h"

#include <stdlib.h>

#include "base/die.h"

enum {
	/* bytes; so large that lib/stream's malloc gives it back to the
	 * system at once, as the output of a burst takes what leaves here */
	BOARD = 1 << 20,
	WORTH = 1 << 16, /* bytes in front that are worth to be given back */
	/* what else there is for a record: its place here, and a contact
	 * with its places in the heaps, in arrays that double */
	REMEMBERED = 768,
};

/* Stands nowhere in JSON, so that it marks a place in it. */
#define MARK '\0'

/* Whole records one behind the other; given back when all have left. */
struct board {
	struct board *next;
	struct buf bytes;
	size_t n_left; /* bytes in front that have left */
};

static struct place *
places(const struct shelf *s)
{
	return (void *)s->places.p;
}

static size_t
n_places(const struct shelf *s)
{
	return s->places.n / sizeof(struct place);
}

size_t
shelf_cost(const struct place *p)
{
	return p->n_bytes + REMEMBERED;
}

static void
free_board(struct board *b)
{
	if (b)
		buf_free(&b->bytes);
	free(b);
}

/* The board for the next record. */
static struct board *
last_board(struct shelf *s)
{
	struct board *b = s->last;

	if (b && b->bytes.n < BOARD)
		return b;
	b = s->spare;
	s->spare = NULL;
	if (!b && !(b = calloc(1, sizeof(*b))))
		die_of_memory();
	if (s->last)
		s->last->next = b;
	else
		s->first = b;
	buf_reserve(&b->bytes, BOARD);
	return s->last = b;
}

/* All records of the first board have left. */
static void
clear_first(struct shelf *s)
{
	struct board *b = s->first;

	s->first = b->next;
	if (!s->first)
		s->last = NULL;
	b->next = NULL;
	b->n_left = 0;
	buf_clear(&b->bytes);
	if (s->spare || b->bytes.room > 2 * BOARD)
		free_board(b);
	else
		s->spare = b;
}

/* Move what is in use to the front once more than half is not. */
static void
close_up_places(struct shelf *s)
{
	size_t left = s->first_place * sizeof(struct place);

	if (left <= WORTH || left <= s->places.n / 2)
		return;
	memmove(s->places.p, s->places.p + left, s->places.n - left);
	s->places.n -= left;
	s->first_place = 0;
}

struct place *
shelf_put(
    struct shelf *s, const struct conv *c, struct str rest, struct fault *f)
{
	struct buf *b = &last_board(s)->bytes;
	struct place place = { 0 };
	size_t before = b->n;
	const char *gap;

	buf_clear(&s->annotation);
	buf_char(&s->annotation, MARK);
	buf_str(&s->annotation, rest);
	if (!json_splice(
		c->json, STR("route"), buf_view(&s->annotation), b, f)) {
		b->n = before;
		return NULL;
	}
	place.n_bytes = b->n - before;
	gap = memrchr(b->p + before, MARK, place.n_bytes);
	place.gap = (size_t)(gap - (b->p + before));
	s->cost += shelf_cost(&place);
	buf_put(&s->places, &place, sizeof(place));
	return &places(s)[n_places(s) - 1];
}

const struct place *
shelf_at(const struct shelf *s, uint64_t n)
{
	if (n < s->n_taken)
		return NULL;
	return &places(s)[s->first_place + (n - s->n_taken)];
}

const struct place *
shelf_oldest(const struct shelf *s)
{
	return s->first_place < n_places(s) ? &places(s)[s->first_place] : NULL;
}

void
shelf_take(struct shelf *s, struct str beginning, struct buf *out)
{
	struct place place = places(s)[s->first_place];
	struct board *b = s->first;
	const char *bytes = b->bytes.p + b->n_left;

	buf_put(out, bytes, place.gap);
	buf_str(out, beginning);
	buf_put(out, bytes + place.gap + 1, place.n_bytes - place.gap - 1);
	s->cost -= shelf_cost(&place);
	s->n_taken++;
	s->first_place++;
	close_up_places(s);
	b->n_left += place.n_bytes;
	if (b->n_left == b->bytes.n)
		clear_first(s);
}

void
shelf_free(struct shelf *s)
{
	while (s->first)
		clear_first(s);
	free_board(s->spare);
	buf_free(&s->places);
	buf_free(&s->annotation);
}
