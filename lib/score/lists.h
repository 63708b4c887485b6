#ifndef SCORE_LISTS_H
#define SCORE_LISTS_H

#include "base/arena.h"
#include "score/score.h"
#include "terms/terms.h"

/* Private to the room: all term lists of a run. */

#define LIST_ENUM(name, help) LIST_##name,
enum list { SCORE_LISTS(LIST_ENUM) N_LISTS };
#undef LIST_ENUM

/* A word that says little by itself. */
enum stop { STOP_NO, STOP_YES, STOP_QUESTION /* are, what, who ... */ };

struct lists {
	struct terms *terms; /* list numbers: enum list, then the user's */
	size_t n;
	struct stops *stops;
};

void lists_read(struct lists *l, const struct score_list *users, size_t n,
    struct arena *run);

enum stop lists_stop(const struct lists *l, uint64_t token_hash);

#endif
