#include "import/piece.h"
#include "import/role.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	TURN_AT,
	TURN_ROLE,
	TURN_AUTHOR,
	TURN_TEXT,
	TURN_HTML,
	TURN_ID,
	TURN_INTENT,
	TURN_AGENT,
	TURN_AFTER,
	TURN_PRIVATE,
	TURN_REPLACES,
	TURN_AMENDS,
	TURN_STANDS_IN,
	TURN_ONCE,
	N_TURN_KEYS
};

#define KEY(s) \
	{ \
		s, sizeof(s) - 1 \
	}

static const struct str turn_keys[N_TURN_KEYS] = {
	[TURN_AT] = KEY("at"),
	[TURN_ROLE] = KEY("role"),
	[TURN_AUTHOR] = KEY("author"),
	[TURN_TEXT] = KEY("text"),
	[TURN_HTML] = KEY("html"),
	[TURN_ID] = KEY("id"),
	[TURN_INTENT] = KEY("intent"),
	[TURN_AGENT] = KEY("agent_id"),
	[TURN_AFTER] = KEY("after_s"),
	[TURN_PRIVATE] = KEY("private"),
	[TURN_REPLACES] = KEY("replaces"),
	[TURN_AMENDS] = KEY("amends"),
	[TURN_STANDS_IN] = KEY("stands_in"),
	[TURN_ONCE] = KEY("once"),
};

enum {
	CONV_ID,
	CONV_TURNS,
	CONV_EVENTS,
	CONV_DROPPED,
	CONV_DERIVED,
	CONV_WARNINGS,
	CONV_DROP,
	CONV_PRIVATE,
	CONV_PEOPLE,
	CONV_STARTED,
	CONV_ENDED,
	CONV_HOFF,
	CONV_OUTCOME,
	N_CONV_KEYS
};

static const struct str conv_keys[N_CONV_KEYS] = {
	[CONV_ID] = KEY("conversation_id"),
	[CONV_TURNS] = KEY("turns"),
	[CONV_EVENTS] = KEY("events"),
	[CONV_DROPPED] = KEY("dropped"),
	[CONV_DERIVED] = KEY("derived"),
	[CONV_WARNINGS] = KEY("warnings"),
	[CONV_DROP] = KEY("drop"),
	[CONV_PRIVATE] = KEY("private_ids"),
	[CONV_PEOPLE] = KEY("people"),
	[CONV_STARTED] = KEY("started_at"),
	[CONV_ENDED] = KEY("ended_at"),
	[CONV_HOFF] = KEY("hoff"),
	[CONV_OUTCOME] = KEY("outcome"),
};

void
split_put(
    struct split *s, struct piece_head h, struct str id, struct str author)
{
	struct piece p = { h, s->key, id, author, buf_view(&s->body), STR("") };

	p.head.flags |= s->key_flags;
	piece_put(s->out, &p);
	buf_clear(&s->body);
}

static bool
is_key(const struct str *keys, size_t n, const struct json *j, uint32_t key)
{
	for (size_t i = 0; i < n; i++)
		if (json_is(j, key, keys[i]))
			return true;
	return false;
}

/* A member of an object without braces, that begins at `start`. */
static bool
put_member(struct split *s, uint32_t key, uint32_t value)
{
	size_t before = s->body.n;

	if (before)
		buf_char(&s->body, ',');
	buf_str(&s->body, json_raw(&s->json, key));
	buf_char(&s->body, ':');
	if (put_clean(&s->json, value, &s->body))
		return true;
	s->body.n = before;
	return false;
}

static void
put_rest(struct split *s, uint32_t at, const struct str *keys, size_t n)
{
	const struct json *j = &s->json;

	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		if (!is_key(keys, n, j, i))
			put_member(s, i, i + 1);
}

static int64_t
count_time(struct split *s, enum when how, int64_t ms)
{
	switch (how) {
	case WHEN_KNOWN:
		return ms;
	case WHEN_NONE:
		return CONV_NO_TIME;
	case WHEN_AMBIGUOUS:
		s->either_order++;
		/* fall through */
	case WHEN_UNREADABLE:
		split_lose(s, LOST_TIME);
		return CONV_NO_TIME;
	case WHEN_SERIAL:
		s->seen |= SEEN_SERIAL;
		break;
	case WHEN_TWICE:
		s->seen |= SEEN_TWICE;
		break;
	case WHEN_NEVER:
		s->seen |= SEEN_NEVER;
		break;
	case WHEN_ASSUMED:
		break;
	}
	s->seen |= SEEN_ASSUMED;
	return ms;
}

int64_t
split_time(struct split *s, struct str text)
{
	int64_t ms = 0;
	enum when how = when_read_text(text, s->zone, s->date_order, &ms);

	return count_time(s, how, ms);
}

int64_t
split_time_of(struct split *s, const struct json *j, uint32_t at)
{
	int64_t ms = 0;
	enum when how = when_read(j, at, s->zone, s->date_order, &ms);

	return count_time(s, how, ms);
}

static int64_t
read_time(struct split *s, uint32_t at)
{
	return split_time_of(s, &s->json, at);
}

/* A name or number as text; empty when it is neither. */
static struct str
name_of(struct split *s, uint32_t at)
{
	if (!at)
		return STR("");
	if (json_kind_of(&s->json, at) == JSON_STRING)
		return json_string(&s->json, at, &s->scratch);
	if (json_kind_of(&s->json, at) == JSON_NUMBER)
		return json_raw(&s->json, at);
	return STR("");
}

/* What --role says of a name. */
static bool
given_role(struct split *s, struct str name, enum role *out)
{
	for (size_t i = 0; s->roles && s->roles[i] && name.n; i++) {
		const char *r = s->roles[i], *eq = strrchr(r, '=');

		if (!role_same_name((struct str){ r, (size_t)(eq - r) }, name))
			continue;
		if (i < MOST_ROLES)
			s->roles_met |= UINT64_C(1) << i;
		return conv_find_role(str_of(eq + 1), out);
	}
	return false;
}

uint8_t
split_role(struct split *s, struct str role, struct str author, uint8_t *flags)
{
	enum role found;

	if (given_role(s, author, &found) || given_role(s, role, &found) ||
	    conv_find_role(role, &found) || role_of_word(role, &found) ||
	    role_of_word(author, &found))
		return (uint8_t)found;
	if (!role_is_named_bot(role) && !role_is_named_bot(author))
		return NO_ROLE;
	*flags |= BOT_BY_NAME;
	return ROLE_BOT;
}

static void
put_text(struct split *s, const uint32_t *has)
{
	struct buf text = { 0 };

	enum json_kind kind =
	    has[TURN_TEXT] ? json_kind_of(&s->json, has[TURN_TEXT]) : JSON_NULL;

	if (kind == JSON_STRING) {
		buf_cstr(&s->body, "\"text\":");
		buf_str(&s->body, json_raw(&s->json, has[TURN_TEXT]));
	} else if (kind != JSON_NULL && kind < JSON_ARRAY) {
		buf_cstr(&s->body, "\"text\":");
		json_put_string(&s->body, json_raw(&s->json, has[TURN_TEXT]));
	} else if (kind != JSON_NULL) {
		split_lose(s, LOST_TEXT);
	} else if (has[TURN_HTML] &&
		   json_kind_of(&s->json, has[TURN_HTML]) == JSON_STRING) {
		html_to_text(
		    json_string(&s->json, has[TURN_HTML], &s->scratch), &text);
		buf_cstr(&s->body, "\"text\":");
		json_put_string(&s->body, buf_view(&text));
		buf_free(&text);
	}
}

static void
put_known(struct split *s, const char *name, uint32_t at)
{
	size_t before = s->body.n;

	if (!at)
		return;
	if (before)
		buf_char(&s->body, ',');
	buf_printf(&s->body, "\"%s\":", name);
	if (!put_clean(&s->json, at, &s->body))
		s->body.n = before;
}

static bool
is_there(const struct split *s, uint32_t at)
{
	return at && json_kind_of(&s->json, at) != JSON_NULL;
}

static bool
is_true(const struct split *s, uint32_t at)
{
	return at && json_kind_of(&s->json, at) == JSON_TRUE;
}

/* "at", and so many seconds later. */
static int64_t
read_moment(struct split *s, const uint32_t *has)
{
	int64_t ms = read_time(s, has[TURN_AT]);
	uint32_t after = has[TURN_AFTER];

	if (ms == CONV_NO_TIME || !after ||
	    json_kind_of(&s->json, after) != JSON_NUMBER)
		return ms;
	return ms + (int64_t)floor(json_number(&s->json, after) * 1000 + 0.5);
}

void
split_hold(struct split *s, const struct conv_member *members, struct str name,
    enum json_kind kind)
{
	const struct conv_member *m;

	if (s->misfit || kind == JSON_STRING || kind == JSON_NULL)
		return;
	m = conv_member(members, name);
	if (!(m->kinds >> kind & 1))
		s->misfit = m;
}

/* What comes twice is known by its id, or by what only tells it from others. */
static struct str
identity(struct split *s, uint32_t id, uint32_t once)
{
	struct str name = name_of(s, id);

	return name.n ? name : name_of(s, once);
}

static void
split_turn(struct split *s, uint32_t at)
{
	uint32_t has[N_TURN_KEYS];
	struct piece_head h = { .kind = PIECE_TURN };
	struct str author, role;

	json_pick(&s->json, at, turn_keys, N_TURN_KEYS, has);
	author = name_of(s, has[TURN_AUTHOR]);
	role = name_of(s, has[TURN_ROLE]);
	h.at_ms = read_moment(s, has);
	h.role = split_role(s, role, author, &h.flags);
	if (h.role == NO_ROLE && author.n == 0)
		author = role;
	if (is_there(s, has[TURN_AGENT]))
		h.flags |= HAS_AGENT_ID;
	if (is_true(s, has[TURN_REPLACES]))
		h.flags |= REPLACES;
	if (is_true(s, has[TURN_STANDS_IN]))
		h.flags |= STANDS_IN;
	if (is_true(s, has[TURN_AMENDS])) {
		h.flags |= AMENDS;
		h.role = ROLE_SYSTEM; /* it has none, and tells none */
	}
	put_text(s, has);
	put_known(s, "agent_id", has[TURN_AGENT]);
	put_known(s, "id", has[TURN_ID]);
	h.flags |= split_intent(s, has[TURN_INTENT]);
	split_private_of(s, has[TURN_PRIVATE]);
	put_rest(s, at, turn_keys, N_TURN_KEYS);
	split_put(s, h, identity(s, has[TURN_ID], has[TURN_ONCE]), author);
}

static void
put_event_member(struct split *s, uint32_t key)
{
	const struct json *j = &s->json;
	struct str type = STR(""), ours;

	if (json_is(j, key, STR("type")) &&
	    json_kind_of(j, key + 1) == JSON_STRING)
		type = json_string(j, key + 1, &s->scratch);
	ours = split_event_type(type);
	if (ours.p == type.p)
		put_member(s, key, key + 1);
	else
		json_member_str(&s->body, "type", ours);
}

/* How far a handoff had come by then, from 0; NO_ROLE: nobody says. */
static uint8_t
standing_of(const struct split *s, uint32_t at)
{
	double n = at && json_kind_of(&s->json, at) == JSON_NUMBER
		       ? json_number(&s->json, at)
		       : NO_ROLE;

	return n >= 0 && n < NO_ROLE ? (uint8_t)n : NO_ROLE;
}

static void
split_event(struct split *s, uint32_t at)
{
	enum { AT, ONCE, STANDING, STANDS, ID, N };
	static const struct str keys[N] = { KEY("at"), KEY("once"),
		KEY("standing"), KEY("stands_in"), KEY("id") };
	const struct json *j = &s->json;
	struct piece_head h = { .kind = PIECE_EVENT, .role = NO_ROLE };
	uint32_t has[N];

	json_pick(&s->json, at, keys, N, has);
	h.at_ms = read_time(s, has[AT]);
	h.role = standing_of(s, has[STANDING]);
	if (is_true(s, has[STANDS]))
		h.flags |= STANDS_IN;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		if (!is_key(keys, ID, j, i))
			put_event_member(s, i);
	split_put(s, h, identity(s, has[ID], has[ONCE]), STR(""));
}

/* Every object of an array; false when it is none, or holds other things. */
static bool
each(struct split *s, uint32_t at, void (*take)(struct split *, uint32_t))
{
	if (!is_there(s, at))
		return true;
	if (json_kind_of(&s->json, at) != JSON_ARRAY)
		return false;
	for (uint32_t i = json_first(&s->json, at); i;
	     i = json_after(&s->json, at, i)) {
		if (json_kind_of(&s->json, i) != JSON_OBJECT)
			return false;
		take(s, i);
	}
	return true;
}

static void
put_time_member(struct split *s, const char *name, uint32_t at)
{
	int64_t ms = read_time(s, at);

	if (ms == CONV_NO_TIME)
		return;
	if (s->body.n)
		buf_char(&s->body, ',');
	buf_printf(&s->body, "\"%s\":\"", name);
	conv_put_time(&s->body, ms);
	buf_char(&s->body, '"');
}

/* What the conversation is, beside its turns and events. */
static void
split_head(struct split *s, const uint32_t *has)
{
	struct piece_head h = { .kind = PIECE_HEAD, .at_ms = CONV_NO_TIME };

	put_rest(s, 0, conv_keys, N_CONV_KEYS);
	split_outcome_of(s, has[CONV_OUTCOME]);
	put_time_member(s, "started_at", has[CONV_STARTED]);
	put_time_member(s, "ended_at", has[CONV_ENDED]);
	h.flags = has[CONV_ENDED] ? HAS_END : 0;
	if (s->body.n)
		split_put(s, h, STR(""), STR(""));
}

static void
split_notes(struct split *s, const uint32_t *has)
{
	struct piece_head h = { .kind = PIECE_NOTE, .at_ms = CONV_NO_TIME };

	put_known(s, "dropped", has[CONV_DROPPED]);
	put_known(s, "derived", has[CONV_DERIVED]);
	put_known(s, "warnings", has[CONV_WARNINGS]);
	if (s->body.n)
		split_put(s, h, STR(""), STR(""));
}

/* Who an author is, perhaps of other records' turns. */
static void
split_person(struct split *s, uint32_t at)
{
	enum { ROLE, AUTHOR, N };
	static const struct str keys[N] = { KEY("role"), KEY("author") };
	struct piece_head h = { .kind = PIECE_TOLD, .at_ms = CONV_NO_TIME };
	struct str author;
	uint32_t has[N];

	json_pick(&s->json, at, keys, N, has);
	author = name_of(s, has[AUTHOR]);
	h.role = split_role(s, name_of(s, has[ROLE]), author, &h.flags);
	if (author.n && h.role != NO_ROLE)
		split_put(s, h, STR(""), author);
}

/* Turns, perhaps of other records, that are private. */
static void
split_hide(struct split *s, uint32_t at)
{
	struct piece_head h = { .kind = PIECE_TOLD, .at_ms = CONV_NO_TIME };
	struct str id;

	if (!is_there(s, at) || json_kind_of(&s->json, at) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(&s->json, at); i;
	     i = json_after(&s->json, at, i))
		if ((id = name_of(s, i)).n)
			split_put(s, h, id, STR(""));
}

static void
split_drop(struct split *s, uint32_t at)
{
	struct piece_head h = { .kind = PIECE_DROP, .at_ms = CONV_NO_TIME };

	if (!is_there(s, at))
		return;
	buf_clear(&s->body);
	buf_str(&s->body, name_of(s, at));
	split_put(s, h, STR(""), STR(""));
}

void
split_start(
    struct split *s, struct str key, struct str fallback, struct buf *out)
{
	arena_reset(&s->scratch);
	s->out = out;
	if (s->seen & SEEN_LOST) {
		memset(s->lost, 0, sizeof(s->lost));
		s->either_order = 0;
	}
	s->seen = 0;
	s->misfit = NULL;
	s->key = key.n ? key : fallback;
	s->key_flags = key.n ? 0 : KEY_DERIVED;
}

/* A mapping's own members that no record has: kept, and named once. */
static void
note_unknown(struct split *s)
{
	const struct json *j = &s->json;

	for (uint32_t i = json_first(j, 0); i; i = json_after(j, 0, i)) {
		struct str name = json_raw(j, i), found;
		size_t n = 0;

		name = (struct str){ name.p + 1, name.n - 2 };
		if (is_key(conv_keys, N_CONV_KEYS, j, i) ||
		    conv_member(conv_members, name))
			continue;
		/* a name that was made of data is not told */
		found.p = name.n
			      ? memmem(s->source.p, s->source.n, name.p, name.n)
			      : NULL;
		found.n = name.n;
		while (n < s->n_unknown && !str_eq(s->unknown[n], name))
			n++;
		if (found.p && n == s->n_unknown && n < MOST_UNKNOWN)
			s->unknown[s->n_unknown++] = found;
	}
}

/* What is read here in any form, or mended. */
static const struct str lenient[] = { KEY("conversation_id"), KEY("started_at"),
	KEY("ended_at"), KEY("hoff"), KEY("at"), KEY("role"), KEY("text"),
	KEY("intent"), KEY("confidence"), KEY("private"), KEY("resolved"),
	KEY("csat") };

enum { N_LENIENT = sizeof(lenient) / sizeof(*lenient) };

static const char *
kinds_text(unsigned kinds)
{
	if (kinds == 1u << JSON_STRING)
		return "a string";
	if (kinds == 1u << JSON_NUMBER)
		return "a number";
	if (kinds == 1u << JSON_OBJECT)
		return "an object";
	if (kinds == 1u << JSON_ARRAY)
		return "an array of objects";
	return kinds & 1u << JSON_TRUE ? "true or false"
				       : "a string or a number";
}

bool
split_fits(struct split *s, struct fault *f)
{
	char why[128];

	if (!s->misfit)
		return true;
	snprintf(why, sizeof(why), "%s '%.*s' is not %s",
	    s->source.n ? "the mapping's" : "what becomes",
	    STR_ARG(s->misfit->name), kinds_text(s->misfit->kinds));
	*f = (struct fault){ BAD_TYPE, 0, phrases_keep(s->phrases, why) };
	return false;
}

bool
split_output(struct split *s, struct str output, struct str fallback,
    struct buf *out, struct fault *f)
{
	static const struct fault wrong = { BAD_VALUE, 0,
		"the mapping made no conversation of it" };
	uint32_t has[N_CONV_KEYS];
	struct str key;

	*f = wrong;
	if (!json_index(&s->json, output, f)) {
		*f = wrong;
		return false;
	}
	if (json_kind_of(&s->json, 0) != JSON_OBJECT)
		return false;
	json_pick(&s->json, 0, conv_keys, N_CONV_KEYS, has);
	split_start(s, STR(""), fallback, out);
	if ((key = name_of(s, has[CONV_ID])).n) {
		s->key = key;
		s->key_flags = 0;
	}
	if (s->source.n)
		note_unknown(s);
	s->misfit = conv_misfit(&s->json, 0, conv_members, lenient, N_LENIENT);
	if (!split_fits(s, f))
		return false;
	split_head(s, has);
	if (!each(s, has[CONV_TURNS], split_turn) ||
	    !each(s, has[CONV_EVENTS], split_event) ||
	    !each(s, has[CONV_PEOPLE], split_person) || !split_fits(s, f))
		return false;
	split_notes(s, has);
	split_hide(s, has[CONV_PRIVATE]);
	split_end(s);
	split_drop(s, has[CONV_DROP]);
	return true;
}
