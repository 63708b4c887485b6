#ifndef KPI_MATTERS_H
#define KPI_MATTERS_H

#include "conv/conv.h"
#include "group/group.h"

/*
 * What a conversation is about, for it to be told whether a customer came back
 * for the same: the member that --matter names, else the intents of the
 * customer's turns but those that are about no matter (a greeting, thanks, the
 * wish for a person).
 */
struct matters {
	const uint64_t *at; /* ascending, of each name one number, the same in
			       every run */
	size_t n;	    /* 0: not known */
};

struct matter_source {
	struct by member; /* n 0: the intents */
	struct str *idle; /* ascending: letters and digits of names; of those
			     that end in '*', all that begin so */
	size_t n_idle;
	char sha256[65]; /* of the table */
};

/* `member` and `file` may be NULL: the intents, and the built-in table.  Dies
 * on a mistake in it. */
void matter_source_read(struct matter_source *s, const char *member,
    const char *file, struct arena *run);

/* Of one conversation, in `record`. */
struct matters matters_of(
    const struct matter_source *s, const struct conv *c, struct arena *record);

int matters_cmp(struct matters a, struct matters b);

#endif
