#include "packet/field.h"

#include "packet/brief.h"
#include "packet/clip.h"
#include "packet/knowledge.h"
#include "packet/message.h"
#include "packet/step.h"

#define FIELD_NAMES(symbol, name, title) { name, title },
static const struct {
	const char *name, *title;
} fields[N_FIELDS] = { PACKET_FIELDS(FIELD_NAMES) };

const char *
field_name(enum field f)
{
	return fields[f].name;
}

const char *
field_title(enum field f)
{
	return fields[f].title;
}

enum field
field_by_name(struct str name)
{
	enum field f = 0;

	while (f < N_FIELDS && !str_eq(name, str_of(fields[f].name)))
		f++;
	return f;
}

bool
field_is_number(enum field f)
{
	return f == FIELD_PRIORITY || f == FIELD_CONFIDENCE ||
	       f == FIELD_SENTIMENT || f == FIELD_FALLBACKS ||
	       f == FIELD_READINESS || f == FIELD_WAIT;
}

bool
field_shows(const struct sketch *s, const struct fit *fit, size_t i)
{
	const struct turn *t = &s->c->turns[i];

	if (i > s->turn || (t->private && !fit->notes))
		return false;
	return i == s->first || s->turn - i < fit->last;
}

size_t
field_turns(const struct sketch *s, const struct fit *fit)
{
	size_t n = 0;

	for (size_t i = 0; i <= s->turn; i++)
		n += field_shows(s, fit, i);
	return n;
}

/* Line ends and other control characters become blanks. */
static void
put_line(struct buf *out, struct str text)
{
	size_t from = out->n;

	buf_str(out, text);
	for (size_t i = from; i < out->n; i++)
		if ((unsigned char)out->p[i] < ' ')
			out->p[i] = ' ';
}

bool
field_put_text(
    const struct sketch *s, const struct fit *fit, size_t i, struct buf *out)
{
	size_t from = out->n;

	put_line(out, s->texts[i]);
	return clip_tail(out, from, fit->text);
}

static const char *
speaker(const struct turn *t)
{
	static const char *const names[] = { "Customer", "Bot", "Agent",
		"System" };

	return t->private ? "Note" : names[t->role];
}

const char *
field_heard(const struct sketch *s, size_t i)
{
	static const double sure = 0.6;
	const struct turn *t = &s->c->turns[i];

	return t->voiced && conv_voice(s->c, t).asr_confidence < sure
		   ? " (not clearly heard)"
		   : "";
}

static void
put_transcript(const struct sketch *s, const struct fit *fit, struct buf *out)
{
	size_t skipped = 0;
	const char *end = "";

	for (size_t i = 0; i <= s->turn; i++) {
		if (!field_shows(s, fit, i)) {
			skipped += !s->c->turns[i].private || fit->notes;
			continue;
		}
		if (skipped)
			buf_printf(out, "%s[%zu turns left out]", end, skipped);
		if (skipped)
			end = "\n";
		skipped = 0;
		buf_printf(out, "%s%s%s: ", end, speaker(&s->c->turns[i]),
		    field_heard(s, i));
		field_put_text(s, fit, i, out);
		end = "\n";
	}
}

/* A scalar of an annotation, as text. */
static void
put_member(
    const struct sketch *s, uint32_t at, const char *name, struct buf *out)
{
	uint32_t v = at ? json_get(s->c->json, at, str_of(name)) : 0;

	if (!v)
		return;
	if (json_kind_of(s->c->json, v) == JSON_STRING)
		put_line(out, json_string(s->c->json, v, s->scratch));
	else if (json_kind_of(s->c->json, v) == JSON_NUMBER &&
		 isfinite(json_number(s->c->json, v)))
		buf_str(out, json_raw(s->c->json, v));
}

/* hoff-route's word, where it has one, else hoff-score's. */
static void
put_routed(const struct sketch *s, const char *name, struct buf *out)
{
	size_t from = out->n;

	put_member(s, s->route, name, out);
	if (out->n == from)
		put_member(s, s->score, name, out);
}

static void
put_reason(const struct sketch *s, struct buf *out)
{
	struct str rule = sketch_text(s, sketch_reason(s), "rule");

	if (rule.n)
		put_line(out, rule);
	else
		buf_cstr(out, s->score ? "readiness" : "handed_over");
}

static void
put_why(const struct sketch *s, struct buf *out)
{
	put_line(out, sketch_text(s, sketch_reason(s), "reason"));
}

static void
put_skills(const struct sketch *s, struct buf *out)
{
	struct str skill;
	size_t n = 0;

	while (sketch_skill(s, n, &skill)) {
		if (n++)
			buf_char(out, ',');
		put_line(out, skill);
	}
}

static void
put_risks(const struct sketch *s, struct buf *out)
{
	struct sketch_risk r = { 0 };
	const char *comma = "";

	while (sketch_next_risk(s, &r)) {
		buf_cstr(out, comma);
		put_line(out, r.kind);
		buf_char(out, ' ');
		buf_str(out, r.written);
		comma = ", ";
	}
}

static void
put_said(const struct sketch *s, size_t turn, struct buf *out)
{
	if (turn != NO_TURN)
		put_line(out, s->texts[turn]);
}

/* The surest intent of the turn of the decision, or the last one there was. */
static void
put_intent(const struct sketch *s, struct buf *out)
{
	size_t turn = sketch_intent(s);

	if (turn != NO_TURN)
		put_line(out, s->c->turns[turn].intent);
}

static void
put_confidence(const struct sketch *s, struct buf *out)
{
	size_t turn = sketch_intent(s);

	if (turn != NO_TURN && !isnan(s->c->turns[turn].confidence))
		json_put_number(out, s->c->turns[turn].confidence);
}

static void
put_known(const struct sketch *s, struct buf *out)
{
	for (size_t i = 0; i < s->n_slots; i++) {
		if (i)
			buf_cstr(out, "; ");
		put_line(out, s->slots[i].name);
		buf_cstr(out, ": ");
		put_line(out, s->slots[i].value);
	}
}

static void
put_promises(const struct sketch *s, struct buf *out)
{
	for (size_t i = 0; i < s->n_promises; i++) {
		if (i)
			buf_char(out, ' ');
		put_line(out, s->promises[i].text);
	}
}

static void
put_questions(const struct sketch *s, struct buf *out)
{
	for (size_t i = 0; i < s->n_questions; i++) {
		if (i)
			buf_char(out, ' ');
		put_line(out, s->texts[s->questions[i]]);
	}
}

static void
put_articles(const struct sketch *s, struct buf *out)
{
	for (size_t i = 0; i < s->n_articles; i++) {
		const struct article *a = &s->articles[i];

		if (i)
			buf_cstr(out, "; ");
		put_line(out, a->title.n ? a->title : a->id.n ? a->id : a->url);
	}
}

static void
put_tried(const struct sketch *s, struct buf *out)
{
	buf_str(out, facts_tried(s));
}

static void
put_mood(const struct sketch *s, struct buf *out)
{
	if (facts_mood(s))
		buf_printf(out, "%s, %s", facts_mood(s),
		    facts_trend(s) ? facts_trend(s) : "steady");
}

static void
put_rules(const struct sketch *s, struct buf *out)
{
	uint32_t rules =
	    s->score ? json_get(s->c->json, s->score, STR("rules")) : 0;

	if (!rules)
		return;
	put_member(s, rules, "name", out);
	buf_char(out, ' ');
	put_member(s, rules, "version", out);
	buf_cstr(out, " sha256:");
	put_member(s, rules, "sha256", out);
}

static void
put_signal(const struct sketch *s, const char *name, struct buf *out)
{
	double x = sketch_signal(s, str_of(name));

	if (!isnan(x))
		json_put_number(out, x);
}

static void
put_whole(const struct sketch *s, const struct fit *fit, enum field f,
    struct buf *out)
{
	switch (f) {
	case FIELD_CONVERSATION_ID:
		put_line(out, s->c->id);
		return;
	case FIELD_REASON:
		put_reason(s, out);
		return;
	case FIELD_SUMMARY:
		brief_put_text(s, s->brief, out);
		return;
	case FIELD_TRANSCRIPT:
		put_transcript(s, fit, out);
		return;
	case FIELD_QUEUE:
		put_routed(s, "queue", out);
		return;
	case FIELD_RISKS:
		put_risks(s, out);
		return;
	case FIELD_WHY:
		put_why(s, out);
		return;
	case FIELD_SKILLS:
		put_skills(s, out);
		return;
	case FIELD_PRIORITY:
		put_routed(s, "priority", out);
		return;
	case FIELD_REQUEST:
		put_said(s, s->first, out);
		return;
	case FIELD_CURRENT:
		put_said(s, s->current, out);
		return;
	case FIELD_INTENT:
		put_intent(s, out);
		return;
	case FIELD_KNOWN:
		put_known(s, out);
		return;
	case FIELD_NEXT_STEP:
		put_line(out, step_text(s, NULL, s->fields));
		return;
	case FIELD_LANGUAGE:
		put_line(out, s->c->language);
		return;
	case FIELD_CHANNEL:
		put_line(out, s->c->channel);
		return;
	case FIELD_CUSTOMER_ID:
		put_line(out, s->c->customer_id);
		return;
	case FIELD_NAME:
		put_line(out, sketch_name(s));
		return;
	case FIELD_TIER:
		put_line(out, s->c->customer_tier);
		return;
	case FIELD_PROMISES:
		put_promises(s, out);
		return;
	case FIELD_QUESTIONS:
		put_questions(s, out);
		return;
	case FIELD_CONFIDENCE:
		put_confidence(s, out);
		return;
	case FIELD_SENTIMENT:
		put_signal(s, "sentiment", out);
		return;
	case FIELD_MOOD:
		put_mood(s, out);
		return;
	case FIELD_FALLBACKS:
		put_signal(s, "fallbacks", out);
		return;
	case FIELD_READINESS:
		put_member(s, s->score, "readiness", out);
		return;
	case FIELD_TRIED:
		put_tried(s, out);
		return;
	case FIELD_ARTICLES:
		put_articles(s, out);
		return;
	case FIELD_KNOWLEDGE:
		knowledge_put_text(s, out);
		return;
	case FIELD_WAIT:
		put_member(s, s->route, "wait_s", out);
		return;
	case FIELD_AGENT:
		put_member(s, s->route, "agent", out);
		return;
	case FIELD_MESSAGE:
		message_put_text(s, out);
		return;
	case FIELD_RULES:
		put_rules(s, out);
		return;
	case N_FIELDS:
		return;
	}
}

/* A part of it would be another one, or mean nothing. */
static bool
is_whole(enum field f)
{
	return f == FIELD_TRANSCRIPT || f == FIELD_CONVERSATION_ID ||
	       f == FIELD_CUSTOMER_ID || field_is_number(f);
}

bool
field_put(const struct sketch *s, const struct fit *fit, enum field f,
    struct buf *out)
{
	size_t from = out->n;

	if (!(fit->fields >> f & 1))
		return false;
	put_whole(s, fit, f, out);
	return !is_whole(f) && clip_tail(out, from, fit->value);
}

/* The bytes in b that are the field's own. */
static size_t
kept(const struct buf *b, bool is_cut)
{
	size_t mark = is_cut ? sizeof(CLIP_MARK) - 1 : 0;

	return b->n > mark ? b->n - mark : 0;
}

size_t
field_size(const struct sketch *s, const struct fit *fit, enum field f)
{
	bool is_cut;
	size_t n = 0;

	if (!(fit->fields >> f & 1))
		return 0;
	buf_clear(s->work);
	if (f != FIELD_TRANSCRIPT) {
		is_cut = field_put(s, fit, f, s->work);
		return kept(s->work, is_cut);
	}
	for (size_t i = 0; i <= s->turn; i++) {
		if (!field_shows(s, fit, i))
			continue;
		if (s->texts[i].n <= fit->text) {
			n += s->texts[i].n;
			continue;
		}
		buf_clear(s->work);
		is_cut = field_put_text(s, fit, i, s->work);
		n += kept(s->work, is_cut);
	}
	return n;
}
