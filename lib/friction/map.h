#ifndef FRICTION_MAP_H
#define FRICTION_MAP_H

#include "base/str.h"
#include "friction/friction.h"
#include "text/text.h"

/* Private to the room: what is counted of each utterance and intent. */

enum trouble {
	TROUBLE_EXIT,
	TROUBLE_LOOP,
	TROUBLE_FALLBACK,
	TROUBLE_ESCALATION,
	N_TROUBLES
};

enum item_kind { ITEM_UTTERANCE, ITEM_INTENT, N_ITEM_KINDS };

enum { EXCERPT = 200 /* bytes of a text that is kept */ };

struct item {
	uint64_t hash;
	enum item_kind kind;
	uint64_t seen; /* conversations */
	uint64_t count[N_TROUBLES];
	struct str id; /* the example's conversation; or an intent's name */
	uint32_t turn;
	struct str text; /* of an utterance, cut; or empty */
};

struct friction {
	struct score *score;
	struct buf annotation; /* of which nothing is read */
	struct text words;     /* scratch */
	bool texts;

	uint64_t conversations;
	uint64_t with[N_ITEM_KINDS]; /* conversations with such items */
	uint64_t troubled[N_ITEM_KINDS][N_TROUBLES]; /* of those */

	struct item *items; /* open addressing; hash 0 is empty */
	size_t n;
	uint64_t most; /* hashes above it are not kept */

	/* the conversation in hand */
	struct met *met;
	size_t n_met, met_room;
};

/* What an utterance is counted by, never 0. */
uint64_t template_hash(struct text *scratch, struct str text, bool german);

/* The items that are kept in the end, in no order; *n of them. */
struct item *map_items(struct friction *f, size_t *n);

const char *map_trouble(enum trouble t);
const char *map_kind(enum item_kind k);

#endif
