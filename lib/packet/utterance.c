#include "packet/utterance.h"

#include "base/ascii.h"
#include "packet/keyed.h"
#include "packet/word_lists.h"

enum { LONG_KEYS = 3 /* fewer may stand in a sentence by chance */ };

static bool
is_channel(const struct sketch *s, const char *const *names)
{
	for (; *names; names++)
		if (str_eq_nocase(s->c->channel, str_of(*names)))
			return true;
	return false;
}

bool
utterance_is_mail(const struct sketch *s)
{
	static const char *const names[] = { "email", "e-mail", "mail", NULL };

	return is_channel(s, names);
}

bool
utterance_is_call(const struct sketch *s)
{
	static const char *const names[] = { "voice", "phone", "telephone",
		"call", NULL };

	return is_channel(s, names);
}

static struct str
trimmed(struct str s)
{
	while (s.n && strchr(" \t\r\n", s.p[0]))
		s = (struct str){ s.p + 1, s.n - 1 };
	while (s.n && strchr(" \t\r\n", s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool
ends(struct str line, struct str what)
{
	return line.n >= what.n &&
	       !memcmp(line.p + line.n - what.n, what.p, what.n);
}

/* The line at *at, without its end and blanks around it; *at moves on. */
static struct str
next_line(struct str text, size_t *at)
{
	const char *from = text.p + *at;
	const char *end = memchr(from, '\n', text.n - *at);
	size_t n = end ? (size_t)(end - from) : text.n - *at;

	*at += n + (end != NULL);
	return trimmed((struct str){ from, n });
}

static struct str
peek_line(struct str text, size_t at)
{
	struct str line = STR("");

	while (at < text.n && !line.n)
		line = next_line(text, &at);
	return line;
}

/* "On Monday Ann wrote:", which may go on in a second line. */
static bool
is_attribution(struct str line, struct str next)
{
	struct wordlist wrote = packet_words(PACKET_WORDS_mail_wrote);

	if (!packet_begins_with(PACKET_WORDS_mail_when, line))
		return false;
	/* the verb stands second in German */
	if (str_begins_nocase(line, STR("Am ")) && ends(line, STR(":")) &&
	    memmem(line.p, line.n, " schrieb ", 9))
		return true;
	for (size_t i = 0; i < wrote.n; i++)
		if (ends(line, wordlist_at(wrote, i)) ||
		    ends(next, wordlist_at(wrote, i)))
			return true;
	return false;
}

/* What Outlook puts before the mail that is answered. */
static bool
is_copied_head(struct str line, struct str next)
{
	if (str_begins(line, STR("-----")) && ends(line, STR("-----")))
		return true;
	return wordlist_begins_nocase(
		   packet_words(PACKET_WORDS_mail_from), line) &&
	       wordlist_begins_nocase(
		   packet_words(PACKET_WORDS_mail_sent), next);
}

static struct str
without_quotes(const struct sketch *s, struct str text)
{
	struct buf own = { 0 };
	struct str kept;

	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		struct str line = next_line(text, &at);
		struct str next = peek_line(text, at);

		if (str_begins(line, STR(">")))
			continue;
		if (is_copied_head(line, next) ||
		    (str_eq(line, STR("--")) && at - from >= 3))
			break;
		if (is_attribution(line, next)) {
			/* answers may stand between the quoted lines */
			if (!ends(line, STR(":")))
				next_line(text, &at);
			if (str_begins(peek_line(text, at), STR(">")))
				continue;
			break;
		}
		buf_str(&own, (struct str){ text.p + from, at - from });
	}
	kept = arena_copy(s->scratch, trimmed(buf_view(&own)));
	buf_free(&own);
	return kept;
}

static bool
is_keys(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!strchr("0123456789*# ", text.p[i]))
			return false;
	return true;
}

static struct str
only_digits(const struct sketch *s, struct str text)
{
	char *p = arena_alloc(s->scratch, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		if (is_digit(text.p[i]))
			p[n++] = text.p[i];
	return (struct str){ p, n };
}

static struct str
without_keys(const struct sketch *s, struct str text, const struct voice *v,
    struct str digits)
{
	if (is_keys(text) || str_eq(trimmed(text), v->keys) ||
	    digits.n > KEYED_MOST)
		return STR(KEYED);
	return digits.n < LONG_KEYS
		   ? text
		   : keyed_hide(
			 &(struct keyed){ .digits = &digits, .n = 1 }, s, text);
}

struct str
utterance(const struct sketch *s, size_t turn, struct str *keys)
{
	const struct turn *t = &s->c->turns[turn];
	struct str text = conv_text(s->c, t);

	*keys = STR("");
	if (t->voiced) {
		struct voice v = conv_voice(s->c, t);

		if (v.pressed && !v.keys.n && is_keys(text))
			v.keys = text;
		*keys = only_digits(s, v.keys);
		if (v.pressed)
			text = without_keys(s, text, &v, *keys);
	}
	if (text.n && !t->private && utterance_is_mail(s))
		text = without_quotes(s, text);
	return text;
}
