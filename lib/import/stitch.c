#include "import/stitch.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "csv/csv.h"
#include "gather/gather.h"
#include "import/piece.h"
#include "import/stitched.h"

/*
 * Conversations of one customer, whatever the channel, that follow each other
 * closely become one: gathered by customer and in the order of their times.
 */
enum { SCRATCH = 1 << 30 };

struct stamp { /* in front of a line */
	uint64_t place;
	int64_t from_ms, to_ms;
};

struct stitcher {
	double window_s;
	struct gather *by_customer;
	struct csv ids;
	int id, same;
	size_t *sorted; /* rows of ids, by id */
	struct arena run, scratch;
	struct json json;
	struct buf key, item;

	/* the conversations in hand: lines of one customer, close together */
	struct buf customer, lines;
	size_t n_lines;
	struct stamp first;
	int64_t to_ms;

	struct stitched *stitched;
};

static int
by_id(const void *a, const void *b, void *arg)
{
	const struct stitcher *s = arg;
	const size_t *x = a, *y = b;
	int c =
	    str_cmp(csv_cell(&s->ids, *x, s->id), csv_cell(&s->ids, *y, s->id));

	return c ? c : (*x > *y) - (*x < *y);
}

static void
read_ids(struct stitcher *s, const struct import_group_opts *o)
{
	static const char *const known[] = { "customer_id", "same_as", NULL };

	csv_read(
	    &s->ids, o->ids_name, (struct str){ o->ids, o->ids_size }, &s->run);
	csv_only(&s->ids, o->ids_name, known);
	s->id = (int)csv_need(&s->ids, o->ids_name, "customer_id");
	s->same = (int)csv_need(&s->ids, o->ids_name, "same_as");
	s->sorted = arena_array(&s->run, s->ids.n_rows + 1, sizeof(size_t));
	for (size_t i = 0; i < s->ids.n_rows; i++)
		s->sorted[i] = i;
	qsort_r(s->sorted, s->ids.n_rows, sizeof(size_t), by_id, s);
}

struct stitcher *
stitcher_new(const struct import_group_opts *o)
{
	struct stitcher *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->window_s = o->stitch_s;
	s->by_customer = gather_new(o->memory / 2, o->folder);
	arena_init(&s->run, SCRATCH);
	arena_init(&s->scratch, SCRATCH);
	json_init(&s->json);
	s->stitched = stitched_new();
	if (o->ids)
		read_ids(s, o);
	return s;
}

void
stitcher_free(struct stitcher *s)
{
	gather_free(s->by_customer);
	arena_free(&s->run);
	arena_free(&s->scratch);
	json_free(&s->json);
	buf_free(&s->key);
	buf_free(&s->item);
	buf_free(&s->customer);
	buf_free(&s->lines);
	stitched_free(s->stitched);
	free(s);
}

/* The customer whom an id stands for, by the table of ids. */
static struct str
customer_of(const struct stitcher *s, struct str id)
{
	size_t low = 0, high = s->ids.n_rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2, row = s->sorted[middle];
		int c = str_cmp(id, csv_cell(&s->ids, row, s->id));

		if (c == 0)
			return csv_cell(&s->ids, row, s->same);
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return id;
}

static void
put_number(struct buf *b, uint64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_char(b, (char)(n >> shift));
}

/* When a conversation ended, as far as it tells. */
static int64_t
end_of(const struct conv *c, int64_t end)
{
	if (c->ended_ms > end)
		end = c->ended_ms;
	for (size_t i = 0; i < c->n_turns; i++)
		if (c->turns[i].at_ms > end)
			end = c->turns[i].at_ms;
	return end;
}

void
stitcher_add(struct stitcher *s, uint64_t place, struct str line)
{
	struct stamp stamp = { place, CONV_NO_TIME, CONV_NO_TIME };
	struct conv c;
	bool known;

	arena_reset(&s->scratch);
	buf_clear(&s->key);
	known = stitched_read(line, &s->item, &s->json, &s->scratch, &c) &&
		c.customer_id.n;
	if (known) {
		stamp.from_ms = stitched_begin_of(&c);
		stamp.to_ms = end_of(&c, stamp.from_ms);
	}
	if (known && stamp.from_ms != CONV_NO_TIME) {
		buf_char(&s->key, 'c');
		buf_str(&s->key, customer_of(s, c.customer_id));
		buf_char(&s->key, '\0');
		put_number(
		    &s->key, (uint64_t)stamp.from_ms + (UINT64_C(1) << 63));
	} else {
		buf_char(&s->key, 'n'); /* with nobody */
		put_number(&s->key, place);
	}
	buf_clear(&s->item);
	buf_put(&s->item, &stamp, sizeof(stamp));
	buf_str(&s->item, line);
	gather_add(s->by_customer, buf_view(&s->key), buf_view(&s->item));
}

static void
flush(struct stitcher *s,
    void (*emit)(void *arg, uint64_t place, struct str line), void *arg)
{
	if (s->n_lines == 1) {
		emit(arg, s->first.place, buf_view(&s->lines));
	} else if (s->n_lines) {
		emit(arg, s->first.place,
		    stitched_lines(s->stitched, buf_view(&s->lines)));
	}
	s->n_lines = 0;
	buf_clear(&s->lines);
}

static bool
goes_on(const struct stitcher *s, struct str customer, const struct stamp *next)
{
	return s->n_lines && customer.p[0] == 'c' &&
	       str_eq(customer, buf_view(&s->customer)) &&
	       (double)next->from_ms - (double)s->to_ms <= s->window_s * 1000;
}

size_t
stitcher_end(struct stitcher *s,
    void (*emit)(void *arg, uint64_t place, struct str line), void *arg)
{
	struct str key, item, customer, line;
	struct stamp stamp;
	size_t n_joined = 0;

	while (gather_next(s->by_customer, &key, &item)) {
		memcpy(&stamp, item.p, sizeof(stamp));
		line = (struct str){ item.p + sizeof(stamp),
			item.n - sizeof(stamp) };
		customer = (struct str){ key.p, key.n - 8 };
		if (goes_on(s, customer, &stamp)) {
			n_joined++;
			if (stamp.to_ms > s->to_ms)
				s->to_ms = stamp.to_ms;
		} else {
			flush(s, emit, arg);
			s->first = stamp;
			s->to_ms = stamp.to_ms;
			buf_clear(&s->customer);
			buf_str(&s->customer, customer);
		}
		buf_str(&s->lines, line);
		s->n_lines++;
	}
	flush(s, emit, arg);
	return n_joined;
}
