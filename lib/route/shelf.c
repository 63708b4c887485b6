#include "route/shelf.h"

/* Room that is left in front is given back when it is worth the move. */
enum { WORTH = 1 << 16 };

/* Stands nowhere in JSON, so that it marks a place in it. */
#define MARK '\0'

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

/* Move what is in use to the front once more than half is not. */
static void
close_up(struct buf *b, size_t *first, size_t unit)
{
	size_t used = *first * unit;

	if (used == b->n) {
		buf_clear(b);
		*first = 0;
	} else if (used > WORTH && used > b->n / 2) {
		memmove(b->p, b->p + used, b->n - used);
		b->n -= used;
		*first = 0;
	}
}

struct place *
shelf_put(
    struct shelf *s, const struct conv *c, struct str rest, struct fault *f)
{
	struct buf *b = &s->bytes;
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
	gap = memchr(b->p + before, MARK, place.n_bytes);
	place.gap = (size_t)(gap - (b->p + before));
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
	const char *bytes = s->bytes.p + s->first_byte;

	buf_put(out, bytes, place.gap);
	buf_str(out, beginning);
	buf_put(out, bytes + place.gap + 1, place.n_bytes - place.gap - 1);
	s->first_byte += place.n_bytes;
	s->first_place++;
	s->n_taken++;
	close_up(&s->bytes, &s->first_byte, 1);
	close_up(&s->places, &s->first_place, sizeof(struct place));
}

void
shelf_free(struct shelf *s)
{
	buf_free(&s->bytes);
	buf_free(&s->places);
	buf_free(&s->annotation);
}
