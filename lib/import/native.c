#include "import/native.h"
#include "import/preset.h"

#include <string.h>

/*
 * What the mappings rasa.jq and openai.jq say, in C.  A test holds them to the
 * same output; change both.
 */

/* A number that is written as json_put_number() would: the fewest digits, of
 * which a double tells fifteen, and no exponent. */
static bool
is_short(struct str s)
{
	size_t i = s.n && s.p[0] == '0', n_digits = 0;
	bool point = false;

	if (i == 0 || s.n > 16)
		return s.n == 1;
	for (; i < s.n; i++) {
		if (s.p[i] == '.' && !point)
			point = true;
		else if (s.p[i] >= '0' && s.p[i] <= '9')
			n_digits++;
		else
			return false;
	}
	return s.n == 1 || (n_digits && s.p[s.n - 1] != '0' &&
			       (s.n < 5 || memcmp(s.p, "0.000", 5) != 0));
}

void
native_value(
    const struct json *j, uint32_t at, struct arena *a, struct buf *out)
{
	if (!at)
		buf_cstr(out, "null");
	else if (json_kind_of(j, at) == JSON_NUMBER &&
		 !is_short(json_raw(j, at)))
		json_put_number(out, json_number(j, at));
	else if (j->values[at].escaped)
		json_put_string(out, json_string(j, at, a));
	else
		buf_str(out, json_raw(j, at));
}

void
native_member(const struct json *j, const char *name, uint32_t at,
    struct arena *a, struct buf *out)
{
	if (!at || json_kind_of(j, at) == JSON_NULL)
		return;
	json_member(out, name);
	native_value(j, at, a, out);
}

bool
native_is_string(const struct json *j, uint32_t at)
{
	return at && json_kind_of(j, at) == JSON_STRING;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

bool
native_holds(struct str s, const char *word)
{
	size_t n = strlen(word), k;

	for (size_t i = 0; i + n <= s.n; i++) {
		for (k = 0; k < n && lower(s.p[i + k]) == word[k]; k++)
			;
		if (k == n)
			return true;
	}
	return false;
}

static bool
asks_for_human(struct str s)
{
	return native_holds(s, "handoff") || native_holds(s, "handover") ||
	       native_holds(s, "human") || native_holds(s, "live_agent") ||
	       native_holds(s, "escalat");
}

static void
put_probability(const struct json *j, uint32_t at, struct buf *out)
{
	double x;

	if (!at || json_kind_of(j, at) != JSON_NUMBER)
		return;
	x = json_number(j, at);
	if (x >= 0 && x <= 1) {
		json_member(out, "confidence");
		if (is_short(json_raw(j, at)))
			buf_str(out, json_raw(j, at));
		else
			json_put_number(out, x);
	}
}

static void
put_intent(
    const struct json *j, uint32_t parse, struct arena *a, struct buf *out)
{
	uint32_t intent = json_get(j, parse, STR("intent"));
	uint32_t name = json_get(j, intent ? intent : 0, STR("name"));
	uint32_t ranking = json_get(j, parse, STR("intent_ranking"));
	struct str best;
	bool any = false;

	if (!intent || !native_is_string(j, name))
		return;
	best = json_string(j, name, a);
	buf_cstr(out, ",\"intent\":{\"name\":");
	native_value(j, name, a, out);
	put_probability(j, json_get(j, intent, STR("confidence")), out);
	if (ranking && json_kind_of(j, ranking) == JSON_ARRAY)
		for (uint32_t i = json_first(j, ranking); i;
		     i = json_after(j, ranking, i)) {
			uint32_t other = json_get(j, i, STR("name"));

			if (native_is_string(j, other) &&
			    str_eq(json_string(j, other, a), best))
				continue;
			buf_cstr(out, any ? ",{" : ",\"alternatives\":[{");
			any = true;
			native_member(j, "name", other, a, out);
			put_probability(
			    j, json_get(j, i, STR("confidence")), out);
			buf_char(out, '}');
		}
	buf_cstr(out, any ? "]}" : "}");
}

enum {
	RASA_EVENT,
	RASA_TIME,
	RASA_TEXT,
	RASA_NAME,
	RASA_ID,
	RASA_PARSE,
	RASA_CHANNEL,
	N_RASA
};

#define KEY(s) \
	{ \
		s, sizeof(s) - 1 \
	}

static const struct str rasa_keys[N_RASA] = {
	[RASA_EVENT] = KEY("event"),
	[RASA_TIME] = KEY("timestamp"),
	[RASA_TEXT] = KEY("text"),
	[RASA_NAME] = KEY("name"),
	[RASA_ID] = KEY("message_id"),
	[RASA_PARSE] = KEY("parse_data"),
	[RASA_CHANNEL] = KEY("input_channel"),
};

static void
put_rasa_event(const struct json *j, const uint32_t *has, const char *type,
    struct arena *a, struct buf *out)
{
	buf_cstr(out, "\"events\":[{\"at\":");
	native_value(j, has[RASA_TIME], a, out);
	json_member_string(out, "type", type);
}

static void
put_rasa_turn(const struct json *j, const uint32_t *has, const char *role,
    struct arena *a, struct buf *out)
{
	bool user = str_eq(str_of(role), STR("customer"));

	if (user) {
		native_member(j, "channel", has[RASA_CHANNEL], a, out);
		if (out->p[out->n - 1] != '{')
			buf_char(out, ',');
	}
	buf_cstr(out, "\"turns\":[{\"at\":");
	native_value(j, has[RASA_TIME], a, out);
	json_member_string(out, "role", role);
	native_member(j, "text", has[RASA_TEXT], a, out);
	if (user) {
		native_member(j, "id", has[RASA_ID], a, out);
		if (has[RASA_PARSE])
			put_intent(j, has[RASA_PARSE], a, out);
	}
	buf_cstr(out, "}]");
}

static void
put_rasa_dropped(
    const struct json *j, uint32_t event, struct arena *a, struct buf *out)
{
	buf_cstr(out, "\"dropped\":{");
	if (native_is_string(j, event))
		native_value(j, event, a, out);
	else
		buf_cstr(out, "\"null\"");
	buf_cstr(out, ":1}");
}

/* False: the action says nothing of the conversation. */
static bool
put_rasa_action(const struct json *j, const uint32_t *has, bool silent,
    struct arena *a, struct buf *out)
{
	struct str name = native_is_string(j, has[RASA_NAME])
			      ? json_string(j, has[RASA_NAME], a)
			      : STR("");

	if (silent && name.n >= 6 && memcmp(name.p, "utter_", 6) == 0) {
		buf_cstr(out, "\"turns\":[{\"at\":");
		native_value(j, has[RASA_TIME], a, out);
		json_member_string(out, "role", "bot");
		native_member(j, "action", has[RASA_NAME], a, out);
		buf_cstr(out, "}],\"derived\":[\"bot turns, from the names of "
			      "actions\"]");
	} else if (asks_for_human(name)) {
		put_rasa_event(j, has, "handoff_requested", a, out);
		json_member_string(out, "by", "bot");
		native_member(j, "reason", has[RASA_NAME], a, out);
		buf_cstr(out, "}]");
	} else if (str_eq(name, STR("action_default_fallback"))) {
		put_rasa_event(j, has, "fallback", a, out);
		buf_cstr(out, ",\"by\":\"bot\"}]");
	} else {
		return false;
	}
	return true;
}

static bool
is_rasa(const struct json *j, const uint32_t *has, const char *event)
{
	return has[RASA_EVENT] && json_is(j, has[RASA_EVENT], str_of(event));
}

static void
put_rasa_part(const struct json *j, uint32_t at, bool silent, struct arena *a,
    struct buf *out)
{
	uint32_t has[N_RASA];

	json_pick(j, at, rasa_keys, N_RASA, has);
	if (is_rasa(j, has, "user")) {
		put_rasa_turn(j, has, "customer", a, out);
	} else if (is_rasa(j, has, "bot")) {
		put_rasa_turn(j, has, "bot", a, out);
	} else if (is_rasa(j, has, "agent")) {
		put_rasa_turn(j, has, "agent", a, out);
	} else if (is_rasa(j, has, "pause")) {
		put_rasa_event(j, has, "handoff_requested", a, out);
		buf_cstr(out, ",\"by\":\"bot\",\"reason\":\"pause\"}]");
	} else if (is_rasa(j, has, "resume")) {
		put_rasa_event(j, has, "returned_to_bot", a, out);
		buf_cstr(out, "}]");
	} else if (!is_rasa(j, has, "action") ||
		   !put_rasa_action(j, has, silent, a, out)) {
		put_rasa_dropped(j, has[RASA_EVENT], a, out);
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

static void
put_rasa_end(
    const struct json *j, uint32_t id, struct arena *a, struct buf *out)
{
	json_member(out, "conversation_id");
	native_value(j, id, a, out);
	buf_cstr(out, "}\n");
}

bool
native_rasa(const struct json *j, struct arena *a, struct buf *out)
{
	uint32_t id = json_get(j, 0, STR("sender_id"));
	uint32_t events = json_get(j, 0, STR("events"));
	bool silent;

	if (!events || json_kind_of(j, events) != JSON_ARRAY) {
		buf_char(out, '{');
		put_rasa_part(j, 0, false, a, out);
		put_rasa_end(j, id, a, out);
		return true;
	}
	silent = is_silent(j, events);
	for (uint32_t i = json_first(j, events); i;
	     i = json_after(j, events, i)) {
		if (json_kind_of(j, i) != JSON_OBJECT)
			return false;
		buf_char(out, '{');
		put_rasa_part(j, i, silent, a, out);
		put_rasa_end(j, id, a, out);
	}
	return true;
}

/* OpenAI */

struct message {
	uint32_t role, content, calls, call;
	bool spoken, tool;
};

static const struct str openai_keys[] = { KEY("role"), KEY("content"),
	KEY("tool_calls"), KEY("function_call") };

static struct str
name_of_call(const struct json *j, uint32_t function, struct arena *a)
{
	uint32_t name = function ? json_get(j, function, STR("name")) : 0;

	return native_is_string(j, name) ? json_string(j, name, a) : STR("");
}

/* What is said: a string, or the texts of an array; false: nothing. */
static bool
read_words(
    const struct json *j, uint32_t at, struct arena *a, struct buf *words)
{
	bool any = false;

	buf_clear(words);
	if (!at)
		return false;
	if (json_kind_of(j, at) == JSON_STRING) {
		buf_str(words, json_string(j, at, a));
		return true;
	}
	if (json_kind_of(j, at) != JSON_ARRAY)
		return false;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		uint32_t text = json_kind_of(j, i) == JSON_STRING
				    ? i
				    : json_get(j, i, STR("text"));

		if (!native_is_string(j, text))
			continue;
		if (any)
			buf_char(words, '\n');
		any = true;
		buf_str(words, json_string(j, text, a));
	}
	return any;
}

static bool
has_calls(const struct json *j, const struct message *m)
{
	return (m->calls && json_kind_of(j, m->calls) == JSON_ARRAY &&
		   j->values[m->calls].n) ||
	       (m->call && json_kind_of(j, m->call) != JSON_NULL);
}

static void
put_openai_turn(const struct json *j, const struct message *m,
    struct buf *words, struct arena *a, struct buf *out)
{
	static const struct {
		struct str theirs;
		const char *ours;
	} roles[] = { { KEY("user"), "customer" }, { KEY("assistant"), "bot" },
		{ KEY("system"), "system" }, { KEY("developer"), "system" } };
	bool known = false;

	json_next(out);
	buf_cstr(out, "{\"role\":");
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles) && m->role; i++)
		if (json_is(j, m->role, roles[i].theirs)) {
			buf_printf(out, "\"%s\"", roles[i].ours);
			known = true;
		}
	if (!known)
		native_value(j, m->role, a, out);
	if (read_words(j, m->content, a, words)) {
		json_member(out, "text");
		json_put_string(out, buf_view(words));
	}
	buf_char(out, '}');
}

static void
put_call(struct str name, size_t turn, struct buf *out)
{
	json_next(out);
	buf_printf(out, "{\"type\":\"%s\",\"by\":\"bot\",\"reason\":",
	    asks_for_human(name) ? "handoff_requested" : "tool_call");
	json_put_string(out, name);
	buf_printf(out, ",\"turn\":%zu}", turn);
}

static void
put_openai_events(const struct json *j, const struct message *m, size_t turn,
    struct arena *a, struct buf *out)
{
	if (m->tool) {
		json_next(out);
		buf_printf(out,
		    "{\"type\":\"tool_result\",\"by\":\"system\","
		    "\"turn\":%zu}",
		    turn);
		return;
	}
	if (m->calls && json_kind_of(j, m->calls) == JSON_ARRAY)
		for (uint32_t i = json_first(j, m->calls); i;
		     i = json_after(j, m->calls, i))
			put_call(
			    name_of_call(j, json_get(j, i, STR("function")), a),
			    turn, out);
	if (m->call && json_kind_of(j, m->call) != JSON_NULL)
		put_call(name_of_call(j, m->call, a), turn, out);
}

static void
put_openai_dropped(const struct json *j, uint32_t content, bool *any,
    struct arena *a, struct buf *out)
{
	if (!content || json_kind_of(j, content) != JSON_ARRAY)
		return;
	for (uint32_t i = json_first(j, content); i;
	     i = json_after(j, content, i)) {
		uint32_t type;

		if (json_kind_of(j, i) != JSON_OBJECT ||
		    native_is_string(j, json_get(j, i, STR("text"))))
			continue;
		type = json_get(j, i, STR("type"));
		buf_cstr(out, *any ? "" : ",\"dropped\":{");
		if (*any)
			buf_char(out, ',');
		*any = true;
		if (native_is_string(j, type))
			native_value(j, type, a, out);
		else
			buf_cstr(out, "\"null\"");
		buf_cstr(out, ":1");
	}
}

static size_t
read_messages(const struct json *j, uint32_t list, struct arena *a,
    struct buf *words, struct message *all)
{
	size_t n = 0;

	for (uint32_t i = json_first(j, list); i; i = json_after(j, list, i)) {
		struct message *m = &all[n];
		uint32_t has[4];

		if (json_kind_of(j, i) != JSON_OBJECT)
			continue;
		json_pick(j, i, openai_keys, 4, has);
		*m = (struct message){ has[0], has[1], has[2], has[3], false,
			false };
		m->tool = m->role && (json_is(j, m->role, STR("tool")) ||
					 json_is(j, m->role, STR("function")));
		m->spoken = !m->tool && (read_words(j, m->content, a, words) ||
					    !has_calls(j, m));
		n++;
	}
	return n;
}

bool
native_openai(const struct json *j, struct arena *a, struct buf *out)
{
	uint32_t list = json_get(j, 0, STR("messages"));
	uint32_t id = json_get(j, 0, STR("conversation_id"));
	struct message *all;
	struct buf words = { 0 };
	size_t n, turn = 0;
	bool any = false;

	if (!list || json_kind_of(j, list) != JSON_ARRAY)
		return false;
	if (!id || json_kind_of(j, id) == JSON_NULL)
		id = json_get(j, 0, STR("id"));
	all = arena_array(a, j->values[list].n + 1, sizeof(*all));
	n = read_messages(j, list, a, &words, all);
	buf_cstr(out, "{\"conversation_id\":");
	native_value(j, id, a, out);
	buf_cstr(out, ",\"turns\":[");
	for (size_t i = 0; i < n; i++)
		if (all[i].spoken)
			put_openai_turn(j, &all[i], &words, a, out);
	buf_cstr(out, "],\"events\":[");
	for (size_t i = 0; i < n; i++) {
		turn += all[i].spoken;
		put_openai_events(j, &all[i], turn, a, out);
	}
	buf_char(out, ']');
	for (size_t i = 0; i < n; i++)
		put_openai_dropped(j, all[i].content, &any, a, out);
	buf_cstr(out, any ? "}}\n" : "}\n");
	buf_free(&words);
	return true;
}
