#include "packet/message.h"

#include <stdlib.h>

#include "packet/helpline.h"
#include "packet/sms.h"
#include "packet/utterance.h"
#include "text/text.h"

enum {
	STILL_WAITING = 120,	   /* seconds, until the customer hears again */
	LONGEST_WAIT = 1000000000, /* seconds: a time can hold it */
};

/* One message to write. */
struct due {
	enum moment moment;
	int64_t at;	  /* CONV_NO_TIME: not known */
	uint32_t route;	  /* what tells of queue, agent and wait; or 0 */
	struct str after; /* "overflow", ...: what gave cause; or "" */
};

static bool
is_assigned(const struct sketch *s)
{
	return str_eq(sketch_text(s, s->route, "outcome"), STR("assigned")) &&
	       !isnan(sketch_number(s, s->route, "wait_s"));
}

static int64_t
time_of(const struct sketch *s, uint32_t at, const char *member)
{
	struct str text = sketch_text(s, at, member);
	int64_t ms;

	return conv_parse_time(text, &ms) ? ms : CONV_NO_TIME;
}

/* Seconds that the customer waits from now on: one who kept the place of an
 * earlier contact has less before him than wait_s. */
static double
wait_of(const struct sketch *s, uint32_t route)
{
	int64_t from = time_of(s, route, "arrival");
	int64_t to = time_of(s, route, "assigned_at");
	double wait = sketch_number(s, route, "wait_s");
	double left = (double)to / 1000 - (double)from / 1000;

	if (from == CONV_NO_TIME || to == CONV_NO_TIME || !(left < wait))
		return wait;
	return left > 0 ? left : 0;
}

/* Whether hoff-route looked for somebody and nobody came: a record that tells
 * no time was given to no queue. */
static bool
is_in_vain(const struct sketch *s)
{
	struct str outcome = sketch_text(s, s->route, "outcome");

	return str_eq(outcome, STR("abandoned")) ||
	       (str_eq(outcome, STR("unserved")) &&
		   !str_eq(sketch_text(s, s->route, "reason"), STR("no_time")));
}

/* Nothing is promised but what hoff-route has found. */
static enum moment
moment_of(const struct sketch *s)
{
	if (s->in_danger)
		return MOMENT_CRISIS;
	if (is_in_vain(s))
		return MOMENT_NOBODY;
	if (!is_assigned(s))
		return MOMENT_OFFERED;
	return wait_of(s, s->route) > 0 ? MOMENT_QUEUED : MOMENT_STARTED;
}

static struct due
first_message(const struct sketch *s)
{
	return (struct due){ moment_of(s), s->c->turns[s->turn].at_ms, s->route,
		STR("") };
}

static struct str
region(const struct sketch *s)
{
	const struct json *j = s->c->json;
	uint32_t segment =
	    s->c->customer ? json_get(j, s->c->customer, STR("segment")) : 0;

	return sketch_text(s, segment, "region");
}

/* Where it waits at that time: hoff-route names the queue it was in last, the
 * one it came to, and when it went to another. */
static struct str
queue_of(const struct sketch *s, const struct due *d)
{
	const struct json *j = s->c->json;
	struct str queue = sketch_text(s, d->route, "queue");
	struct str first = sketch_text(s, d->route, "asked_queue");
	uint32_t list = sketch_list(s, d->route, "moments");

	if (!first.n || d->at == CONV_NO_TIME)
		return queue;
	queue = first;
	for (uint32_t i = list ? json_first(j, list) : 0; i;
	     i = json_after(j, list, i)) {
		struct str to = sketch_text(s, i, "queue");
		int64_t at = time_of(s, i, "at");

		if (to.n && at != CONV_NO_TIME && at <= d->at)
			queue = to;
	}
	return queue;
}

/* When somebody is there again, if that is still to come.  A zone in brackets
 * is not read out. */
static struct str
opening(const struct sketch *s, const struct due *d)
{
	struct str text = sketch_text(s, d->route, "opens_at");
	int64_t ms;

	if (!conv_parse_time(text, &ms) ||
	    (d->at != CONV_NO_TIME && ms <= d->at))
		return STR("");
	return words_time(s->spoken, text, !utterance_is_call(s), s->scratch);
}

/* What goes into a blank; "" where it is not known. */
static struct str
fill(const struct sketch *s, const struct due *d, enum blank b)
{
	uint32_t route = d->route;
	double x;

	switch (b) {
	case BLANK_BOT:
		return s->plan->words->bot;
	case BLANK_MINUTES:
		x = wait_of(s, route);
		return isnan(x) ? STR("")
				: arena_printf(s->scratch, "%.0f",
				      x > 0 ? ceil(x / 60) : 0);
	case BLANK_POSITION:
		x = sketch_number(s, route, "position");
		return x >= 1 ? arena_printf(s->scratch, "%.0f", x) : STR("");
	case BLANK_QUEUE:
		return sketch_clip(s, queue_of(s, d), WORDS_FILLED);
	case BLANK_AGENT:
		return sketch_clip(
		    s, sketch_text(s, route, "agent"), WORDS_FILLED);
	case BLANK_NUMBER:
		return s->plan->helplines
			   ? helpline_of(s->plan->helplines, region(s))
			   : STR("");
	case BLANK_OPENS:
		return sketch_clip(s, opening(s, d), WORDS_FILLED);
	case N_BLANKS:
		break;
	}
	return STR("");
}

static bool
is_known(const struct sketch *s, const struct due *d, const struct variant *v)
{
	for (enum blank b = 0; b < N_BLANKS; b++)
		if (v->blanks >> b & 1 && !fill(s, d, b).n)
			return false;
	return true;
}

/* The first wording that fits; NULL when even the last has a blank that must
 * not stay one. */
static const struct variant *
choose(const struct sketch *s, const struct due *d)
{
	const struct words_messages *words = s->spoken;
	struct str rule = sketch_text(s, s->reason, "rule");

	for (size_t i = 0; i < words->moments[d->moment].n; i++) {
		const struct variant *v = &words->moments[d->moment].all[i];

		if (choices_take(&v->channels, s->c->channel) &&
		    choices_take(&v->tones, s->plan->words->tone) &&
		    choices_take(&v->reasons, rule) &&
		    choices_take(&v->after, d->after) &&
		    !(v->link && utterance_is_call(s)) && is_known(s, d, v))
			return v;
	}
	return NULL;
}

/* Who tells of harm that came from elsewhere was not served badly: it is
 * urgent, or it is nothing that a machine has words for (N_EMPATHY). */
static enum empathy
served_badly(const struct sketch *s)
{
	static const struct {
		struct str signal;
		enum empathy instead;
	} harm[] = { { { "compliance.fraud", 16 }, EMPATHY_ANXIOUS },
		{ { "compliance.security", 19 }, EMPATHY_ANXIOUS },
		{ { "compliance.vulnerable", 21 }, N_EMPATHY },
		{ { "compliance.payment", 18 }, N_EMPATHY } };

	for (size_t i = 0; i < sizeof(harm) / sizeof(*harm); i++)
		if (sketch_is_why(s, harm[i].signal))
			return harm[i].instead;
	return EMPATHY_UNHAPPY;
}

/* What can be seen of how they are; N_EMPATHY: nothing. */
static enum empathy
seen(const struct sketch *s)
{
	if (!strcmp(s->mood, "angry"))
		return EMPATHY_ANGRY;
	if (sketch_signal(s, STR("anxiety")) >= 0.5)
		return EMPATHY_ANXIOUS;
	return strcmp(s->mood, "unhappy") ? N_EMPATHY : served_badly(s);
}

static struct str
empathy(const struct sketch *s, enum moment m)
{
	enum empathy is;

	if (!s->plan->words->empathy || !s->mood || m == MOMENT_CRISIS ||
	    m == MOMENT_CLOSED || m == MOMENT_JOINED || m == MOMENT_WAITING)
		return STR("");
	is = seen(s);
	return is == N_EMPATHY ? STR("") : s->spoken->empathy[is];
}

/* Which blank begins at text[at]; N_BLANKS: none. */
static enum blank
blank_at(struct str text, size_t at)
{
	enum blank b = 0;

	for (; b < N_BLANKS; b++) {
		struct str name = blank_name(b);

		if (text.n - at >= name.n &&
		    !memcmp(text.p + at, name.p, name.n))
			break;
	}
	return b;
}

/* Who is called back when somebody is there again, where that is done. */
static void
put_call_back(const struct sketch *s, const struct due *d,
    const struct variant *v, struct buf *out)
{
	struct str text = s->spoken->call_back;

	if (!s->plan->words->call_back || d->moment != MOMENT_NOBODY ||
	    !text.n || !(v->blanks >> BLANK_OPENS & 1))
		return;
	buf_char(out, ' ');
	buf_str(out, text);
}

static void
put_filled(const struct sketch *s, const struct due *d, const struct variant *v,
    struct buf *out)
{
	struct str first = empathy(s, d->moment);

	if (first.n) {
		buf_str(out, first);
		buf_char(out, ' ');
	}
	for (size_t i = 0; i < v->text.n;) {
		const char *at = v->text.p + i;
		const char *brace = memchr(at, '{', v->text.n - i);
		size_t plain = brace ? (size_t)(brace - at) : v->text.n - i;
		enum blank b;

		buf_put(out, at, plain);
		i += plain;
		if (!brace)
			break;
		b = blank_at(v->text, i);
		if (b == N_BLANKS) {
			buf_char(out, v->text.p[i++]);
		} else {
			buf_str(out, fill(s, d, b));
			i += blank_name(b).n;
		}
	}
	put_call_back(s, d, v, out);
}

void
message_put_text(const struct sketch *s, struct buf *out)
{
	struct due d = first_message(s);
	const struct variant *v = choose(s, &d);

	if (v)
		put_filled(s, &d, v, out);
}

/* SSML is XML. */
static void
put_ssml(struct str text, struct buf *out)
{
	struct buf xml = { 0 };

	buf_cstr(&xml, "<speak>");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '<')
			buf_cstr(&xml, "&lt;");
		else if (text.p[i] == '>')
			buf_cstr(&xml, "&gt;");
		else if (text.p[i] == '&')
			buf_cstr(&xml, "&amp;");
		else
			buf_char(&xml, text.p[i]);
	}
	buf_cstr(&xml, "</speak>");
	json_member(out, "ssml");
	json_put_string(out, buf_view(&xml));
	buf_free(&xml);
}

/* Channels that show what can be pressed. */
static bool
has_buttons(const struct sketch *s)
{
	static const struct str known[] = { { "app", 3 }, { "webchat", 7 },
		{ "whatsapp", 8 }, { "messenger", 9 } };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_eq(s->c->channel, known[i]))
			return true;
	return false;
}

static void
put_buttons(const struct variant *v, struct buf *out)
{
	json_member(out, "buttons");
	buf_char(out, '[');
	for (size_t i = 0; i < v->buttons.n; i++) {
		json_next(out);
		json_put_string(out, v->buttons.items[i]);
	}
	buf_char(out, ']');
}

/* What the text is in the channels that count it. */
static void
put_length(const struct sketch *s, struct str text, struct buf *out)
{
	struct sms sms;

	if (str_eq(s->c->channel, STR("whatsapp")))
		json_member_count(out, "characters", text_units(text));
	if (!str_eq(s->c->channel, STR("sms")))
		return;
	sms_count(text, &sms);
	json_member(out, "sms");
	buf_char(out, '{');
	json_member_string(out, "encoding", sms.wide ? "ucs-2" : "gsm-7");
	json_member_count(out, "units", sms.units);
	json_member_count(out, "segments", sms.segments);
	buf_char(out, '}');
}

/* Where others read along: what may stand there, if there is anything. */
static void
put_public(const struct sketch *s, struct buf *out)
{
	static const struct str known[] = { { "social", 6 }, { "facebook", 8 },
		{ "instagram", 9 }, { "twitter", 7 }, { "x", 1 },
		{ "mastodon", 8 } };
	struct str text = s->spoken->in_public;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (!str_eq(s->c->channel, known[i]))
			continue;
		json_member(out, "public");
		if (text.n)
			json_put_string(out, text);
		else
			buf_cstr(out, "null");
	}
}

static void
put_due(const struct sketch *s, const struct due *d, struct buf *out)
{
	const struct variant *v = choose(s, d);
	struct buf text = { 0 };

	buf_char(out, '{');
	json_member_string(out, "moment", moment_name(d->moment));
	json_member(out, "at");
	if (d->at == CONV_NO_TIME) {
		buf_cstr(out, "null");
	} else {
		buf_char(out, '"');
		conv_put_time(out, d->at);
		buf_char(out, '"');
	}
	json_member(out, "language");
	json_put_string(out, s->spoken->language);
	json_member(out, "text");
	if (v) {
		put_filled(s, d, v, &text);
		json_put_string(out, buf_view(&text));
		if (utterance_is_call(s))
			put_ssml(buf_view(&text), out);
		put_length(s, buf_view(&text), out);
		if (v->buttons.n && has_buttons(s))
			put_buttons(v, out);
	} else {
		buf_cstr(out, "null");
	}
	put_public(s, out);
	buf_char(out, '}');
	buf_free(&text);
}

/* What the log says went on behind the decision. */
static enum moment
moment_of_event(const struct sketch *s, const struct event *e)
{
	int64_t at = s->c->turns[s->turn].at_ms;

	if (e->at_ms != CONV_NO_TIME && at != CONV_NO_TIME && e->at_ms < at)
		return N_MOMENTS;
	switch (e->type) {
	case EVENT_HANDOFF_FAILED:
		return MOMENT_FAILED;
	case EVENT_RETURNED_TO_BOT:
		return MOMENT_RETURNED;
	case EVENT_CLOSED:
		/* who may be in danger is not told goodbye by a machine */
		return s->in_danger ? N_MOMENTS : MOMENT_CLOSED;
	default:
		return N_MOMENTS;
	}
}

/* By time; what has none keeps its place behind what came before it. */
static void
sort(struct due *all, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct due d = all[i];
		size_t k = i;

		while (d.at != CONV_NO_TIME && k > 1 && all[k - 1].at > d.at) {
			all[k] = all[k - 1];
			k--;
		}
		all[k] = d;
	}
}

/* What who waits hears, each time not long after the last. */
struct waiting {
	struct due *all;
	size_t n;
	int64_t told; /* when it heard last */
};

static void
tell(const struct sketch *s, struct waiting *w, int64_t at, struct str after)
{
	w->all[w->n++] = (struct due){ MOMENT_WAITING, at, s->route, after };
	w->told = at;
}

static bool
is_told_lately(const struct waiting *w, int64_t at)
{
	return at - w->told < STILL_WAITING * 1000;
}

/* The wait goes on: two minutes later, and when hoff-route gave it to another
 * queue, to more agents, or to one who did not answer. */
static void
add_waiting(const struct sketch *s, struct waiting *w, int64_t end)
{
	const struct json *j = s->c->json;
	uint32_t list = sketch_list(s, s->route, "moments");
	int64_t still = w->told + STILL_WAITING * 1000;
	bool may_be_long = wait_of(s, s->route) > STILL_WAITING;

	for (uint32_t i = list ? json_first(j, list) : 0; i;
	     i = json_after(j, list, i)) {
		struct str kind = sketch_text(s, i, "kind");
		int64_t at = time_of(s, i, "at");

		if (at == CONV_NO_TIME || at >= end || at <= w->all[0].at)
			continue;
		if (may_be_long && still < at && !is_told_lately(w, still))
			tell(s, w, still, STR(""));
		if (str_eq(kind, STR("overflow")) || !is_told_lately(w, at))
			tell(s, w, at, kind);
	}
	if (may_be_long && !is_told_lately(w, still))
		tell(s, w, still, STR(""));
}

/* The agent passed it on: what the customer reads, by what became of it. */
static void
add_passed_on(const struct sketch *s, struct due *all, size_t *n)
{
	uint32_t to =
	    s->route ? json_get(s->c->json, s->route, STR("passed_on")) : 0;
	int64_t at = to ? time_of(s, to, "at") : CONV_NO_TIME;
	struct str outcome = sketch_text(s, to, "outcome");
	double wait = sketch_number(s, to, "wait_s");

	if (at == CONV_NO_TIME)
		return;
	if (!str_eq(outcome, STR("assigned"))) {
		if (!str_eq(outcome, STR("unserved")))
			return;
		all[(*n)++] = (struct due){ MOMENT_NOBODY, at, to, STR("") };
		return;
	}
	if (wait > 0 && wait < LONGEST_WAIT) {
		all[(*n)++] = (struct due){ MOMENT_QUEUED, at, to, STR("") };
		at += (int64_t)(wait * 1000);
	}
	all[(*n)++] = (struct due){ MOMENT_JOINED, at, to, STR("") };
}

/* What hoff-route says happened behind the first message. */
static void
add_routed(const struct sketch *s, struct due *all, size_t *n)
{
	struct waiting w = { all, *n, time_of(s, s->route, "arrival") };
	int64_t end = time_of(s, s->route, "assigned_at");

	if (!is_assigned(s))
		return;
	if (w.told != CONV_NO_TIME)
		add_waiting(s, &w, end);
	*n = w.n;
	all[(*n)++] = (struct due){ MOMENT_JOINED, end, s->route, STR("") };
	add_passed_on(s, all, n);
}

static void
put_all(const struct sketch *s, const struct due *first, struct buf *out)
{
	struct due *all = arena_array(s->scratch,
	    s->c->n_events + sketch_count(s, s->route, "moments") + 5,
	    sizeof(*all));
	size_t n = 0;

	all[n++] = *first;
	add_routed(s, all, &n);
	for (size_t i = 0; i < s->c->n_events; i++) {
		const struct event *e = &s->c->events[i];
		enum moment m = moment_of_event(s, e);

		if (m != N_MOMENTS)
			all[n++] =
			    (struct due){ m, e->at_ms, s->route, STR("") };
	}
	sort(all, n);
	buf_cstr(out, ",\"messages\":[");
	for (size_t i = 0; i < n; i++) {
		json_next(out);
		put_due(s, &all[i], out);
	}
	buf_char(out, ']');
}

void
message_put(const struct sketch *s, struct buf *out)
{
	struct due first = first_message(s);

	buf_cstr(out, ",\"message\":");
	put_due(s, &first, out);
	if (s->plan->o.messages)
		put_all(s, &first, out);
}
