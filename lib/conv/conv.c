#include "conv/conv.h"

#include "base/die.h"

/* What a reader of members needs to say where it stumbled. */
struct cursor {
	const struct json *json;
	struct arena *record;
	struct fault *fault;
};

static bool
fail(struct cursor *c, uint32_t at, enum reason reason, const char *detail)
{
	*c->fault = (struct fault){ reason, c->json->values[at].start, detail };
	return false;
}

/* No object: where an absent one would have its members. */
#define NOWHERE UINT32_MAX

static uint32_t
inside(uint32_t object)
{
	return object ? object : NOWHERE;
}

/* The member's value, or 0 where it is absent or null. */
static uint32_t
member(struct cursor *c, uint32_t at, struct str key)
{
	uint32_t v = at == NOWHERE ? 0 : json_get(c->json, at, key);

	return v && json_kind_of(c->json, v) != JSON_NULL ? v : 0;
}

static bool
get_object(struct cursor *c, uint32_t at, struct str key, uint32_t *out,
    const char *otherwise)
{
	*out = member(c, at, key);
	return !*out || json_kind_of(c->json, *out) == JSON_OBJECT ||
	       fail(c, *out, BAD_TYPE, otherwise);
}

static bool
get_string(struct cursor *c, uint32_t at, struct str key, struct str *out,
    const char *otherwise)
{
	uint32_t v = member(c, at, key);

	*out = STR("");
	if (!v)
		return true;
	if (json_kind_of(c->json, v) != JSON_STRING)
		return fail(c, v, BAD_TYPE, otherwise);
	*out = json_string(c->json, v, c->record);
	return true;
}

/* As get_string(); many systems number what others name. */
static bool
get_name(struct cursor *c, uint32_t at, struct str key, struct str *out,
    const char *otherwise)
{
	uint32_t v = member(c, at, key);

	if (!v || json_kind_of(c->json, v) != JSON_NUMBER)
		return get_string(c, at, key, out, otherwise);
	*out = json_raw(c->json, v);
	return true;
}

static bool
get_number(struct cursor *c, uint32_t at, struct str key, double *out,
    const char *otherwise)
{
	uint32_t v = member(c, at, key);

	*out = NAN;
	if (!v)
		return true;
	if (json_kind_of(c->json, v) != JSON_NUMBER)
		return fail(c, v, BAD_TYPE, otherwise);
	*out = json_number(c->json, v);
	return true;
}

static bool
get_answer(struct cursor *c, uint32_t at, struct str key, enum answer *out,
    const char *otherwise)
{
	uint32_t v = member(c, at, key);

	*out = ANSWER_NONE;
	if (!v)
		return true;
	if (json_kind_of(c->json, v) == JSON_TRUE)
		*out = ANSWER_YES;
	else if (json_kind_of(c->json, v) == JSON_FALSE)
		*out = ANSWER_NO;
	else
		return fail(c, v, BAD_TYPE, otherwise);
	return true;
}

/* Seconds since 1970, or milliseconds above 1e11. */
static bool
time_of_number(double x, int64_t *ms)
{
	if (!(fabs(x) < 1e15))
		return false;
	*ms = (int64_t)(fabs(x) > 1e11 ? x : floor(x * 1000 + 0.5));
	return true;
}

static bool
get_time(struct cursor *c, uint32_t at, struct str key, int64_t *out)
{
	uint32_t v = member(c, at, key);

	*out = CONV_NO_TIME;
	if (!v)
		return true;
	switch (json_kind_of(c->json, v)) {
	case JSON_STRING:
		return conv_parse_time(
			   json_string(c->json, v, c->record), out) ||
		       fail(c, v, BAD_VALUE,
			   "the time is not RFC 3339 with a zone");
	case JSON_NUMBER:
		return time_of_number(json_number(c->json, v), out) ||
		       fail(c, v, BAD_VALUE, "the time is out of range");
	default:
		return fail(c, v, BAD_TYPE, "a time is a string or a number");
	}
}

static const struct {
	struct str name;
	enum role role;
} roles[] = {
	/* the first of each is how we call it */
	{ { "customer", 8 }, ROLE_CUSTOMER },
	{ { "bot", 3 }, ROLE_BOT },
	{ { "agent", 5 }, ROLE_AGENT },
	{ { "system", 6 }, ROLE_SYSTEM },
	{ { "user", 4 }, ROLE_CUSTOMER },
	{ { "consumer", 8 }, ROLE_CUSTOMER },
	{ { "visitor", 7 }, ROLE_CUSTOMER },
	{ { "end_user", 8 }, ROLE_CUSTOMER },
	{ { "assistant", 9 }, ROLE_BOT },
	{ { "virtual_agent", 13 }, ROLE_BOT },
	{ { "human", 5 }, ROLE_AGENT },
	{ { "operator", 8 }, ROLE_AGENT },
};

const char *
conv_role_name(enum role r)
{
	return roles[r].name.p;
}

static bool
get_role(struct cursor *c, uint32_t turn, enum role *out)
{
	uint32_t v = member(c, turn, STR("role"));

	if (!v)
		return fail(c, turn, MISSING_FIELD, "a turn has no role");
	if (json_kind_of(c->json, v) != JSON_STRING)
		return fail(c, v, BAD_TYPE, "the role is not a string");
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++) {
		if (json_is(c->json, v, roles[i].name)) {
			*out = roles[i].role;
			return true;
		}
	}
	return fail(c, v, BAD_VALUE, "the role is not a known one");
}

/* How far the best intent is ahead of the next: NAN without alternatives. */
static bool
get_margin(struct cursor *c, uint32_t intent, struct turn *t)
{
	uint32_t list = member(c, intent, STR("alternatives"));
	double best = NAN, x;
	struct str name;

	if (!list)
		return true;
	if (json_kind_of(c->json, list) != JSON_ARRAY)
		return fail(
		    c, list, BAD_TYPE, "intent.alternatives is not an array");
	for (uint32_t i = json_first(c->json, list); i;
	     i = json_after(c->json, list, i)) {
		if (json_kind_of(c->json, i) != JSON_OBJECT)
			return fail(
			    c, i, BAD_TYPE, "an alternative is not an object");
		if (!get_number(c, i, STR("confidence"), &x,
			"intent.confidence is not a number") ||
		    !get_string(c, i, STR("name"), &name,
			"intent.name is not a string"))
			return false;
		/* some systems list the winner among its alternatives */
		if (!isnan(x) && !str_eq(name, t->intent) &&
		    (isnan(best) || x > best))
			best = x;
	}
	t->margin = t->confidence - best;
	return true;
}

static bool
get_intent(struct cursor *c, uint32_t turn, struct turn *t)
{
	uint32_t intent;

	if (!get_object(
		c, turn, STR("intent"), &intent, "the intent is not an object"))
		return false;
	if (!intent)
		return true;
	if (!get_string(c, intent, STR("name"), &t->intent,
		"intent.name is not a string") ||
	    !get_number(c, intent, STR("confidence"), &t->confidence,
		"intent.confidence is not a number"))
		return false;
	if (t->confidence < 0 || t->confidence > 1)
		return fail(c, member(c, intent, STR("confidence")), BAD_VALUE,
		    "intent.confidence is not between 0 and 1");
	return get_margin(c, intent, t);
}

static bool
get_turn(struct cursor *c, uint32_t at, struct turn *t)
{
	uint32_t note;

	*t = (struct turn){ .value = at,
		.intent = STR(""),
		.agent_id = STR(""),
		.confidence = NAN,
		.margin = NAN };
	if (json_kind_of(c->json, at) != JSON_OBJECT)
		return fail(c, at, BAD_TYPE, "a turn is not an object");
	if (!get_role(c, at, &t->role) ||
	    !get_time(c, at, STR("at"), &t->at_ms) ||
	    !get_name(c, at, STR("agent_id"), &t->agent_id,
		"agent_id is not a string"))
		return false;
	t->text = member(c, at, STR("text"));
	if (t->text && json_kind_of(c->json, t->text) != JSON_STRING)
		return fail(c, t->text, BAD_TYPE, "the text is not a string");
	note = member(c, at, STR("private"));
	t->private = note && json_kind_of(c->json, note) == JSON_TRUE;
	return get_intent(c, at, t);
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
get_turns(struct cursor *c, struct conv *v)
{
	uint32_t list = member(c, 0, STR("turns"));

	if (!list)
		return fail(c, 0, MISSING_FIELD, "turns are missing");
	if (json_kind_of(c->json, list) != JSON_ARRAY)
		return fail(c, list, BAD_TYPE, "turns are not an array");
	return get_list(c, list, sizeof(*v->turns), (void **)&v->turns,
	    &v->n_turns, get_turn_item);
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

static bool
get_event_item(struct cursor *c, uint32_t at, void *item)
{
	struct event *e = item;
	struct str type;

	*e = (struct event){ .value = at };
	if (json_kind_of(c->json, at) != JSON_OBJECT)
		return fail(c, at, BAD_TYPE, "an event is not an object");
	if (!get_string(
		c, at, STR("type"), &type, "an event's type is not a string") ||
	    !get_time(c, at, STR("at"), &e->at_ms) ||
	    !get_string(
		c, at, STR("by"), &e->by, "an event's by is not a string"))
		return false;
	for (e->type = 0; e->type < EVENT_OTHER; e->type++)
		if (str_eq(type, str_of(event_names[e->type])))
			break;
	return true;
}

static bool
get_events(struct cursor *c, struct conv *v)
{
	uint32_t list = member(c, 0, STR("events"));

	if (!list)
		return true;
	if (json_kind_of(c->json, list) != JSON_ARRAY)
		return fail(c, list, BAD_TYPE, "events are not an array");
	return get_list(c, list, sizeof(*v->events), (void **)&v->events,
	    &v->n_events, get_event_item);
}

static bool
get_people(struct cursor *c, struct conv *v)
{
	return get_object(c, 0, STR("customer"), &v->customer,
		   "customer is not an object") &&
	       get_name(c, inside(v->customer), STR("id"), &v->customer_id,
		   "customer.id is not a string") &&
	       get_name(c, inside(v->customer), STR("tier"), &v->customer_tier,
		   "customer.tier is not a string") &&
	       get_object(c, 0, STR("bot"), &v->bot, "bot is not an object") &&
	       get_name(c, inside(v->bot), STR("name"), &v->bot_name,
		   "bot.name is not a string") &&
	       get_name(c, inside(v->bot), STR("version"), &v->bot_version,
		   "bot.version is not a string");
}

static bool
get_outcome(struct cursor *c, struct conv *v)
{
	return get_object(c, 0, STR("outcome"), &v->outcome,
		   "outcome is not an object") &&
	       get_answer(c, inside(v->outcome), STR("resolved"), &v->resolved,
		   "outcome.resolved is not true or false") &&
	       get_number(c, inside(v->outcome), STR("csat"), &v->csat,
		   "outcome.csat is not a number") &&
	       get_number(c, inside(v->outcome), STR("wrap_up_s"),
		   &v->wrap_up_s, "outcome.wrap_up_s is not a number") &&
	       get_number(c, inside(v->outcome), STR("hold_s"), &v->hold_s,
		   "outcome.hold_s is not a number") &&
	       get_string(c, inside(v->outcome), STR("closed_by"),
		   &v->closed_by, "outcome.closed_by is not a string");
}

static bool
get_labels(struct cursor *c, struct conv *v)
{
	uint32_t experiment;

	return get_object(c, 0, STR("labels"), &v->labels,
		   "labels is not an object") &&
	       get_answer(c, inside(v->labels), STR("escalate"),
		   &v->label_escalate,
		   "labels.escalate is not true or false") &&
	       get_number(c, inside(v->labels), STR("turn"), &v->label_turn,
		   "labels.turn is not a number") &&
	       get_string(c, inside(v->labels), STR("category"),
		   &v->label_category, "labels.category is not a string") &&
	       get_object(c, 0, STR("experiment"), &experiment,
		   "experiment is not an object") &&
	       get_name(c, inside(experiment), STR("name"), &v->experiment,
		   "experiment.name is not a string") &&
	       get_name(c, inside(experiment), STR("arm"), &v->arm,
		   "experiment.arm is not a string");
}

bool
conv_parse(
    const struct json *j, struct arena *record, struct conv *v, struct fault *f)
{
	struct cursor c = { j, record, f };

	*v = (struct conv){ .json = j, .record = record };
	if (json_kind_of(j, 0) != JSON_OBJECT)
		return fail(&c, 0, NOT_OBJECT, "the record is not an object");
	if (!get_name(&c, 0, STR("conversation_id"), &v->id,
		"conversation_id is not a string"))
		return false;
	if (!v->id.n)
		return fail(&c, 0, MISSING_FIELD,
		    "conversation_id is missing or empty");
	return get_string(&c, 0, STR("channel"), &v->channel,
		   "channel is not a string") &&
	       get_string(&c, 0, STR("language"), &v->language,
		   "language is not a string") &&
	       get_time(&c, 0, STR("started_at"), &v->started_ms) &&
	       get_time(&c, 0, STR("ended_at"), &v->ended_ms) &&
	       get_people(&c, v) && get_turns(&c, v) && get_events(&c, v) &&
	       get_outcome(&c, v) && get_labels(&c, v) &&
	       get_object(
		   &c, 0, STR("hoff"), &v->hoff, "hoff is not an object");
}

struct str
conv_text(const struct conv *c, const struct turn *t)
{
	return t->text ? json_string(c->json, t->text, c->record) : STR("");
}

uint32_t
conv_annotation(const struct conv *c, const char *name)
{
	uint32_t v = c->hoff ? json_get(c->json, c->hoff, str_of(name)) : 0;

	return v && json_kind_of(c->json, v) == JSON_OBJECT ? v : 0;
}
