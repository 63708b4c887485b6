#include "redact/context.h"

#include <string.h>
#include <strings.h>

#include "redact/letters.h"
#include "redact/recogniser.h"

enum { WORDS = 8, WINDOW = 96 };

/* Words, walked away from a place. */
struct walk {
	const struct lexicon *lexicon;
	struct str text;
	size_t at, from; /* from: where the walk began */
	size_t n;
	const struct lexeme *word; /* the last one; NULL: it says nothing */
	bool is_key; /* the words are a member's name: "policy" in one
			is seldom its number */
};

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
says(const struct walk *w, unsigned what)
{
	return w->word && w->word->says & what;
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

	while (start > 0 && end - start < WINDOW &&
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

static bool
is_blank(char b)
{
	return b == ' ' || b == '\t' || b == '\r' || b == '\n';
}

/* The line at `at` says no word: "12/05/81", "A12 345". */
static bool
has_no_words(struct str text, size_t at)
{
	bool digit = false, letter = false;
	size_t i = at;

	for (; i < text.n && text.p[i] != '\n' && i - at < WINDOW; i++) {
		if (is_blank(text.p[i])) {
			if (letter && !digit)
				return false;
			digit = letter = false;
		}
		digit |= is_digit(text.p[i]);
		letter |= is_alpha(text.p[i]);
	}
	return (digit || !letter) && i - at < WINDOW;
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
		if (!is_blank(text.p[from]) && !strchr("-*\"'(<", text.p[from]))
			return false;
	while (end > 0 && is_blank(text.p[end - 1]))
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

static bool
step_back(struct walk *w)
{
	size_t end;

	while (w->at > 0 && w->from - w->at < WINDOW &&
	       !is_alpha(w->text.p[w->at - 1])) {
		char b = w->text.p[w->at - 1];

		if (may_end_sentence(b) && ends_sentence(w->text, w->at - 1) &&
		    !((b == '\n' || b == '?') && is_label(w, w->at - 1)))
			return false;
		w->at--;
	}
	end = w->at;
	while (
	    w->at > 0 && is_alpha(w->text.p[w->at - 1]) && end - w->at < WINDOW)
		w->at--;
	if (end == w->at || w->n == WORDS || w->from - w->at > WINDOW)
		return false;
	take_word(w, w->at, end);
	return true;
}

static bool
step_on(struct walk *w)
{
	size_t start;

	while (w->at < w->text.n && w->at - w->from < WINDOW &&
	       !is_alpha(w->text.p[w->at])) {
		char b = w->text.p[w->at];

		if (may_end_sentence(b) && ends_sentence(w->text, w->at))
			return false;
		w->at++;
	}
	start = w->at;
	while (w->at < w->text.n && is_alpha(w->text.p[w->at]) &&
	       w->at - start < WINDOW)
		w->at++;
	if (start == w->at || w->n == WORDS / 2 || w->at - w->from > WINDOW)
		return false;
	take_word(w, start, w->at);
	return true;
}

enum verdict { TELLS_NOTHING, TELLS_PHONE, TELLS_OTHER };

static enum verdict
weigh(const struct walk *w)
{
	if (says(w, SAYS_PHONE))
		return TELLS_PHONE;
	return says(w, SAYS_OTHER | SAYS_CARD) ? TELLS_OTHER : TELLS_NOTHING;
}

static struct walk
walk_from(const struct lexicon *l, struct str text, size_t at)
{
	return (
	    struct walk){ .lexicon = l, .text = text, .at = at, .from = at };
}

/* The nearest word before a place that says anything; *start: there was none,
 * up to the beginning of the text. */
static enum verdict
weigh_before(const struct lexicon *l, struct str text, size_t at, bool *start)
{
	struct walk w = walk_from(l, text, at);
	bool number = false;

	*start = false;
	while (step_back(&w)) {
		enum verdict v = weigh(&w);

		if (v != TELLS_NOTHING)
			return v;
		if (number && says(&w, SAYS_MY))
			return TELLS_PHONE;
		number =
		    says(&w, SAYS_NUMBER) || (number && says(&w, SAYS_NEW));
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
	       (i + 1 == text.n || is_blank(text.p[i + 1]));
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

	while (v == TELLS_NOTHING && step_on(&w))
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
	enum kind both = step_back(w) && w->word
			     ? lexicon_names_both(w->lexicon, w->word, word)
			     : KIND_NOTHING;

	return both == KIND_NOTHING ? k : both;
}

/* *start: there is none, up to the beginning of the text. */
static enum kind
names_before(struct walk *w, bool *start)
{
	const struct lexeme *behind = NULL;
	bool far = w->is_key, before = far; /* before: behind that word */
	bool open = false;

	*start = false;
	while (step_back(w)) {
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
		far |= !says(w, SAYS_NUMBER | SAYS_IS | SAYS_OPEN | SAYS_OF);
		if ((open && !says(w, SAYS_OF)) ||
		    (weigh(w) != TELLS_NOTHING && !says(w, SAYS_OPEN)))
			return KIND_NOTHING;
		/* "vencimento do cartao": still of the card. */
		open = says(w, SAYS_OPEN) || (open && says(w, SAYS_OF));
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

	return names_before(&w, start);
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
	} while (digit && i < text.n && i - at < WINDOW);
	return end;
}

enum kind
context_names_behind(const struct lexicon *l, struct str text, size_t at)
{
	size_t end = number_end(text, at);
	struct walk w = walk_from(l, text, end);
	const struct lexeme *before;

	if (end == at || byte_at(text, end) != ' ' ||
	    !strchr("aeit", to_lower(byte_at(text, end + 1))) || !step_on(&w) ||
	    !says(&w, SAYS_IS) || !step_on(&w))
		return KIND_NOTHING;
	do {
		enum kind k = KIND_NOTHING;

		before = w.word;
		if (!step_on(&w))
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

enum kind
context_names(
    const struct lexicon *l, struct str text, size_t at, struct str before)
{
	bool start;
	enum kind k = context_names_here(l, text, at, &start);

	return k == KIND_NOTHING && start ? context_names_asked(l, before) : k;
}

static bool
has_own(const struct lexicon *l, struct str text, size_t at, uint64_t own)
{
	struct walk w = walk_from(l, text, at);

	while (step_back(&w))
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
	bool word = step_back(&w);

	for (size_t i = w.at; i < at; i++)
		if (is_digit(text.p[i]))
			return false;
	if (!word)
		return w.at == 0;
	return w.word && (says(&w, SAYS_IS | SAYS_NUMBER | SAYS_OPEN) ||
			     lexicon_has_name(
				 l, (struct str){ text.p + w.at, at - w.at }));
}

bool
context_says_card(const struct lexicon *l, struct str text, size_t at)
{
	struct walk w = walk_from(l, text, at);

	while (w.n < 4 && step_back(&w)) {
		if (says(&w, SAYS_CARD))
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

	while (w.n < 3 && step_back(&w)) {
		if (says(&w, SAYS_OTHER))
			return true;
		if (!says(&w, SAYS_NUMBER | SAYS_IS))
			return false;
	}
	return false;
}

bool
context_says_version(const struct lexicon *l, struct str text, size_t at)
{
	struct walk w = walk_from(l, text, at);

	while (w.n < 2 && step_back(&w))
		if (says(&w, SAYS_VERSION))
			return true;
	return false;
}

/* The words of "customerPhone", "mobile_no", "TEL". */
bool
context_is_phone_key(const struct lexicon *l, struct str key)
{
	size_t from = 0;

	for (size_t i = 0; i <= key.n; i++) {
		char b = byte_at(key, i);
		bool capital = to_lower(b) != b && i > 0 &&
			       to_lower(key.p[i - 1]) == key.p[i - 1];
		struct str word = { key.p + from, i - from };
		const struct lexeme *x;

		if (is_alpha(b) && !capital)
			continue;
		x = word.n > 2 ? lexicon_find(l, word) : NULL;
		if (x && x->says & SAYS_PHONE && !lexeme_is(x, STR("text")) &&
		    !lexeme_is(x, STR("contact")))
			return true;
		from = is_alpha(b) ? i : i + 1;
	}
	return false;
}

/* What else is said of one than its number is too vague: "account_balance", and
 * an account's id joins records. */
static bool
is_vague(enum kind k)
{
	return k == KIND_ACCOUNT || k == KIND_EXPIRY || k == KIND_IDENTITY;
}

/* "bank_account", "accountNumber": it ends with what an account is called, but
 * for the word that says that it is a number. */
static bool
is_account(const struct lexicon *l, struct str words)
{
	struct walk w = walk_from(l, words, words.n);
	bool word;

	do
		word = step_back(&w);
	while (word && says(&w, SAYS_NUMBER));
	return word && w.word && w.word->names == KIND_ACCOUNT;
}

/* A member's name as words: "firmwareVersion" is "firmware Version". */
static size_t
key_words(struct str key, char words[WINDOW])
{
	size_t n = 0;

	for (size_t i = 0; i < key.n && n + 2 < WINDOW; i++) {
		char b = key.p[i];

		if (to_lower(b) != b && i > 0 &&
		    to_lower(key.p[i - 1]) == key.p[i - 1])
			words[n++] = ' ';
		words[n++] = is_alpha(b) ? b : ' ';
	}
	return n;
}

enum kind
context_names_key(const struct lexicon *l, struct str key)
{
	enum kind k;
	char words[WINDOW];
	size_t n = key_words(key, words);
	struct walk w = walk_from(l, (struct str){ words, n }, n);
	bool start;

	w.is_key = true;
	k = names_before(&w, &start);
	if (k == KIND_ACCOUNT && is_account(l, w.text))
		return k;
	return is_vague(k) ? KIND_NOTHING : k;
}

bool
context_is_version_key(const struct lexicon *l, struct str key)
{
	char words[WINDOW];
	size_t n = key_words(key, words);

	return context_says_version(l, (struct str){ words, n }, n);
}
