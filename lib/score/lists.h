#ifndef SCORE_LISTS_H
#define SCORE_LISTS_H

#include "base/arena.h"
#include "score/score.h"
#include "terms/terms.h"

/* Private to the room: all term lists of a run. */

#define LIST_ENUM(name, help) LIST_##name,
enum list { SCORE_LISTS(LIST_ENUM) N_LISTS };
#undef LIST_ENUM

/*
 * A turn is searched for the lists of whoever speaks: what a bot says is
 * looked up in the few that come last in SCORE_LISTS, from bot_fallback on,
 * and so are the names of intents.
 */
enum speaker { CUSTOMER, BOT, N_SPEAKERS };

/* A word that says little by itself. */
enum stop { STOP_NO, STOP_YES, STOP_QUESTION /* are, what, who ... */ };

struct lists {
	struct terms *terms[N_SPEAKERS];
	size_t n; /* enum list, then the user's */
	struct stops *stops;
};

void lists_read(struct lists *l, const struct score_list *users, size_t n,
    struct arena *run);

/* The hits of a text as terms_find() gives them, with our list numbers. */
size_t lists_find(const struct lists *l, enum speaker who, const struct text *x,
    struct str language, struct term_hit *hits, size_t room);

enum stop lists_stop(const struct lists *l, uint64_t token_hash);

#endif
