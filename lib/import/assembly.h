#ifndef IMPORT_ASSEMBLY_H
#define IMPORT_ASSEMBLY_H

#include "base/arena.h"
#include "base/buf.h"
#include "import/notes.h"
#include "import/piece.h"
#include "import/preset.h"

/*
 * Private to the room: a conversation while it is put together, from its pieces
 * (assemble.c) to its line (assemble_put.c).
 */
enum { MOST_MEMBERS = 256 };

struct item { /* a turn or an event */
	struct piece p;
	int64_t at_ms; /* when it stands: its own time, or its neighbour's */
	double order;  /* among those of one time, by the preset's member */
	size_t n;      /* which one it came as */
	bool twice, hidden;
};

struct hidden { /* a turn's id */
	struct str id;
	struct hidden *next;
};

struct person { /* whose role is told beside the turns */
	struct str author;
	uint8_t role;
	struct person *next;
};

struct member {
	struct str name, value; /* as written */
};

struct assembly {
	const struct import *import;
	struct arena scratch;
	struct json json;
	struct buf wrapped, line;
	struct buf order; /* the member's name that tells it, quoted */
	struct notes notes;
	struct member members[MOST_MEMBERS];
	size_t n_members;
	struct item *items;
	size_t n_items, items_room;
	struct hidden *hidden;
	struct person *people;
	size_t *ids;		   /* hash table of items, index + 1 */
	size_t ids_room, ids_last; /* of the slots in use, a power of two */
	bool unwanted, key_derived, has_stand_ins;
};

struct range { /* of items: one conversation */
	size_t from, to;
};

/* Behind the colon of a member so many brackets deep in `text`, or NULL.  `key`
 * has its quotes. */
const char *members_find(struct str text, size_t depth, struct str key);

/* Write a session of it to a->line, as a record of import. */
void assembly_put(struct assembly *a, struct str key, size_t session,
    struct range r, struct str pieces, struct import_tally *t);

#endif
