#include "import/stitched.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "import/import.h"
#include "import/notes.h"

/*
 * The first gives the record its members.  Turns and events go in the order of
 * their times, for a customer may be on two channels at once.  What the others
 * say of themselves, and the record has no place for, is counted as dropped; so
 * is the end of one after which another goes on.
 */
enum { SCRATCH = 1 << 30 };

struct moment { /* a turn or an event */
	int64_t at_ms;
	size_t n;	      /* which one it came as */
	size_t part;	      /* the conversation it is of */
	enum event_type type; /* of an event */
	bool gone;
	struct str value;
};

struct moments {
	struct moment *all;
	size_t n, room;
	bool moved;
};

struct member {
	struct str name, value; /* as written */
};

struct stitched {
	struct arena scratch;
	struct json json;
	struct buf copy, line;
	struct notes notes;
	struct moments turns, events;
	struct member *head; /* of the first */
	size_t n_head, n_parts, ended_part;
	struct str format, outcome, ended, channel, labels;
	int64_t ended_ms;
	size_t labelled; /* the turn that `labels` name, SIZE_MAX: none */
	double version;
};

struct stitched *
stitched_new(void)
{
	struct stitched *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	arena_init(&s->scratch, SCRATCH);
	json_init(&s->json);
	return s;
}

void
stitched_free(struct stitched *s)
{
	arena_free(&s->scratch);
	json_free(&s->json);
	buf_free(&s->copy);
	buf_free(&s->line);
	free(s->turns.all);
	free(s->events.all);
	free(s);
}

int64_t
stitched_begin_of(const struct conv *c)
{
	int64_t begin = c->started_ms;

	for (size_t i = 0; i < c->n_turns; i++) {
		int64_t at = c->turns[i].at_ms;

		if (at != CONV_NO_TIME && (begin == CONV_NO_TIME || at < begin))
			begin = at;
	}
	return begin;
}

static void
put_raw(struct buf *b, struct str name, struct str value)
{
	if (b->p[b->n - 1] != '{')
		buf_char(b, ',');
	buf_str(b, name);
	buf_char(b, ':');
	buf_str(b, value);
}

static struct str
keep(struct stitched *s, uint32_t at)
{
	return arena_copy(&s->scratch, json_raw(&s->json, at));
}

static void
add(struct stitched *s, struct moments *m, int64_t at_ms, struct str value)
{
	if (m->n == m->room) {
		m->room = m->room ? m->room * 2 : 64;
		m->all = reallocarray(m->all, m->room, sizeof(*m->all));
		if (!m->all)
			die_of_memory();
	}
	m->moved |= m->n && at_ms < m->all[m->n - 1].at_ms;
	m->all[m->n] = (struct moment){
		.at_ms = at_ms, .n = m->n, .part = s->n_parts, .value = value
	};
	m->n++;
}

/* What has no time stays behind what it came behind. */
static void
add_turns(struct stitched *s, const struct conv *c)
{
	int64_t at = stitched_begin_of(c);

	for (size_t i = 0; i < c->n_turns; i++) {
		if (c->turns[i].at_ms != CONV_NO_TIME)
			at = c->turns[i].at_ms;
		add(s, &s->turns, at, keep(s, c->turns[i].value));
	}
}

static void
add_events(struct stitched *s, const struct conv *c)
{
	int64_t at = stitched_begin_of(c);

	for (size_t i = 0; i < c->n_events; i++) {
		if (c->events[i].at_ms != CONV_NO_TIME)
			at = c->events[i].at_ms;
		add(s, &s->events, at, keep(s, c->events[i].value));
		s->events.all[s->events.n - 1].type = c->events[i].type;
	}
}

static void
add_change(struct stitched *s, const struct conv *c)
{
	struct buf b = { 0 };
	int64_t at = stitched_begin_of(c);

	buf_cstr(&b, "{\"at\":\"");
	conv_put_time(&b, at);
	buf_cstr(&b, "\",\"type\":\"channel_changed\"");
	json_member(&b, "from");
	json_put_string(&b, s->channel);
	json_member(&b, "to");
	json_put_string(&b, c->channel);
	json_member(&b, "conversation_id");
	json_put_string(&b, c->id);
	buf_char(&b, '}');
	add(s, &s->events, at, arena_copy(&s->scratch, buf_view(&b)));
	s->events.all[s->events.n - 1].type = EVENT_CHANNEL_CHANGED;
	buf_free(&b);
}

static bool
is_one_of(const struct json *j, uint32_t key, const char *const *names)
{
	for (; *names; names++)
		if (json_is(j, key, str_of(*names)))
			return true;
	return false;
}

static void
take_head(struct stitched *s)
{
	static const char *const elsewhere[] = { "turns", "events", "outcome",
		"ended_at", "labels", "hoff", NULL };
	size_t n = 0;

	for (uint32_t i = json_first(&s->json, 0); i;
	     i = json_after(&s->json, 0, i))
		n++;
	s->head = arena_array(&s->scratch, n, sizeof(*s->head));
	for (uint32_t i = json_first(&s->json, 0); i;
	     i = json_after(&s->json, 0, i))
		if (!is_one_of(&s->json, i, elsewhere))
			s->head[s->n_head++] =
			    (struct member){ keep(s, i), keep(s, i + 1) };
}

static bool
is_in_head(const struct stitched *s, uint32_t key)
{
	for (size_t i = 0; i < s->n_head; i++)
		if (str_eq(s->head[i].name, json_raw(&s->json, key)) &&
		    str_eq(s->head[i].value, json_raw(&s->json, key + 1)))
			return true;
	return false;
}

/* Of a later one what the record does not say. */
static void
drop_head(struct stitched *s)
{
	static const char *const told[] = { "conversation_id", "channel",
		"started_at", "ended_at", "turns", "events", "outcome",
		"labels", "hoff", NULL };

	for (uint32_t i = json_first(&s->json, 0); i;
	     i = json_after(&s->json, 0, i))
		if (!is_one_of(&s->json, i, told) && !is_in_head(s, i))
			notes_drop(&s->notes,
			    json_string(&s->json, i, &s->scratch), 1);
}

static void
take_labels(struct stitched *s, const struct conv *c)
{
	if (!c->labels)
		return;
	if (s->labels.n) {
		notes_drop(&s->notes, STR("labels"), 1);
		return;
	}
	s->labels = keep(s, c->labels);
	if (c->label_turn >= 0 && c->label_turn < (double)c->n_turns)
		s->labelled = s->turns.n + (size_t)c->label_turn;
}

static void
take_end(struct stitched *s, const struct conv *c)
{
	uint32_t ended = json_get(&s->json, 0, STR("ended_at"));

	if (c->outcome) {
		if (s->outcome.n)
			notes_drop(&s->notes, STR("outcome"), 1);
		s->outcome = keep(s, c->outcome);
	}
	if (ended && c->ended_ms > s->ended_ms) {
		s->ended = keep(s, ended);
		s->ended_ms = c->ended_ms;
		s->ended_part = s->n_parts;
	}
}

/* What filters said of a part is not true of the whole. */
static void
take_notes(struct stitched *s, const struct conv *c, bool first)
{
	size_t n = import_foreign(c, &s->scratch, NULL);
	struct str *names = arena_array(&s->scratch, n + 1, sizeof(*names));
	uint32_t import = conv_annotation(c, "import"), format, version;

	import_foreign(c, &s->scratch, names);
	for (size_t i = 0; i < n; i++)
		notes_drop(&s->notes,
		    arena_printf(&s->scratch, "hoff.%.*s", STR_ARG(names[i])),
		    1);
	if (!import)
		return;
	notes_add(&s->notes, &s->json, import);
	format = json_get(&s->json, import, STR("format"));
	version = json_get(&s->json, import, STR("version"));
	if (first && format)
		s->format = arena_copy(
		    &s->scratch, json_string(&s->json, format, &s->scratch));
	if (first && version)
		s->version = json_number(&s->json, version);
}

static void
join_one(struct stitched *s, const struct conv *c, bool first)
{
	bool changed = !first && !str_eq(s->channel, c->channel);

	if (first)
		take_head(s);
	else
		drop_head(s);
	if (changed)
		add_change(s, c);
	else if (!first)
		notes_drop(&s->notes, STR("conversation_id"), 1);
	take_labels(s, c);
	add_turns(s, c);
	add_events(s, c);
	take_end(s, c);
	take_notes(s, c, first);
	s->channel = arena_copy(&s->scratch, c->channel);
	s->n_parts++;
}

bool
stitched_read(struct str line, struct buf *copy, struct json *j,
    struct arena *scratch, struct conv *c)
{
	struct fault f;

	buf_clear(copy);
	buf_str(copy, line);
	buf_reserve(copy, JSON_PADDING);
	return json_index(j, buf_view(copy), &f) &&
	       conv_parse(j, scratch, c, &f);
}

static int
by_time(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

static void
put_moments(struct stitched *s, const char *name, struct moments *m)
{
	json_member(&s->line, name);
	buf_char(&s->line, '[');
	for (size_t i = 0; i < m->n; i++) {
		if (m->all[i].gone)
			continue;
		json_next(&s->line);
		buf_str(&s->line, m->all[i].value);
	}
	buf_char(&s->line, ']');
}

/* They name a turn by its number, which may be another now. */
static void
put_labels(struct stitched *s)
{
	size_t turn = 0;
	struct fault f;

	while (turn < s->turns.n && s->turns.all[turn].n != s->labelled)
		turn++;
	buf_clear(&s->copy);
	buf_str(&s->copy, s->labels);
	buf_reserve(&s->copy, JSON_PADDING);
	if (!json_index(&s->json, buf_view(&s->copy), &f))
		return;
	json_member(&s->line, "labels");
	buf_char(&s->line, '{');
	for (uint32_t i = json_first(&s->json, 0); i;
	     i = json_after(&s->json, 0, i)) {
		if (json_is(&s->json, i, STR("turn")) && turn < s->turns.n)
			json_member_count(&s->line, "turn", turn);
		else
			put_raw(&s->line, json_raw(&s->json, i),
			    json_raw(&s->json, i + 1));
	}
	buf_char(&s->line, '}');
}

static void
put_line(struct stitched *s)
{
	buf_clear(&s->line);
	buf_char(&s->line, '{');
	for (size_t i = 0; i < s->n_head; i++)
		put_raw(&s->line, s->head[i].name, s->head[i].value);
	if (s->ended.n)
		put_raw(&s->line, STR("\"ended_at\""), s->ended);
	put_moments(s, "turns", &s->turns);
	if (s->events.n)
		put_moments(s, "events", &s->events);
	if (s->outcome.n)
		put_raw(&s->line, STR("\"outcome\""), s->outcome);
	if (s->labels.n)
		put_labels(s);
	buf_cstr(&s->line, ",\"hoff\":{\"import\":");
	notes_write(&s->notes, s->format, (unsigned)s->version, &s->line);
	buf_cstr(&s->line, "}}\n");
}

static void
start(struct stitched *s)
{
	arena_reset(&s->scratch);
	notes_init(&s->notes, &s->scratch);
	s->format = STR("canonical");
	s->version = 1;
	s->outcome = s->ended = s->channel = s->labels = STR("");
	s->ended_ms = CONV_NO_TIME;
	s->labelled = SIZE_MAX;
	s->n_head = s->n_parts = s->turns.n = s->events.n = 0;
	s->turns.moved = s->events.moved = false;
}

static void
sort(struct moments *m)
{
	if (m->moved)
		qsort(m->all, m->n, sizeof(*m->all), by_time);
}

/* What comes next, going backwards, and what of another conversation than that.
 */
struct ahead {
	const struct moment *next, *other;
};

static void
pass(struct ahead *a, const struct moment *m)
{
	if (a->next && a->next->part != m->part)
		a->other = a->next;
	a->next = m;
}

static const struct moment *
next_of_others(const struct ahead *a, size_t part)
{
	return a->next && a->next->part != part ? a->next : a->other;
}

static bool
is_behind(const struct moment *turn, const struct moment *event)
{
	return turn->at_ms != event->at_ms ? turn->at_ms > event->at_ms
					   : turn->part > event->part;
}

/* Whether a customer goes on where it ended; where the channel changes next,
 * it is the end of the one before. */
static bool
goes_on(const struct moment *event, const struct moment *turn)
{
	if (!event || event->type != EVENT_CHANNEL_CHANGED)
		return event || turn;
	return turn && turn->at_ms < event->at_ms;
}

/* The whole is not closed where one of them was and another goes on. */
static void
drop_closed(struct stitched *s)
{
	struct ahead turns = { 0 }, events = { 0 };
	size_t t = s->turns.n;

	for (size_t i = s->events.n; i-- > 0;) {
		struct moment *e = &s->events.all[i];

		while (t > 0 && is_behind(&s->turns.all[t - 1], e))
			pass(&turns, &s->turns.all[--t]);
		if (e->type == EVENT_CLOSED &&
		    goes_on(next_of_others(&events, e->part),
			next_of_others(&turns, e->part))) {
			e->gone = true;
			notes_drop(&s->notes, STR("closed"), 1);
		}
		pass(&events, e);
	}
}

/* Nor has it ended where another goes on, and does not tell until when. */
static void
drop_end(struct stitched *s)
{
	for (size_t i = s->turns.n; s->ended.n && i-- > 0;) {
		const struct moment *t = &s->turns.all[i];

		if (t->at_ms <= s->ended_ms || t->part == s->ended_part)
			continue;
		s->ended = STR("");
		notes_drop(&s->notes, STR("ended_at"), 1);
	}
}

struct str
stitched_lines(struct stitched *s, struct str lines)
{
	bool first = true;

	start(s);
	while (lines.n) {
		const char *end = memchr(lines.p, '\n', lines.n);
		size_t n = (size_t)(end - lines.p) + 1;
		struct conv c;

		if (stitched_read((struct str){ lines.p, n }, &s->copy,
			&s->json, &s->scratch, &c))
			join_one(s, &c, first);
		first = false;
		lines.p += n;
		lines.n -= n;
	}
	notes_derive(&s->notes, STR("one conversation, of several of the "
				    "customer's (--stitch)"));
	if (s->turns.moved)
		notes_derive(
		    &s->notes, STR("the order of turns, from their times"));
	sort(&s->turns);
	sort(&s->events);
	drop_closed(s);
	drop_end(s);
	put_line(s);
	return buf_view(&s->line);
}
