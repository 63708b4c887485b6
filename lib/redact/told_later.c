/* Passwords and user names that do not stand right behind what they are
 * called. */

#include "redact/secrets.h"

#include "redact/context.h"
#include "redact/recogniser.h"

enum { FAR = 24, /* tokens */ SHORTEST = 6, FEW_WORDS = 5 };

/* "is", "now", "mine is", "from": a name or a secret may follow. */
static bool
is_link(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_IS) ||
	       speech_in(s, i, WORDS_told_link) || speech_is_mark(s, i, "=:");
}

/* "for mooncat_88": whose password it is. */
static bool
is_for(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_told_for);
}

struct makeup {
	size_t small;	   /* letters */
	bool digit, inner; /* a mark inside that no sentence has */
	bool under;
};

static struct makeup
makeup_of(const struct speech *s, struct span x)
{
	struct makeup m = { 0 };

	for (size_t i = x.start; i < x.end; i++) {
		char c = s->text.p[i];

		m.small += is_lower(c);
		m.digit |= is_digit(c);
		m.under |= c == '_';
		m.inner |= i > x.start && i + 1 < x.end &&
			   strchr("!#$%&*+=?^~", c) != NULL;
	}
	return m;
}

/* Of digits and small letters, or with marks inside: no order, no model. */
static bool
is_secret(struct speech *s, struct span x, enum kind kind)
{
	struct makeup m = makeup_of(s, x);
	bool user = secret_is_user_name(s, x);
	struct str run = { s->text.p + x.start, x.end - x.start };

	if (m.small < 3 || s->found[x.start] & FOUND ||
	    memchr(run.p, '@', run.n) || memchr(run.p, '/', run.n))
		return false;
	if (!(kind == KIND_PASSWORD && m.inner) &&
	    context_names(s->lexicon, s->text, x.start, (struct str){ 0 }) !=
		KIND_NOTHING)
		return false;
	if (kind == KIND_USERNAME)
		return user && (m.under || (m.digit && run.n >= 5) ||
				   memchr(run.p + 1, '.', run.n - 2));
	return run.n >= SHORTEST && (m.inner || m.digit);
}

/* The next cue of any secret, or what ends the search. */
static size_t
next_cue(const struct speech *s, const struct term_hit *cue)
{
	static const uint32_t cues =
	    1u << SPEECH_password_before | 1u << SPEECH_username_before |
	    1u << SPEECH_key_before | 1u << SPEECH_code_before;
	size_t end = cue->last + FAR, i = cue->last + 1;

	if (end > s->words->n_tokens)
		end = s->words->n_tokens;
	while (i < end && !(s->seen[i].begins & cues))
		i++;
	return i;
}

void
secrets_told_later(struct speech *s, const struct term_hit *cue, enum kind kind,
    struct spans *out)
{
	size_t end = next_cue(s, cue);
	bool only_words = true, linked = false;

	for (size_t i = cue->last + 1; i < end; i++) {
		bool near = only_words && i <= cue->last + FEW_WORDS;
		struct span x;

		linked |= is_link(s, i - 1);
		if (!near && !is_link(s, i - 1))
			continue;
		only_words &=
		    speech_is_letters(s, i) || speech_is_mark(s, i, "'\"");
		if (speech_token(s, i)->class != TEXT_WORD ||
		    speech_is_held(s, i))
			continue;
		x = secret_run(s, i);
		if (!is_secret(s, x, kind) || is_for(s, i - 1) ||
		    (!is_link(s, i - 1) && !(near && linked) &&
			!makeup_of(s, x).inner && !makeup_of(s, x).under))
			continue;
		x.kind = kind;
		x.rule = kind == KIND_USERNAME ? "username" : "password";
		x.score = 75;
		spans_add(out, x);
		only_words = false;
	}
}
