#ifndef DIFF_DIGEST_H
#define DIFF_DIGEST_H

#include "diff/diff.h"
#include "group/group.h"

/* What one judgement says of a conversation. */
enum decision { CONTAIN, WATCH, ESCALATE, N_DECISIONS };

#define NO_TURN UINT32_MAX

/* What it names: the rule that decided, and where that leads. */
enum naming { NAME_RULE, NAME_QUEUE, NAME_TIER, N_NAMINGS };

struct verdict {
	enum decision decision;
	uint32_t turn;		     /* NO_TURN: contained, or not said */
	double priority;	     /* NAN: contained, or not said */
	struct str names[N_NAMINGS]; /* empty: none, or not said */
	struct str rules; /* hoff.score.rules, as written; empty: none */
};

/* Yes or no from labels.escalate, and the turn from labels.turn. */
struct label {
	enum answer escalate;
	uint32_t turn; /* NO_TURN: not said */
};

/*
 * What is kept of a record, and no more: no text of the conversation.  Strings
 * point into what the digest was read from.
 */
struct digest {
	bool on[N_SIDES]; /* which verdicts it holds */
	struct verdict verdict[N_SIDES];
	struct label label;
	uint64_t line;
	uint64_t id_hash; /* of the whole id */
	uint32_t id_bytes;
	struct str id;	/* cut to GROUP_NAME_BYTES */
	struct str key; /* of its group; empty unless it has an old verdict */
};

/* Read one from the front of what digest_write() has appended. */
void digest_read(struct digest *g, struct str *from);
void digest_write(const struct digest *g, struct buf *out);

const char *decision_name(enum decision d);

/* What `out` gets from a record of that side(s). */
bool digest_of(struct digest *g, const struct conv *c, const struct by *by,
    const struct judgement judgements[N_SIDES], struct buf *key,
    struct fault *f);

#endif
