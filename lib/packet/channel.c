#include "packet/channel.h"

#include "base/ascii.h"
#include "identifier/identifier.h"
#include "packet/field.h"
#include "packet/keyed.h"
#include "packet/message.h"
#include "packet/step.h"
#include "packet/utterance.h"
#include "stats/stats.h"

enum {
	WORDS_A_MINUTE = 150, /* of speech that is easily followed */
	REQUEST_WORDS = 15,   /* of it that are whispered */
};

/* What an agent hears before the call is put through. */
struct whisper {
	const struct words_messages *in; /* the conversation's language */
	struct buf text;
	size_t words, most;
	bool cut;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* What cannot be spoken, or should not be: "" for what stays as it is. */
static struct str
spoken_for(struct str word)
{
	size_t at = 0;

	if ((memchr(word.p, ':', word.n) && memmem(word.p, word.n, "://", 3)) ||
	    (word.n > 4 && !memcmp(word.p, "www.", 4)))
		return STR("a link");
	if (word.p[0] == '<' && memchr(word.p, '>', word.n))
		return STR("a value");
	if (memchr(word.p, '@', word.n))
		return STR("an address");
	if (identifier_next(word, &at).n)
		return STR("a number");
	return STR("");
}

static bool
next_word(struct str text, size_t *at, struct str *word)
{
	size_t from;

	while (*at < text.n && is_blank(text.p[*at]))
		++*at;
	from = *at;
	while (*at < text.n && !is_blank(text.p[*at]))
		++*at;
	*word = (struct str){ text.p + from, *at - from };
	return word->n > 0;
}

static size_t
count_words(struct str text)
{
	struct str word;
	size_t n = 0;

	for (size_t at = 0; next_word(text, &at, &word);)
		n++;
	return n;
}

/* False where it has no room within `most` words.  Signs that nobody speaks
 * are left out. */
static bool
put_word(struct whisper *w, struct str word, size_t most)
{
	struct str instead = spoken_for(word);
	size_t n;

	if (instead.n)
		instead = words_spoken(w->in, instead);
	n = instead.n ? count_words(instead) : 1;
	if (w->words + n > most)
		return false;
	if (w->text.n)
		buf_char(&w->text, ' ');
	if (instead.n) {
		buf_str(&w->text, instead);
	} else {
		for (size_t i = 0; i < word.n; i++)
			if (!strchr("*#_~`|\\^{}[]<>\"()", word.p[i]))
				buf_char(&w->text, word.p[i]);
	}
	w->words += n;
	return true;
}

/* "Wants: ..."; at most `most` words of the text, and of one of ours whole
 * clauses.  What has no room for three words is left out. */
static void
add_part(struct whisper *w, const char *name, struct str text, size_t most)
{
	enum { FEWEST = 3 };
	struct str label = words_spoken(w->in, str_of(name)), word;
	size_t n = count_words(text), said = 0, clause = 0, spoken = 0;
	bool ours = most == SIZE_MAX;

	if (!n)
		return;
	if (w->words + count_words(label) + (n < FEWEST ? n : FEWEST) >
	    w->most) {
		w->cut = true;
		return;
	}
	for (size_t at = 0; next_word(label, &at, &word);)
		put_word(w, word, w->most);
	buf_char(&w->text, ':');
	most = most < w->most - w->words ? w->words + most : w->most;
	for (size_t at = 0; next_word(text, &at, &word); said++) {
		if (!put_word(w, word, most))
			break;
		if (strchr(";.!?", word.p[word.n - 1])) {
			clause = w->text.n;
			spoken = w->words;
		}
	}
	w->cut |= said < n;
	if (ours && said < n && clause) {
		w->text.n = clause;
		w->words = spoken;
	}
	while (w->text.n && strchr(".,;:", w->text.p[w->text.n - 1]))
		w->text.n--;
	if (w->text.n && !strchr("!?", w->text.p[w->text.n - 1]))
		buf_char(&w->text, '.');
}

static bool
is_told(const struct sketch *s, enum field f)
{
	return s->fields >> f & 1;
}

static struct str
risk(const struct sketch *s)
{
	struct sketch_risk worst;

	return is_told(s, FIELD_RISKS) && sketch_worst(s, &worst)
		   ? facts_risk(worst.kind)
		   : STR("");
}

/* One of our own texts, which are in English, in the language of the call. */
static void
add_own(struct whisper *w, const char *label, struct str text)
{
	add_part(w, label, words_spoken(w->in, text), SIZE_MAX);
}

/* What the customer said, with the keys that were pressed in words. */
static struct str
request(const struct sketch *s, const struct whisper *w)
{
	const struct str mark = STR(KEYED);
	struct str keys = { mark.p + 1, mark.n - 2 };
	struct buf b = { 0 };
	struct str text;

	if (!is_told(s, FIELD_REQUEST) || s->first == NO_TURN)
		return STR("");
	text = s->texts[s->first];
	for (size_t i = 0; i < text.n;) {
		struct str rest = { text.p + i, text.n - i };
		const char *at = memmem(rest.p, rest.n, mark.p, mark.n);
		size_t plain = at ? (size_t)(at - rest.p) : rest.n;

		buf_put(&b, rest.p, plain);
		i += plain;
		if (!at)
			break;
		buf_str(&b, words_spoken(w->in, keys));
		i += mark.n;
	}
	text = arena_copy(s->scratch, buf_view(&b));
	buf_free(&b);
	return text;
}

static void
put_whisper(const struct sketch *s, struct buf *out)
{
	struct whisper w = { .in = s->spoken,
		.most = s->plan->o.whisper_s * WORDS_A_MINUTE / 60 };
	const char *mood = is_told(s, FIELD_MOOD) ? s->mood : NULL;

	add_own(&w, "Risk", risk(s));
	add_part(&w, "Wants", request(s, &w), REQUEST_WORDS);
	if (is_told(s, FIELD_WHY))
		add_own(&w, "Why", sketch_text(s, s->reason, "reason"));
	if (mood && strcmp(mood, "neutral"))
		add_own(&w, "Mood", str_of(mood));
	if (is_told(s, FIELD_NEXT_STEP))
		add_part(&w, "Next", step_text(s, w.in, 0), SIZE_MAX);
	json_member(out, "whisper");
	buf_cstr(out, "{\"language\":");
	json_put_string(out, w.in->n_spoken ? w.in->language : STR("en"));
	json_member(out, "text");
	json_put_string(out, buf_view(&w.text));
	json_member_number(out, "seconds",
	    stats_round4((double)w.words * 60 / WORDS_A_MINUTE));
	json_member(out, "cut");
	buf_cstr(out, w.cut ? "true}" : "false}");
	buf_free(&w.text);
}

/* What the answer to the customer's last mail carries, by RFC 5322, 3.6.4:
 * that mail's references and then itself. */
static void
put_thread(const struct sketch *s, struct buf *out)
{
	const struct json *j = s->c->json;
	size_t last = s->turn + 1;
	struct str subject;
	uint32_t list;

	while (last-- > 0)
		if (sketch_is_said_by(s, last, ROLE_CUSTOMER) &&
		    sketch_message_id(s, last).n)
			break;
	if (last > s->turn)
		return;
	subject = sketch_text(s, s->c->turns[last].value, "subject");
	if (!subject.n)
		subject = sketch_text(s, 0, "subject");
	json_member(out, "thread");
	buf_cstr(out, "{\"turn\":");
	json_put_int(out, (int64_t)last);
	json_member(out, "in_reply_to");
	json_put_string(out, sketch_message_id(s, last));
	json_member(out, "references");
	buf_char(out, '[');
	list = sketch_list(s, s->c->turns[last].value, "references");
	for (uint32_t i = list ? json_first(j, list) : 0; i;
	     i = json_after(j, list, i)) {
		if (json_kind_of(j, i) != JSON_STRING)
			continue;
		json_next(out);
		json_put_string(out, json_string(j, i, s->scratch));
	}
	json_next(out);
	json_put_string(out, sketch_message_id(s, last));
	buf_char(out, ']');
	json_member(out, "subject");
	if (subject.n && is_told(s, FIELD_REQUEST))
		json_put_string(out, subject);
	else
		buf_cstr(out, "null");
	buf_char(out, '}');
}

/* A link to a conversation: the user's, with its id in the place of {id}. */
static struct str
link_to(const struct sketch *s, struct str id)
{
	static const char blank[] = "{id}";
	const char *at = strstr(s->plan->o.link, blank);
	struct buf b = { 0 };
	struct str link;

	buf_str(&b,
	    (struct str){ s->plan->o.link, (size_t)(at - s->plan->o.link) });
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];

		if (is_alnum(c) || is_any_of(c, "-._~"))
			buf_char(&b, c);
		else
			buf_printf(&b, "%%%02X", (unsigned char)c);
	}
	buf_cstr(&b, at + sizeof(blank) - 1);
	link = arena_copy(s->scratch, buf_view(&b));
	buf_free(&b);
	return link;
}

/* One end of a change; the conversation is this one where the log names no
 * other. */
static void
put_end(const struct sketch *s, const char *rel, struct str channel,
    struct str id, int64_t at, struct buf *out)
{
	if (!channel.n)
		return;
	json_next(out);
	buf_char(out, '{');
	json_member_string(out, "rel", rel);
	json_member_str(out, "channel", channel);
	json_member_str(out, "conversation_id", id.n ? id : s->c->id);
	json_member_str(out, "url",
	    s->plan->o.link ? link_to(s, id.n ? id : s->c->id) : STR(""));
	json_member(out, "at");
	if (at == CONV_NO_TIME) {
		buf_cstr(out, "null}");
	} else {
		buf_char(out, '"');
		conv_put_time(out, at);
		buf_cstr(out, "\"}");
	}
}

/* Both ends of each change of channel, wherever in the log it is: a handoff may
 * itself be one. */
static void
put_links(const struct sketch *s, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < s->c->n_events; i++) {
		const struct event *e = &s->c->events[i];
		struct str from = sketch_text(s, e->value, "from");
		struct str to = sketch_text(s, e->value, "to");

		if (!sketch_tells_channel(s, from))
			from.n = 0;
		if (!sketch_tells_channel(s, to))
			to.n = 0;
		if (e->type != EVENT_CHANNEL_CHANGED || !(from.n || to.n))
			continue;
		if (!any) {
			json_member(out, "links");
			buf_char(out, '[');
		}
		any = true;
		put_end(s, "previous", from,
		    sketch_text(s, e->value, "from_id"), e->at_ms, out);
		put_end(s, "next", to, sketch_text(s, e->value, "to_id"),
		    e->at_ms, out);
	}
	if (any)
		buf_char(out, ']');
}

/* An Adaptive Card, 1.5: what the customer reads, and the way to where it goes
 * on, which an arrow names in every language. */
static void
put_card(const struct sketch *s, struct buf *out)
{
	struct buf text = { 0 };

	message_put_text(s, &text);
	if (text.n) {
		json_member(out, "card");
		buf_cstr(out, "{\"type\":\"AdaptiveCard\",\"version\":\"1.5\","
			      "\"body\":[{\"type\":\"TextBlock\",\"wrap\":true,"
			      "\"text\":");
		json_put_string(out, buf_view(&text));
		buf_cstr(out, "}],\"actions\":[");
		if (s->plan->o.link) {
			buf_cstr(
			    out, "{\"type\":\"Action.OpenUrl\",\"title\":");
			json_put_string(out, STR("\xe2\x86\x92"));
			buf_cstr(out, ",\"url\":");
			json_put_string(out, link_to(s, s->c->id));
			buf_char(out, '}');
		}
		buf_cstr(out, "]}");
	}
	buf_free(&text);
}

void
channel_put(const struct sketch *s, struct buf *out)
{
	if (utterance_is_call(s) && s->plan->o.whisper_s)
		put_whisper(s, out);
	if (utterance_is_mail(s))
		put_thread(s, out);
	if (is_told(s, FIELD_CHANNEL))
		put_links(s, out);
	if (str_eq(s->c->channel, STR("app")))
		put_card(s, out);
}
