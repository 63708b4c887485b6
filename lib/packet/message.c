#include "packet/message.h"

#include "packet/helpline.h"

enum { STILL_WAITING = 120 /* seconds, until the customer hears again */ };

/* One message to write. */
struct due {
	enum moment moment;
	int64_t at; /* CONV_NO_TIME: not known */
};

static bool
is_assigned(const struct sketch *s)
{
	return str_eq(sketch_text(s, s->route, "outcome"), STR("assigned")) &&
	       !isnan(sketch_number(s, s->route, "wait_s"));
}

/* Nothing is promised but what hoff-route has found. */
static enum moment
moment_of(const struct sketch *s)
{
	struct str outcome = sketch_text(s, s->route, "outcome");

	if (sketch_is_crisis(s))
		return MOMENT_CRISIS;
	if (str_eq(outcome, STR("abandoned")) ||
	    str_eq(outcome, STR("unserved")))
		return MOMENT_NOBODY;
	if (!is_assigned(s))
		return MOMENT_OFFERED;
	return sketch_number(s, s->route, "wait_s") > 0 ? MOMENT_QUEUED
							: MOMENT_STARTED;
}

static struct str
region(const struct sketch *s)
{
	const struct json *j = s->c->json;
	uint32_t segment =
	    s->c->customer ? json_get(j, s->c->customer, STR("segment")) : 0;

	return sketch_text(s, segment, "region");
}

/* What goes into a blank; "" where it is not known. */
static struct str
fill(const struct sketch *s, enum blank b)
{
	double x;

	switch (b) {
	case BLANK_BOT:
		return s->plan->words->bot;
	case BLANK_MINUTES:
		x = sketch_number(s, s->route, "wait_s");
		return isnan(x) ? STR("")
				: arena_printf(s->scratch, "%.0f",
				      x > 0 ? ceil(x / 60) : 0);
	case BLANK_POSITION:
		x = sketch_number(s, s->route, "position");
		return x >= 1 ? arena_printf(s->scratch, "%.0f", x) : STR("");
	case BLANK_QUEUE:
		return sketch_text(s, s->route, "queue");
	case BLANK_AGENT:
		return sketch_text(s, s->route, "agent");
	case BLANK_NUMBER:
		return s->plan->helplines
			   ? helpline_of(s->plan->helplines, region(s))
			   : STR("");
	case N_BLANKS:
		break;
	}
	return STR("");
}

static bool
is_spoken(const struct sketch *s)
{
	return str_eq(s->c->channel, STR("voice")) ||
	       str_eq(s->c->channel, STR("phone"));
}

static bool
is_known(const struct sketch *s, const struct variant *v)
{
	for (enum blank b = 0; b < N_BLANKS; b++)
		if (v->blanks >> b & 1 && !fill(s, b).n)
			return false;
	return true;
}

/* The first wording that fits; NULL when even the last has a blank that must
 * not stay one. */
static const struct variant *
choose(const struct sketch *s, enum moment m)
{
	const struct words_messages *words =
	    words_for(s->plan->words, s->c->language);
	struct str rule = sketch_text(s, sketch_reason(s), "rule");

	for (size_t i = 0; i < words->moments[m].n; i++) {
		const struct variant *v = &words->moments[m].all[i];

		if (choices_take(&v->channels, s->c->channel) &&
		    choices_take(&v->tones, s->plan->words->tone) &&
		    choices_take(&v->reasons, rule) &&
		    !(v->link && is_spoken(s)) && is_known(s, v))
			return v;
	}
	return NULL;
}

static struct str
empathy(const struct sketch *s, enum moment m)
{
	const struct words_messages *words =
	    words_for(s->plan->words, s->c->language);
	const char *mood = facts_mood(s);

	if (!s->plan->words->empathy || !mood || m == MOMENT_CRISIS ||
	    m == MOMENT_CLOSED || m == MOMENT_JOINED || m == MOMENT_WAITING)
		return STR("");
	if (!strcmp(mood, "angry"))
		return words->empathy[EMPATHY_ANGRY];
	if (sketch_signal(s, STR("anxiety")) >= 0.5)
		return words->empathy[EMPATHY_ANXIOUS];
	return strcmp(mood, "unhappy") ? STR("")
				       : words->empathy[EMPATHY_UNHAPPY];
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

static void
put_filled(const struct sketch *s, enum moment m, const struct variant *v,
    struct buf *out)
{
	struct str first = empathy(s, m);

	if (first.n) {
		buf_str(out, first);
		buf_char(out, ' ');
	}
	for (size_t i = 0; i < v->text.n;) {
		enum blank b = blank_at(v->text, i);

		if (b == N_BLANKS) {
			buf_char(out, v->text.p[i++]);
		} else {
			buf_str(out, fill(s, b));
			i += blank_name(b).n;
		}
	}
}

void
message_put_text(const struct sketch *s, struct buf *out)
{
	enum moment m = moment_of(s);
	const struct variant *v = choose(s, m);

	if (v)
		put_filled(s, m, v, out);
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

static void
put_due(const struct sketch *s, const struct due *d, struct buf *out)
{
	const struct variant *v = choose(s, d->moment);
	struct buf text = { 0 };

	buf_printf(out, "{\"moment\":\"%s\",\"at\":", moment_name(d->moment));
	if (d->at == CONV_NO_TIME) {
		buf_cstr(out, "null");
	} else {
		buf_char(out, '"');
		conv_put_time(out, d->at);
		buf_char(out, '"');
	}
	json_member(out, "language");
	json_put_string(
	    out, words_for(s->plan->words, s->c->language)->language);
	json_member(out, "text");
	if (v) {
		put_filled(s, d->moment, v, &text);
		json_put_string(out, buf_view(&text));
		if (is_spoken(s))
			put_ssml(buf_view(&text), out);
		if (v->buttons.n && has_buttons(s))
			put_buttons(v, out);
	} else {
		buf_cstr(out, "null");
	}
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
		return sketch_is_crisis(s) ? N_MOMENTS : MOMENT_CLOSED;
	default:
		return N_MOMENTS;
	}
}

static int64_t
time_of(const struct sketch *s, const char *member)
{
	struct str text = sketch_text(s, s->route, member);
	int64_t ms;

	return conv_parse_time(text, &ms) ? ms : CONV_NO_TIME;
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

static void
put_all(const struct sketch *s, const struct due *first, struct buf *out)
{
	struct due *all =
	    arena_array(s->scratch, s->c->n_events + 3, sizeof(*all));
	int64_t arrival = time_of(s, "arrival");
	size_t n = 0;

	all[n++] = *first;
	if (is_assigned(s)) {
		if (arrival != CONV_NO_TIME &&
		    sketch_number(s, s->route, "wait_s") > STILL_WAITING)
			all[n++] = (struct due){ MOMENT_WAITING,
				arrival + STILL_WAITING * 1000 };
		all[n++] =
		    (struct due){ MOMENT_JOINED, time_of(s, "assigned_at") };
	}
	for (size_t i = 0; i < s->c->n_events; i++) {
		const struct event *e = &s->c->events[i];
		enum moment m = moment_of_event(s, e);

		if (m != N_MOMENTS)
			all[n++] = (struct due){ m, e->at_ms };
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
	struct due first = { moment_of(s), s->c->turns[s->turn].at_ms };

	buf_cstr(out, ",\"message\":");
	put_due(s, &first, out);
	if (s->plan->o.messages)
		put_all(s, &first, out);
}
