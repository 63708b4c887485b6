/* What the words of a member's name say. */

#include "redact/context.h"
#include "redact/context_walk.h"
#include "redact/recogniser.h"

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
		word = walk_back(&w);
	while (word && walk_says(&w, SAYS_NUMBER));
	return word && w.word && w.word->names == KIND_ACCOUNT;
}

/* A member's name as words: "firmwareVersion" is "firmware Version". */
static size_t
key_words(struct str key, char words[WALK_WINDOW])
{
	size_t n = 0;

	for (size_t i = 0; i < key.n && n + 2 < WALK_WINDOW; i++) {
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
	char words[WALK_WINDOW];
	size_t n = key_words(key, words);
	struct walk w = walk_from(l, (struct str){ words, n }, n);
	bool start;

	w.is_key = true;
	k = walk_names(&w, &start);
	if (k == KIND_ACCOUNT && is_account(l, w.text))
		return k;
	return is_vague(k) ? KIND_NOTHING : k;
}

bool
context_is_version_key(const struct lexicon *l, struct str key)
{
	char words[WALK_WINDOW];
	size_t n = key_words(key, words);

	return context_says_version(l, (struct str){ words, n }, n);
}
