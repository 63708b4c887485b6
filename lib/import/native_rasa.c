#include "import/native.h"

#include <string.h>

#include "base/hash.h"

/* What the mapping rasa.jq says, in C; see native.h. */

enum {
	RASA_SENDER,
	RASA_EVENTS,
	RASA_EVENT,
	RASA_TIME,
	RASA_TEXT,
	RASA_NAME,
	RASA_ID,
	RASA_PARSE,
	RASA_CHANNEL,
	RASA_FLOW,
	RASA_DATA,
	N_RASA
};

#define KEY(s) \
	{ \
		s, sizeof(s) - 1 \
	}

static const struct str rasa_keys[N_RASA] = {
	[RASA_SENDER] = KEY("sender_id"),
	[RASA_EVENTS] = KEY("events"),
	[RASA_EVENT] = KEY("event"),
	[RASA_TIME] = KEY("timestamp"),
	[RASA_TEXT] = KEY("text"),
	[RASA_NAME] = KEY("name"),
	[RASA_ID] = KEY("message_id"),
	[RASA_PARSE] = KEY("parse_data"),
	[RASA_CHANNEL] = KEY("input_channel"),
	[RASA_FLOW] = KEY("flow_id"),
	[RASA_DATA] = KEY("data"),
};

enum { ONCE = 64 };

/* An event of the record in hand. */
struct part {
	const struct json *j;
	uint32_t has[N_RASA];
	bool silent;	  /* nobody tells what the bot said */
	const char *type; /* of ours that an event becomes */
	struct split *s;
	struct arena *a;
};

static void
put_alternatives(
    const struct part *p, uint32_t ranking, struct str best, struct buf *out)
{
	const struct json *j = p->j;
	size_t before = out->n, start;
	bool any = false;

	if (!ranking || json_kind_of(j, ranking) != JSON_ARRAY)
		return;
	json_member(out, "alternatives");
	buf_char(out, '[');
	for (uint32_t i = json_first(j, ranking); i;
	     i = json_after(j, ranking, i)) {
		uint32_t name = json_get(j, i, STR("name"));
		bool named;

		if (native_is_string(j, name) &&
		    str_eq(json_string(j, name, p->a), best))
			continue;
		if (name)
			split_hold(p->s, p->s->of_intent, STR("name"),
			    json_kind_of(j, name));
		start = out->n;
		json_next(out);
		buf_char(out, '{');
		named = native_member(j, "name", name, p->a, out);
		if (native_confidence(
			p->s, j, json_get(j, i, STR("confidence"))) ||
		    named) {
			buf_char(out, '}');
			any = true;
		} else {
			out->n = start;
		}
	}
	buf_char(out, ']');
	if (!any)
		out->n = before;
}

/* Returns what the turn has by it. */
static uint8_t
put_intent(const struct part *p, struct buf *out)
{
	static const struct str keys[] = { KEY("intent"),
		KEY("intent_ranking") };
	static const struct str of_intent[] = { KEY("name"),
		KEY("confidence") };
	const struct json *j = p->j;
	uint32_t in_parse[2], has[2];
	uint8_t flags = HAS_INTENT;

	if (!p->has[RASA_PARSE])
		return 0;
	json_pick(j, p->has[RASA_PARSE], keys, 2, in_parse);
	if (!in_parse[0])
		return 0;
	json_pick(j, in_parse[0], of_intent, 2, has);
	if (has[0])
		split_hold(p->s, p->s->of_intent, STR("name"),
		    json_kind_of(j, has[0]));
	if (!native_is_string(j, has[0]))
		return 0;
	json_member(out, "intent");
	buf_char(out, '{');
	native_member(j, "name", has[0], p->a, out);
	if (native_confidence(p->s, j, has[1]))
		flags |= HAS_CONFIDENCE;
	put_alternatives(p, in_parse[1], json_string(j, has[0], p->a), out);
	buf_char(out, '}');
	return flags;
}

static void
put_channel(const struct part *p)
{
	struct piece_head h = { .kind = PIECE_HEAD, .at_ms = CONV_NO_TIME };
	uint32_t at = p->has[RASA_CHANNEL];

	if (!at)
		return;
	split_hold(p->s, conv_members, STR("channel"), json_kind_of(p->j, at));
	if (native_member(p->j, "channel", at, p->a, &p->s->body))
		split_put(p->s, h, STR(""), STR(""));
}

static void
put_text(const struct part *p)
{
	uint32_t at = p->has[RASA_TEXT];
	enum json_kind kind = at ? json_kind_of(p->j, at) : JSON_NULL;
	struct buf text = { 0 };

	if (kind == JSON_STRING) {
		native_member(p->j, "text", at, p->a, &p->s->body);
	} else if (kind >= JSON_ARRAY) {
		split_lose(p->s, LOST_TEXT);
	} else if (native_value(p->j, at, p->a, &text)) {
		json_member(&p->s->body, "text");
		json_put_string(&p->s->body, buf_view(&text));
	}
	buf_free(&text);
}

/* A time of its own, which event it is, and what there is of it: for none has
 * an id but messages.  In `room`, of ONCE bytes. */
static struct str
once(const struct part *p, char type, uint32_t what, char *room)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t time = p->has[RASA_TIME];
	bool string = native_is_string(p->j, what);
	struct str at, said = STR("");
	uint64_t hash;
	size_t n = 0;

	if (!time || json_kind_of(p->j, time) == JSON_NULL ||
	    json_kind_of(p->j, time) == JSON_FALSE)
		return STR("");
	at = json_raw(p->j, time);
	if (at.n > ONCE - 3 - 16)
		return STR("");
	if (what && json_kind_of(p->j, what) != JSON_NULL)
		said = string ? json_string(p->j, what, p->a)
			      : json_raw(p->j, what);
	room[n++] = type;
	room[n++] = json_raw(p->j, p->has[RASA_EVENT]).p[1];
	room[n++] = string ? '=' : '/';
	for (hash = said.n ? hash_str(said) : 0; hash; hash >>= 4)
		room[n++] = digits[hash & 15];
	memcpy(room + n, at.p, at.n);
	return (struct str){ room, n + at.n };
}

static void
begin_list(struct buf *out, const char *name, bool *any)
{
	if (*any)
		return;
	json_member(out, name);
	buf_char(out, '[');
	*any = true;
}

static void
put_titles(const struct part *p, uint32_t list, bool *any)
{
	if (!list || json_kind_of(p->j, list) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(p->j, list); i;
	     i = json_after(p->j, list, i)) {
		uint32_t title = json_kind_of(p->j, i) == JSON_OBJECT
				     ? json_get(p->j, i, STR("title"))
				     : 0;

		if (!native_is_string(p->j, title))
			continue;
		begin_list(&p->s->body, "options", any);
		json_next(&p->s->body);
		native_value(p->j, title, p->a, &p->s->body);
	}
}

/* What a bot shows beside its text; true: something else instead of it. */
static bool
put_data(const struct part *p)
{
	enum { BUTTONS, REPLIES, IMAGE, ATTACHMENT, CUSTOM, N_DATA };
	static const struct str keys[] = { [BUTTONS] = KEY("buttons"),
		[REPLIES] = KEY("quick_replies"),
		[IMAGE] = KEY("image"),
		[ATTACHMENT] = KEY("attachment"),
		[CUSTOM] = KEY("custom") };
	const struct json *j = p->j;
	struct buf *out = &p->s->body;
	uint32_t has[N_DATA], text = p->has[RASA_TEXT];
	bool any = false;

	if (!p->has[RASA_DATA] ||
	    json_kind_of(j, p->has[RASA_DATA]) != JSON_OBJECT)
		return false;
	json_pick(j, p->has[RASA_DATA], keys, N_DATA, has);
	put_titles(p, has[BUTTONS], &any);
	put_titles(p, has[REPLIES], &any);
	if (any)
		buf_char(out, ']');
	any = false;
	for (size_t i = IMAGE; i <= ATTACHMENT; i++) {
		if (!has[i])
			continue;
		if (json_kind_of(j, has[i]) == JSON_STRING) {
			begin_list(out, "attachments", &any);
			json_next(out);
			native_value(j, has[i], p->a, out);
		} else if (i == ATTACHMENT &&
			   json_kind_of(j, has[i]) == JSON_OBJECT) {
			begin_list(out, "attachments", &any);
			json_next(out);
			buf_cstr(out, "\"attachment\"");
		}
	}
	if (any)
		buf_char(out, ']');
	return (!text || json_kind_of(j, text) == JSON_NULL) && has[CUSTOM] &&
	       json_kind_of(j, has[CUSTOM]) == JSON_OBJECT;
}

static void
put_turn(const struct part *p, enum role role)
{
	struct piece_head h = { .kind = PIECE_TURN, .role = (uint8_t)role };
	struct buf *out = &p->s->body;
	const uint32_t *has = p->has;
	struct str id = STR("");
	char room[ONCE];
	bool custom = false;

	if (role == ROLE_CUSTOMER)
		put_channel(p);
	h.at_ms = split_time_of(p->s, p->j, has[RASA_TIME]);
	put_text(p);
	if (role == ROLE_CUSTOMER) {
		native_member(p->j, "id", has[RASA_ID], p->a, out);
		id = native_name(p->j, has[RASA_ID], p->a);
		h.flags |= put_intent(p, out);
	} else if (role == ROLE_BOT) {
		custom = put_data(p);
	}
	if (id.n == 0)
		id = once(p, *conv_role_name(role), has[RASA_TEXT], room);
	split_put(p->s, h, id, STR(""));
	if (custom)
		split_drop_one(p->s, STR("custom"));
}

/* An event's body; what else it says follows, and put_event(). */
static struct buf *
begin_event(struct part *p, const char *type, const char *by)
{
	p->type = type;
	json_member_string(&p->s->body, "type", type);
	if (by)
		json_member_string(&p->s->body, "by", by);
	return &p->s->body;
}

static void
put_event(const struct part *p)
{
	struct piece_head h = { .kind = PIECE_EVENT, .role = NO_ROLE };
	char room[ONCE];

	h.at_ms = split_time_of(p->s, p->j, p->has[RASA_TIME]);
	split_put(p->s, h, once(p, *p->type, 0, room), STR(""));
}

static void
put_silent_turn(const struct part *p)
{
	struct piece_head h = { .kind = PIECE_TURN, .role = ROLE_BOT };
	char room[ONCE];

	h.at_ms = split_time_of(p->s, p->j, p->has[RASA_TIME]);
	native_member(p->j, "action", p->has[RASA_NAME], p->a, &p->s->body);
	split_put(p->s, h, once(p, 'u', p->has[RASA_NAME], room), STR(""));
	h = (struct piece_head){ .kind = PIECE_NOTE, .at_ms = CONV_NO_TIME };
	buf_cstr(&p->s->body,
	    "\"derived\":[\"bot turns, from the names of actions\"]");
	split_put(p->s, h, STR(""), STR(""));
}

/* False: the action, or the flow that starts, says nothing of the conversation.
 */
static bool
put_action(struct part *p, uint32_t at, bool flow)
{
	struct str name =
	    native_is_string(p->j, at) ? json_string(p->j, at, p->a) : STR("");

	if (p->silent && !flow && name.n >= 6 &&
	    memcmp(name.p, "utter_", 6) == 0) {
		put_silent_turn(p);
	} else if (native_asks_for_human(name)) {
		native_member(p->j, "reason", at, p->a,
		    begin_event(p, "handoff_requested", "bot"));
		put_event(p);
	} else if (str_eq(name, flow ? STR("pattern_cannot_handle")
				     : STR("action_default_fallback"))) {
		begin_event(p, "fallback", "bot");
		put_event(p);
	} else {
		return false;
	}
	return true;
}

static bool
is(const struct part *p, const char *event)
{
	return p->has[RASA_EVENT] &&
	       json_is(p->j, p->has[RASA_EVENT], str_of(event));
}

static void
put_part(struct part *p)
{
	if (is(p, "user")) {
		put_turn(p, ROLE_CUSTOMER);
	} else if (is(p, "bot")) {
		put_turn(p, ROLE_BOT);
	} else if (is(p, "agent")) {
		put_turn(p, ROLE_AGENT);
	} else if (is(p, "pause")) {
		json_member_string(begin_event(p, "handoff_requested", "bot"),
		    "reason", "pause");
		put_event(p);
	} else if (is(p, "resume")) {
		begin_event(p, "returned_to_bot", NULL);
		put_event(p);
	} else if (!(is(p, "action") &&
		       put_action(p, p->has[RASA_NAME], false)) &&
		   !(is(p, "flow_started") &&
		       put_action(p, p->has[RASA_FLOW], true))) {
		split_drop_one(
		    p->s, native_is_string(p->j, p->has[RASA_EVENT])
			      ? json_string(p->j, p->has[RASA_EVENT], p->a)
			      : STR("null"));
	}
}

static bool
is_silent(const struct json *j, uint32_t events)
{
	for (uint32_t i = json_first(j, events); i;
	     i = json_after(j, events, i)) {
		uint32_t event = json_get(j, i, STR("event"));

		if (event && json_is(j, event, STR("bot")))
			return false;
	}
	return true;
}

bool
native_rasa(const struct json *j, struct split *s, struct arena *a,
    struct str fallback, struct buf *out)
{
	struct part p = { .j = j, .s = s, .a = a };
	struct str id;
	uint32_t events;

	json_pick(j, 0, rasa_keys, N_RASA, p.has);
	id = native_name(j, p.has[RASA_SENDER], a);
	events = p.has[RASA_EVENTS];
	split_start(s, id, fallback, out);
	if (!events || json_kind_of(j, events) != JSON_ARRAY) {
		put_part(&p);
		split_end(s);
		return true;
	}
	p.silent = is_silent(j, events);
	for (uint32_t i = json_first(j, events); i;
	     i = json_after(j, events, i)) {
		if (json_kind_of(j, i) != JSON_OBJECT)
			return false;
		json_pick(j, i, rasa_keys, N_RASA, p.has);
		put_part(&p);
	}
	split_end(s);
	return true;
}
