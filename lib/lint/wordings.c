#include "lint/room.h"

/* A moment's wordings: what they may leave open, how long they may be, and
 * which of them is ever used. */
static const char *const members[] = { "text", "channel", "tone", "reason",
	"buttons", "after" };

enum { N_MEMBERS = 6 };

enum { ONE_SMS = 160, ONE_SMS_OF_OTHERS = 70 };

/* One wording, as far as it could be read. */
struct entry {
	uint32_t at, text, channel, tone, reason, buttons,
	    after; /* 0: absent */
	unsigned blanks;
	bool link;
};

static bool
holds(struct str text, const char *what)
{
	return memmem(text.p, text.n, what, strlen(what)) != NULL;
}

static bool
is_text_or_list(struct sheet *s, uint32_t at)
{
	enum json_kind k = json_kind_of(&s->j, at);

	if (k == JSON_STRING)
		return true;
	if (k != JSON_ARRAY)
		return false;
	for (uint32_t i = json_first(&s->j, at); i;
	     i = json_after(&s->j, at, i))
		if (json_kind_of(&s->j, i) != JSON_STRING)
			return false;
	return true;
}

/* Whether a string, or an array of them, has that one; none takes all. */
static bool
takes(const struct sheet *s, uint32_t at, struct str name)
{
	if (!at || json_kind_of(&s->j, at) == JSON_STRING)
		return !at || json_is(&s->j, at, name);
	for (uint32_t i = json_first(&s->j, at); i;
	     i = json_after(&s->j, at, i))
		if (json_is(&s->j, i, name))
			return true;
	return !json_first(&s->j, at);
}

static bool
is_for(const struct sheet *s, const struct entry *e, const char *channel)
{
	return takes(s, e->channel, str_of(channel));
}

static bool
is_only_for(const struct sheet *s, const struct entry *e, const char *channel)
{
	return e->channel && is_for(s, e, channel);
}

static bool
may_be_spoken(const struct sheet *s, const struct entry *e)
{
	return !e->link && (is_for(s, e, "voice") || is_for(s, e, "phone"));
}

/* Its members; false where there is no text to look at. */
static bool
read_entry(struct sheet *s, uint32_t at, struct entry *e)
{
	*e = (struct entry){ .at = at };
	if (json_kind_of(&s->j, at) == JSON_STRING) {
		e->text = at;
		return true;
	}
	if (json_kind_of(&s->j, at) != JSON_OBJECT) {
		complain(s, at, BAD_MEMBER,
		    "a message is a string or an object with a text");
		return false;
	}
	for (uint32_t i = json_first(&s->j, at); i;
	     i = json_after(&s->j, at, i)) {
		uint32_t *const to[] = { &e->text, &e->channel, &e->tone,
			&e->reason, &e->buttons, &e->after };
		size_t m = 0;

		while (m < N_MEMBERS && !json_is(&s->j, i, str_of(members[m])))
			m++;
		if (m == N_MEMBERS)
			complain(s, i, UNKNOWN_MEMBER,
			    "unknown member \"%.*s\"",
			    STR_ARG(sheet_text(s, i)));
		else if (m ? is_text_or_list(s, i + 1)
			   : json_kind_of(&s->j, i + 1) == JSON_STRING)
			*to[m] = i + 1;
		else
			complain(s, i + 1, BAD_MEMBER, "%s has the wrong type",
			    members[m]);
	}
	if (!e->text && !json_get(&s->j, at, STR("text")))
		complain(s, at, BAD_MEMBER, "text is missing");
	return e->text != 0;
}

/* What stands in braces, and is no blank of ours. */
static void
lint_braces(struct sheet *s, const struct entry *e)
{
	struct str text = sheet_text(s, e->text);

	for (size_t i = 0; i < text.n; i++) {
		enum blank b = 0;

		if (text.p[i] != '{' && text.p[i] != '}')
			continue;
		for (; b < N_BLANKS; b++) {
			struct str name = blank_name(b);

			if (text.n - i >= name.n &&
			    !memcmp(text.p + i, name.p, name.n))
				break;
		}
		if (b == N_BLANKS) {
			complain(s, e->text, UNKNOWN_BLANK,
			    "a brace that belongs to none of {bot}, {minutes}, "
			    "{position}, {queue}, {agent}, {number}, "
			    "{opens}");
			return;
		}
		i += blank_name(b).n - 1;
	}
}

static size_t
lint_blanks(struct sheet *s, struct entry *e, enum moment m)
{
	struct str text = sheet_text(s, e->text);
	size_t n = 0;

	for (enum blank b = 0; b < N_BLANKS; b++) {
		if (!holds(text, blank_name(b).p))
			continue;
		n++;
		e->blanks |= 1U << b;
		if (!moment_may_know(m, b))
			complain(s, e->text, UNTIMELY_BLANK,
			    "%s is not known when %s", blank_name(b).p,
			    moment_name(m));
	}
	lint_braces(s, e);
	return n;
}

/* GSM 03.38 without its extension table: one unit each; what is not in it
 * makes the whole message UCS-2. */
static bool
is_gsm(struct str text)
{
	static const char letters[] = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿"
				      "äöñüà";

	for (size_t i = 0; i < text.n;) {
		size_t n = 1;

		while (i + n < text.n &&
		       ((unsigned char)text.p[i + n] & 0xc0) == 0x80)
			n++;
		if (n == 1
			? strchr("[]\\^`{|}~", text.p[i]) != NULL
			: !memmem(letters, sizeof(letters) - 1, text.p + i, n))
			return false;
		i += n;
	}
	return true;
}

static void
lint_length(struct sheet *s, const struct entry *e, size_t n_blanks)
{
	struct str text = sheet_text(s, e->text);
	size_t n = text_units(text) + n_blanks * WORDS_FILLED;
	size_t one = is_gsm(text) || e->blanks ? ONE_SMS : ONE_SMS_OF_OTHERS;

	if (n > WORDS_LONGEST)
		complain(s, e->text, OVERLONG,
		    "%zu characters, of which a blank may be %d: more than "
		    "%d",
		    n, WORDS_FILLED, WORDS_LONGEST);
	else if (is_only_for(s, e, "sms") && n > one)
		complain(s, e->text, SEVERAL_SMS,
		    "%zu characters, where one SMS takes %zu", n, one);
}

static void
lint_buttons(struct sheet *s, const struct entry *e)
{
	static const struct {
		const char *channel;
		size_t most, units;
	} limits[] = { { "whatsapp", 3, 20 }, { "messenger", 13, 20 } };
	size_t n = 0, longest = 0;

	if (!e->buttons)
		return;
	for (uint32_t i = json_kind_of(&s->j, e->buttons) == JSON_STRING
			      ? e->buttons
			      : json_first(&s->j, e->buttons);
	     i; i = i == e->buttons ? 0 : json_after(&s->j, e->buttons, i)) {
		struct str text = sheet_text(s, i);
		size_t units = text_units(text);

		if (memchr(text.p, '{', text.n))
			complain(s, i, UNTIMELY_BLANK,
			    "a blank in a button, which is not filled");
		n++;
		longest = units > longest ? units : longest;
	}
	for (size_t i = 0; i < 2; i++)
		if (is_for(s, e, limits[i].channel) &&
		    (n > limits[i].most || longest > limits[i].units))
			complain(s, e->buttons, OVERLONG,
			    "%zu buttons of up to %zu characters; %s takes "
			    "%zu of %zu",
			    n, longest, limits[i].channel, limits[i].most,
			    limits[i].units);
}

/* Only who waits has been waiting for something. */
static void
lint_after(struct sheet *s, const struct entry *e, enum moment m)
{
	if (!e->after)
		return;
	if (m != MOMENT_WAITING)
		complain(s, e->after, BAD_MEMBER,
		    "after is for waiting, not for %s", moment_name(m));
	for (uint32_t i = json_kind_of(&s->j, e->after) == JSON_STRING
			      ? e->after
			      : json_first(&s->j, e->after);
	     i; i = i == e->after ? 0 : json_after(&s->j, e->after, i))
		if (!moment_may_follow(sheet_text(s, i)))
			complain(s, i, BAD_MEMBER,
			    "after is none of overflow, step and no_answer");
}

/* Nothing of it depends on the conversation. */
static bool
always_fits(const struct entry *e, enum moment m)
{
	if (e->channel || e->tone || e->reason || e->after || e->link)
		return false;
	for (enum blank b = 0; b < N_BLANKS; b++)
		if (e->blanks >> b & 1 && !moment_knows(m, b))
			return false;
	return true;
}

static void
lint_last(struct sheet *s, const struct entry *e, enum moment m)
{
	if (e->channel || e->tone || e->reason || e->after)
		complain(s, e->at, MISSING_MOMENT,
		    "the last wording has conditions: somebody gets none");
	else if (e->link)
		complain(s, e->text, LINK_IN_VOICE,
		    "the last wording is for voice, too, and has a link");
	else if (!always_fits(e, m))
		complain(s, e->text, UNTIMELY_BLANK,
		    "the last wording has a blank that is not always known "
		    "when %s",
		    moment_name(m));
}

/* One wording; *settled once one always fits. */
static void
lint_entry(struct sheet *s, uint32_t at, struct str language, enum moment m,
    struct entry *e, bool *settled)
{
	struct wording w;

	if (!read_entry(s, at, e))
		return;
	if (!sheet_text(s, e->text).n)
		complain(s, e->text, BAD_MEMBER, "it is empty");
	e->link = holds(sheet_text(s, e->text), "http://") ||
		  holds(sheet_text(s, e->text), "https://") ||
		  holds(sheet_text(s, e->text), "www.");
	lint_length(s, e, lint_blanks(s, e, m));
	lint_buttons(s, e);
	lint_after(s, e, m);
	if (e->link && e->channel &&
	    (is_for(s, e, "voice") || is_for(s, e, "phone")))
		complain(s, e->text, LINK_IN_VOICE,
		    "it is for voice and has a link: it is passed over there");
	if (*settled)
		complain(s, at, NEVER_USED, "a wording before it always fits");
	else if (e->tone && !takes(s, e->tone, s->tone))
		complain(s, e->tone, NEVER_USED,
		    "the persona's tone is \"%.*s\"", STR_ARG(s->tone));
	*settled |= always_fits(e, m);
	w = (struct wording){ e->text, e->buttons, sheet_text(s, e->text),
		language, m, may_be_spoken(s, e) };
	lint_wording(s, &w);
}

void
lint_wordings(struct sheet *s, uint32_t at, struct str language, enum moment m)
{
	struct entry last = { 0 };
	bool settled = false;

	if (json_kind_of(&s->j, at) != JSON_ARRAY) {
		lint_entry(s, at, language, m, &last, &settled);
	} else if (!json_first(&s->j, at)) {
		complain(s, at, MISSING_MOMENT, "it has no wordings");
	} else {
		for (uint32_t i = json_first(&s->j, at); i;
		     i = json_after(&s->j, at, i))
			lint_entry(s, i, language, m, &last, &settled);
	}
	if (last.text)
		lint_last(s, &last, m);
}

/* The text that fits everybody: the last one. */
static uint32_t
last_text(const struct sheet *s, uint32_t language, enum moment m)
{
	uint32_t at = json_get(&s->j, language, str_of(moment_name(m)));
	uint32_t last = at;

	if (at && json_kind_of(&s->j, at) == JSON_ARRAY)
		for (uint32_t i = json_first(&s->j, at); i;
		     i = json_after(&s->j, at, i))
			last = i;
	if (last && json_kind_of(&s->j, last) == JSON_OBJECT)
		last = json_get(&s->j, last, STR("text"));
	return last && json_kind_of(&s->j, last) == JSON_STRING ? last : 0;
}

void
lint_translations(struct sheet *s, uint32_t all)
{
	const struct json *j = &s->j;

	for (uint32_t a = json_first(j, all); a; a = json_after(j, all, a))
		for (uint32_t b = json_first(j, all); b != a;
		     b = json_after(j, all, b))
			for (enum moment m = 0; m < N_MOMENTS; m++) {
				uint32_t x = last_text(s, a + 1, m);
				uint32_t y = last_text(s, b + 1, m);

				if (x && y &&
				    str_eq(sheet_text(s, x), sheet_text(s, y)))
					complain(s, x, UNTRANSLATED,
					    "\"%s\" is the same in %.*s and "
					    "%.*s",
					    moment_name(m),
					    STR_ARG(sheet_text(s, b)),
					    STR_ARG(sheet_text(s, a)));
			}
}
