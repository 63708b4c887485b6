/* From word to word of a sentence, and where it ends. */

#include "redact/context_walk.h"

#include <string.h>
#include <strings.h>

#include "redact/recogniser.h"

enum { WORDS = 8 };

/* "? Kunde:": who says what is behind it. */
static bool
is_speaker(struct str text, size_t start, size_t end)
{
	while (end < text.n && text.p[end] == ' ')
		end++;
	while (start > 0 && text.p[start - 1] == ' ')
		start--;
	return end < text.n && text.p[end] == ':' && start > 0 &&
	       text.p[start - 1] == '?';
}

static void
take_word(struct walk *w, size_t start, size_t end)
{
	/* "016050304ce" */
	bool inside = start > 0 && is_digit(w->text.p[start - 1]);

	w->word = inside ? NULL
			 : lexicon_find(w->lexicon,
			       (struct str){ w->text.p + start, end - start });
	if (w->word && is_speaker(w->text, start, end))
		w->word = NULL;
	w->n++;
}

static bool
may_end_sentence(char b)
{
	return b == '.' || b == '!' || b == '?' || b == '<' || b == '>' ||
	       b == '\n';
}

/* "<dob>", before its value: a name in small letters, and no placeholder,
 * whatever letters its pseudonym has. */
static bool
is_tag(struct str text, size_t end)
{
	size_t start = end, behind;
	unsigned number;
	enum kind k;

	while (start > 0 && end - start < WALK_WINDOW &&
	       (is_alpha(text.p[start - 1]) || text.p[start - 1] == '_'))
		start--;
	return start < end && start > 0 && text.p[start - 1] == '<' &&
	       is_alpha(text.p[end - 1]) &&
	       to_lower(text.p[end - 1]) == text.p[end - 1] &&
	       !kind_placeholder(text, start - 1, &k, &number, &behind);
}

/* "Date of birth? Caller: ...": a transcript, in one text. */
static bool
is_asked_aloud(struct str text, size_t i)
{
	size_t from;

	for (i++; i < text.n && text.p[i] == ' '; i++)
		;
	from = i;
	while (i < text.n && is_alpha(text.p[i]))
		i++;
	if (i <= from + 3)
		return false;
	while (i < text.n && text.p[i] == ' ')
		i++;
	return i < text.n && text.p[i] == ':';
}

/* "u want my dl? ok B8307321": the answer to what one asked oneself. */
static bool
is_answered_at_once(struct str text, size_t i)
{
	static const char *const words[] = { "ok", "okay", "yes", "yeah",
		"sure", "its", "here", "si", "oui", "ja", "sim" };
	size_t from, end;

	for (i++; i < text.n && text.p[i] == ' '; i++)
		;
	from = i;
	while (i < text.n && is_alpha(text.p[i]))
		i++;
	end = i;
	for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
		if (strlen(words[k]) == end - from &&
		    strncasecmp(words[k], text.p + from, end - from) == 0)
			return true;
	return false;
}

/* "Tel.", "No." and "Kundennr." do not end a sentence. */
static bool
ends_sentence(struct str text, size_t i)
{
	size_t letters = 0;

	if (text.p[i] == '>')
		return !is_tag(text, i) && byte_at(text, i - 1) != '-' &&
		       byte_at(text, i - 1) != '=';
	/* "<911>" is no placeholder. */
	if (text.p[i] == '<')
		return !is_digit(byte_at(text, i + 1));
	if (text.p[i] == '?')
		return !is_asked_aloud(text, i) &&
		       !is_answered_at_once(text, i);
	if (text.p[i] != '.')
		return true;
	if (i > 1 && to_lower(text.p[i - 2]) == 'n' &&
	    to_lower(text.p[i - 1]) == 'r')
		return false;
	while (letters < i && letters < 5 && is_alpha(text.p[i - 1 - letters]))
		letters++;
	return letters > 4;
}

static bool
is_link(const struct lexicon *l, struct str word)
{
	const struct lexeme *x = lexicon_find(l, word);

	return x && x->says & SAYS_IS;
}

/* The line at `at` says no word: "12/05/81", "A12 345". */
static bool
has_no_words(struct str text, size_t at)
{
	bool digit = false, letter = false;
	size_t i = at;

	for (; i < text.n && text.p[i] != '\n' && i - at < WALK_WINDOW; i++) {
		if (walk_is_blank(text.p[i])) {
			if (letter && !digit)
				return false;
			digit = letter = false;
		}
		digit |= is_digit(text.p[i]);
		letter |= is_alpha(text.p[i]);
	}
	return (digit || !letter) && i - at < WALK_WINDOW;
}

/* "CVV:\n911", "my pin is\n9911", "Account number\n98765432", "CVV? 911": what
 * ends at `i`, a line or a question, is what the number is called that begins
 * right behind it. */
static __attribute__((noinline)) bool
is_label(const struct walk *w, size_t i)
{
	struct str text = w->text;
	size_t from, end = i;

	if (w->n > 0)
		return false;
	for (from = i + 1; from < w->from; from++)
		if (!walk_is_blank(text.p[from]) &&
		    !strchr("-*\"'(<", text.p[from]))
			return false;
	while (end > 0 && walk_is_blank(text.p[end - 1]))
		end--;
	if (text.p[i] == '?' || (end > 0 && text.p[end - 1] == '?'))
		return has_no_words(text, w->from);
	if (end == 0 || strchr(":=", text.p[end - 1]))
		return end > 0;
	for (from = end; from > 0 && is_alpha(text.p[from - 1]);)
		from--;
	return from < end &&
	       (has_no_words(text, w->from) ||
		   is_link(
		       w->lexicon, (struct str){ text.p + from, end - from }));
}

bool
walk_back(struct walk *w)
{
	size_t end;

	while (w->at > 0 && w->from - w->at < WALK_WINDOW &&
	       !is_alpha(w->text.p[w->at - 1])) {
		char b = w->text.p[w->at - 1];

		if (may_end_sentence(b) && ends_sentence(w->text, w->at - 1) &&
		    !((b == '\n' || b == '?') && is_label(w, w->at - 1)))
			return false;
		w->at--;
	}
	end = w->at;
	while (w->at > 0 && is_alpha(w->text.p[w->at - 1]) &&
	       end - w->at < WALK_WINDOW)
		w->at--;
	if (end == w->at || w->n == WORDS || w->from - w->at > WALK_WINDOW)
		return false;
	take_word(w, w->at, end);
	return true;
}

bool
walk_on(struct walk *w)
{
	size_t start;

	while (w->at < w->text.n && w->at - w->from < WALK_WINDOW &&
	       !is_alpha(w->text.p[w->at])) {
		char b = w->text.p[w->at];

		if (may_end_sentence(b) && ends_sentence(w->text, w->at))
			return false;
		w->at++;
	}
	start = w->at;
	while (w->at < w->text.n && is_alpha(w->text.p[w->at]) &&
	       w->at - start < WALK_WINDOW)
		w->at++;
	if (start == w->at || w->n == WORDS / 2 ||
	    w->at - w->from > WALK_WINDOW)
		return false;
	take_word(w, start, w->at);
	return true;
}
