#include "redact/context.h"

#include <string.h>

#include "redact/context_walk.h"
#include "redact/letters.h"
#include "redact/recogniser.h"

enum verdict { TELLS_NOTHING, TELLS_PHONE, TELLS_OTHER };

static enum verdict
weigh(const struct walk *w)
{
	if (walk_says(w, SAYS_PHONE))
		return TELLS_PHONE;
	return walk_says(w, SAYS_OTHER | SAYS_CARD) ? TELLS_OTHER
						    : TELLS_NOTHING;
}

/* The nearest word before a place that says anything; *start: there was none,
 * up to the beginning of the text. */
static enum verdict
weigh_before(const struct lexicon *l, struct str text, size_t at, bool *start)
{
	struct walk w = walk_from(l, text, at);
	bool number = false;

	*start = false;
	while (walk_back(&w)) {
		enum verdict v = weigh(&w);

		if (v != TELLS_NOTHING)
			return v;
		if (number && walk_says(&w, SAYS_MY))
			return TELLS_PHONE;
		number = walk_says(&w, SAYS_NUMBER) ||
			 (number && walk_says(&w, SAYS_NEW));
	}
	*start = w.at == 0;
	return TELLS_NOTHING;
}

/* Up to its last word, or placeholder. */
static struct str
without_end(struct str question)
{
	while (question.n > 0 && !is_alpha(question.p[question.n - 1]) &&
	       question.p[question.n - 1] != '>')
		question.n--;
	return question;
}

/* "And your telephone number, please?" */
static bool
asks_for_phone(const struct lexicon *l, struct str before)
{
	bool start;

	before = without_end(before);
	return weigh_before(l, before, before.n, &start) == TELLS_PHONE;
}

/* A sentence ends at `i`. */
static bool
is_full_stop(struct str text, size_t i)
{
	return strchr(".!?", text.p[i]) &&
	       (i + 1 == text.n || walk_is_blank(text.p[i + 1]));
}

/* A question stands behind the sentence that place `at` is in. */
static bool
asks_more(struct str text, size_t at)
{
	while (at < text.n && !is_full_stop(text, at))
		at++;
	return at < text.n &&
	       memchr(text.p + at + 1, '?', text.n - at - 1) != NULL;
}

/* Whether word `next`, or the two, is what a date of birth is called. */
static bool
names_birth(const struct lexicon *l, const struct lexeme *word,
    const struct lexeme *next)
{
	return (next && next->names == KIND_DOB &&
		   !(next->says & SAYS_CLOSE)) ||
	       (word && lexicon_names_both(l, word, next) == KIND_DOB);
}

bool
context_asks_for_birth(const struct lexicon *l, struct str before)
{
	struct letters words = letters_of(before);
	const struct lexeme *word = NULL, *next;
	size_t start, end, last = 0;

	for (; letters_next(&words, &start, &end); word = next) {
		next = lexicon_find(
		    l, (struct str){ before.p + start, end - start });
		if (names_birth(l, word, next) &&
		    !kind_in_placeholder(before, start))
			last = end;
	}
	return last > 0 && !asks_more(before, last);
}

enum kind
context_answered(struct str before)
{
	unsigned number;
	enum kind k;
	size_t end;

	return kind_placeholder(before, 0, &k, &number, &end) ? k
							      : KIND_NOTHING;
}

unsigned
context_asked(const struct lexicon *l, struct str before)
{
	return (unsigned)context_answered(before) << 10 |
	       (unsigned)context_names_asked(l, before) << 3 |
	       (unsigned)context_asks_for_birth(l, before) << 2 |
	       (unsigned)context_asks_for_card(l, before) << 1 |
	       asks_for_phone(l, before);
}

/* What stands before decides; what stands behind only when that is silent,
 * and the turn before only when the text says nothing at all. */
bool
context_says_phone(
    const struct lexicon *l, struct str text, size_t at, struct str before)
{
	struct walk w = walk_from(l, text, at);
	bool start;
	enum verdict v = weigh_before(l, text, at, &start);

	while (v == TELLS_NOTHING && walk_on(&w))
		v = weigh(&w);
	return v == TELLS_PHONE ||
	       (v == TELLS_NOTHING && start && asks_for_phone(l, before));
}

/* "customer reference": two words say more than the second alone, which was
 * found to say k. */
static enum kind
with_word_before(struct walk *w, enum kind k)
{
	const struct lexeme *word = w->word;
	enum kind both = walk_back(w) && w->word
			     ? lexicon_names_both(w->lexicon, w->word, word)
			     : KIND_NOTHING;

	return both == KIND_NOTHING ? k : both;
}

enum kind
walk_names(struct walk *w, bool *start)
{
	const struct lexeme *behind = NULL;
	bool far = w->is_key, before = far; /* before: behind that word */
	bool open = false;

	*start = false;
	while (walk_back(w)) {
		enum kind k = w->word
				  ? lexicon_names(w->lexicon, w->word, behind)
				  : KIND_NOTHING;

		if (k != KIND_NOTHING &&
		    !((k == w->word->names ? far : before) &&
			lexicon_is_close(w->lexicon, w->word, behind)))
			return lexicon_names_both(
				   w->lexicon, w->word, behind) == KIND_NOTHING
				   ? with_word_before(w, k)
				   : k;
		before = far;
		far |=
		    !walk_says(w, SAYS_NUMBER | SAYS_IS | SAYS_OPEN | SAYS_OF);
		if ((open && !walk_says(w, SAYS_OF)) ||
		    (weigh(w) != TELLS_NOTHING && !walk_says(w, SAYS_OPEN)))
			return KIND_NOTHING;
		/* "vencimento do cartao": still of the card. */
		open =
		    walk_says(w, SAYS_OPEN) || (open && walk_says(w, SAYS_OF));
		behind = w->word;
	}
	*start = w->at == 0;
	return KIND_NOTHING;
}

/* The name that ends nearest before a place, unless another number's stands
 * between. */
enum kind
context_names_here(
    const struct lexicon *l, struct str text, size_t at, bool *start)
{
	struct walk w = walk_from(l, text, at);

	return walk_names(&w, start);
}

/* Behind the groups of letters and digits of a number. */
static size_t
number_end(struct str text, size_t at)
{
	size_t i = at, end = at;
	bool digit;

	do {
		digit = false;
		for (; is_alnum(byte_at(text, i)) || byte_at(text, i) == '-';
		     i++)
			digit |= is_digit(text.p[i]);
		end = digit ? i : end;
		i += byte_at(text, i) == ' ';
	} while (digit && i < text.n && i - at < WALK_WINDOW);
	return end;
}

enum kind
context_names_behind(const struct lexicon *l, struct str text, size_t at)
{
	size_t end = number_end(text, at);
	struct walk w = walk_from(l, text, end);
	const struct lexeme *before;

	if (end == at || byte_at(text, end) != ' ' ||
	    !strchr("aeit", to_lower(byte_at(text, end + 1))) || !walk_on(&w) ||
	    !walk_says(&w, SAYS_IS) || !walk_on(&w))
		return KIND_NOTHING;
	do {
		enum kind k = KIND_NOTHING;

		before = w.word;
		if (!walk_on(&w))
			w.word = NULL;
		if (before)
			k = lexicon_names(l, before, w.word);
		if (k != KIND_NOTHING)
			return k;
	} while (w.word);
	return KIND_NOTHING;
}

enum kind
context_names_asked(const struct lexicon *l, struct str before)
{
	bool start;

	while (before.n > 0 && !is_alpha(before.p[before.n - 1]) &&
	       before.p[before.n - 1] != '>')
		before.n--;
	if (before.n == 0)
		return KIND_NOTHING;
	return context_names_here(l, before, before.n, &start);
}

/* A turn that ends with the number that it speaks of, or with what stands for
 * that: "my PIN is 3100." */
static bool
has_given(struct str before)
{
	size_t i = before.n;

	while (i > 0 && !is_alnum(before.p[i - 1]) && before.p[i - 1] != '>')
		i--;
	return i > 0 && !is_alpha(before.p[i - 1]);
}

bool
context_may_answer(
    const struct lexicon *l, struct str text, size_t at, struct str before)
{
	enum { WORDS = 3 };
	struct letters words = letters_of((struct str){ text.p, at });
	size_t start, end, n = 0;

	if (!has_given(before))
		return true;
	for (; letters_next(&words, &start, &end); n++) {
		const struct lexeme *x = lexicon_find(
		    l, (struct str){ text.p + start, end - start });

		if (x && x->says & SAYS_NUMBER)
			return true;
	}
	return n <= WORDS;
}

enum kind
context_names(
    const struct lexicon *l, struct str text, size_t at, struct str before)
{
	bool start;
	enum kind k = context_names_here(l, text, at, &start);

	if (k != KIND_NOTHING || !start ||
	    !context_may_answer(l, text, at, before))
		return k;
	return context_names_asked(l, before);
}

static bool
has_own(const struct lexicon *l, struct str text, size_t at, uint64_t own)
{
	struct walk w = walk_from(l, text, at);

	while (walk_back(&w))
		if (w.word && w.word->own & own)
			return true;
	return false;
}

bool
context_has_own(const struct lexicon *l, struct str text, size_t at,
    struct str before, uint64_t own)
{
	size_t end = before.n;

	while (
	    end > 0 && !is_alpha(before.p[end - 1]) && before.p[end - 1] != '>')
		end--;
	return has_own(l, text, at, own) || has_own(l, before, end, own);
}

bool
context_calls_next(const struct lexicon *l, struct str text, size_t at)
{
	struct walk w = walk_from(l, text, at);
	bool word = walk_back(&w);

	for (size_t i = w.at; i < at; i++)
		if (is_digit(text.p[i]))
			return false;
	if (!word)
		return w.at == 0;
	return w.word && (walk_says(&w, SAYS_IS | SAYS_NUMBER | SAYS_OPEN) ||
			     lexicon_has_name(
				 l, (struct str){ text.p + w.at, at - w.at }));
}

bool
context_says_card(const struct lexicon *l, struct str text, size_t at)
{
	struct walk w = walk_from(l, text, at);

	while (w.n < 4 && walk_back(&w)) {
		if (walk_says(&w, SAYS_CARD))
			return true;
		if (weigh(&w) != TELLS_NOTHING)
			return false;
	}
	return false;
}

bool
context_asks_for_card(const struct lexicon *l, struct str before)
{
	before = without_end(before);
	return context_says_card(l, before, before.n);
}

bool
context_says_other(const struct lexicon *l, struct str text, size_t at)
{
	struct walk w = walk_from(l, text, at);

	while (w.n < 3 && walk_back(&w)) {
		if (walk_says(&w, SAYS_OTHER))
			return true;
		if (!walk_says(&w, SAYS_NUMBER | SAYS_IS))
			return false;
	}
	return false;
}

bool
context_says_version(const struct lexicon *l, struct str text, size_t at)
{
	struct walk w = walk_from(l, text, at);

	while (w.n < 2 && walk_back(&w))
		if (walk_says(&w, SAYS_VERSION))
			return true;
	return false;
}
