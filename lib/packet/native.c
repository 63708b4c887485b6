#include "packet/native.h"

#include <stdlib.h>

#include "packet/brief.h"
#include "packet/field.h"
#include "packet/knowledge.h"
#include "packet/message.h"
#include "packet/step.h"

/* Whether a field may be told; what may not is null, or an empty list. */
static bool
is_told(const struct sketch *s, enum field f)
{
	return s->fields >> f & 1;
}

static void
put_time(struct buf *b, const char *key, int64_t ms)
{
	json_member(b, key);
	if (ms == CONV_NO_TIME) {
		buf_cstr(b, "null");
	} else {
		buf_char(b, '"');
		conv_put_time(b, ms);
		buf_char(b, '"');
	}
}

static void
put_field(const struct sketch *s, struct buf *b, const char *key, enum field f,
    struct str text)
{
	json_member_str(b, key, is_told(s, f) ? text : STR(""));
}

static void
put_number(struct buf *b, const char *key, double x)
{
	json_member(b, key);
	json_put_number(b, x); /* null when it is not known */
}

/* The bytes of an annotation's member as they stand, or null. */
static void
put_member(const struct sketch *s, struct buf *b, uint32_t at, const char *key)
{
	uint32_t v = at ? json_get(s->c->json, at, str_of(key)) : 0;

	json_member(b, key);
	buf_str(b, v ? json_raw(s->c->json, v) : STR("null"));
}

static void
put_told_member(const struct sketch *s, struct buf *b, enum field f,
    uint32_t at, const char *key)
{
	put_member(s, b, is_told(s, f) ? at : 0, key);
}

/* Where the customer was before: of each change up to the decision. */
static void
put_channels(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"came_from\":[");
	for (size_t i = 0; is_told(s, FIELD_CHANNEL) && i < s->n_moves; i++) {
		if (!sketch_tells_channel(s, s->moves[i]))
			continue;
		json_next(b);
		json_put_string(b, s->moves[i]);
	}
	buf_char(b, ']');
}

static void
put_customer(const struct sketch *s, struct buf *b)
{
	const struct conv *c = s->c;
	uint32_t name =
	    c->customer ? json_get(c->json, c->customer, STR("name")) : 0;

	buf_cstr(b, ",\"customer\":{\"id\":");
	if (is_told(s, FIELD_CUSTOMER_ID))
		json_put_string(b, c->customer_id);
	else
		buf_cstr(b, "null");
	put_field(s, b, "name", FIELD_NAME,
	    name && json_kind_of(c->json, name) == JSON_STRING
		? json_string(c->json, name, s->scratch)
		: STR(""));
	put_field(s, b, "tier", FIELD_TIER, c->customer_tier);
	put_field(s, b, "language", FIELD_LANGUAGE, c->language);
	put_field(s, b, "channel", FIELD_CHANNEL, c->channel);
	put_channels(s, b);
	buf_char(b, '}');
}

/* What was said; nothing is a text, too. */
static void
put_clipped(const struct sketch *s, struct buf *b, struct str text)
{
	json_member(b, "text");
	json_put_string(b, sketch_clip(s, text, s->plan->o.text));
}

static void
put_said(const struct sketch *s, struct buf *b, const char *key, size_t turn)
{
	json_member(b, key);
	if (turn == NO_TURN) {
		buf_cstr(b, "null");
		return;
	}
	buf_char(b, '{');
	json_member_count(b, "turn", turn);
	put_clipped(s, b, s->texts[turn]);
	buf_char(b, '}');
}

static void
put_goal(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"goal\":{");
	put_said(s, b, "first", is_told(s, FIELD_REQUEST) ? s->first : NO_TURN);
	put_said(
	    s, b, "current", is_told(s, FIELD_CURRENT) ? s->current : NO_TURN);
	buf_char(b, '}');
}

/* The turn as an element begins: `{"turn":3`. */
static void
begin_turn(struct buf *b, size_t turn)
{
	json_next(b);
	buf_cstr(b, "{\"turn\":");
	if (turn == NO_TURN)
		buf_cstr(b, "null");
	else
		json_put_int(b, (int64_t)turn);
}

static void
put_intents(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"intents\":[");
	for (size_t i = 0; is_told(s, FIELD_INTENT) && i < s->n_intents; i++) {
		const struct known_intent *k = &s->intents[i];

		begin_turn(b, k->turn);
		json_member_str(b, "name", k->name);
		put_number(
		    b, "confidence", s->c->turns[k->turn].intent->confidence);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static const char *
kind_of_answer(const struct sketch *s, size_t turn)
{
	if (s->marks[turn] & MARK_FALLBACK)
		return "fallback";
	return s->marks[turn] & MARK_REPEAT ? "repeat" : "answer";
}

static void
put_tried(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"tried\":[");
	for (size_t i = 0; i <= s->turn; i++) {
		if (!sketch_is_answer(s, i) || !is_told(s, FIELD_TRIED))
			continue;
		begin_turn(b, i);
		json_member_string(b, "kind", kind_of_answer(s, i));
		put_clipped(s, b, s->texts[i]);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_why(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"why\":{\"turn\":");
	json_put_int(b, (int64_t)s->turn);
	put_time(b, "at", s->c->turns[s->turn].at_ms);
	put_field(
	    s, b, "rule", FIELD_REASON, sketch_text(s, s->reason, "rule"));
	put_field(
	    s, b, "reason", FIELD_WHY, sketch_text(s, s->reason, "reason"));
	put_told_member(s, b, FIELD_READINESS, s->score, "readiness");
	put_told_member(s, b, FIELD_READINESS, s->score, "tier");
	put_told_member(s, b, FIELD_QUEUE, s->score, "queue");
	put_told_member(s, b, FIELD_PRIORITY, s->score, "priority");
	put_told_member(s, b, FIELD_READINESS, s->score, "contributions");
	buf_char(b, '}');
}

static void
put_mood(const struct sketch *s, struct buf *b)
{
	static const char *const names[] = { "sentiment", "sentiment_trend",
		"anger", "anxiety", "urgency" };

	buf_cstr(b, ",\"mood\":{");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		json_member(b, names[i]);
		json_put_number(b, is_told(s, FIELD_MOOD)
				       ? sketch_signal(s, str_of(names[i]))
				       : NAN);
	}
	json_member_string(b, "word", is_told(s, FIELD_MOOD) ? s->mood : NULL);
	json_member_string(
	    b, "trend", is_told(s, FIELD_MOOD) ? s->trend : NULL);
	buf_char(b, '}');
}

/* Every safety and compliance signal of 0.3 or more. */
static void
put_risks(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"risks\":[");
	for (size_t i = 0; is_told(s, FIELD_RISKS) && i < s->n_risks; i++) {
		json_next(b);
		buf_char(b, '{');
		json_member_str(b, "kind", s->risks[i].kind);
		json_member(b, "value");
		buf_str(b, s->risks[i].written);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_known(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"known\":[");
	for (size_t i = 0; is_told(s, FIELD_KNOWN) && i < s->n_slots; i++) {
		begin_turn(b, s->slots[i].turn);
		json_member_str(b, "name", s->slots[i].name);
		json_member_str(b, "value", s->slots[i].value);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_articles(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"articles\":[");
	for (size_t i = 0; is_told(s, FIELD_ARTICLES) && i < s->n_articles;
	     i++) {
		begin_turn(b, s->articles[i].turn);
		json_member_str(b, "id", s->articles[i].id);
		json_member_str(b, "title", s->articles[i].title);
		json_member_str(b, "url", s->articles[i].url);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_promises(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"promises\":[");
	for (size_t i = 0; is_told(s, FIELD_PROMISES) && i < s->n_promises;
	     i++) {
		begin_turn(b, s->promises[i].turn);
		json_member_str(b, "text",
		    sketch_clip(s, s->promises[i].text, s->plan->o.text));
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_open(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"open_questions\":[");
	for (size_t i = 0; is_told(s, FIELD_QUESTIONS) && i < s->n_questions;
	     i++) {
		json_next(b);
		json_put_int(b, (int64_t)s->questions[i]);
	}
	buf_char(b, ']');
}

/* How sure the speech recogniser is of a turn, where the log says it. */
static void
put_heard(const struct sketch *s, struct buf *b, const struct turn *t)
{
	double heard = t->voiced ? conv_voice(s->c, t).asr_confidence : NAN;

	if (!isnan(heard))
		put_number(b, "asr_confidence", heard);
}

static void
put_transcript(const struct sketch *s, struct buf *b)
{
	size_t from = s->plan->o.last && s->turn >= s->plan->o.last
			  ? s->turn + 1 - s->plan->o.last
			  : 0;
	size_t left_out = from;

	/* how it began is always there */
	if (s->first != NO_TURN && s->first < from)
		left_out--;
	buf_cstr(b, ",\"transcript\":{\"left_out\":");
	json_put_int(b, (int64_t)left_out);
	buf_cstr(b, ",\"turns\":[");
	for (size_t i = 0; i <= s->turn; i++) {
		const struct turn *t = &s->c->turns[i];

		if ((i < from && i != s->first) ||
		    !is_told(s, FIELD_TRANSCRIPT))
			continue;
		begin_turn(b, i);
		json_member_string(b, "role", conv_role_name(t->role));
		if (t->private)
			buf_cstr(b, ",\"private\":true");
		if (t->at_ms != CONV_NO_TIME)
			put_time(b, "at", t->at_ms);
		put_heard(s, b, t);
		put_clipped(s, b, s->texts[i]);
		buf_char(b, '}');
	}
	buf_cstr(b, "]}");
}

static void
put_route(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"route\":{\"known\":");
	buf_cstr(b, s->route ? "true" : "false");
	put_member(s, b, s->route, "outcome");
	put_told_member(s, b, FIELD_QUEUE, s->route, "queue");
	put_told_member(s, b, FIELD_AGENT, s->route, "agent");
	put_told_member(s, b, FIELD_WAIT, s->route, "wait_s");
	buf_char(b, '}');
}

/* What hoff-import doubts of the log: an agent who wonders why something is
 * missing finds it here. */
static void
put_import(const struct sketch *s, struct buf *b)
{
	uint32_t at = conv_annotation(s->c, "import");

	if (!at)
		return;
	buf_cstr(b, ",\"imported\":{\"format\":");
	json_put_string(b, sketch_text(s, at, "format"));
	json_member(b, "warnings");
	buf_char(b, '[');
	at = sketch_list(s, at, "warnings");
	for (uint32_t i = at ? json_first(s->c->json, at) : 0; i;
	     i = json_after(s->c->json, at, i)) {
		if (json_kind_of(s->c->json, i) != JSON_STRING)
			continue;
		json_next(b);
		json_put_string(b, json_string(s->c->json, i, s->scratch));
	}
	buf_cstr(b, "]}");
}

void
native_put_sources(const struct sketch *s, struct buf *b)
{
	bool redacted = sketch_is_redacted(s);

	buf_cstr(b, ",\"redaction\":{\"done\":");
	buf_cstr(b, redacted ? "true" : "false");
	put_member(s, b, redacted ? s->redact : 0, "policy");
	buf_cstr(b, "},\"decided_by\":{\"hoff_score\":");
	buf_cstr(b, s->score ? "true" : "false");
	put_member(s, b, s->score, "rules");
	put_member(s, b, s->score, "model");
	buf_char(b, '}');
	put_import(s, b);
}

void
native_put(const struct sketch *s, struct buf *b)
{
	static const struct brief none;

	buf_cstr(b, "{\"status\":\"ready\",\"target\":\"native\",\"brief\":");
	brief_put_lines(s, is_told(s, FIELD_SUMMARY) ? s->brief : &none, b);
	buf_cstr(b, ",\"brief_figures\":");
	brief_put_figures(s, is_told(s, FIELD_SUMMARY) ? s->brief : &none, b);
	put_customer(s, b);
	put_goal(s, b);
	put_intents(s, b);
	put_known(s, b);
	put_tried(s, b);
	put_articles(s, b);
	knowledge_put(s, b);
	put_why(s, b);
	put_mood(s, b);
	put_risks(s, b);
	put_promises(s, b);
	put_open(s, b);
	put_field(
	    s, b, "next_step", FIELD_NEXT_STEP, step_text(s, NULL, s->fields));
	put_transcript(s, b);
	put_route(s, b);
}
