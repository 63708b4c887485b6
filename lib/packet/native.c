#include "packet/native.h"

#include <stdlib.h>

#include "packet/brief.h"

static void
put_text(struct buf *b, const char *key, struct str s)
{
	buf_printf(b, ",\"%s\":", key);
	if (s.n)
		json_put_string(b, s);
	else
		buf_cstr(b, "null");
}

static void
put_time(struct buf *b, const char *key, int64_t ms)
{
	buf_printf(b, ",\"%s\":", key);
	if (ms == CONV_NO_TIME) {
		buf_cstr(b, "null");
	} else {
		buf_char(b, '"');
		conv_put_time(b, ms);
		buf_char(b, '"');
	}
}

static void
put_number(struct buf *b, const char *key, double x)
{
	buf_printf(b, ",\"%s\":", key);
	json_put_number(b, x); /* null when it is not known */
}

/* The bytes of an annotation's member as they stand, or null. */
static void
put_member(const struct sketch *s, struct buf *b, uint32_t at, const char *key)
{
	uint32_t v = at ? json_get(s->c->json, at, str_of(key)) : 0;

	buf_printf(b, ",\"%s\":", key);
	buf_str(b, v ? json_raw(s->c->json, v) : STR("null"));
}

/* Where the customer was before: of each change up to the decision. */
static void
put_channels(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"came_from\":[");
	for (size_t i = 0; i < s->n_moves; i++) {
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
	json_put_string(b, c->customer_id);
	put_text(b, "name",
	    name && json_kind_of(c->json, name) == JSON_STRING
		? json_string(c->json, name, s->scratch)
		: STR(""));
	put_text(b, "tier", c->customer_tier);
	put_text(b, "language", c->language);
	put_text(b, "channel", c->channel);
	put_channels(s, b);
	buf_char(b, '}');
}

static void
put_said(const struct sketch *s, struct buf *b, const char *key, size_t turn)
{
	buf_printf(b, "\"%s\":", key);
	if (turn == NO_TURN) {
		buf_cstr(b, "null");
		return;
	}
	buf_printf(b, "{\"turn\":%zu,\"text\":", turn);
	json_put_string(b, sketch_clip(s, s->texts[turn], s->plan->o.text));
	buf_char(b, '}');
}

static void
put_goal(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"goal\":{");
	put_said(s, b, "first", s->first);
	buf_char(b, ',');
	put_said(s, b, "current", s->current);
	buf_char(b, '}');
}

/* One turn's intent; `first` is the first turn that has it. */
struct known {
	struct str name;
	size_t turn, first;
};

static int
by_name(const void *a, const void *b)
{
	const struct known *x = a, *y = b;
	int c = str_cmp(x->name, y->name);

	return c ? c : (x->turn > y->turn) - (x->turn < y->turn);
}

static int
by_first(const void *a, const void *b)
{
	const struct known *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* Of n intents, in order of name and turn, keep the surest turn of each. */
static size_t
keep_surest(const struct turn *turns, struct known *all, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct known *last = &all[kept];

		if (i && str_eq(last[-1].name, all[i].name)) {
			double best = turns[last[-1].turn].confidence;

			if (turns[all[i].turn].confidence > best ||
			    (isnan(best) &&
				!isnan(turns[all[i].turn].confidence)))
				last[-1].turn = all[i].turn;
		} else {
			*last = all[i];
			kept++;
		}
	}
	return kept;
}

/* Each intent once, with the turn it was surest in. */
static void
put_intents(const struct sketch *s, struct buf *b)
{
	const struct turn *t = s->c->turns;
	struct known *all = arena_array(s->scratch, s->turn + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i <= s->turn; i++)
		if (t[i].role == ROLE_CUSTOMER && t[i].intent.n)
			all[n++] = (struct known){ t[i].intent, i, i };
	qsort(all, n, sizeof(*all), by_name);
	n = keep_surest(t, all, n);
	qsort(all, n, sizeof(*all), by_first);
	buf_cstr(b, ",\"intents\":[");
	for (size_t i = 0; i < n; i++) {
		buf_printf(b, "%s{\"turn\":%zu", i ? "," : "", all[i].turn);
		put_text(b, "name", all[i].name);
		put_number(b, "confidence", t[all[i].turn].confidence);
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
	const char *comma = "";

	buf_cstr(b, ",\"tried\":[");
	for (size_t i = 0; i <= s->turn; i++) {
		if (s->c->turns[i].role != ROLE_BOT)
			continue;
		buf_printf(b,
		    "%s{\"turn\":%zu,\"kind\":\"%s\",\"text\":", comma, i,
		    kind_of_answer(s, i));
		json_put_string(
		    b, sketch_clip(s, s->texts[i], s->plan->o.text));
		buf_char(b, '}');
		comma = ",";
	}
	buf_char(b, ']');
}

static void
put_why(const struct sketch *s, struct buf *b)
{
	uint32_t reason = sketch_reason(s);

	buf_printf(b, ",\"why\":{\"turn\":%zu", s->turn);
	put_time(b, "at", s->c->turns[s->turn].at_ms);
	put_text(b, "rule", sketch_text(s, reason, "rule"));
	put_text(b, "reason", sketch_text(s, reason, "reason"));
	put_member(s, b, s->score, "readiness");
	put_member(s, b, s->score, "tier");
	put_member(s, b, s->score, "queue");
	put_member(s, b, s->score, "priority");
	put_member(s, b, s->score, "contributions");
	buf_char(b, '}');
}

static void
put_mood(const struct sketch *s, struct buf *b)
{
	static const char *const names[] = { "sentiment", "sentiment_trend",
		"anger", "anxiety", "urgency" };

	buf_cstr(b, ",\"mood\":{");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		buf_printf(b, "%s\"%s\":", i ? "," : "", names[i]);
		json_put_number(b, sketch_signal(s, str_of(names[i])));
	}
	json_member_string(b, "word", facts_mood(s));
	json_member_string(b, "trend", facts_trend(s));
	buf_char(b, '}');
}

/* Every safety and compliance signal that is not zero. */
static void
put_risks(const struct sketch *s, struct buf *b)
{
	struct sketch_risk r = { 0 };
	const char *comma = "";

	buf_cstr(b, ",\"risks\":[");
	while (sketch_next_risk(s, &r)) {
		buf_printf(b, "%s{\"kind\":", comma);
		json_put_string(b, r.kind);
		buf_cstr(b, ",\"value\":");
		buf_str(b, r.written);
		buf_char(b, '}');
		comma = ",";
	}
	buf_char(b, ']');
}

/* The turn as an element begins: `{"turn":3`. */
static void
begin_turn(struct buf *b, size_t turn)
{
	json_next(b);
	if (turn == NO_TURN)
		buf_cstr(b, "{\"turn\":null");
	else
		buf_printf(b, "{\"turn\":%zu", turn);
}

static void
put_known(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"known\":[");
	for (size_t i = 0; i < s->n_slots; i++) {
		begin_turn(b, s->slots[i].turn);
		put_text(b, "name", s->slots[i].name);
		put_text(b, "value", s->slots[i].value);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_articles(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"articles\":[");
	for (size_t i = 0; i < s->n_articles; i++) {
		begin_turn(b, s->articles[i].turn);
		put_text(b, "id", s->articles[i].id);
		put_text(b, "title", s->articles[i].title);
		put_text(b, "url", s->articles[i].url);
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_promises(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"promises\":[");
	for (size_t i = 0; i < s->n_promises; i++) {
		begin_turn(b, s->promises[i].turn);
		put_text(b, "text",
		    sketch_clip(s, s->promises[i].text, s->plan->o.text));
		buf_char(b, '}');
	}
	buf_char(b, ']');
}

static void
put_open(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"open_questions\":[");
	for (size_t i = 0; i < s->n_questions; i++)
		buf_printf(b, "%s%zu", i ? "," : "", s->questions[i]);
	buf_char(b, ']');
}

static void
put_transcript(const struct sketch *s, struct buf *b)
{
	size_t from = s->plan->o.last && s->turn >= s->plan->o.last
			  ? s->turn + 1 - s->plan->o.last
			  : 0;
	size_t left_out = from;
	const char *comma = "";

	/* how it began is always there */
	if (s->first != NO_TURN && s->first < from)
		left_out--;
	buf_printf(
	    b, ",\"transcript\":{\"left_out\":%zu,\"turns\":[", left_out);
	for (size_t i = 0; i <= s->turn; i++) {
		const struct turn *t = &s->c->turns[i];

		if (i < from && i != s->first)
			continue;
		buf_printf(b, "%s{\"turn\":%zu,\"role\":\"%s\"", comma, i,
		    conv_role_name(t->role));
		if (t->private)
			buf_cstr(b, ",\"private\":true");
		if (t->at_ms != CONV_NO_TIME)
			put_time(b, "at", t->at_ms);
		buf_cstr(b, ",\"text\":");
		json_put_string(
		    b, sketch_clip(s, s->texts[i], s->plan->o.text));
		buf_char(b, '}');
		comma = ",";
	}
	buf_cstr(b, "]}");
}

static enum moment
moment_of(const struct sketch *s)
{
	static const char *const danger[] = { "safety.self_harm",
		"safety.medical", "safety.violence", "safety.child" };
	struct str outcome = sketch_text(s, s->route, "outcome");
	double wait_s = sketch_number(s, s->route, "wait_s");

	for (size_t i = 0; i < sizeof(danger) / sizeof(*danger); i++)
		if (sketch_signal(s, str_of(danger[i])) >= 0.3)
			return MOMENT_CRISIS;
	if (str_eq(outcome, STR("abandoned")) ||
	    str_eq(outcome, STR("unserved")))
		return MOMENT_NOBODY;
	if (!str_eq(outcome, STR("assigned")) || isnan(wait_s))
		return MOMENT_OFFERED;
	return wait_s > 0 ? MOMENT_QUEUED : MOMENT_STARTED;
}

/* Append the template with every {minutes} filled in. */
static void
fill_in(struct buf *b, struct str template, double wait_s)
{
	const char *at;

	while ((at = memmem(template.p, template.n, WORDS_MINUTES,
		    sizeof(WORDS_MINUTES) - 1))) {
		size_t n = (size_t)(at - template.p);

		buf_put(b, template.p, n);
		buf_printf(b, "%.0f", ceil(wait_s / 60));
		n += sizeof(WORDS_MINUTES) - 1;
		template.p += n;
		template.n -= n;
	}
	buf_str(b, template);
}

static void
put_message(const struct sketch *s, struct buf *b)
{
	enum moment m = moment_of(s);
	const struct packet_messages *words =
	    words_for(s->plan->words, s->c->language);
	struct buf text = { 0 };

	buf_printf(b, ",\"message\":{\"moment\":\"%s\"", moment_name(m));
	put_text(b, "language", words->language);
	fill_in(&text, words->moments[m], sketch_number(s, s->route, "wait_s"));
	put_text(b, "text", buf_view(&text));
	buf_char(b, '}');
	buf_free(&text);
}

static void
put_sources(const struct sketch *s, struct buf *b)
{
	buf_cstr(b, ",\"route\":{\"known\":");
	buf_cstr(b, s->route ? "true" : "false");
	put_member(s, b, s->route, "outcome");
	put_member(s, b, s->route, "queue");
	put_member(s, b, s->route, "agent");
	put_member(s, b, s->route, "wait_s");
	buf_cstr(b, "},\"redaction\":{\"done\":");
	buf_cstr(b, s->redact ? "true" : "false");
	put_member(s, b, s->redact, "policy");
	buf_cstr(b, "},\"decided_by\":{\"hoff_score\":");
	buf_cstr(b, s->score ? "true" : "false");
	put_member(s, b, s->score, "rules");
	put_member(s, b, s->score, "model");
	buf_char(b, '}');
}

void
native_put(const struct sketch *s, struct buf *b)
{
	struct brief brief;

	brief_make(s, s->plan->o.brief_lines, &brief);
	buf_cstr(b, "{\"status\":\"ready\",\"brief\":");
	brief_put_lines(&brief, b);
	buf_cstr(b, ",\"brief_figures\":");
	brief_put_figures(s, &brief, b);
	put_customer(s, b);
	put_goal(s, b);
	put_intents(s, b);
	put_known(s, b);
	put_tried(s, b);
	put_articles(s, b);
	put_why(s, b);
	put_mood(s, b);
	put_risks(s, b);
	put_promises(s, b);
	put_open(s, b);
	buf_cstr(b, ",\"next_step\":");
	json_put_string(b, sketch_step(s));
	put_transcript(s, b);
	put_message(s, b);
	put_sources(s, b);
	buf_char(b, '}');
}
