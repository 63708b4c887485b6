#ifndef SCORE_HISTORY_H
#define SCORE_HISTORY_H

#include "score/reading.h"

/*
 * Private to the room: dangers that are told of years that have passed.
 *
 * "My brother had a heart attack ten years ago, do I have to declare it" is no
 * emergency.  One is over where a verb of what was stands beside it and a time
 * that is years away in the same clause, where the turn has an errand that asks
 * for such things (a policy, a form) or says who recovered, and nothing of now:
 * "again", "tonight", "he's".  "I am well now" is not: it says that it is over.
 * A month, a week or an hour is not long enough, and of wishes to die, violence
 * and children no time is: who tells of those may have found the words only
 * today.
 */

/* Whether the turn has such a time and errand, and nothing of now. */
bool history_looks_back(const struct reading *r);

/* Of such a turn: is this danger, a hit of its, one of then? */
bool history_is_then(const struct reading *r, const struct term_hit *h);

#endif
