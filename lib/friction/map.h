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

enum {
	EXCERPT = 200, /* bytes of a text that is kept */
	/* more than are kept in the end, lest each new one have them sorted */
	ITEMS_HELD = FRICTION_ITEMS + FRICTION_ITEMS / 8,
	SLOTS = 2 * FRICTION_ITEMS,
};

struct item {
	uint64_t hash;
	uint64_t seen; /* conversations */
	uint64_t count[N_TROUBLES];
	struct str id;	 /* the example's conversation; or an intent's name */
	struct str text; /* of an utterance, cut; or empty */
	uint32_t turn;
	enum item_kind kind;
};

struct friction {
	struct score *score;
	struct buf annotation; /* of which nothing is read */
	struct text words;     /* scratch */
	bool texts;

	uint64_t conversations;
	uint64_t with[N_ITEM_KINDS]; /* conversations with such items */
	uint64_t troubled[N_ITEM_KINDS][N_TROUBLES]; /* of those */

	struct item *items;
	size_t n;
	uint32_t *slots; /* open addressing: where the items stand */
	uint64_t most;	 /* hashes above it are not kept */

	/* the conversation in hand */
	struct met *met;
	size_t n_met, met_room;
};

/* What an utterance is counted by, never 0. */
uint64_t template_hash(struct text *scratch, struct str text, bool german);

/* The items that are kept in the end, *n of them; they stay with the map. */
const struct item *map_items(struct friction *f, size_t *n);

const char *map_trouble(enum trouble t);
const char *map_kind(enum item_kind k);

#endif
