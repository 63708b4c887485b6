#include "import/stitch.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "csv/csv.h"
#include "gather/gather.h"
#include "import/notes.h"
#include "import/piece.h"

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

	/* of what they become */
	struct buf head, turns, events, joined;
	struct notes notes;
	struct str format, outcome, ended, channel;
	double version;
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
	buf_free(&s->head);
	buf_free(&s->turns);
	buf_free(&s->events);
	buf_free(&s->joined);
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

/* When a conversation began and ended, as far as its turns tell. */
static void
read_span(const struct conv *c, struct stamp *stamp)
{
	stamp->from_ms = c->started_ms;
	stamp->to_ms = c->ended_ms;
	for (size_t i = 0; i < c->n_turns; i++) {
		int64_t at = c->turns[i].at_ms;

		if (at == CONV_NO_TIME)
			continue;
		if (stamp->from_ms == CONV_NO_TIME || at < stamp->from_ms)
			stamp->from_ms = at;
		if (stamp->to_ms == CONV_NO_TIME || at > stamp->to_ms)
			stamp->to_ms = at;
	}
}

/* Index a line, which is copied to have bytes behind it. */
static bool
read_line(struct stitcher *s, struct str line, struct buf *copy, struct conv *c)
{
	struct fault f;

	buf_clear(copy);
	buf_reserve(copy, line.n + JSON_PADDING);
	buf_str(copy, line);
	return json_index(&s->json, buf_view(copy), &f) &&
	       conv_parse(&s->json, &s->scratch, c, &f);
}

void
stitcher_add(struct stitcher *s, uint64_t place, struct str line)
{
	struct stamp stamp = { place, CONV_NO_TIME, CONV_NO_TIME };
	struct conv c;
	bool known;

	arena_reset(&s->scratch);
	buf_clear(&s->key);
	known = read_line(s, line, &s->item, &c) && c.customer_id.n;
	if (known)
		read_span(&c, &stamp);
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

static struct str
keep(struct stitcher *s, uint32_t at)
{
	return arena_copy(&s->scratch, json_raw(&s->json, at));
}

static void
put_members(struct buf *b, const struct json *j, uint32_t list)
{
	for (uint32_t i = list ? json_first(j, list) : 0; i;
	     i = json_after(j, list, i)) {
		if (b->n)
			buf_char(b, ',');
		buf_str(b, json_raw(j, i));
	}
}

static void
put_change(struct stitcher *s, const struct conv *c, int64_t at_ms)
{
	struct buf *b = &s->events;

	if (b->n)
		buf_char(b, ',');
	buf_cstr(b, "{\"at\":\"");
	conv_put_time(b, at_ms);
	buf_cstr(b, "\",\"type\":\"channel_changed\"");
	json_member(b, "from");
	json_put_string(b, s->channel);
	json_member(b, "to");
	json_put_string(b, c->channel);
	json_member(b, "conversation_id");
	json_put_string(b, c->id);
	buf_char(b, '}');
}

static void
put_head(struct stitcher *s)
{
	static const struct str not_here[] = { { "turns", 5 }, { "events", 6 },
		{ "outcome", 7 }, { "ended_at", 8 }, { "hoff", 4 } };
	const struct json *j = &s->json;

	for (uint32_t i = json_first(j, 0); i; i = json_after(j, 0, i)) {
		bool left_out = false;

		for (size_t k = 0; k < 5; k++)
			left_out |= json_is(j, i, not_here[k]);
		if (left_out)
			continue;
		if (s->head.n)
			buf_char(&s->head, ',');
		buf_str(&s->head, json_raw(j, i));
		buf_char(&s->head, ':');
		buf_str(&s->head, json_raw(j, i + 1));
	}
}

static void
join_one(struct stitcher *s, const struct conv *c, bool first)
{
	const struct json *j = &s->json;
	uint32_t hoff = json_get(j, 0, STR("hoff"));
	uint32_t import = hoff ? json_get(j, hoff, STR("import")) : 0;
	uint32_t ended = json_get(j, 0, STR("ended_at"));
	struct stamp span = { 0 };

	read_span(c, &span);
	if (first)
		put_head(s);
	else if (!str_eq(s->channel, c->channel))
		put_change(s, c, span.from_ms);
	put_members(&s->turns, j, json_get(j, 0, STR("turns")));
	put_members(&s->events, j, json_get(j, 0, STR("events")));
	if (import) {
		uint32_t format = json_get(j, import, STR("format"));
		uint32_t version = json_get(j, import, STR("version"));

		notes_add(&s->notes, j, import);
		if (first && format)
			s->format = arena_copy(
			    &s->scratch, json_string(j, format, &s->scratch));
		if (first && version)
			s->version = json_number(j, version);
	}
	if (c->outcome)
		s->outcome = keep(s, c->outcome);
	if (ended)
		s->ended = keep(s, ended);
	s->channel = arena_copy(&s->scratch, c->channel);
}

static void
join(struct stitcher *s)
{
	struct str lines = buf_view(&s->lines);

	arena_reset(&s->scratch);
	notes_init(&s->notes, &s->scratch);
	s->format = STR("canonical");
	s->version = 1;
	s->outcome = s->ended = STR("");
	buf_clear(&s->head);
	buf_clear(&s->turns);
	buf_clear(&s->events);
	for (size_t i = 0; i < s->n_lines; i++) {
		size_t n =
		    (size_t)((const char *)memchr(lines.p, '\n', lines.n) -
			     lines.p) +
		    1;
		struct conv c;

		if (read_line(s, (struct str){ lines.p, n }, &s->item, &c))
			join_one(s, &c, i == 0);
		lines.p += n;
		lines.n -= n;
	}
	notes_derive(&s->notes, STR("one conversation, of several of the "
				    "customer's (--stitch)"));
	buf_clear(&s->joined);
	buf_printf(&s->joined, "{%.*s", (int)s->head.n, s->head.p);
	if (s->ended.n)
		buf_printf(&s->joined, ",\"ended_at\":%.*s", STR_ARG(s->ended));
	buf_cstr(&s->joined, ",\"turns\":[");
	buf_str(&s->joined, buf_view(&s->turns));
	buf_char(&s->joined, ']');
	if (s->events.n) {
		buf_cstr(&s->joined, ",\"events\":[");
		buf_str(&s->joined, buf_view(&s->events));
		buf_char(&s->joined, ']');
	}
	if (s->outcome.n) {
		buf_cstr(&s->joined, ",\"outcome\":");
		buf_str(&s->joined, s->outcome);
	}
	buf_cstr(&s->joined, ",\"hoff\":{\"import\":");
	notes_write(&s->notes, s->format, (unsigned)s->version, &s->joined);
	buf_cstr(&s->joined, "}}\n");
}

static void
flush(struct stitcher *s,
    void (*emit)(void *arg, uint64_t place, struct str line), void *arg)
{
	if (s->n_lines == 1) {
		emit(arg, s->first.place, buf_view(&s->lines));
	} else if (s->n_lines) {
		join(s);
		emit(arg, s->first.place, buf_view(&s->joined));
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
