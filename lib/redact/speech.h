#ifndef REDACT_SPEECH_H
#define REDACT_SPEECH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "redact/kind.h"
#include "redact/redact.h"
#include "redact/spans.h"
#include "redact/view.h"
#include "redact/wordbook.h"
#include "tagger/tagger.h"
#include "text/text.h"

/*
 * What people say before a name, a place, a password: lists of phrases, one
 * file each in defaults/ (REDACT_LISTS), found in a text beside its words.
 */
#define SPEECH_ENUM(name, help) SPEECH_##name,
enum speech_list { REDACT_LISTS(SPEECH_ENUM) N_SPEECH_LISTS };
#undef SPEECH_ENUM

/* A token, seen once for all. */
struct seen {
	uint32_t uses;	   /* a bit for each */
	uint32_t begins;   /* a bit for each list of which a phrase does here */
	uint16_t compound; /* see number_compound(); a word with USE_NUMERAL is
			      none */
	uint16_t lists;	   /* see word_lists_of() */
	char mark;	   /* of punctuation; 0: something else */
	bool held : 1;	   /* a placeholder's word, which is no word */
	bool letters : 1;  /* perhaps with ' inside: no digit, not held */
	bool digits : 1;   /* all of it, not held */
	bool has_digit : 1; /* not held */
	bool is_long : 1;   /* see number_is_long() */
	bool ends_cell : 1; /* a line or a column ends behind it */
};

/* What is known of a word: a log says few words over and over, and each would
 * be looked up in tables that no cache holds. */
struct met {
	uint64_t hash;
	const struct terms_word *term; /* see terms_word() */
	struct seen seen;	       /* not held; no phrase begins */
	/* in small letters; with a capital */
	uint8_t is[2];	 /* WORD_* */
	uint16_t has[2]; /* what a text has by it: see speech.c */
	uint8_t class;
	bool known;
};

/* Places for them; and those that a short log fills, on a few pages. */
enum { MET = 8192, MET_FIRST = 512 };

/* What was found at a byte. */
enum { FOUND = 1, FOUND_NAME_START = 2, FOUND_NAME_END = 4 };

/* One worker's; and the text in hand. */
struct speech {
	const bool *wanted; /* of each kind */
	struct tagger tagger;
	const struct lexicon *lexicon;
	const struct word_lists *lists;
	const struct word_set *sets; /* of the lists */

	struct str text; /* as view.h has it: tokens are of this */
	const struct text *words;
	const uint8_t *is; /* WORD_* for each token */
	struct seen *seen; /* and what else is known of it */
	struct term_hit *hits;
	size_t n_hits;
	uint32_t all_begins; /* of all tokens */
	bool is_short;	     /* what the turn before asked for counts */
	uint64_t asked;	     /* a bit for each list found in it */
	bool capitals;	     /* all in capitals: they say nothing */
	bool small;	     /* no capital at all */
	uint32_t all_uses;   /* of all tokens */
	struct word_set all_lists;
	bool has_digits, has_at; /* some token has */
	bool has_hyphen, has_comma, has_held;
	bool has_cells;		  /* "a,b": with no blank, as in a table */
	bool may_name, may_place; /* see people_mark() and places_mark() */
	bool has_spelling; /* letters that stand beside letters or numbers */
	bool has_group;	   /* of digits: see card_told_find() */
	bool has_code;	   /* perhaps: see encoded_find() */

	/* private */
	struct arena run;
	struct str before; /* see speech_before() */
	bool before_was_read;
	struct met *met;   /* by hash: of two words in one place the later */
	uint64_t met_mask; /* of the places in use */
	size_t n_met;	   /* words put there */
	const struct uses *uses;
	size_t seen_room;
	const struct terms *phrases;
	struct terms_known known, question_known;
	struct tagging tagging;
	struct text question;
	struct view view;
	size_t codepoint, byte;
	uint8_t *marked; /* what speech_tags() wants tagged */
	uint8_t *found;	 /* FOUND_* of each byte of the text, and behind it */
	size_t found_room;
	bool tagged, tag_nothing;
	enum { GERMAN_UNKNOWN, GERMAN_NOT, GERMAN_IS } german;
	enum { THINGS_UNKNOWN, THINGS_NONE, THINGS_NAMED } things;
};

/* Both stay. */
struct speech *speech_new(const bool *wanted, const struct wordbook *words);
void speech_free(struct speech *s);

/* Take a text in hand: `words` are those of `text`, which is of a view.  A
 * short one may answer what was asked right before: `asks`, if it is known. */
void speech_read(struct speech *s, struct str text, const struct text *words,
    struct str before, const uint64_t *asks);

/* private: see every token, and in which case they are written */
void speech_see(struct speech *s);

/* The turn before, or nothing. */
struct str speech_before(struct speech *s);

/* After speech_find(): nothing of what was found would be different behind
 * another turn that asks for the same. */
bool speech_stands_alone(const struct speech *s);

/* What the text in hand asks for: a bit for each list. */
uint64_t speech_asks(const struct speech *s);

/* The tag of each word, found when first asked for; NULL: nothing is there that
 * people_mark() or places_mark() want tagged. */
const uint8_t *speech_tags(struct speech *s);

/* How much more word i looks like a name than like anything else; once there
 * are tags: see tagging_lean(). */
int speech_lean(struct speech *s, size_t i);

/* Nothing is to be found in a text, as view.h has it: it need not be read.
 * Says so only where numbers and addresses of mail are all that is wanted. */
bool speech_is_idle(const struct speech *s, struct str text);

/* All that is found in the text in hand. */
void speech_find(struct speech *s, struct spans *out);

/* One file each. */
void people_find(struct speech *s, struct spans *out);
void places_find(struct speech *s, struct spans *out);

/* Mark the words that could be tagged as somebody's name, as a town, and would
 * be believed: nobody need ask the tagger of others.  False: none. */
bool people_mark(const struct speech *s, uint8_t *wanted);
bool places_mark(const struct speech *s, uint8_t *wanted);
void streets_find(struct speech *s, struct spans *out);
void secrets_find(struct speech *s, struct spans *out);
void numerals_find(struct speech *s, struct spans *out);
extern const char spelled_rule[];
void spelled_find(struct speech *s, struct spans *out);
void last_four_find(struct speech *s, struct spans *out);
enum { ENCODED_TOKEN = 12 }; /* bytes of the shortest that is looked at */
void encoded_find(struct speech *s, struct spans *out);

/* The same in a text without a blank, which need not be read. */
void encoded_find_in(
    const struct speech *s, struct str word, struct spans *out);
void corrected_find(struct speech *s, struct spans *out);
void spoken_dates_find(struct speech *s, struct spans *out);

/* What a word is in a number: one of its uses, or nothing. */
uint32_t numerals_use(const struct speech *s, size_t i);

/* Before it is read: too few words that numerals_find() could take. */
bool numerals_are_few(const struct speech *s, struct str text);

/* A span over tokens, the last included. */
struct finding_of {
	enum kind kind;
	const char *rule;
	unsigned char score;
};

void speech_add(struct speech *s, struct spans *out, size_t first, size_t last,
    struct finding_of what);

/* The byte of s->text where code point `n` begins. */
size_t speech_byte(struct speech *s, size_t n);

/* Was a question of this list asked right before? */
static inline bool
speech_asked(const struct speech *s, enum speech_list l)
{
	return s->asked >> l & 1;
}

/* "What was the code?", but for one that is no secret. */
static inline bool
speech_asked_code(const struct speech *s)
{
	enum { ANSWER = 8 /* tokens at most */ };

	if (speech_asked(s, SPEECH_postcode_asked))
		return false;
	return speech_asked(s, SPEECH_code_asked) ||
	       (s->words->n_tokens <= ANSWER &&
		   speech_asked(s, SPEECH_code_before) &&
		   !speech_asked(s, SPEECH_code_not));
}

static inline const struct token *
speech_token(const struct speech *s, size_t i)
{
	return &s->words->tokens[i];
}

static inline struct str
speech_word(const struct speech *s, size_t i)
{
	return text_token(s->words, &s->words->tokens[i]);
}

/* Always inline, for a word's length to be no call. */
__attribute__((always_inline)) static inline bool
speech_is(const struct speech *s, size_t i, const char *word)
{
	struct str have;
	size_t n = strlen(word);

	if (i >= s->words->n_tokens)
		return false;
	have = speech_word(s, i);
	return have.n == n && memcmp(have.p, word, n) == 0;
}

/* Word i is in a list of WORD_LISTS_ASKED. */
static inline bool
speech_in(const struct speech *s, size_t i, enum word_list list)
{
	return i < s->words->n_tokens &&
	       word_set_has(&s->sets[s->seen[i].lists], list);
}

/* Any word of the text is. */
static inline bool
speech_has(const struct speech *s, enum word_list list)
{
	return word_set_has(&s->all_lists, list);
}

/* One of n words. */
static inline bool
speech_is_among(
    const struct speech *s, size_t i, const struct str *words, size_t n)
{
	struct str have;

	if (i >= s->words->n_tokens)
		return false;
	have = speech_word(s, i);
	for (size_t k = 0; k < n; k++)
		if (have.n == words[k].n && have.p[0] == words[k].p[0] &&
		    memcmp(have.p, words[k].p, have.n) == 0)
			return true;
	return false;
}

/* The same of an array, by its name. */
#define SPEECH_IS_ONE(s, i, words) \
	speech_is_among(s, i, words, sizeof(words) / sizeof(*(words)))

/* A phrase of a list begins at token i. */
static inline bool
speech_begins(const struct speech *s, size_t i, enum speech_list list)
{
	return i < s->words->n_tokens && s->seen[i].begins >> list & 1;
}

/* A phrase of a list is in the text. */
static inline bool
speech_says(const struct speech *s, enum speech_list list)
{
	return s->all_begins >> list & 1;
}

/* Nothing stands between token i and the one before it. */
static inline bool
speech_is_joined(const struct speech *s, size_t i)
{
	return i > 0 && i < s->words->n_tokens &&
	       s->words->tokens[i].start == s->words->tokens[i - 1].end;
}

static inline bool
speech_is_held(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && s->seen[i].held;
}

static inline bool
speech_is_letters(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && s->seen[i].letters;
}

static inline bool
speech_is_digits(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && s->seen[i].digits;
}

/* "neunzehnhundertachtzig": a number, or several, in one word. */
static inline bool
speech_is_long_number(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && s->seen[i].is_long;
}

static inline bool
speech_has_use(const struct speech *s, size_t i, uint32_t uses)
{
	return i < s->words->n_tokens && s->seen[i].uses & uses;
}

/* One of the marks, as a token. */
static inline bool
speech_is_mark(const struct speech *s, size_t i, const char *marks)
{
	if (i >= s->words->n_tokens || !s->seen[i].mark)
		return false;
	while (*marks && *marks != s->seen[i].mark)
		marks++;
	return *marks;
}

/* Written with a capital, where that says something. */
static inline bool
speech_is_capital(const struct speech *s, size_t i)
{
	return s->words->tokens[i].upper > 0 && !s->capitals;
}

/* "vihar", "nagar": what quarters of Indian towns end with. */
bool speech_is_quarter(const struct speech *s, size_t i);

/* "jasmijn", "oliveira": a flower or a tree in small letters, and a name too.
 */
bool speech_is_plant(const struct speech *s, size_t i);

/* "sala Goya", "meeting room Lincoln", "the Sterling plan": a thing with a name
 * of its own, at the name. */
bool speech_names_thing(const struct speech *s, size_t i);

/* "Jack Daniels", as a make or in fiction: token i is in a phrase of the list
 * that says so. */
bool speech_is_make(const struct speech *s, size_t i);

/* "due Ichnusa", "2x Jever": a thing that is counted. */
bool speech_is_several(const struct speech *s, size_t i);

/* A line, a sentence or a column ends behind token i. */
bool speech_ends(const struct speech *s, size_t i);

/* A line or a column ends between token i and the next. */
static inline bool
speech_ends_cell(const struct speech *s, size_t i)
{
	return i < s->words->n_tokens && s->seen[i].ends_cell;
}

#endif
