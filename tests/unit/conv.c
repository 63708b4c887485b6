/* What a conversation is, what it is not, and what is read of it. */
#include <math.h>
#include <stdio.h>

#include "base/die.h"
#include "conv/conv.h"

static int failed;

/* A record, with '^' before the byte at which the fault is. */
struct fault_case {
	const char *record;
	enum reason reason;
	const char *detail;
};

#define TURN(members)  "{\"conversation_id\":\"c\",\"turns\":[" members "]}"
#define BESIDE(member) "{\"conversation_id\":\"c\",\"turns\":[]," member "}"
#define INTENT(members) \
	TURN("{\"role\":\"user\",\"intent\":{\"name\":\"a\"," members "}}")

static const char no_id[] = "conversation_id is missing or empty";
#define NO_TIME(name)  name " is neither RFC 3339 with a zone nor a number"
#define FAR_TIME(name) name " is out of range"
#define ODD_TIME(name) name " is neither a string nor a number"
static const char no_role[] = "the role is none of customer, bot, agent, "
			      "system, nor an alias of them";
static const char no_share[] = "intent.confidence is not between 0 and 1";

/* clang-format off */
static const struct fault_case faults[] = {
	{ "^[]", NOT_OBJECT, "the record is not an object" },
	{ " ^\"c\"", NOT_OBJECT, "the record is not an object" },
	{ "^null", NOT_OBJECT, "the record is not an object" },
	{ "^{}", MISSING_FIELD, no_id },
	{ " ^{\"turns\":[]}", MISSING_FIELD, no_id },
	{ "^{\"conversation_id\":\"\",\"turns\":[]}", MISSING_FIELD, no_id },
	{ "^{\"conversation_id\":null,\"turns\":[]}", MISSING_FIELD, no_id },
	{ "^{\"Conversation_id\":\"c\",\"turns\":[]}", MISSING_FIELD, no_id },
	{ "{\"conversation_id\":^{},\"turns\":[]}", BAD_TYPE,
	    "conversation_id is neither a string nor a number" },
	{ "{\"conversation_id\":^true,\"turns\":[]}", BAD_TYPE,
	    "conversation_id is neither a string nor a number" },
	{ "^{\"conversation_id\":\"c\"}", MISSING_FIELD, "turns are missing" },
	{ "^{\"conversation_id\":\"c\",\"turns\":null}", MISSING_FIELD,
	    "turns are missing" },
	{ "{\"conversation_id\":\"c\",\"turns\":^{}}", BAD_TYPE,
	    "turns are not an array" },
	{ "{\"conversation_id\":\"c\",\"turns\":^\"\"}", BAD_TYPE,
	    "turns are not an array" },
	{ BESIDE("\"channel\":^7"), BAD_TYPE, "channel is not a string" },
	{ BESIDE("\"language\":^[\"en\"]"), BAD_TYPE,
	    "language is not a string" },
	{ BESIDE("\"started_at\":^true"), BAD_TYPE, ODD_TIME("started_at") },
	{ BESIDE("\"ended_at\":^{}"), BAD_TYPE, ODD_TIME("ended_at") },
	{ BESIDE("\"started_at\":^\"\""), BAD_VALUE, NO_TIME("started_at") },
	{ BESIDE("\"ended_at\":^\"2026-03-01T09:00:00\""), BAD_VALUE, NO_TIME("ended_at") },
	{ BESIDE("\"started_at\":^1e15"), BAD_VALUE, FAR_TIME("started_at") },
	{ BESIDE("\"started_at\":^1e999"), BAD_VALUE, FAR_TIME("started_at") },
	{ BESIDE("\"started_at\":^-1e12000"), BAD_VALUE, FAR_TIME("started_at") },
	{ BESIDE("\"started_at\":^253402300800000"), BAD_VALUE, FAR_TIME("started_at") },
	{ BESIDE("\"started_at\":^-62167219201"), BAD_VALUE, FAR_TIME("started_at") },
	{ BESIDE("\"customer\":^\"u-1\""), BAD_TYPE,
	    "customer is not an object" },
	{ BESIDE("\"customer\":{\"id\":^[1]}"), BAD_TYPE,
	    "customer.id is neither a string nor a number" },
	{ BESIDE("\"customer\":{\"tier\":^false}"), BAD_TYPE,
	    "customer.tier is neither a string nor a number" },
	{ BESIDE("\"bot\":^[]"), BAD_TYPE, "bot is not an object" },
	{ BESIDE("\"bot\":{\"name\":^{}}"), BAD_TYPE,
	    "bot.name is neither a string nor a number" },
	{ BESIDE("\"bot\":{\"version\":^[3,2]}"), BAD_TYPE,
	    "bot.version is neither a string nor a number" },
	{ BESIDE("\"events\":^{}"), BAD_TYPE, "events are not an array" },
	{ BESIDE("\"events\":[{},^\"closed\"]"), BAD_TYPE,
	    "an event is not an object" },
	{ BESIDE("\"events\":[{\"type\":^1}]"), BAD_TYPE,
	    "an event's type is not a string" },
	{ BESIDE("\"events\":[{\"at\":^\"soon\"}]"), BAD_VALUE, NO_TIME("an event's at") },
	{ BESIDE("\"events\":[{\"by\":^{}}]"), BAD_TYPE,
	    "an event's by is not a string" },
	{ BESIDE("\"outcome\":^true"), BAD_TYPE, "outcome is not an object" },
	{ BESIDE("\"outcome\":{\"resolved\":^\"yes\"}"), BAD_TYPE,
	    "outcome.resolved is not true or false" },
	{ BESIDE("\"outcome\":{\"resolved\":^1}"), BAD_TYPE,
	    "outcome.resolved is not true or false" },
	{ BESIDE("\"outcome\":{\"csat\":^\"5\"}"), BAD_TYPE,
	    "outcome.csat is not a number" },
	{ BESIDE("\"outcome\":{\"csat\":^1e400}"), BAD_VALUE,
	    "a number is out of range" },
	{ BESIDE("\"outcome\":{\"wrap_up_s\":^[]}"), BAD_TYPE,
	    "outcome.wrap_up_s is not a number" },
	{ BESIDE("\"outcome\":{\"hold_s\":^false}"), BAD_TYPE,
	    "outcome.hold_s is not a number" },
	{ BESIDE("\"outcome\":{\"closed_by\":^0}"), BAD_TYPE,
	    "outcome.closed_by is not a string" },
	{ BESIDE("\"labels\":^1"), BAD_TYPE, "labels is not an object" },
	{ BESIDE("\"labels\":{\"escalate\":^\"true\"}"), BAD_TYPE,
	    "labels.escalate is not true or false" },
	{ BESIDE("\"labels\":{\"turn\":^\"2\"}"), BAD_TYPE,
	    "labels.turn is not a number" },
	{ BESIDE("\"labels\":{\"category\":^2}"), BAD_TYPE,
	    "labels.category is not a string" },
	{ BESIDE("\"experiment\":^\"B\""), BAD_TYPE,
	    "experiment is not an object" },
	{ BESIDE("\"experiment\":{\"name\":^[]}"), BAD_TYPE,
	    "experiment.name is neither a string nor a number" },
	{ BESIDE("\"experiment\":{\"arm\":^true}"), BAD_TYPE,
	    "experiment.arm is neither a string nor a number" },
	{ BESIDE("\"hoff\":^[]"), BAD_TYPE, "hoff is not an object" },
	{ TURN("^null"), BAD_TYPE, "a turn is not an object" },
	{ TURN("{\"role\":\"bot\"},^[]"), BAD_TYPE, "a turn is not an object" },
	{ TURN("{\"role\":\"bot\"},^{}"), MISSING_FIELD, "a turn has no role" },
	{ TURN("^{\"role\":null}"), MISSING_FIELD, "a turn has no role" },
	{ TURN("{\"role\":^1}"), BAD_TYPE, "the role is not a string" },
	{ TURN("{\"role\":^\"\"}"), BAD_VALUE, no_role },
	{ TURN("{\"role\":^\"Customer\"}"), BAD_VALUE,
	    no_role },
	{ TURN("{\"role\":^\"users\"}"), BAD_VALUE,
	    no_role },
	{ TURN("{\"role\":^\"bot\\u0000\"}"), BAD_VALUE,
	    no_role },
	{ TURN("{\"role\":\"bot\",\"text\":^[\"a\"]}"), BAD_TYPE,
	    "the text is not a string" },
	{ TURN("{\"role\":\"bot\",\"at\":^\"now\"}"), BAD_VALUE, NO_TIME("a turn's at") },
	{ TURN("{\"role\":\"bot\",\"at\":^[]}"), BAD_TYPE, ODD_TIME("a turn's at") },
	{ TURN("{\"role\":\"agent\",\"agent_id\":^{}}"), BAD_TYPE,
	    "agent_id is neither a string nor a number" },
	{ TURN("{\"role\":\"agent\",\"private\":^1}"), BAD_TYPE,
	    "private is not true or false" },
	{ TURN("{\"role\":\"agent\",\"private\":^\"true\"}"), BAD_TYPE,
	    "private is not true or false" },
	{ TURN("{\"role\":\"user\",\"intent\":^\"a\"}"), BAD_TYPE,
	    "the intent is not an object" },
	{ TURN("{\"role\":\"user\",\"intent\":{\"name\":^1}}"), BAD_TYPE,
	    "intent.name is not a string" },
	{ INTENT("\"confidence\":^\"1\""), BAD_TYPE,
	    "intent.confidence is not a number" },
	{ INTENT("\"confidence\":^1.0000001"), BAD_VALUE, no_share },
	{ INTENT("\"confidence\":^-0.1"), BAD_VALUE, no_share },
	{ INTENT("\"alternatives\":^{}"), BAD_TYPE,
	    "intent.alternatives is not an array" },
	{ INTENT("\"alternatives\":[^\"b\"]"), BAD_TYPE,
	    "an alternative is not an object" },
	{ INTENT("\"alternatives\":[{\"confidence\":^\"\"}]"), BAD_TYPE,
	    "intent.confidence is not a number" },
	{ INTENT("\"alternatives\":[{\"confidence\":^5}]"), BAD_VALUE,
	    no_share },
	{ INTENT("\"alternatives\":[{\"name\":^[]}]"), BAD_TYPE,
	    "intent.name is not a string" },
	/* a day that is none is none beside one that is */
	{ TURN("{\"role\":\"bot\",\"at\":\"2026-02-28T09:00:00Z\"},{\"role\":"
	       "\"bot\",\"at\":^\"2026-02-29T09:00:00Z\"}"), BAD_VALUE,
	    NO_TIME("a turn's at") },
	{ TURN("{\"role\":\"bot\",\"at\":^\"\\u0000\\u0000\\u0000\\u0000\\u0000"
	       "\\u0000\\u0000\\u0000\\u0000\\u0000T09:00:00Z\"}"), BAD_VALUE,
	    NO_TIME("a turn's at") },
	/* of equal members the last one counts */
	{ "{\"conversation_id\":\"c\",\"turns\":[],\"turns\":^1}", BAD_TYPE,
	    "turns are not an array" },
};
/* clang-format on */

/* A record, and what is read of it (put_conv). */
struct good_case {
	const char *record, *dump;
};

#define C "id=c turns=0"

/* clang-format off */
static const struct good_case goods[] = {
	{ BESIDE("\"x\":1"), C },
	{ "{\"conversation_id\":42,\"turns\":[]}", "id=42 turns=0" },
	{ "{\"conversation_id\":9007199254740993,\"turns\":[]}",
	    "id=9007199254740993 turns=0" },
	{ "{\"conversation_id\":1.0,\"turns\":[]}", "id=1.0 turns=0" },
	{ "{\"conversation_id\":\"c\\u002d1\",\"turns\":[]}", "id=c-1 turns=0" },
	/* null is as good as absent, for every member that may be absent */
	{ BESIDE("\"channel\":null,\"language\":null,\"started_at\":null,"
		 "\"ended_at\":null,\"customer\":null,\"bot\":null,"
		 "\"events\":null,\"outcome\":null,\"labels\":null,"
		 "\"experiment\":null,\"hoff\":null"), C },
	{ BESIDE("\"customer\":{\"id\":null,\"tier\":null},\"bot\":{\"name\":"
		 "null,\"version\":null},\"outcome\":{\"resolved\":null,"
		 "\"csat\":null,\"wrap_up_s\":null,\"hold_s\":null,"
		 "\"closed_by\":null},\"labels\":{\"escalate\":null,\"turn\":"
		 "null,\"category\":null},\"experiment\":{\"name\":null,"
		 "\"arm\":null}"), C " customer bot outcome labels" },
	{ TURN("{\"role\":\"bot\",\"text\":null,\"at\":null,\"agent_id\":null,"
	       "\"private\":null,\"intent\":null}"), "id=c turns=1 [bot]" },
	{ TURN("{\"role\":\"bot\",\"intent\":{\"name\":null,\"confidence\":"
	       "null,\"alternatives\":null}}"), "id=c turns=1 [bot]" },
	{ BESIDE("\"events\":[{\"type\":null,\"at\":null,\"by\":null}]"),
	    C " (other)" },
	/* what is absent is not looked for in the record itself */
	{ "{\"conversation_id\":\"c\",\"turns\":[],\"id\":\"root\",\"tier\":"
	  "\"root\",\"name\":\"root\",\"version\":\"root\",\"resolved\":true,"
	  "\"csat\":5,\"wrap_up_s\":1,\"hold_s\":1,\"closed_by\":\"root\","
	  "\"escalate\":true,\"turn\":1,\"category\":\"root\",\"arm\":"
	  "\"root\",\"type\":\"closed\",\"text\":\"root\"}", C },
	{ TURN("{\"role\":\"user\"}],\"confidence\":0.5,\"name\":\"root\","
	       "\"alternatives\":[{\"confidence\":0.4}"),
	    "id=c turns=1 [customer]" },
	/* times of one day, of the next, and of earlier ones */
	{ TURN("{\"role\":\"bot\",\"at\":\"2026-03-01T23:59:59Z\"},{\"role\":"
	       "\"bot\",\"at\":\"2026-03-01T23:59:59.5Z\"},{\"role\":\"bot\",\"at"
	       "\":\"2026-03-02T00:00:00Z\"},{\"role\":\"bot\",\"at\":"
	       "\"2024-02-29T00:00:00Z\"},{\"role\":\"bot\",\"at\":"
	       "\"1970-01-01T00:00:00Z\"}"),
	    "id=c turns=5 [bot 2026-03-01T23:59:59Z][bot "
	    "2026-03-01T23:59:59.500Z][bot 2026-03-02T00:00:00Z][bot "
	    "2024-02-29T00:00:00Z][bot 1970-01-01T00:00:00Z]" },
	/* the aliases of the roles */
	{ TURN("{\"role\":\"customer\"},{\"role\":\"user\"},{\"role\":"
	       "\"consumer\"},{\"role\":\"visitor\"},{\"role\":\"end_user\"}"),
	    "id=c turns=5 [customer][customer][customer][customer][customer]" },
	{ TURN("{\"role\":\"bot\"},{\"role\":\"assistant\"},{\"role\":"
	       "\"virtual_agent\"},{\"role\":\"system\"}"),
	    "id=c turns=4 [bot][bot][bot][system]" },
	{ TURN("{\"role\":\"agent\"},{\"role\":\"human\"},{\"role\":"
	       "\"operator\"},{\"role\":\"\\u0062o\\u0074\"}"),
	    "id=c turns=4 [agent][agent][agent][bot]" },
	/* everything there is */
	{ BESIDE("\"channel\":\"voice\",\"language\":\"de\",\"started_at\":"
		 "\"2026-03-01T09:00:00Z\",\"ended_at\":1772355661,"
		 "\"customer\":{\"id\":7,\"tier\":\"gold\"},\"bot\":{\"name\":"
		 "\"t\",\"version\":3.2},\"outcome\":{\"resolved\":false,"
		 "\"csat\":4.5,\"wrap_up_s\":40,\"hold_s\":0,\"closed_by\":"
		 "\"bot\"},\"labels\":{\"escalate\":true,\"turn\":2,"
		 "\"category\":\"card\"},\"experiment\":{\"name\":\"e\","
		 "\"arm\":\"B\"},\"hoff\":{\"x\":{}}"),
	    C " channel=voice language=de started=2026-03-01T09:00:00Z "
	    "ended=2026-03-01T09:01:01Z customer=7/gold bot=t/3.2 outcome "
	    "resolved=no csat=4.5 wrap_up=40 hold=0 closed_by=bot labels "
	    "escalate=yes turn=2 category=card experiment=e/B hoff" },
	{ TURN("{\"role\":\"agent\",\"text\":\"a\\n\\u00e9\",\"at\":"
	       "1772355600123,\"agent_id\":9,\"private\":true},{\"role\":"
	       "\"agent\",\"private\":false,\"text\":\"\"}"),
	    "id=c turns=2 [agent 2026-03-01T09:00:00.123Z by=9 private "
	    "text=a\n\303\251][agent]" },
	{ BESIDE("\"events\":[{\"type\":\"handoff_offered\"},{\"type\":"
		 "\"handoff_requested\",\"by\":\"customer\"},{\"type\":"
		 "\"handoff_accepted\",\"at\":0},{\"type\":\"handoff_failed\"},"
		 "{\"type\":\"agent_joined\"},{\"type\":\"returned_to_bot\"},"
		 "{\"type\":\"channel_changed\"},{\"type\":\"abandoned\"},"
		 "{\"type\":\"closed\"},{\"type\":\"survey\"},{\"type\":"
		 "\"Closed\"}]"),
	    C " (handoff_offered)(handoff_requested by=customer)"
	    "(handoff_accepted 1970-01-01T00:00:00Z)(handoff_failed)"
	    "(agent_joined)(returned_to_bot)(channel_changed)(abandoned)"
	    "(closed)(other)(other)" },
	/* the margin: over the best other one, also where the winner is listed */
	{ INTENT("\"confidence\":0.75,\"alternatives\":[{\"name\":\"b\","
		 "\"confidence\":0.125},{\"name\":\"c\",\"confidence\":0.5}]"),
	    "id=c turns=1 [customer intent=a 0.75 margin=0.25]" },
	{ INTENT("\"confidence\":0.75,\"alternatives\":[{\"name\":\"a\","
		 "\"confidence\":0.75},{\"name\":\"b\",\"confidence\":0.5}]"),
	    "id=c turns=1 [customer intent=a 0.75 margin=0.25]" },
	{ INTENT("\"confidence\":0.75,\"alternatives\":[{\"name\":"
		 "\"\\u0061\",\"confidence\":0.75}]"),
	    "id=c turns=1 [customer intent=a 0.75]" },
	{ INTENT("\"confidence\":0.75,\"alternatives\":[{\"name\":\"a\","
		 "\"confidence\":0.75},{\"confidence\":0.5}]"),
	    "id=c turns=1 [customer intent=a 0.75 margin=0.25]" },
	{ INTENT("\"confidence\":0.75,\"alternatives\":[{\"name\":\"a\","
		 "\"confidence\":0.75},{\"name\":\"b\"}]"),
	    "id=c turns=1 [customer intent=a 0.75]" },
	{ INTENT("\"confidence\":0.25,\"alternatives\":[{\"name\":\"b\","
		 "\"confidence\":0.75}]"),
	    "id=c turns=1 [customer intent=a 0.25 margin=-0.5]" },
	{ INTENT("\"confidence\":1,\"alternatives\":[{\"confidence\":0}]"),
	    "id=c turns=1 [customer intent=a 1 margin=1]" },
	{ INTENT("\"confidence\":0.75,\"alternatives\":[]"),
	    "id=c turns=1 [customer intent=a 0.75]" },
	{ INTENT("\"confidence\":0.75,\"alternatives\":[{\"name\":\"b\"}]"),
	    "id=c turns=1 [customer intent=a 0.75]" },
	{ INTENT("\"alternatives\":[{\"name\":\"b\",\"confidence\":0.5}]"),
	    "id=c turns=1 [customer intent=a]" },
	/* of equal members the last one counts; keys are compared decoded */
	{ "{\"conversation_id\":\"a\",\"turns\":1,\"turns\":[],"
	  "\"conversation_id\":\"b\"}", "id=b turns=0" },
	{ "{\"conversation_id\":\"a\",\"conversation\\u005fid\":\"b\","
	  "\"\\u0074urns\":[]}", "id=b turns=0" },
	{ TURN("{\"role\":\"bot\",\"text\":\"a\",\"role\":\"agent\",\"text\":"
	       "null}"), "id=c turns=1 [agent]" },
	{ TURN("{\"te\\u0078t\":\"a\",\"text\":null,\"role\":null,\"agent_id\":"
	       "\"x\",\"\\u0072ole\":\"bot\",\"agent\\u005fid\":7}"),
	    "id=c turns=1 [bot by=7]" },
	/* in any order, and beside names that begin or end as ours do */
	{ TURN("{\"private\":true,\"agent_id\":\"x\",\"intent\":{\"confidence\":"
	       "1,\"name\":\"b\"},\"text\":\"t\",\"role\":\"bot\",\"at\":0}"),
	    "id=c turns=1 [bot 1970-01-01T00:00:00Z by=x private text=t "
	    "intent=b 1]" },
	{ TURN("{\"\":1,\"a\":1,\"att\":1,\"t\":1,\"rol\":1,\"roles\":1,\"role"
	       "\":\"bot\",\"role:\":1,\"agent_i\":[],\"agent_it\":[],\"agent_ids"
	       "\":[],\"agent_id_\":[],\"privato\":1,\"privates\":1,\"role\\\\\":1,"
	       "\"\\\"\":1,\"at\\\"\":1}"), "id=c turns=1 [bot]" },
	{ INTENT("\"confidencf\":2,\"confidences\":2,\"confidenc\":2,"
		 "\"bonfidence\":2,\"alternativez\":1,\"alternatives2\":1,"
		 "\"alternatives of others\":1"),
	    "id=c turns=1 [customer intent=a]" },
	{ BESIDE("\"conversation_ie\":1,\"conversation_id2\":2,"
		 "\"conversation_i\":3,\"bonversation_id\":4"), C },
	/* what a voice platform logs, if it is as ours */
	{ TURN("{\"role\":\"user\",\"asr\":{\"confidence\":0.5},\"dtmf\":\"12#\","
	       "\"silence_s\":2.5,\"barge_in\":true,\"slot\":\"iban\"},{\"role\":"
	       "\"user\",\"dtmf\":true,\"slot\":\"a\\u0062\"}"),
	    "id=c turns=2 [customer asr=0.5 silence=2.5 pressed=12# barge_in "
	    "slot=iban][customer pressed slot=ab]" },
	{ TURN("{\"role\":\"user\",\"asr\":{\"confidence\":1.5},\"dtmf\":\"\","
	       "\"silence_s\":-1,\"barge_in\":1,\"slot\":7},{\"role\":\"user\","
	       "\"asr\":0.5,\"dtmf\":false,\"silence_s\":1e10,\"barge_in\":null}"),
	    "id=c turns=2 [customer][customer]" },
	/* unknown members, however deep, of the same names */
	{ BESIDE("\"x\":[[[[{\"turns\":[{\"role\":7}],\"conversation_id\":"
		 "\"deep\",\"customer\":{\"id\":[]}}]]]],\"y\":{\"hoff\":0}"),
	    C },
	{ TURN("{\"x\":{\"role\":\"bot\",\"text\":\"deep\"},\"role\":\"user\","
	       "\"y\":[{\"text\":1}]}"), "id=c turns=1 [customer]" },
};
/* clang-format on */

static void
put_time(struct buf *b, const char *before, int64_t ms)
{
	if (ms == CONV_NO_TIME)
		return;
	buf_cstr(b, before);
	conv_put_time(b, ms);
}

static void
put_text(struct buf *b, const char *before, struct str s)
{
	if (!s.n)
		return;
	buf_cstr(b, before);
	buf_str(b, s);
}

static void
put_number(struct buf *b, const char *before, double x)
{
	if (isnan(x))
		return;
	buf_cstr(b, before);
	json_put_number(b, x);
}

static void
put_answer(struct buf *b, const char *before, enum answer a)
{
	if (a == ANSWER_NONE)
		return;
	buf_printf(b, "%s%s", before, a == ANSWER_YES ? "yes" : "no");
}

static void
put_pair(struct buf *b, const char *before, struct str x, struct str y)
{
	put_text(b, before, x);
	put_text(b, "/", y);
}

static void
put_voice(struct buf *b, struct voice v)
{
	put_number(b, " asr=", v.asr_confidence);
	put_number(b, " silence=", v.silence_s);
	buf_cstr(b, v.pressed ? " pressed" : "");
	put_text(b, "=", v.keys);
	buf_cstr(b, v.barge_in ? " barge_in" : "");
	put_text(b, " slot=", v.slot);
}

static void
put_turn(struct buf *b, const struct conv *c, const struct turn *t)
{
	buf_printf(
	    b, "%s[%s", t == c->turns ? " " : "", conv_role_name(t->role));
	put_time(b, " ", t->at_ms);
	if (t->agent_id)
		put_text(b, " by=",
		    json_kind_of(c->json, t->agent_id) == JSON_STRING
			? json_string(c->json, t->agent_id, c->record)
			: json_raw(c->json, t->agent_id));
	buf_cstr(b, t->private ? " private" : "");
	put_text(b, " text=", conv_text(c, t));
	put_text(b, " intent=", t->intent->name);
	put_number(b, " ", t->intent->confidence);
	put_number(b, " margin=", t->intent->margin);
	put_voice(b, conv_voice(c, t));
	buf_char(b, ']');
}

/* All that is known of a conversation; what is not, is left out. */
static void
put_conv(struct buf *b, const struct conv *c)
{
	put_text(b, "id=", c->id);
	buf_printf(b, " turns=%zu", c->n_turns);
	put_text(b, " channel=", c->channel);
	put_text(b, " language=", c->language);
	put_time(b, " started=", c->started_ms);
	put_time(b, " ended=", c->ended_ms);
	buf_cstr(b, c->customer ? " customer" : "");
	put_pair(b, "=", c->customer_id, c->customer_tier);
	buf_cstr(b, c->bot ? " bot" : "");
	put_pair(b, "=", c->bot_name, c->bot_version);
	buf_cstr(b, c->outcome ? " outcome" : "");
	put_answer(b, " resolved=", c->resolved);
	put_number(b, " csat=", c->csat);
	put_number(b, " wrap_up=", c->wrap_up_s);
	put_number(b, " hold=", c->hold_s);
	put_text(b, " closed_by=", c->closed_by);
	buf_cstr(b, c->labels ? " labels" : "");
	put_answer(b, " escalate=", c->label_escalate);
	put_number(b, " turn=", c->label_turn);
	put_text(b, " category=", c->label_category);
	put_pair(b, " experiment=", c->experiment, c->arm);
	buf_cstr(b, c->hoff ? " hoff" : "");
	for (size_t i = 0; i < c->n_turns; i++)
		put_turn(b, c, &c->turns[i]);
	for (size_t i = 0; i < c->n_events; i++) {
		const struct event *e = &c->events[i];

		buf_printf(b, "%s(%s", i ? "" : " ", conv_event_name(e->type));
		put_time(b, " ", e->at_ms);
		put_text(b, " by=", conv_event_by(c, e));
		buf_char(b, ')');
	}
}

/* One record, and the memory it is read in. */
struct reading {
	struct json json;
	struct arena arena;
	struct buf text;
	struct conv conv;
	struct fault fault;
};

static bool
read_record(struct reading *r, struct str record)
{
	buf_clear(&r->text);
	buf_str(&r->text, record);
	memset(buf_reserve(&r->text, JSON_PADDING), 0, JSON_PADDING);
	arena_reset(&r->arena);
	if (!json_index(&r->json, buf_view(&r->text), &r->fault)) {
		printf("the table holds bad JSON: %.*s\n", STR_ARG(record));
		failed++;
		return false;
	}
	return conv_parse(&r->json, &r->arena, &r->conv, &r->fault);
}

static void
check_fault(struct reading *r, const struct fault_case *c)
{
	struct buf record = { 0 };
	size_t at = strcspn(c->record, "^");

	buf_put(&record, c->record, at);
	buf_cstr(&record, c->record + at + 1);
	if (read_record(r, buf_view(&record))) {
		printf("taken: %s\n", c->record);
		failed++;
	} else if (r->fault.reason != c->reason || r->fault.at != at ||
		   strcmp(r->fault.detail, c->detail)) {
		printf("%s\n  %s at %zu: %s\n  expected %s at %zu: %s\n",
		    c->record, reason_code(r->fault.reason), r->fault.at,
		    r->fault.detail, reason_code(c->reason), at, c->detail);
		failed++;
	}
	buf_free(&record);
}

static void
check_good(struct reading *r, const struct good_case *c)
{
	struct buf dump = { 0 };

	if (!read_record(r, str_of(c->record))) {
		printf("%s\n  refused: %s\n", c->record, r->fault.detail);
		failed++;
		return;
	}
	put_conv(&dump, &r->conv);
	if (!str_eq(buf_view(&dump), str_of(c->dump))) {
		printf("%s\n  %.*s\n  expected %s\n", c->record, (int)dump.n,
		    dump.p, c->dump);
		failed++;
	}
	buf_free(&dump);
}

/* Where values stand, and what conv_annotation() finds. */
static void
check_indices(struct reading *r)
{
	const struct str record =
	    STR("{\"hoff\":{\"a\":{\"b\":1},\"n\":null,\"s\":\"x\"},"
		"\"conversation_id\":\"c\",\"turns\":[{\"role\":\"bot\"}],"
		"\"events\":[{\"x\":2}]}");
	const struct conv *c = &r->conv;

	if (!read_record(r, record) || !conv_annotation(c, "a") ||
	    conv_annotation(c, "n") || conv_annotation(c, "s") ||
	    conv_annotation(c, "turns") || conv_annotation(c, "b") ||
	    !str_eq(
		json_raw(c->json, conv_annotation(c, "a")), STR("{\"b\":1}")) ||
	    !str_eq(json_raw(c->json, c->turns[0].value),
		STR("{\"role\":\"bot\"}")) ||
	    !str_eq(json_raw(c->json, c->events[0].value), STR("{\"x\":2}"))) {
		puts("a value's index is not where the value is");
		failed++;
	}
}

/* A name with a slip in it, as long as it is near enough. */
static void
check_members(void)
{
	static const struct {
		struct str name, meant;
	} slips[] = {
		{ STR("custmoer"), STR("customer") },
		{ STR("Conversation-ID"), STR("conversation_id") },
		{ STR("bto"), STR("bot") },
		{ STR("botty"), STR("") },
		{ STR("kustomre"), STR("customer") },
		{ STR("kustomrs"), STR("") },
	};

	for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
		struct str meant =
		    conv_meant_member(conv_members, slips[i].name);

		if (str_eq(meant, slips[i].meant))
			continue;
		printf("%s means %.*s\n", slips[i].name.p, STR_ARG(meant));
		failed++;
	}
	if (!conv_member(conv_members, STR("hoff")) ||
	    conv_member(conv_members, STR("hof")) ||
	    conv_meant_member(NULL, STR("bot")).n) {
		puts("members are others");
		failed++;
	}
}

#define EACH(table, check) \
	for (size_t i = 0; i < sizeof(table) / sizeof(*(table)); i++) \
	check

int
main(void)
{
	struct reading r = { 0 };

	json_init(&r.json);
	arena_init(&r.arena, 1 << 20);
	EACH(faults, check_fault(&r, &faults[i]));
	EACH(goods, check_good(&r, &goods[i]));
	check_indices(&r);
	check_members();
	json_free(&r.json);
	arena_free(&r.arena);
	buf_free(&r.text);
	return failed ? NEGATIVE : ALL_GOOD;
}
