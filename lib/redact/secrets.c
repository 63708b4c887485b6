/* Passwords, keys and user names: by what they are called. */

#include "redact/secrets.h"

#include "redact/codes.h"
#include "redact/context.h"
#include "redact/nesting.h"
#include "redact/recogniser.h"
#include "redact/web_secrets.h"

enum { LONGEST_SECRET = 64, CLAUSE = 5, SHORTEST_KEY = 16, MOST_KEY = 512 };

/* "is", and the "c'" of "c'est", or "c" for that. */
static bool
is_link(const struct speech *s, size_t i)
{
	return speech_has_use(s, i, USE_IS) ||
	       (speech_is(s, i, "c") &&
		   (speech_is_mark(s, i + 1, "'")
			   ? speech_is_joined(s, i + 1)
			   : speech_token(s, i)->upper == 0 &&
				 !speech_is_joined(s, i + 1)));
}

/* In JSON that stands in JSON, quotes of a depth have as many of them. */
static size_t
escapes_before(struct str text, size_t at)
{
	size_t n = 0;

	while (at > n && n < 8 && text.p[at - 1 - n] == '\\')
		n++;
	return n;
}

/* ";password=" at text[at]: the next of several settings in a row. */
static bool
is_next_setting(struct str text, size_t at)
{
	size_t i = at + 1;

	if (!strchr(";,&|", text.p[at]))
		return false;
	while (i < text.n && (is_alnum(text.p[i]) || text.p[i] == '_'))
		i++;
	return i > at + 1 && i < text.n && text.p[i] == '=';
}

/* The quotes at text[at] end the strings of a text that is JSON. */
static bool
ends_string(struct str text, size_t at)
{
	size_t i = at;

	if (text.p[at] != '"' || !nesting_opens(text.p[0]))
		return false;
	while (
	    i < text.n && i - at < 8 && (text.p[i] == '"' || text.p[i] == '\\'))
		i++;
	return i < text.n && strchr(",}]", text.p[i]);
}

struct span
secret_run(struct speech *s, size_t i)
{
	size_t start = speech_byte(s, speech_token(s, i)->start), end = start;
	char quote = start > 0 ? s->text.p[start - 1] : '\0';
	size_t escapes = start > 0 ? escapes_before(s->text, start - 1) : 0;
	bool setting = quote == '=';

	if (quote == '<')
		quote = '>';
	else if (quote != '"' && quote != '\'')
		quote = '\0';
	while (end < s->text.n && end - start < LONGEST_SECRET &&
	       (unsigned char)s->text.p[end] > ' ' && s->text.p[end] != '<' &&
	       !(setting && is_next_setting(s->text, end)) &&
	       (quote || !ends_string(s->text, end))) {
		if (quote && s->text.p[end] == quote &&
		    escapes_before(s->text, end) == escapes) {
			end -= escapes;
			break;
		}
		end++;
	}
	for (; end > start + 1; end--)
		if (!strchr(".,;:)\"'", s->text.p[end - 1]) &&
		    !(s->text.p[end - 1] == '\\' &&
			byte_at(s->text, end) == '"'))
			break;
	return (struct span){ .start = start, .end = end };
}

bool
secret_is_odd(const struct speech *s, struct span x)
{
	bool digit = false, mark = false, inner = false, letter = false;
	bool small = false;

	for (size_t i = x.start; i < x.end; i++) {
		char c = s->text.p[i];

		digit |= is_digit(c);
		letter |= is_alpha(c) || (unsigned char)c >= 0x80;
		mark |= !is_alnum(c) && c != '-' && c != '\'' && c != '/' &&
			(unsigned char)c < 0x80 &&
			!(c == '?' && i + 1 == x.end);
		small |= is_lower(c);
		inner |= i > x.start && is_upper(c);
	}
	return x.end - x.start >= 3 &&
	       ((digit && letter) || mark || (inner && small) ||
		   (digit && x.end - x.start >= 4));
}

void
secret_add(struct spans *out, struct span x, enum kind kind, const char *rule,
    unsigned char score)
{
	x.kind = kind;
	x.rule = rule;
	x.score = score;
	spans_add(out, x);
}

/* "handle on the forum is": from token i on, where "is" follows soon. */
static size_t
skip_to_link(const struct speech *s, size_t i)
{
	size_t k = i;

	bool known = true;

	while (k < i + CLAUSE && speech_is_letters(s, k) && !is_link(s, k)) {
		known &= (s->is[k] & WORD_KNOWN) != 0;
		k++;
	}
	return (known && is_link(s, k)) || (k > i && speech_is_mark(s, k, ":="))
		   ? k
		   : i;
}

/* "<user>": the cue is all that the tag says. */
static bool
is_tag_end(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, ">") && speech_is_joined(s, i) &&
	       speech_is_joined(s, i + 1);
}

/* "\": of a quote in JSON in JSON, it stands right before that. */
static bool
is_escape(const struct speech *s, size_t i)
{
	return speech_is_mark(s, i, "\\") && speech_is_joined(s, i + 1) &&
	       speech_is_mark(s, i + 1, "\\\"");
}

/* Behind the cue's last token: marks and "is"; *told: there were any. */
size_t
secret_value_behind(const struct speech *s, size_t i, bool *told)
{
	*told = false;
	for (i = skip_to_link(s, i);; i++) {
		if (i >= s->words->n_tokens)
			return i;
		if (speech_is_mark(s, i, ":=") || is_link(s, i) ||
		    (speech_is_mark(s, i, "-") && !speech_is_joined(s, i)) ||
		    is_tag_end(s, i))
			*told = true;
		else if (*told && speech_is(s, i, "just"))
			continue;
		else if (!speech_is_mark(s, i, "\"'") && !is_escape(s, i) &&
			 !(speech_is_mark(s, i, ">") &&
			     speech_is_mark(s, i - 1, "-=")))
			return i;
	}
}

bool
secret_is_told_word(const struct speech *s, size_t i)
{
	size_t next = i + 1;

	if (!speech_is_letters(s, i) || speech_token(s, i)->n < 4 ||
	    speech_begins(s, i, SPEECH_password_not))
		return false;
	if (!(s->is[i] & WORD_KNOWN))
		return true;
	return !(s->is[i] & WORD_COMMON) &&
	       (speech_ends(s, i) || speech_is_mark(s, next, ",\"'") ||
		   speech_is(s, next, "and"));
}

/* "the password you sent": behind those words. */
static size_t
skip_giving(const struct speech *s, size_t i)
{
	while (speech_in(s, i, WORDS_giving))
		i++;
	return i;
}

static bool
is_from(const struct speech *s, size_t i)
{
	return speech_is(s, i, "from") || speech_is(s, i, "von") ||
	       speech_is(s, i, "van") || speech_is(s, i, "da");
}

/* "as", "als": what was tried is no other word of that sentence. */
static bool
is_as(const struct speech *s, size_t i)
{
	return speech_is(s, i, "as") || speech_is(s, i, "als") ||
	       speech_has_use(s, i, USE_LIKE);
}

/* "to", ", the new one is": where it ends, or i. */
static size_t
skip_to_new(const struct speech *s, size_t i)
{
	size_t k = i;

	if (speech_is(s, i, "to"))
		return i + 1;
	while (k < i + CLAUSE && k < s->words->n_tokens && !is_link(s, k))
		k++;
	return is_link(s, k) && k > i && speech_is(s, k - 1, "one") ? k + 1 : i;
}

size_t
secret_token_behind(struct speech *s, size_t i, size_t end)
{
	while (i < s->words->n_tokens &&
	       speech_byte(s, speech_token(s, i)->start) < end)
		i++;
	return i;
}

/* "from Comet!2052 to Thunder!2962": the second one, behind x at token i. */
static void
password_to(struct speech *s, size_t i, struct span x, struct spans *out)
{
	size_t next;

	i = secret_token_behind(s, i, x.end);
	next = skip_to_new(s, i);
	if (!secret_is_odd(s, x) || next == i || next >= s->words->n_tokens)
		return;
	x = secret_run(s, next);
	if (secret_is_odd(s, x))
		secret_add(out, x, KIND_PASSWORD, "password", 80);
}

/* What is logged in to, and no user: written with capitals inside. */
bool
secret_is_brand(struct speech *s, size_t i)
{
	struct str x = { s->text.p + speech_byte(s, speech_token(s, i)->start),
		2 };

	/* "iCloud", "iOS17" */
	return speech_in(s, i, WORDS_login_brand) ||
	       (speech_token(s, i)->n > 2 && x.p[0] == 'i' && is_upper(x.p[1]));
}

bool
secret_is_held(struct speech *s, size_t i)
{
	enum kind k;
	unsigned number;
	size_t end;

	return speech_is_mark(s, i, "<") &&
	       kind_placeholder(s->text,
		   speech_byte(s, speech_token(s, i)->start), &k, &number,
		   &end);
}

static bool
has_digit(const struct speech *s, struct span x)
{
	for (size_t i = x.start; i < x.end; i++)
		if (is_digit(s->text.p[i]))
			return true;
	return false;
}

/* A password: anything odd, or a word where it was told. */
static void
password(struct speech *s, size_t i, struct spans *out)
{
	bool told;
	size_t given, next;
	size_t cue = i - 1; /* its last token */
	struct span x;

	given = secret_value_behind(s, i, &told);
	i = skip_giving(s, given);
	while (is_link(s, i) || is_from(s, i)) {
		told = true;
		i++;
	}
	/* "to my account is" */
	for (next = skip_to_link(s, i); is_link(s, next); next++)
		i = next + 1;
	/* "the password you gave me, Dragon50#": not what is no such thing */
	if (is_as(s, i) || (i > given && speech_is_mark(s, i, ",")))
		i++;
	if (i >= s->words->n_tokens || secret_is_held(s, i))
		return;
	/* "<hunter2>", not "<password>" */
	if (speech_is_mark(s, i, "<") && (++i >= s->words->n_tokens || !told ||
					     !has_digit(s, secret_run(s, i))))
		return;
	if (!told && (secret_is_brand(s, i) || speech_is_mark(s, i, "(")))
		return;
	if (told && secret_quoted(s, i, out))
		return;
	x = secret_run(s, i);
	password_to(s, i, x, out);
	if (secret_is_odd(s, x) ? (told || x.end - x.start > 5)
				: told && secret_is_told_word(s, i))
		secret_add(out, x, KIND_PASSWORD, "password", 90);
	if (told)
		secret_phrase(s, cue, i, out);
}

/* "as my", "is the": between a password and what it is called. */
static bool
is_between(const struct speech *s, size_t i)
{
	return is_link(s, i) || is_as(s, i) || speech_has_use(s, i, USE_THE) ||
	       speech_is(s, i, "my");
}

/* "I tried Tr4cks!de as my password": the run before, at the cue. */
static void
password_before(struct speech *s, size_t cue, struct spans *out)
{
	size_t i = cue, start, end;
	struct span x;

	while (i > 0 && cue - i < CLAUSE && is_between(s, i - 1))
		i--;
	if (i == 0 || (cue - i < 2 && !is_as(s, i)))
		return;
	start = end = speech_byte(s, speech_token(s, i - 1)->end);
	while (start > 0 && end - start < LONGEST_SECRET &&
	       (unsigned char)s->text.p[start - 1] > ' ')
		start--;
	while (end < s->text.n && end - start < 2 * LONGEST_SECRET &&
	       (unsigned char)s->text.p[end] > ' ')
		end++;
	x = (struct span){ .start = start, .end = end };
	if (secret_is_odd(s, x) && !memchr(s->text.p + start, '<', end - start))
		secret_add(out, x, KIND_PASSWORD, "password", 80);
}

/* A key of a program: long, without a blank, no word. */
static void
key(struct speech *s, size_t i, struct spans *out)
{
	bool told, digit = false, letter = false;
	size_t start, end;

	i = secret_value_behind(s, i, &told);
	if (i >= s->words->n_tokens)
		return;
	start = end = speech_byte(s, speech_token(s, i)->start);
	while (end < s->text.n && end - start < MOST_KEY &&
	       (is_alnum(s->text.p[end]) || strchr("-_.+/=~", s->text.p[end])))
		end++;
	while (end > start && s->text.p[end - 1] == '.')
		end--;
	for (size_t k = start; k < end; k++) {
		digit |= is_digit(s->text.p[k]);
		letter |= is_alpha(s->text.p[k]);
	}
	if (digit && letter && end - start >= SHORTEST_KEY &&
	    (told || !memchr(s->text.p + start, '/', end - start)))
		secret_add(out, (struct span){ .start = start, .end = end },
		    KIND_KEY, "key", 85);
}

/* "for", between a password and whose it is. */
static bool
is_for(const struct speech *s, size_t i)
{
	return speech_in(s, i, WORDS_password_for) || speech_is(s, i, "für");
}

/* "Reset pw for mooncat_88 to Winter77!": false when there is no user. */
static bool
password_for(struct speech *s, size_t i, struct spans *out)
{
	struct span x;

	if (!is_for(s, i) || i + 1 >= s->words->n_tokens ||
	    speech_is_mark(s, i + 1, "<"))
		return false;
	x = secret_run(s, ++i);
	if (!secret_is_odd(s, x) || !secret_is_user_name(s, x) ||
	    secret_is_brand(s, i))
		return false;
	secret_add(out, x, KIND_USERNAME, "username", 80);
	password_to(s, i, x, out);
	i = secret_token_behind(s, i, x.end);
	if (is_link(s, i) || speech_is_mark(s, i, ":="))
		password(s, i, out);
	return true;
}

/* "user/pass": both are told behind it. */
static bool
is_pair(const struct speech *s, const struct term_hit *h)
{
	if (h->first < 2 || !speech_is_mark(s, h->first - 1, "/"))
		return false;
	for (size_t i = 0; i < s->n_hits; i++)
		if (s->hits[i].list == SPEECH_username_before &&
		    s->hits[i].last == h->first - 2)
			return true;
	return false;
}

/* ": ines92/Sonne!77", ": ines92 / Sonne!77". */
static void
pair(struct speech *s, size_t i, struct spans *out)
{
	bool told;
	struct span user, pass;
	size_t stroke;

	i = secret_value_behind(s, i, &told);
	if (i >= s->words->n_tokens || speech_is_mark(s, i, "<"))
		return;
	user = secret_run(s, i);
	for (stroke = user.start; stroke < user.end; stroke++)
		if (strchr("/:", s->text.p[stroke]))
			break;
	pass = (struct span){ .start = stroke + 1, .end = user.end };
	user.end = stroke;
	if (stroke == pass.end) {
		i = secret_token_behind(s, i, user.end);
		if (!speech_is_mark(s, i, "/:") ||
		    i + 1 >= s->words->n_tokens ||
		    speech_is_mark(s, i + 1, "<"))
			return;
		pass = secret_run(s, i + 1);
	}
	if (user.start == user.end || pass.start >= pass.end ||
	    strchr("/:", s->text.p[pass.start]) ||
	    (!told && !secret_is_odd(s, pass)))
		return;
	secret_add(out, user, KIND_USERNAME, "username", 85);
	secret_add(out, pass, KIND_PASSWORD, "password", 85);
}

/* "boarding pass", "pass it on to": no password. */
static bool
is_other_pass(const struct speech *s, const struct term_hit *h)
{
	static const struct str behind[] = { { "on", 2 }, { "along", 5 },
		{ "my", 2 }, { "it", 2 }, { "this", 4 }, { "them", 4 } };

	return speech_is(s, h->last, "pass") &&
	       ((h->first > 0 && speech_in(s, h->first - 1, WORDS_pass)) ||
		   SPEECH_IS_ONE(s, h->last + 1, behind));
}

static void
take_hit(struct speech *s, const struct term_hit *h, struct spans *out)
{
	switch (h->list) {
	case SPEECH_password_before:
		if (is_other_pass(s, h))
			break;
		if (is_pair(s, h)) {
			pair(s, h->last + 1, out);
			break;
		}
		/* "/etc/passwd" */
		if (!(h->first > 0 && speech_is_joined(s, h->first) &&
			speech_is_mark(s, h->first - 1, "/\\._-")) &&
		    !password_for(s, h->last + 1, out))
			password(s, h->last + 1, out);
		password_before(s, h->first, out);
		secrets_told_later(s, h, KIND_PASSWORD, out);
		break;
	case SPEECH_key_before:
		if (h->weight > 2)
			web_cookies(s, h->last, out);
		else if (h->weight > 1)
			web_session(s, h->last, out);
		else
			key(s, h->last + 1, out);
		break;
	case SPEECH_username_before:
		if (h->weight > 2)
			web_user(s, h->last, out);
		else {
			user_name_take(s, h->last + 1, h->weight > 1, out);
			user_name_on(s, h->first, out);
			secrets_told_later(s, h, KIND_USERNAME, out);
		}
		break;
	case SPEECH_code_before:
		codes_take_named(s, h, out);
		break;
	case SPEECH_code_typed:
		codes_take_typed(s, h, out);
		break;
	default:
		break;
	}
}

/* "marloq", "it is marloq I believe". */
static bool
is_short_answer(const struct speech *s)
{
	bool told;

	if (s->words->n_tokens <= 4)
		return true;
	(void)secret_value_behind(s, 0, &told);
	return told && s->words->n_tokens <= 2 * CLAUSE;
}

void
secrets_find(struct speech *s, struct spans *out)
{
	for (size_t i = 0; i < s->n_hits; i++)
		take_hit(s, &s->hits[i], out);
	if (s->has_at)
		user_names_handles(s, out);
	if (speech_asked(s, SPEECH_username_asked) && is_short_answer(s))
		user_name_take(s, 0, true, out);
	if (speech_asked(s, SPEECH_password_asked))
		password_take_answer(s, out);
	if (speech_asked_code(s))
		codes_take_answer(s, out);
}
