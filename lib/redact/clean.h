#ifndef REDACT_CLEAN_H
#define REDACT_CLEAN_H

#include <stdbool.h>

#include "redact/seeker.h"

/*
 * Short texts that were looked through and hold nothing: names of members,
 * "customer", the titles of buttons.  A log has few of them, and each many
 * times.  What holds nothing there may still name somebody whom another record
 * speaks of: seekers say which words they remember (seeker.h).
 * One for each worker; of two texts that share a place the later stays.
 */
struct clean;

struct clean *clean_new(void);
void clean_free(struct clean *c);

/* False: a text of this sort is not remembered. */
bool clean_takes(const struct passage *p, struct str text);

/* The two below are for texts that it takes.  One that may hold a word that is
 * recalled is not known. */
bool clean_knows(const struct clean *c, const struct passage *p,
    struct str text, struct word_bits recalled);
void clean_learn(struct clean *c, const struct passage *p, struct str text);

#endif
