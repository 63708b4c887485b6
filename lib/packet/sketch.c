#include "packet/sketch.h"

#include "base/ascii.h"
#include "crypto/crypto.h"
#include "packet/gist.h"
#include "packet/keyed.h"
#include "packet/utterance.h"
#include "text/text.h"

struct str
sketch_text(const struct sketch *s, uint32_t at, const char *name)
{
	uint32_t v = at ? json_get(s->c->json, at, str_of(name)) : 0;

	if (!v || json_kind_of(s->c->json, v) != JSON_STRING)
		return STR("");
	return json_string(s->c->json, v, s->scratch);
}

double
sketch_number(const struct sketch *s, uint32_t at, const char *name)
{
	uint32_t v = at ? json_get(s->c->json, at, str_of(name)) : 0;
	double x = NAN;

	if (v && json_kind_of(s->c->json, v) == JSON_NUMBER)
		x = json_number(s->c->json, v);
	return isfinite(x) ? x : NAN;
}

/* Member `name` of an annotation when it is an array or an object. */
static uint32_t
inner(const struct sketch *s, uint32_t at, const char *name)
{
	uint32_t v = at ? json_get(s->c->json, at, str_of(name)) : 0;

	return v && json_kind_of(s->c->json, v) >= JSON_ARRAY ? v : 0;
}

/* Mark the turn that object `at` of an annotation names, if there is one. */
static void
mark(struct sketch *s, uint32_t at, unsigned marks)
{
	double turn = sketch_number(s, at, "turn");

	if (turn >= 0 && turn < (double)s->c->n_turns)
		s->marks[(size_t)turn] |= (unsigned char)marks;
}

static void
mark_friction(struct sketch *s)
{
	const struct json *j = s->c->json;
	uint32_t list = inner(s, s->score, "friction");

	for (uint32_t i = list ? json_first(j, list) : 0; i;
	     i = json_after(j, list, i)) {
		struct str kind = sketch_text(s, i, "kind");
		unsigned marks = MARK_FRICTION;

		if (str_eq(kind, STR("fallback")))
			marks |= MARK_FALLBACK;
		if (str_eq(kind, STR("bot_repeat")) ||
		    str_eq(kind, STR("loop")))
			marks |= MARK_REPEAT;
		mark(s, i, marks);
	}
}

size_t
sketch_count_words(struct str text, size_t most)
{
	size_t words = 0;
	bool inside = false;

	for (size_t i = 0; i < text.n && words < most; i++) {
		bool space =
		    text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\t';

		words += !space && !inside;
		inside = !space;
	}
	return words;
}

/* A turn that asks for a person, and in a long one for nothing else: about five
 * characters are a word. */
static bool
asks_alone(const struct sketch *s, uint32_t evidence)
{
	enum { ENOUGH = 12 /* other words, to be a request */ };
	double turn = sketch_number(s, evidence, "turn");
	double span = sketch_number(s, evidence, "end") -
		      sketch_number(s, evidence, "start");

	if (!(turn >= 0 && turn <= (double)s->turn))
		return false;
	return !(span >= 0) ||
	       (double)sketch_count_words(s->texts[(size_t)turn], SIZE_MAX) <
		   ENOUGH + span / 5;
}

static void
mark_requests(struct sketch *s)
{
	const struct json *j = s->c->json;
	uint32_t reasons = inner(s, s->score, "reasons");

	for (uint32_t r = reasons ? json_first(j, reasons) : 0; r;
	     r = json_after(j, reasons, r)) {
		uint32_t list = inner(s, r, "evidence");

		for (uint32_t e = list ? json_first(j, list) : 0; e;
		     e = json_after(j, list, e))
			if (str_eq(sketch_text(s, e, "signal"),
				STR("human_request")))
				mark(s, e,
				    MARK_PERSON |
					(asks_alone(s, e) ? MARK_ASKED : 0));
	}
}

uint32_t
sketch_list(const struct sketch *s, uint32_t at, const char *name)
{
	uint32_t v = inner(s, at, name);

	return v && json_kind_of(s->c->json, v) == JSON_ARRAY ? v : 0;
}

size_t
sketch_count(const struct sketch *s, uint32_t at, const char *name)
{
	uint32_t v = sketch_list(s, at, name);

	return v ? s->c->json->values[v].n : 0;
}

bool
sketch_is_why(const struct sketch *s, struct str signal)
{
	uint32_t list = s->evidence;

	for (uint32_t i = list ? json_first(s->c->json, list) : 0; i;
	     i = json_after(s->c->json, list, i))
		if (str_eq(sketch_text(s, i, "signal"), signal))
			return true;
	return false;
}

bool
sketch_is_answer(const struct sketch *s, size_t i)
{
	return i > s->begin && sketch_is_said_by(s, i, ROLE_BOT);
}

size_t
sketch_intent(const struct sketch *s)
{
	for (size_t i = s->turn + 1; i-- > 0;)
		if (s->c->turns[i].intent->name.n &&
		    sketch_is_said_by(s, i, ROLE_CUSTOMER))
			return i;
	return NO_TURN;
}

bool
sketch_tells_channel(const struct sketch *s, struct str channel)
{
	enum { LONGEST = 24 };

	for (size_t i = 0; i < channel.n && s->is_crisis; i++)
		if (!is_alpha(channel.p[i]) && channel.p[i] != '_' &&
		    channel.p[i] != '-')
			return false;
	return !s->is_crisis || channel.n <= LONGEST;
}

bool
sketch_skill(const struct sketch *s, size_t i, struct str *skill)
{
	const struct json *j = s->c->json;
	uint32_t list = inner(s, s->route, "skills");
	uint32_t v = list ? json_first(j, list) : 0;

	while (v && i--)
		v = json_after(j, list, v);
	if (!v || json_kind_of(j, v) != JSON_STRING)
		return false;
	*skill = json_string(j, v, s->scratch);
	return true;
}

struct str
sketch_name(const struct sketch *s)
{
	return sketch_text(s, s->c->customer, "name");
}

struct str
sketch_message_id(const struct sketch *s, size_t i)
{
	return sketch_text(s, s->c->turns[i].value, "message_id");
}

int64_t
sketch_time(const struct sketch *s, size_t turn)
{
	for (size_t i = turn + 1; i-- > 0;)
		if (s->c->turns[i].at_ms != CONV_NO_TIME)
			return s->c->turns[i].at_ms;
	return s->c->started_ms;
}

void
sketch_put_uuid(const struct sketch *s, struct buf *out)
{
	char hex[65];

	crypto_sha256_hex(s->c->id, hex);
	hex[12] = '8';
	hex[16] = "89ab"[(unsigned char)hex[16] % 4];
	buf_printf(out, "\"%.8s-%.4s-%.4s-%.4s-%.12s\"", hex, hex + 8, hex + 12,
	    hex + 16, hex + 20);
}

struct str
sketch_setting(const struct sketch *s, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = s->plan->o.settings.n; i-- > 0;) {
		const char *at = s->plan->o.settings.at[i];

		if (!strncmp(at, name, n) && at[n] == '=')
			return str_of(at + n + 1);
	}
	return STR("");
}

static bool
is_start(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

struct str
sketch_clip(const struct sketch *s, struct str text, size_t n)
{
	size_t at = 0, seen = 0, word = 0;
	char *p;

	if (text.n <= n)
		return text;
	for (; at < text.n; at++) {
		if (!is_start(text.p[at]))
			continue;
		if (text.p[at] == ' ' || text.p[at] == '\n')
			word = at;
		if (seen++ == n)
			break;
	}
	if (at == text.n)
		return text;
	/* one word without an end is cut anywhere */
	if (word == 0)
		word = text_whole(text, at);
	p = arena_alloc(s->scratch, word + 3);
	memcpy(p, text.p, word);
	memcpy(p + word, "\xe2\x80\xa6", 3);
	return (struct str){ p, word + 3 };
}

const struct gist *
sketch_gist(const struct sketch *s, size_t i)
{
	if (!s->gists[i].known)
		s->gists[i] =
		    gist_read(s->gist, s->texts[i], s->c->language, s->scratch);
	return &s->gists[i];
}

/* Without hoff.score: where the log itself hands over. */
static void
find_handoff(struct sketch *s)
{
	const struct conv *c = s->c;
	int64_t when = CONV_NO_TIME;
	size_t n = c->n_turns;

	for (size_t i = 0; i < c->n_events && !s->needed; i++) {
		enum event_type t = c->events[i].type;

		s->needed = t == EVENT_HANDOFF_REQUESTED ||
			    t == EVENT_HANDOFF_ACCEPTED ||
			    t == EVENT_AGENT_JOINED;
		if (s->needed)
			when = c->events[i].at_ms;
	}
	for (size_t i = 0; i < c->n_turns; i++) {
		const struct turn *t = &c->turns[i];

		if (t->role == ROLE_AGENT && !t->private) {
			s->needed = true;
			n = i;
			break;
		}
		if (when != CONV_NO_TIME && t->at_ms > when) {
			n = i;
			break;
		}
	}
	s->turn = n ? n - 1 : 0;
}

/* What was keyed in is not shown where it is said again, either. */
static void
read_texts(struct sketch *s)
{
	struct keyed *keyed = arena_zalloc(s->scratch, sizeof(*keyed));
	struct str keys;

	s->texts = arena_array(s->scratch, s->turn + 1, sizeof(*s->texts));
	s->gists = arena_zalloc(s->scratch, (s->turn + 1) * sizeof(*s->gists));
	for (size_t i = 0; i <= s->turn; i++) {
		s->texts[i] = utterance(s, i, &keys);
		keyed_note(keyed, s, i, keys);
	}
	keyed_sort(keyed, s);
	for (size_t i = 0; i <= s->turn; i++)
		s->texts[i] = keyed_hide(keyed, s, s->texts[i]);
	s->keyed = keyed;
}

/* What there is up to the turn that counts. */
static void
read_turns(struct sketch *s)
{
	const struct conv *c = s->c;

	sketch_find_signals(s, inner(s, s->score, "signals"));
	s->marks = arena_zalloc(s->scratch, c->n_turns);
	read_texts(s);
	while (s->begin <= s->turn &&
	       !sketch_is_said_by(s, s->begin, ROLE_CUSTOMER))
		s->begin++;
	mark_friction(s);
	mark_requests(s);
	sketch_find_request(s);
}

static void
find_annotations(struct sketch *s)
{
	uint32_t reasons;

	s->score = conv_annotation(s->c, "score");
	reasons = inner(s, s->score, "reasons");
	s->reason = reasons ? json_first(s->c->json, reasons) : 0;
	s->evidence = inner(s, s->reason, "evidence");
	s->route = conv_annotation(s->c, "route");
	s->redact = conv_annotation(s->c, "redact");
}

void
sketch_begin_at(struct sketch *s, size_t turn)
{
	find_annotations(s);
	s->needed = true;
	s->turn = turn;
	read_turns(s);
}

/* By hoff-redact, to its end: it says so in a word of its own. */
bool
sketch_is_redacted(const struct sketch *s)
{
	struct str status = sketch_text(s, s->redact, "status");

	return str_eq(status, STR("done")) ||
	       str_eq(status, STR("field_withheld"));
}

static bool
demand_redacted(const struct sketch *s, struct fault *f)
{
	if (s->plan->o.unredacted || sketch_is_redacted(s))
		return true;
	*f = (struct fault){ NOT_REDACTED, 0,
		"hoff-redact has not seen the record" };
	if (str_eq(sketch_text(s, s->redact, "status"), STR("not_looked_at")))
		f->detail = "hoff-redact was told to look only where the "
			    "record has nothing";
	return false;
}

bool
sketch_begin(struct sketch *s, struct fault *f)
{
	const struct conv *c = s->c;
	double turn;

	find_annotations(s);
	if (!demand_redacted(s, f))
		return false;
	s->needed = false;
	s->turn = 0;
	if (s->score) {
		turn = sketch_number(s, s->score, "turn");
		s->needed = turn >= 0 && turn < (double)c->n_turns &&
			    str_eq(sketch_text(s, s->score, "decision"),
				STR("escalate"));
		if (s->needed)
			s->turn = (size_t)turn;
	} else {
		find_handoff(s);
	}
	if (!s->needed && s->always) {
		find_handoff(s);
		s->needed = true;
	}
	if (!s->needed || !c->n_turns)
		return true;
	read_turns(s);
	return true;
}
