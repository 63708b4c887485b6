#include "conv/conv.h"

#include "base/ascii.h"
#include "base/die.h"
#include "conv/cursor.h"
#include "conv/keys.h"
#include "conv/voice.h"

static const struct time_words started_words = TIME_WORDS("started_at"),
			       ended_words = TIME_WORDS("ended_at"),
			       turn_words = TIME_WORDS("a turn's at"),
			       event_words = TIME_WORDS("an event's at");

#define ROLE_NAMES(X) \
	X("customer", ROLE_CUSTOMER) \
	X("bot", ROLE_BOT) \
	X("agent", ROLE_AGENT) \
	X("system", ROLE_SYSTEM)
#define ROLE_ALIASES(X) \
	X("user", ROLE_CUSTOMER) \
	X("consumer", ROLE_CUSTOMER) \
	X("visitor", ROLE_CUSTOMER) \
	X("end_user", ROLE_CUSTOMER) \
	X("assistant", ROLE_BOT) \
	X("virtual_agent", ROLE_BOT) \
	X("human", ROLE_AGENT) \
	X("operator", ROLE_AGENT)

bool
conv_is_name(struct str s)
{
	enum { LONGEST = 64, MOST_WORDS = 4, MOST_DIGITS = 6 };
	size_t digits = 0, blanks = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '@' || (unsigned char)s.p[i] < ' ')
			return false;
		digits += is_digit(s.p[i]);
		blanks += s.p[i] == ' ';
	}
	return s.n <= LONGEST && digits <= MOST_DIGITS && blanks < MOST_WORDS;
}

const char *
conv_role_name(enum role r)
{
#define ROLE_NAME(name, role) name,
	static const char *const names[] = { ROLE_NAMES(ROLE_NAME) };
#undef ROLE_NAME

	return names[r];
}

#define FIND_ROLE(known, role) \
	if (str_eq(name, STR(known))) { \
		*out = role; \
		return true; \
	}

static bool
is_role_name(struct str name, enum role *out)
{
	ROLE_NAMES(FIND_ROLE)
	return false;
}

static bool
is_role_alias(struct str name, enum role *out)
{
	ROLE_ALIASES(FIND_ROLE)
	return false;
}
#undef FIND_ROLE

bool
conv_find_role(struct str name, enum role *out)
{
	return is_role_name(name, out) || is_role_alias(name, out);
}

static bool
get_role(struct cursor *c, uint32_t turn, uint32_t v, enum role *out)
{
	struct str name;

	if (!v)
		return cursor_fail(
		    c, turn, MISSING_FIELD, "a turn has no role");
	if (!get_string(c, v, &name, "the role is not a string"))
		return false;
	if (is_role_name(name, out))
		return true;
	c->aliases = true;
	return is_role_alias(name, out) ||
	       cursor_fail(c, v, BAD_VALUE,
		   "the role is none of customer, bot, agent, system, nor an "
		   "alias of them");
}

enum { INTENT_NAME, INTENT_CONFIDENCE, INTENT_ALTERNATIVES, N_INTENT };

static const struct key intent_keys[N_INTENT] = {
	[INTENT_NAME] = KEY("name"),
	[INTENT_CONFIDENCE] = KEY("confidence"),
	[INTENT_ALTERNATIVES] = KEY("alternatives"),
};

/* How far the best intent is ahead of the next: NAN without alternatives. */
static bool
get_margin(struct cursor *c, uint32_t list, struct intent *t)
{
	uint32_t has[INTENT_ALTERNATIVES];
	double best = NAN, x;
	struct str name;

	if (!list)
		return true;
	if (json_kind_of(c->json, list) != JSON_ARRAY)
		return cursor_fail(
		    c, list, BAD_TYPE, "intent.alternatives is not an array");
	for (uint32_t i = json_first(c->json, list); i;
	     i = json_after(c->json, list, i)) {
		if (json_kind_of(c->json, i) != JSON_OBJECT)
			return cursor_fail(
			    c, i, BAD_TYPE, "an alternative is not an object");
		pick(c, i, intent_keys, INTENT_ALTERNATIVES, has);
		if (!get_confidence(c, has[INTENT_CONFIDENCE], &x) ||
		    !get_string(c, has[INTENT_NAME], &name,
			"intent.name is not a string"))
			return false;
		/* some systems list the winner among its alternatives */
		if (!isnan(x) && !str_eq(name, t->name) &&
		    (isnan(best) || x > best))
			best = x;
	}
	t->margin = t->confidence - best;
	return true;
}

/* Most turns share that of nothing: one is made where there is something. */
static bool
get_intent(struct cursor *c, uint32_t v, struct turn *t)
{
	static const struct intent nothing = { .confidence = NAN,
		.margin = NAN };
	struct intent *intent;
	uint32_t at, has[N_INTENT];

	t->intent = &nothing;
	if (!get_object(c, v, &at, "the intent is not an object"))
		return false;
	if (!at)
		return true;
	t->intent = intent = arena_alloc(c->record, sizeof(*intent));
	*intent = nothing;
	pick(c, at, intent_keys, N_INTENT, has);
	if (!get_string(c, has[INTENT_NAME], &intent->name,
		"intent.name is not a string") ||
	    !get_confidence(c, has[INTENT_CONFIDENCE], &intent->confidence))
		return false;
	return get_margin(c, has[INTENT_ALTERNATIVES], intent);
}

/* Members in the order in which most logs have them are found the fastest. */
#define TURN_KEYS(X) \
	X(AT, "at") \
	X(ROLE, "role") \
	X(TEXT, "text") \
	X(INTENT, "intent") \
	X(AGENT, "agent_id") \
	X(PRIVATE, "private") \
	VOICE_KEYS(X) /* the first is ASR */

#define TURN_ENUM(name, key) TURN_##name,
enum { TURN_KEYS(TURN_ENUM) N_TURN };
#undef TURN_ENUM

#define TURN_KEY(name, key) [TURN_##name] = KEY(key),
static const struct key turn_keys[N_TURN] = { TURN_KEYS(TURN_KEY) };
#undef TURN_KEY

#define TURN_BIT(name, key) | KEY_BIT(key)
static const uint64_t turn_bits = 0 TURN_KEYS(TURN_BIT);
#undef TURN_BIT

static bool
is_voiced(const uint32_t has[N_TURN])
{
#define OR_HAS(name, key) | has[TURN_##name]
	return 0 VOICE_KEYS(OR_HAS);
#undef OR_HAS
}

static bool
get_turn(struct cursor *c, uint32_t at, struct turn *t)
{
	uint32_t has[N_TURN];
	enum answer private;
	struct str agent_id;
	enum role role;

	if (json_kind_of(c->json, at) != JSON_OBJECT)
		return cursor_fail(c, at, BAD_TYPE, "a turn is not an object");
	keys_pick(c->json, at, turn_keys, N_TURN, turn_bits, has);
	t->value = at;
	t->text = has[TURN_TEXT];
	/* what might be a note must not pass for none */
	if (!get_answer(
		c, has[TURN_PRIVATE], &private, "private is not true or false"))
		return false;
	t->private = private == ANSWER_YES;
	t->voiced = is_voiced(has);
	if (t->text && json_kind_of(c->json, t->text) != JSON_STRING)
		return cursor_fail(
		    c, t->text, BAD_TYPE, "the text is not a string");
	if (!get_role(c, at, has[TURN_ROLE], &role) ||
	    !get_time(c, has[TURN_AT], &t->at_ms, &turn_words) ||
	    !get_name(c, has[TURN_AGENT], &agent_id, NO_NAME("agent_id")))
		return false;
	t->role = role;
	t->role_after = has[TURN_ROLE] - at <= UINT8_MAX
			    ? (uint8_t)(has[TURN_ROLE] - at)
			    : 0;
	t->agent_id = has[TURN_AGENT];
	return get_intent(c, has[TURN_INTENT], t);
}

/* The elements of an array member as n structs of one size. */
static bool
get_list(struct cursor *c, uint32_t list, size_t size, void **items, size_t *n,
    bool (*get)(struct cursor *, uint32_t, void *))
{
	char *item;

	*n = c->json->values[list].n;
	item = *items = arena_array(c->record, *n, size);
	for (uint32_t i = json_first(c->json, list); i;
	     i = json_after(c->json, list, i), item += size)
		if (!get(c, i, item))
			return false;
	return true;
}

static bool
get_turn_item(struct cursor *c, uint32_t at, void *item)
{
	return get_turn(c, at, item);
}

static bool
get_turns(struct cursor *c, uint32_t list, struct conv *v)
{
	if (!list)
		return cursor_fail(c, 0, MISSING_FIELD, "turns are missing");
	if (json_kind_of(c->json, list) != JSON_ARRAY)
		return cursor_fail(c, list, BAD_TYPE, "turns are not an array");
	if (!get_list(c, list, sizeof(*v->turns), (void **)&v->turns,
		&v->n_turns, get_turn_item))
		return false;
	v->turn_list = list;
	v->role_aliases = c->aliases;
	return true;
}

static const char *const event_names[] = {
	[EVENT_HANDOFF_OFFERED] = "handoff_offered",
	[EVENT_HANDOFF_REQUESTED] = "handoff_requested",
	[EVENT_HANDOFF_ACCEPTED] = "handoff_accepted",
	[EVENT_HANDOFF_FAILED] = "handoff_failed",
	[EVENT_AGENT_JOINED] = "agent_joined",
	[EVENT_RETURNED_TO_BOT] = "returned_to_bot",
	[EVENT_CHANNEL_CHANGED] = "channel_changed",
	[EVENT_ABANDONED] = "abandoned",
	[EVENT_CLOSED] = "closed",
	[EVENT_OTHER] = "other",
};

const char *
conv_event_name(enum event_type t)
{
	return event_names[t];
}

enum { EVENT_TYPE, EVENT_AT, EVENT_BY, N_EVENT };

static const struct key event_keys[N_EVENT] = {
	[EVENT_TYPE] = KEY("type"),
	[EVENT_AT] = KEY("at"),
	[EVENT_BY] = KEY("by"),
};

static bool
get_event_item(struct cursor *c, uint32_t at, void *item)
{
	uint32_t has[N_EVENT];
	struct event *e = item;
	struct str type, by;
	size_t k = 0;

	_Static_assert(JSON_VALUES <= 1 << 24, "an event is any value");

	if (json_kind_of(c->json, at) != JSON_OBJECT)
		return cursor_fail(
		    c, at, BAD_TYPE, "an event is not an object");
	pick(c, at, event_keys, N_EVENT, has);
	*e = (struct event){ .value = at & 0xffffff };
	if (!get_string(
		c, has[EVENT_TYPE], &type, "an event's type is not a string") ||
	    !get_time(c, has[EVENT_AT], &e->at_ms, &event_words) ||
	    !get_string(c, has[EVENT_BY], &by, "an event's by is not a string"))
		return false;
	e->by = by.n ? has[EVENT_BY] : 0;
	while (k < EVENT_OTHER && !str_eq(type, str_of(event_names[k])))
		k++;
	e->type = k & 0xff;
	return true;
}

static bool
get_events(struct cursor *c, uint32_t list, struct conv *v)
{
	if (!list)
		return true;
	if (json_kind_of(c->json, list) != JSON_ARRAY)
		return cursor_fail(
		    c, list, BAD_TYPE, "events are not an array");
	return get_list(c, list, sizeof(*v->events), (void **)&v->events,
	    &v->n_events, get_event_item);
}

static bool
get_customer(struct cursor *c, uint32_t at, struct conv *v)
{
	static const struct key keys[] = { KEY("id"), KEY("tier") };
	uint32_t has[2] = { 0 };

	if (!get_object(c, at, &v->customer, "customer is not an object"))
		return false;
	if (at)
		pick(c, at, keys, 2, has);
	return get_name(c, has[0], &v->customer_id, NO_NAME("customer.id")) &&
	       get_name(c, has[1], &v->customer_tier, NO_NAME("customer.tier"));
}

static bool
get_bot(struct cursor *c, uint32_t at, struct conv *v)
{
	static const struct key keys[] = { KEY("name"), KEY("version") };
	uint32_t has[2] = { 0 };

	if (!get_object(c, at, &v->bot, "bot is not an object"))
		return false;
	if (at)
		pick(c, at, keys, 2, has);
	return get_name(c, has[0], &v->bot_name, NO_NAME("bot.name")) &&
	       get_name(c, has[1], &v->bot_version, NO_NAME("bot.version"));
}

static bool
get_outcome(struct cursor *c, uint32_t at, struct conv *v)
{
	static const struct key keys[] = { KEY("resolved"), KEY("csat"),
		KEY("wrap_up_s"), KEY("hold_s"), KEY("closed_by") };
	uint32_t has[5] = { 0 };

	if (!get_object(c, at, &v->outcome, "outcome is not an object"))
		return false;
	if (at)
		pick(c, at, keys, 5, has);
	return get_answer(c, has[0], &v->resolved,
		   "outcome.resolved is not true or false") &&
	       get_number(
		   c, has[1], &v->csat, "outcome.csat is not a number") &&
	       get_number(c, has[2], &v->wrap_up_s,
		   "outcome.wrap_up_s is not a number") &&
	       get_number(
		   c, has[3], &v->hold_s, "outcome.hold_s is not a number") &&
	       get_string(c, has[4], &v->closed_by,
		   "outcome.closed_by is not a string");
}

static bool
get_labels(struct cursor *c, uint32_t at, struct conv *v)
{
	static const struct key keys[] = { KEY("escalate"), KEY("turn"),
		KEY("category") };
	uint32_t has[3] = { 0 };

	if (!get_object(c, at, &v->labels, "labels is not an object"))
		return false;
	if (at)
		pick(c, at, keys, 3, has);
	return get_answer(c, has[0], &v->label_escalate,
		   "labels.escalate is not true or false") &&
	       get_number(
		   c, has[1], &v->label_turn, "labels.turn is not a number") &&
	       get_string(c, has[2], &v->label_category,
		   "labels.category is not a string");
}

static bool
get_experiment(struct cursor *c, uint32_t at, struct conv *v)
{
	static const struct key keys[] = { KEY("name"), KEY("arm") };
	uint32_t has[2] = { 0 };

	if (at && json_kind_of(c->json, at) != JSON_OBJECT)
		return cursor_fail(
		    c, at, BAD_TYPE, "experiment is not an object");
	if (at)
		pick(c, at, keys, 2, has);
	return get_name(
		   c, has[0], &v->experiment, NO_NAME("experiment.name")) &&
	       get_name(c, has[1], &v->arm, NO_NAME("experiment.arm"));
}

enum {
	ROOT_ID,
	ROOT_CHANNEL,
	ROOT_LANGUAGE,
	ROOT_STARTED,
	ROOT_ENDED,
	ROOT_CUSTOMER,
	ROOT_BOT,
	ROOT_TURNS,
	ROOT_EVENTS,
	ROOT_OUTCOME,
	ROOT_LABELS,
	ROOT_EXPERIMENT,
	ROOT_HOFF,
	N_ROOT
};

static const struct key root_keys[N_ROOT] = {
	[ROOT_ID] = KEY("conversation_id"),
	[ROOT_CHANNEL] = KEY("channel"),
	[ROOT_LANGUAGE] = KEY("language"),
	[ROOT_STARTED] = KEY("started_at"),
	[ROOT_ENDED] = KEY("ended_at"),
	[ROOT_CUSTOMER] = KEY("customer"),
	[ROOT_BOT] = KEY("bot"),
	[ROOT_TURNS] = KEY("turns"),
	[ROOT_EVENTS] = KEY("events"),
	[ROOT_OUTCOME] = KEY("outcome"),
	[ROOT_LABELS] = KEY("labels"),
	[ROOT_EXPERIMENT] = KEY("experiment"),
	[ROOT_HOFF] = KEY("hoff"),
};

bool
conv_parse(
    const struct json *j, struct arena *record, struct conv *v, struct fault *f)
{
	struct cursor c = { j, record, f, DAY_FIRST, false };
	uint32_t has[N_ROOT];

	*v = (struct conv){ .json = j, .record = record };
	if (json_kind_of(j, 0) != JSON_OBJECT)
		return cursor_fail(
		    &c, 0, NOT_OBJECT, "the record is not an object");
	pick(&c, 0, root_keys, N_ROOT, has);
	if (!get_name(&c, has[ROOT_ID], &v->id, NO_NAME("conversation_id")))
		return false;
	if (!v->id.n)
		return cursor_fail(&c, 0, MISSING_FIELD,
		    "conversation_id is missing or empty");
	return get_string(&c, has[ROOT_CHANNEL], &v->channel,
		   "channel is not a string") &&
	       get_string(&c, has[ROOT_LANGUAGE], &v->language,
		   "language is not a string") &&
	       get_time(
		   &c, has[ROOT_STARTED], &v->started_ms, &started_words) &&
	       get_time(&c, has[ROOT_ENDED], &v->ended_ms, &ended_words) &&
	       get_customer(&c, has[ROOT_CUSTOMER], v) &&
	       get_bot(&c, has[ROOT_BOT], v) &&
	       get_turns(&c, has[ROOT_TURNS], v) &&
	       get_events(&c, has[ROOT_EVENTS], v) &&
	       get_outcome(&c, has[ROOT_OUTCOME], v) &&
	       get_labels(&c, has[ROOT_LABELS], v) &&
	       get_experiment(&c, has[ROOT_EXPERIMENT], v) &&
	       get_object(
		   &c, has[ROOT_HOFF], &v->hoff, "hoff is not an object");
}

struct str
conv_text(const struct conv *c, const struct turn *t)
{
	return t->text ? json_string(c->json, t->text, c->record) : STR("");
}

struct str
conv_event_by(const struct conv *c, const struct event *e)
{
	return e->by ? json_string(c->json, e->by, c->record) : STR("");
}

uint32_t
conv_annotation(const struct conv *c, const char *name)
{
	uint32_t v = c->hoff ? json_get(c->json, c->hoff, str_of(name)) : 0;

	return v && json_kind_of(c->json, v) == JSON_OBJECT ? v : 0;
}
