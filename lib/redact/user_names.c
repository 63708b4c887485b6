/* User names, by what they are called, and handles. */

#include <string.h>

#include "redact/secrets.h"

#include "redact/context.h"
#include "redact/recogniser.h"

bool
secret_is_user_name(const struct speech *s, struct span x)
{
	size_t n = x.end - x.start;
	bool dots = true; /* digits and dots alone: an address of the net */

	if (n < 3 || n > 40)
		return false;
	for (size_t i = x.start; i < x.end; i++) {
		char c = s->text.p[i];

		if (!is_alnum(c) && !strchr("._-@+", c) &&
		    (unsigned char)c < 0x80)
			return false;
		dots &= c == '.' || is_digit(c);
	}
	return !dots || !memchr(s->text.p + x.start, '.', n);
}

/* "my username is sunshine.", "Username: hedgerow-analytics": words, where all
 * is said for it. */
static bool
is_said_user_name(struct speech *s, size_t i, struct span x)
{
	size_t next = i;

	if (s->is[i] & WORD_COMMON || !speech_is_letters(s, i) ||
	    speech_begins(s, i, SPEECH_password_not) || x.end - x.start < 5)
		return false;
	while (next < s->words->n_tokens &&
	       speech_byte(s, speech_token(s, next)->start) < x.end)
		next++;
	return next >= s->words->n_tokens || speech_ends(s, next - 1) ||
	       speech_is_mark(s, next, ",;)") || speech_is(s, next, "and") ||
	       speech_is(s, next, "und") || speech_is(s, next, "et") ||
	       speech_is(s, next, "y") || speech_is(s, next, "e") ||
	       speech_is(s, next, "en") || speech_is(s, next, "but");
}

void
user_name_take(struct speech *s, size_t cue, bool sure, struct spans *out)
{
	bool told;
	size_t i;
	struct span x;

	i = secret_value_behind(s, cue, &told);
	if (i >= s->words->n_tokens || speech_is_mark(s, i, "<"))
		return;
	x = secret_run(s, i);
	while (x.end > x.start && strchr("!?", s->text.p[x.end - 1]))
		x.end--;
	if (!secret_is_user_name(s, x) ||
	    (speech_is_digits(s, i) &&
		context_names(s->lexicon, s->text, x.start,
		    (struct str){ 0 }) != KIND_NOTHING))
		return;
	/* "user role changed to admin" */
	if (i > cue + 2 && speech_is(s, i - 1, "to"))
		told = sure = false;
	if (told && sure && is_said_user_name(s, i, x))
		secret_add(out, x, KIND_USERNAME, "username", 75);
	/* "user jdoe password ..." */
	sure |= speech_begins(s, i + 1, SPEECH_password_before);
	if ((secret_is_odd(s, x) && (told || !secret_is_brand(s, i))) ||
	    memchr(s->text.p + x.start, '_', x.end - x.start) ||
	    ((told || sure) && speech_is_letters(s, i) &&
		!(s->is[i] & WORD_KNOWN) &&
		!(s->is[i] & (WORD_FIRST | WORD_LAST) && x.end - x.start < 4)))
		secret_add(out, x, KIND_USERNAME, "username", 85);
	/* "user: jdoe / hunter2" */
	for (; i < s->words->n_tokens; i++)
		if (speech_byte(s, speech_token(s, i)->start) >= x.end)
			break;
	if (speech_is_mark(s, i, "/") && !speech_is_joined(s, i) &&
	    i + 1 < s->words->n_tokens &&
	    secret_is_odd(s, secret_run(s, i + 1)))
		secret_add(
		    out, secret_run(s, i + 1), KIND_PASSWORD, "password", 80);
}

/* "rosieposie99 on insta", at the cue. */
void
user_name_on(struct speech *s, size_t cue, struct spans *out)
{
	size_t i = cue - 2, start, end;
	struct span x;

	if (cue < 2 || !speech_in(s, cue - 1, WORDS_user_on) ||
	    speech_is_held(s, i) || speech_token(s, i)->class != TEXT_WORD ||
	    speech_is_digits(s, i))
		return;
	while (i > 0 && speech_is_joined(s, i))
		i--;
	start = speech_byte(s, speech_token(s, i)->start);
	end = speech_byte(s, speech_token(s, cue - 2)->end);
	/* "£914.99 on my account" */
	if (speech_token(s, i)->class != TEXT_WORD &&
	    (unsigned char)s->text.p[start] >= 0x80)
		return;
	x = (struct span){ .start = start, .end = end };
	if (end - start > 4 && secret_is_user_name(s, x) &&
	    secret_is_odd(s, x) && !(s->found[start] & FOUND))
		secret_add(out, x, KIND_USERNAME, "username", 75);
}

/* "@starling_dev", where no address is meant. */
void
user_names_handles(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i + 1 < s->words->n_tokens; i++) {
		struct span x;

		if (!speech_is_mark(s, i, "@") || !speech_is_joined(s, i + 1) ||
		    (i > 0 && speech_is_joined(s, i)) ||
		    speech_token(s, i + 1)->class != TEXT_WORD)
			continue;
		x = secret_run(s, i);
		if (secret_is_user_name(s, x) && x.end - x.start > 3)
			secret_add(out, x, KIND_USERNAME, "handle", 80);
	}
}
