#ifndef SCORE_LISTS_H
#define SCORE_LISTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "language/language.h"
#include "pattern/pattern.h"
#include "score/score.h"
#include "terms/terms.h"

/*
 * Private to the room: all term lists of a run.  The built-in ones are read
 * when the program is built (build/compile-lists.c): 20 000 terms would cost
 * each start 70 ms.
 */

#define LIST_ENUM(name, help) LIST_##name,
enum list { SCORE_LISTS(LIST_ENUM) N_LISTS };
#undef LIST_ENUM

_Static_assert(N_LISTS <= 64, "a bit for each built-in list");

#define LIST_BIT(name) ((uint64_t)1 << LIST_##name)

#define LISTS_OF_DANGER \
	(LIST_BIT(self_harm) | LIST_BIT(violence) | LIST_BIT(medical) | \
	    LIST_BIT(child) | LIST_BIT(hazard))

/* None for a list of the user's. */
static inline uint64_t
list_bit_of(uint32_t list)
{
	return (uint64_t)(list < N_LISTS) << list % 64;
}

/*
 * The lists from this one on are about the bot's words and the names of
 * intents.  They are searched apart, so that neither side's turns collect
 * terms that only the other's are asked for.
 */
enum { LISTS_OF_CUSTOMER = LIST_bot_fallback };

/*
 * A turn is not searched for every list at once: what tells little by itself
 * is only looked up when something was found that it could change.
 */
enum list_set {
	SET_CUSTOMER,  /* and the user's own lists */
	SET_FRICTION,  /* of the same, what still matters once decided */
	SET_REQUEST,   /* what makes a person or a bot that is named a wish */
	SET_MODIFIERS, /* negators, intensifiers, yes */
	SET_DANGER,    /* what dangers are put together from */
	SET_BOT,       /* and intents */
	N_SETS
};

/* A word that says little by itself: what the built-in lists mark. */
enum stop {
	STOP_NO,
	STOP_YES,
	STOP_QUESTION, /* are, what, who ... */
	STOP_BUT,      /* what stands before it counts less */
};

/* A row of kind "regex" of a user's list. */
struct list_pattern {
	struct pattern *pattern;
	const struct terms_regex *row;
};

struct lists {
	const struct terms *customer, *bot;
	struct terms *users; /* NULL: none */
	struct list_pattern *patterns;
	size_t n_patterns;
	size_t n; /* numbers: enum list, then the user's */
	const struct language_words *languages;
};

/* In which language a text is. */
struct spoken {
	struct tongue tongue;
	bool named; /* by the log: it is not guessed */
};

static inline struct spoken
spoken_as(struct str language)
{
	struct tongue t = language_said(language);

	return (struct spoken){ t, t.code != LANGUAGE_UNKNOWN };
}

static inline bool
spoken_english(const struct spoken *s)
{
	return s->tongue.code == LANGUAGE_EN;
}

void lists_read(struct lists *l, const struct score_list *users, size_t n,
    struct arena *run);

/* What the lists know of a text's tokens; zero-initialised is empty. */
struct lists_known {
	struct terms_known built_in, users;
	struct pattern_memory *memory; /* NULL: no patterns yet */
};

/* The order in which hits are found: by first token, by list, the longer
 * first. */
static inline bool
lists_before(const struct term_hit *a, const struct term_hit *b)
{
	if (a->first != b->first)
		return a->first < b->first;
	if (a->list != b->list)
		return a->list < b->list;
	return a->last > b->last;
}

/* Put a hit among n in that order; there is room for it. */
void lists_put_in(struct term_hit *hits, size_t n, struct term_hit h);

/* Does a hit of this list, in SET_CUSTOMER, ask for SET_DANGER? */
bool lists_is_deed(uint32_t list);

/* Where lists_know() will look, to be set before a text is read. */
struct text_ahead lists_ahead(const struct lists *l, enum list_set set);

/* Before the first lists_find() in a text, of its speaker's set. */
void lists_know(const struct lists *l, enum list_set set, const struct text *x,
    struct lists_known *known);
void lists_forget(struct lists_known *known);

/*
 * terms_find() in the lists of a set.  Of `room` hits half are for the
 * built-in lists.  A guess that is not sure drops no word for a danger, and
 * none at all drops a term of the user's.
 */
size_t lists_find(const struct lists *l, enum list_set set,
    const struct text *x, struct lists_known *known,
    const struct spoken *spoken, struct term_hit *hits, size_t room);

static inline enum stop
lists_stop(const struct lists_known *known, size_t token)
{
	return (enum stop)known->built_in.words[token]->mark;
}

/* Does a word say little, and ask nothing? */
static inline bool
lists_fills(const struct lists_known *known, size_t token)
{
	enum stop stop = lists_stop(known, token);

	return stop == STOP_YES || stop == STOP_BUT;
}

#endif
