#include "import/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/hash.h"

enum {
	SCRATCH = 1 << 30,
	LONG_S = 48 * 3600, /* seconds of silence; a warning names them */
	BACK_MS = 24 * 3600 * 1000, /* that no clock is set back */
};

struct assembly *
assembly_new(const struct import *i)
{
	struct assembly *a = calloc(1, sizeof(*a));

	if (!a)
		die_of_memory();
	a->import = i;
	arena_init(&a->scratch, SCRATCH);
	json_init(&a->json);
	if (i->preset->order.n)
		json_put_string(&a->order, i->preset->order);
	return a;
}

void
assembly_free(struct assembly *a)
{
	arena_free(&a->scratch);
	json_free(&a->json);
	buf_free(&a->wrapped);
	buf_free(&a->line);
	buf_free(&a->order);
	free(a->items);
	free(a->ids);
	free(a);
}

/* Members without their braces, indexed. */
static bool
index_members(struct assembly *a, struct str members)
{
	struct fault f;

	buf_clear(&a->wrapped);
	buf_char(&a->wrapped, '{');
	buf_str(&a->wrapped, members);
	buf_char(&a->wrapped, '}');
	buf_reserve(&a->wrapped, JSON_PADDING);
	return json_index(&a->json, buf_view(&a->wrapped), &f);
}

static struct str
text_of(const struct assembly *a, uint32_t at)
{
	return json_raw(&a->json, at);
}

/* Behind the string that begins at `i`. */
static size_t
behind_string(struct str text, size_t i)
{
	for (i++; i < text.n && text.p[i] != '"'; i++)
		i += text.p[i] == '\\';
	return i + 1;
}

/* Behind the colon of a member so many brackets deep, or NULL.  `key` has its
 * quotes; what put_clean() writes has no blanks. */
const char *
members_find(struct str text, size_t depth, struct str key)
{
	size_t at = 0, i = 0, end;

	while (i < text.n) {
		char c = text.p[i];

		if (c != '"') {
			at += c == '{' || c == '[';
			at -= c == '}' || c == ']';
			i++;
			continue;
		}
		end = behind_string(text, i);
		if (at == depth && end < text.n && text.p[end] == ':' &&
		    str_eq((struct str){ text.p + i, end - i }, key))
			return text.p + end + 1;
		i = end;
	}
	return NULL;
}

/* Add to an object the members of value `at` that it has not. */
static struct str
join_objects(struct assembly *a, struct str object, uint32_t at)
{
	struct buf b = { 0 };
	struct str joined;

	buf_put(&b, object.p, object.n - 1);
	for (uint32_t i = json_first(&a->json, at); i;
	     i = json_after(&a->json, at, i)) {
		if (members_find(object, 1, text_of(a, i)))
			continue;
		if (b.n > 1)
			buf_char(&b, ',');
		buf_str(&b, text_of(a, i));
		buf_char(&b, ':');
		buf_str(&b, text_of(a, i + 1));
	}
	buf_char(&b, '}');
	joined = arena_copy(&a->scratch, buf_view(&b));
	buf_free(&b);
	return joined;
}

static void
take_member(struct assembly *a, struct str name, uint32_t at)
{
	for (size_t i = 0; i < a->n_members; i++) {
		struct member *m = &a->members[i];

		if (!str_eq(m->name, name))
			continue;
		if (str_eq(name, STR("\"ended_at\"")))
			m->value = arena_copy(&a->scratch, text_of(a, at));
		else if (m->value.p[0] == '{' &&
			 json_kind_of(&a->json, at) == JSON_OBJECT)
			m->value = join_objects(a, m->value, at);
		return;
	}
	if (a->n_members == MOST_MEMBERS)
		return;
	a->members[a->n_members++] =
	    (struct member){ arena_copy(&a->scratch, name),
		    arena_copy(&a->scratch, text_of(a, at)) };
}

static void
take_head(struct assembly *a, struct str body)
{
	if (!index_members(a, body))
		return;
	for (uint32_t i = json_first(&a->json, 0); i;
	     i = json_after(&a->json, 0, i))
		take_member(a, text_of(a, i), i + 1);
}

/* A number in front of anything that is none. */
static double
order_of(const struct assembly *a, const struct piece *p)
{
	const char *value = a->order.n && p->head.kind == PIECE_TURN
				? members_find(p->body, 0, buf_view(&a->order))
				: NULL;

	return value ? strtod(value, NULL) : 0;
}

static bool
stands_in(const struct piece *p)
{
	return (p->head.kind == PIECE_TURN || p->head.kind == PIECE_EVENT) &&
	       p->head.flags & STANDS_IN;
}

static void
add_item(struct assembly *a, const struct piece *p)
{
	if (a->n_items == a->items_room) {
		a->items_room = a->items_room ? a->items_room * 2 : 256;
		a->items =
		    reallocarray(a->items, a->items_room, sizeof(*a->items));
		if (!a->items)
			die_of_memory();
	}
	a->items[a->n_items] = (struct item){ *p, p->head.at_ms, order_of(a, p),
		a->n_items, false, false };
	a->n_items++;
	a->has_stand_ins |= stands_in(p);
}

static void
add_hidden(struct assembly *a, struct str id)
{
	struct hidden *h = arena_alloc(&a->scratch, sizeof(*h));

	*h = (struct hidden){ id, a->hidden };
	a->hidden = h;
}

static void
add_person(struct assembly *a, const struct piece *p)
{
	struct person *who = arena_alloc(&a->scratch, sizeof(*who));

	*who = (struct person){ p->author, p->head.role, a->people };
	a->people = who;
}

static void
take_pieces(struct assembly *a, struct str pieces)
{
	struct str last_head = { "", 0 };
	struct piece p;

	while (piece_take(&pieces, &p)) {
		a->key_derived |= (p.head.flags & KEY_DERIVED) != 0;
		switch (p.head.kind) {
		case PIECE_HEAD:
			if (!str_eq(p.body, last_head))
				take_head(a, p.body);
			last_head = p.body;
			break;
		case PIECE_NOTE:
			if (index_members(a, p.body))
				notes_add(&a->notes, &a->json, 0);
			break;
		case PIECE_LEFT:
			notes_drop(&a->notes, p.id, 1);
			break;
		case PIECE_TOLD:
			if (p.id.n)
				add_hidden(a, p.id);
			else
				add_person(a, &p);
			break;
		case PIECE_DROP:
			a->unwanted = true;
			break;
		case PIECE_SOURCE:
			break;
		default:
			add_item(a, &p);
		}
	}
}

/* Where the item of a kind and an id is among `ids`, or would go. */
static size_t *
slot_of(const struct assembly *a, uint8_t kind, struct str id)
{
	size_t at = (hash_str(id) ^ kind) & a->ids_last;

	for (; a->ids[at]; at = (at + 1) & a->ids_last) {
		const struct piece *p = &a->items[a->ids[at] - 1].p;

		if (p->head.kind == kind && str_eq(p->id, id))
			break;
	}
	return &a->ids[at];
}

static bool
is_amendment(const struct piece *p)
{
	return p->head.kind == PIECE_TURN && p->head.flags & AMENDS;
}

/* Of what has an id and came before, in this conversation, only the first; or
 * the last that replaces it. */
static size_t
mark_duplicates(struct assembly *a)
{
	size_t room = 64, n_twice = 0;

	while (room < a->n_items * 2)
		room *= 2;
	if (room > a->ids_room) {
		free(a->ids);
		a->ids = malloc(room * sizeof(*a->ids));
		if (!a->ids)
			die_of_memory();
		a->ids_room = room;
	}
	memset(a->ids, 0, room * sizeof(*a->ids));
	a->ids_last = room - 1;
	for (size_t i = 0; i < a->n_items; i++) {
		struct item *it = &a->items[i];
		size_t *slot;

		if (it->p.id.n == 0 || is_amendment(&it->p))
			continue;
		slot = slot_of(a, it->p.head.kind, it->p.id);
		n_twice += *slot != 0;
		if (*slot && !(it->p.head.flags & REPLACES)) {
			it->twice = true;
			continue;
		}
		if (*slot)
			a->items[*slot - 1].twice = true;
		*slot = i + 1;
	}
	return n_twice;
}

/* Of turns of one id it is enough to hide the one that stays. */
static void
hide_turns(struct assembly *a)
{
	for (const struct hidden *h = a->hidden; h; h = h->next) {
		size_t item = *slot_of(a, PIECE_TURN, h->id);

		if (item)
			a->items[item - 1].hidden = true;
	}
}

/* Its members take the place of that turn's, whose others stay. */
static void
amend(struct assembly *a, struct piece *turn, struct str members)
{
	struct str joined =
	    arena_printf(&a->scratch, "{%.*s}", STR_ARG(members));

	if (!index_members(a, turn->body))
		return;
	joined = join_objects(a, joined, 0);
	turn->body = (struct str){ joined.p + 1, joined.n - 2 };
}

static void
amend_turns(struct assembly *a)
{
	for (size_t i = 0; i < a->n_items; i++) {
		struct item *it = &a->items[i];
		size_t turn;

		if (!is_amendment(&it->p))
			continue;
		it->twice = true;
		turn = *slot_of(a, PIECE_TURN, it->p.id);
		if (turn)
			amend(a, &a->items[turn - 1].p, it->p.body);
		else
			notes_drop(&a->notes, STR("change of no message"), 1);
	}
}

static int
by_time(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

/* What has no time stays behind what it came behind. */
static void
order_items(struct assembly *a)
{
	int64_t last[2] = { CONV_NO_TIME, CONV_NO_TIME };
	bool moved[2] = { false, false }, back = false;

	for (size_t i = 0; i < a->n_items; i++) {
		struct item *it = &a->items[i];
		bool event = it->p.head.kind == PIECE_EVENT;

		if (it->at_ms == CONV_NO_TIME)
			it->at_ms = last[event];
		moved[event] |= it->at_ms < last[event];
		back |= !event && last[0] != CONV_NO_TIME &&
			it->at_ms < last[0] - BACK_MS;
		last[event] = it->at_ms;
	}
	if (moved[0])
		notes_derive(
		    &a->notes, STR("the order of turns, from their times"));
	if (back && a->import->preset->entries)
		notes_warn(&a->notes,
		    STR("times that go back by more than a day, as no chat's "
			"do: are dates of both orders in it? (see "
			"--date-order)"));
	if (a->n_items)
		qsort(a->items, a->n_items, sizeof(*a->items), by_time);
}

/* Of events that tell on every message how a handoff stands, those stay with
 * which it came further, or was over. */
static void
settle_standings(struct assembly *a)
{
	uint8_t now = 0;

	for (size_t i = 0; i < a->n_items; i++) {
		struct item *it = &a->items[i];
		uint8_t then = it->p.head.role;

		if (it->p.head.kind != PIECE_EVENT || then == NO_ROLE)
			continue;
		if (then ? then <= now : !now)
			it->twice = true;
		else
			now = then;
	}
}

/* Where a silence longer than the gap ends a conversation. */
static size_t
session_end(const struct assembly *a, size_t from, double gap_s)
{
	size_t i = from + 1;

	for (; i < a->n_items; i++) {
		int64_t was = a->items[i - 1].at_ms, now = a->items[i].at_ms;

		if (was != CONV_NO_TIME &&
		    (double)now - (double)was > gap_s * 1000)
			return i;
	}
	return a->n_items;
}

/* Some systems use an id again, or have one for each customer. */
static void
warn_of_silence(struct assembly *a)
{
	if (a->import->preset->grouped &&
	    session_end(a, 0, LONG_S) < a->n_items)
		notes_warn(&a->notes,
		    STR("silent for more than 48 hours: perhaps several "
			"conversations of one id (see --session-gap)"));
}

static void
start(struct assembly *a)
{
	arena_reset(&a->scratch);
	notes_init(&a->notes, &a->scratch);
	a->n_items = a->n_members = 0;
	a->hidden = NULL;
	a->people = NULL;
	a->unwanted = a->key_derived = a->has_stand_ins = false;
}

/* Whether somebody of a role is heard, or somebody of an unknown one. */
static bool
is_heard(const struct assembly *a, uint8_t role)
{
	for (size_t i = 0; i < a->n_items; i++) {
		const struct piece *p = &a->items[i].p;

		if (p->head.kind == PIECE_TURN && !stands_in(p) &&
		    (p->head.role == role || p->head.role == NO_ROLE))
			return true;
	}
	return false;
}

/* Of an event, from its first quote to its next, or to an escape. */
static struct str
type_of(const struct piece *p)
{
	const char *at = members_find(p->body, 0, STR("\"type\""));
	const char *end = p->body.p + p->body.n;
	size_t n = 1;

	if (!at)
		return STR("");
	while (at + n < end && at[n] != '"' && at[n] != '\\')
		n++;
	return (struct str){ at, n };
}

/* Whether an event of the type is told that stands in for none. */
static bool
is_told(const struct assembly *a, struct str type)
{
	for (size_t i = 0; i < a->n_items; i++) {
		const struct piece *p = &a->items[i].p;

		if (p->head.kind == PIECE_EVENT && !stands_in(p) &&
		    str_eq(type_of(p), type))
			return true;
	}
	return false;
}

static bool
is_replaced(const struct assembly *a, const struct piece *p)
{
	return p->head.kind == PIECE_TURN ? is_heard(a, p->head.role)
					  : is_told(a, type_of(p));
}

static void
dismiss_stand_ins(struct assembly *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_items; i++) {
		const struct item *it = &a->items[i];

		if (stands_in(&it->p) && is_replaced(a, &it->p))
			continue;
		if (stands_in(&it->p) && it->p.head.kind == PIECE_TURN)
			notes_derive(&a->notes,
			    STR("a turn without words, of who was there"));
		a->items[n++] = *it;
	}
	a->n_items = n;
}

/* What comes twice stands once, and all of it in its order. */
static void
arrange(struct assembly *a, struct import_tally *t)
{
	size_t twice;

	if (a->has_stand_ins)
		dismiss_stand_ins(a);
	twice = mark_duplicates(a);
	if (twice) {
		notes_drop(&a->notes, STR("duplicate"), twice);
		t->duplicates += twice;
	}
	amend_turns(a);
	hide_turns(a);
	order_items(a);
	settle_standings(a);
}

static void
note_doubts(struct assembly *a, bool in_sessions)
{
	if (a->key_derived)
		notes_derive(&a->notes, STR("conversation_id, from its place"));
	if (!in_sessions)
		warn_of_silence(a);
}

/* The next session, all of it where there are none; false: that was the last.
 */
static bool
next_session(const struct assembly *a, double gap_s, struct range *r)
{
	r->from = r->to;
	r->to = gap_s > 0 ? session_end(a, r->from, gap_s) : a->n_items;
	return r->from < a->n_items;
}

void
assembly_conversations(struct assembly *a, struct str key, struct str pieces,
    double session_gap_s, void (*emit)(void *arg, struct str line), void *arg,
    struct import_tally *t)
{
	struct range r = { 0, 0 };
	size_t session = 0;

	start(a);
	take_pieces(a, pieces);
	if (a->unwanted) {
		t->dropped++;
		return;
	}
	arrange(a, t);
	note_doubts(a, session_gap_s > 0);
	/* one without turns or events is one, too */
	for (; next_session(a, session_gap_s, &r) || session == 0; session++) {
		if (r.to < a->n_items || session)
			notes_derive(&a->notes,
			    STR("sessions, from silences (--session-gap)"));
		assembly_put(a, key, session, r, pieces, t);
		emit(arg, buf_view(&a->line));
	}
}
