#include "import/native.h"

#include <string.h>

/* What the mapping openai.jq says, in C; see native.h. */

#define KEY(s) \
	{ \
		s, sizeof(s) - 1 \
	}

enum {
	MESSAGE_ROLE,
	MESSAGE_CONTENT,
	MESSAGE_CALLS,
	MESSAGE_CALL,
	MESSAGE_REFUSAL,
	MESSAGE_TIME,
	MESSAGE_CREATED,
	N_MESSAGE
};

static const struct str openai_keys[N_MESSAGE] = {
	[MESSAGE_ROLE] = KEY("role"),
	[MESSAGE_CONTENT] = KEY("content"),
	[MESSAGE_CALLS] = KEY("tool_calls"),
	[MESSAGE_CALL] = KEY("function_call"),
	[MESSAGE_REFUSAL] = KEY("refusal"),
	[MESSAGE_TIME] = KEY("timestamp"),
	[MESSAGE_CREATED] = KEY("created_at"),
};

struct message {
	uint32_t role, content, calls, call, at;
	uint32_t said; /* the content, or the refusal beside it; 0: nothing */
	bool spoken, tool;
};

static struct str
name_of_call(const struct json *j, uint32_t function, struct arena *a)
{
	uint32_t name = function ? json_get(j, function, STR("name")) : 0;

	return native_is_string(j, name) ? json_string(j, name, a) : STR("");
}

/* The text of a part of a message, or 0. */
static uint32_t
text_of_part(const struct json *j, uint32_t at)
{
	uint32_t text;

	if (json_kind_of(j, at) == JSON_STRING)
		return at;
	text = json_get(j, at, STR("text"));
	if (!native_is_string(j, text))
		text = json_get(j, at, STR("refusal"));
	return native_is_string(j, text) ? text : 0;
}

/* Whether anything is said: a string, or the texts of an array. */
static bool
has_words(const struct json *j, uint32_t at)
{
	if (!at || json_kind_of(j, at) != JSON_ARRAY)
		return native_is_string(j, at);
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		if (text_of_part(j, i))
			return true;
	return false;
}

static void
put_words(const struct json *j, uint32_t at, struct arena *a, struct buf *words,
    struct buf *out)
{
	bool any = false;

	if (native_is_string(j, at)) {
		native_member(j, "text", at, a, out);
		return;
	}
	buf_clear(words);
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		uint32_t text = text_of_part(j, i);

		if (!text)
			continue;
		if (any)
			buf_char(words, '\n');
		any = true;
		buf_str(words, json_string(j, text, a));
	}
	json_member(out, "text");
	json_put_string(out, buf_view(words));
}

static bool
has_calls(const struct json *j, const struct message *m)
{
	return (m->calls && json_kind_of(j, m->calls) == JSON_ARRAY &&
		   j->values[m->calls].n) ||
	       (m->call && json_kind_of(j, m->call) != JSON_NULL);
}

static struct str
name_of_role(const struct json *j, const struct message *m, struct arena *a)
{
	static const struct {
		struct str theirs, ours;
	} roles[] = { { KEY("user"), KEY("customer") },
		{ KEY("assistant"), KEY("bot") },
		{ KEY("system"), KEY("system") },
		{ KEY("developer"), KEY("system") } };

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles) && m->role; i++)
		if (json_is(j, m->role, roles[i].theirs))
			return roles[i].ours;
	return native_name(j, m->role, a);
}

static void
put_turn(struct split *s, const struct json *j, const struct message *m,
    struct buf *words, struct arena *a)
{
	struct piece_head h = { .kind = PIECE_TURN };
	struct str role = name_of_role(j, m, a);

	h.at_ms = split_time_of(s, j, m->at);
	h.role = split_role(s, role, STR(""), &h.flags);
	if (m->said)
		put_words(j, m->said, a, words, &s->body);
	split_put(s, h, STR(""), h.role == NO_ROLE ? role : STR(""));
}

static void
put_event(struct split *s, const char *type, const char *by, struct str reason,
    size_t turn)
{
	struct piece_head h = {
		.kind = PIECE_EVENT, .role = NO_ROLE, .at_ms = CONV_NO_TIME
	};

	json_member_string(&s->body, "type", type);
	json_member_string(&s->body, "by", by);
	if (reason.p) {
		json_member(&s->body, "reason");
		json_put_string(&s->body, reason);
	}
	json_member_count(&s->body, "turn", turn);
	split_put(s, h, STR(""), STR(""));
}

static void
put_call(struct split *s, struct str name, size_t turn)
{
	put_event(s,
	    native_asks_for_human(name) ? "handoff_requested" : "tool_call",
	    "bot", name, turn);
}

static void
put_events(struct split *s, const struct json *j, const struct message *m,
    size_t turn, struct arena *a)
{
	if (m->tool) {
		put_event(
		    s, "tool_result", "system", (struct str){ NULL, 0 }, turn);
		return;
	}
	if (m->calls && json_kind_of(j, m->calls) == JSON_ARRAY)
		for (uint32_t i = json_first(j, m->calls); i;
		     i = json_after(j, m->calls, i))
			put_call(s,
			    name_of_call(j, json_get(j, i, STR("function")), a),
			    turn);
	if (m->call && json_kind_of(j, m->call) != JSON_NULL)
		put_call(s, name_of_call(j, m->call, a), turn);
}

static void
put_dropped(
    struct split *s, const struct json *j, uint32_t content, struct arena *a)
{
	if (!content || json_kind_of(j, content) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(j, content); i;
	     i = json_after(j, content, i)) {
		uint32_t type;

		if (json_kind_of(j, i) != JSON_OBJECT || text_of_part(j, i))
			continue;
		type = json_get(j, i, STR("type"));
		split_drop_one(s, native_is_string(j, type)
				      ? json_string(j, type, a)
				      : STR("null"));
	}
}

/* As jq's "//" takes the other of two. */
static uint32_t
time_of(const struct json *j, const uint32_t *has)
{
	uint32_t at = has[MESSAGE_TIME];

	if (!at || json_kind_of(j, at) == JSON_NULL ||
	    json_kind_of(j, at) == JSON_FALSE)
		return has[MESSAGE_CREATED];
	return at;
}

static size_t
read_messages(const struct json *j, uint32_t list, struct message *all)
{
	size_t n = 0;

	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		struct message *m = &all[n];
		uint32_t has[N_MESSAGE];

		if (json_kind_of(j, i) != JSON_OBJECT)
			continue;
		json_pick(j, i, openai_keys, N_MESSAGE, has);
		*m = (struct message){ .role = has[MESSAGE_ROLE],
			.content = has[MESSAGE_CONTENT],
			.calls = has[MESSAGE_CALLS],
			.call = has[MESSAGE_CALL],
			.at = time_of(j, has) };
		if (has_words(j, m->content))
			m->said = m->content;
		else if (native_is_string(j, has[MESSAGE_REFUSAL]))
			m->said = has[MESSAGE_REFUSAL];
		m->tool = m->role && (json_is(j, m->role, STR("tool")) ||
					 json_is(j, m->role, STR("function")));
		m->spoken = !m->tool && (m->said || !has_calls(j, m));
		n++;
	}
	return n;
}

bool
native_openai(const struct json *j, struct split *s, struct arena *a,
    struct str fallback, struct buf *out)
{
	static const struct str keys[] = { KEY("messages"),
		KEY("conversation_id"), KEY("id") };
	uint32_t has[3];
	struct message *all;
	struct buf words = { 0 };
	size_t n, turn = 0;

	json_pick(j, 0, keys, 3, has);
	if (!has[0] || json_kind_of(j, has[0]) != JSON_ARRAY)
		return false;
	if (!has[1] || json_kind_of(j, has[1]) == JSON_NULL)
		has[1] = has[2];
	all = arena_array(a, j->values[has[0]].n + 1, sizeof(*all));
	n = read_messages(j, has[0], all);
	split_start(s, native_name(j, has[1], a), fallback, out);
	for (size_t i = 0; i < n; i++)
		if (all[i].spoken)
			put_turn(s, j, &all[i], &words, a);
	for (size_t i = 0; i < n; i++) {
		turn += all[i].spoken;
		put_events(s, j, &all[i], turn, a);
	}
	for (size_t i = 0; i < n; i++)
		put_dropped(s, j, all[i].content, a);
	split_end(s);
	buf_free(&words);
	return true;
}
