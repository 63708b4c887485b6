/* What browsers and logs write of people: cookies, sessions, users in paths. */

#include "redact/web_secrets.h"

#include <string.h>

#include "redact/recogniser.h"

enum {
	SHORTEST_COOKIE = 8,
	COOKIE_BEGIN = 64, /* it has a letter and a digit by then */
	LONGEST_COOKIE = 4096,
	MOST_COOKIES = 64, /* of one row */
	SHORTEST_USER = 3,
	LONGEST_USER = 40,
};

static void
add(struct spans *out, size_t start, size_t end, enum kind kind,
    const char *rule)
{
	spans_add(out, (struct span){ .start = start,
			   .end = end,
			   .kind = kind,
			   .rule = rule,
			   .score = 85 });
}

static bool
is_of_cookie(char c)
{
	return is_alnum(c) || (c && strchr("-_.+/=~%!:|", c));
}

/* No word and no date: letters and digits. */
static bool
is_mixed(struct str text, size_t start, size_t end)
{
	bool digit = false, letter = false;

	for (; start < end; start++) {
		digit |= is_digit(text.p[start]);
		letter |= is_alpha(text.p[start]);
	}
	return digit && letter;
}

/* Behind what tells a value, with its quotes and backslashes, or 0. */
static size_t
value_start(struct str text, size_t at, const char *signs)
{
	bool told = false;

	while (at < text.n && strchr(" =:\"'\\", text.p[at]))
		told |= strchr(signs, text.p[at++]) != NULL;
	return told && at < text.n ? at : 0;
}

static size_t
cookie_end(struct str text, size_t at, size_t longest)
{
	size_t end = at;

	while (end < text.n && end - at < longest && is_of_cookie(text.p[end]))
		end++;
	return end;
}

/* The value from `at` on, where it is one: behind it.  What is called a session
 * inside of it is not read again, nor is what begins as no value does. */
static size_t
cookie(struct str text, size_t at, struct spans *out)
{
	const struct span *last = out->n ? &out->at[out->n - 1] : NULL;
	size_t end = cookie_end(text, at, COOKIE_BEGIN);

	if (last && last->kind == KIND_KEY && last->start <= at &&
	    at < last->end)
		return last->end;
	if (!is_mixed(text, at, end))
		return end;
	end = cookie_end(text, at, LONGEST_COOKIE);
	while (strchr(".:!", text.p[end - 1]))
		end--;
	if (end - at >= SHORTEST_COOKIE)
		add(out, at, end, KIND_KEY, "cookie");
	return end;
}

void
web_session(struct speech *s, size_t last, struct spans *out)
{
	size_t at = value_start(
	    s->text, speech_byte(s, speech_token(s, last)->end), "=");

	if (at)
		(void)cookie(s->text, at, out);
}

/* "theme=dark; id=8A7B6C5D4E3F2A1B": all that have a value. */
void
web_cookies(struct speech *s, size_t last, struct spans *out)
{
	struct str text = s->text;
	size_t at =
	    value_start(text, speech_byte(s, speech_token(s, last)->end), ":=");

	for (size_t n = 0; at && at < text.n && n < MOST_COOKIES; n++) {
		size_t end = at;

		while (end < text.n && is_of_cookie(text.p[end]) &&
		       text.p[end] != '=')
			end++;
		if (end == at || byte_at(text, end) != '=')
			return;
		at = cookie(text, end + 1, out);
		if (byte_at(text, at) != ';')
			return;
		at++;
		while (byte_at(text, at) == ' ')
			at++;
	}
}

/* A piece of a path that is no word: "ines92", "lopez", not "settings". */
static bool
is_no_word(const struct speech *s, struct str piece)
{
	char small[LONGEST_USER];
	bool digit = false, letter = false;

	for (size_t i = 0; i < piece.n; i++) {
		digit |= is_digit(piece.p[i]);
		letter |= !is_digit(piece.p[i]);
		small[i] = to_lower(piece.p[i]);
	}
	if (digit || piece.n < 4)
		return digit && letter && (piece.n > 3 || small[0] != 'v');
	return !(
	    tagger_word(&s->tagger, text_hash((struct str){ small, piece.n })) &
	    WORD_KNOWN);
}

void
web_user(struct speech *s, size_t last, struct spans *out)
{
	struct str text = s->text;
	size_t start = speech_byte(s, speech_token(s, last)->end), end = start;
	size_t piece = start;
	bool odd = false;

	for (; end - start <= LONGEST_USER; end++) {
		char c = byte_at(text, end);

		if (is_alnum(c) || (unsigned char)c >= 0x80)
			continue;
		if (end - piece > 0 && end - piece <= LONGEST_USER)
			odd |= is_no_word(
			    s, (struct str){ text.p + piece, end - piece });
		piece = end + 1;
		if (c == '\0' || !strchr("._-", c))
			break;
	}
	while (end > start && text.p[end - 1] == '.')
		end--;
	if (odd && end - start >= SHORTEST_USER && end - start <= LONGEST_USER)
		add(out, start, end, KIND_USERNAME, "path-user");
}
