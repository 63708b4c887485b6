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
	struct str rule = sketch_text(s, s->reason, "rule");

	if (rule.n)
		put_line(out, rule);
	else
		buf_cstr(out, s->score ? "readiness" : "handed_over");
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
	for (size_t i = 0; i < s->n_risks; i++) {
		if (i)
			buf_cstr(out, ", ");
		put_line(out, s->risks[i].kind);
		buf_char(out, ' ');
		buf_str(out, s->risks[i].written);
	}
}

static struct str
said(const struct sketch *s, size_t turn)
{
	return turn == NO_TURN ? STR("") : s->texts[turn];
}

/* The surest intent of the turn of the decision, or the last one there was. */
static struct str
intent(const struct sketch *s)
{
	size_t turn = sketch_intent(s);

	return turn == NO_TURN ? STR("") : s->c->turns[turn].intent->name;
}

static void
put_confidence(const struct sketch *s, struct buf *out)
{
	size_t turn = sketch_intent(s);

	if (turn != NO_TURN && !isnan(s->c->turns[turn].intent->confidence))
		json_put_number(out, s->c->turns[turn].intent->confidence);
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
put_mood(const struct sketch *s, struct buf *out)
{
	if (s->mood)
		buf_printf(
		    out, "%s, %s", s->mood, s->trend ? s->trend : "steady");
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
put_sentiment(const struct sketch *s, struct buf *out)
{
	put_signal(s, "sentiment", out);
}

static void
put_fallbacks(const struct sketch *s, struct buf *out)
{
	put_signal(s, "fallbacks", out);
}

static void
put_readiness(const struct sketch *s, struct buf *out)
{
	put_member(s, s->score, "readiness", out);
}

static void
put_queue(const struct sketch *s, struct buf *out)
{
	put_routed(s, "queue", out);
}

static void
put_priority(const struct sketch *s, struct buf *out)
{
	put_routed(s, "priority", out);
}

static void
put_wait(const struct sketch *s, struct buf *out)
{
	put_member(s, s->route, "wait_s", out);
}

static void
put_agent(const struct sketch *s, struct buf *out)
{
	put_member(s, s->route, "agent", out);
}

static void
put_summary(const struct sketch *s, struct buf *out)
{
	brief_put_text(s, s->brief, out);
}

/* A field that is one text. */
static struct str
text_of(const struct sketch *s, enum field f)
{
	switch (f) {
	case FIELD_CONVERSATION_ID:
		return s->c->id;
	case FIELD_REQUEST:
		return said(s, s->first);
	case FIELD_CURRENT:
		return said(s, s->current);
	case FIELD_INTENT:
		return intent(s);
	case FIELD_WHY:
		return sketch_text(s, s->reason, "reason");
	case FIELD_NEXT_STEP:
		return step_text(s, NULL, s->fields);
	case FIELD_LANGUAGE:
		return s->c->language;
	case FIELD_CHANNEL:
		return s->c->channel;
	case FIELD_CUSTOMER_ID:
		return s->c->customer_id;
	case FIELD_NAME:
		return sketch_name(s);
	case FIELD_TIER:
		return s->c->customer_tier;
	case FIELD_TRIED:
		return facts_tried(s);
	default:
		return STR("");
	}
}

/* Those that are more, or numbers; the transcript needs to know how much of
 * it. */
static void (*const writers[N_FIELDS])(
    const struct sketch *s, struct buf *out) = {
	[FIELD_REASON] = put_reason,
	[FIELD_SUMMARY] = put_summary,
	[FIELD_QUEUE] = put_queue,
	[FIELD_RISKS] = put_risks,
	[FIELD_SKILLS] = put_skills,
	[FIELD_PRIORITY] = put_priority,
	[FIELD_KNOWN] = put_known,
	[FIELD_PROMISES] = put_promises,
	[FIELD_QUESTIONS] = put_questions,
	[FIELD_CONFIDENCE] = put_confidence,
	[FIELD_SENTIMENT] = put_sentiment,
	[FIELD_MOOD] = put_mood,
	[FIELD_FALLBACKS] = put_fallbacks,
	[FIELD_READINESS] = put_readiness,
	[FIELD_ARTICLES] = put_articles,
	[FIELD_KNOWLEDGE] = knowledge_put_text,
	[FIELD_WAIT] = put_wait,
	[FIELD_AGENT] = put_agent,
	[FIELD_MESSAGE] = message_put_text,
	[FIELD_RULES] = put_rules,
};

static void
put_whole(const struct sketch *s, const struct fit *fit, enum field f,
    struct buf *out)
{
	if (f == FIELD_TRANSCRIPT)
		put_transcript(s, fit, out);
	else if (writers[f])
		writers[f](s, out);
	else
		put_line(out, text_of(s, f));
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
