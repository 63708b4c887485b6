#ifndef KB_ROOM_H
#define KB_ROOM_H

#include <sqlite3.h>

#include "kb/kb.h"
#include "terms/terms.h"

/* Private to the room. */
enum {
	APPLICATION = 0x686f6662, /* "hofb", in the header of the file */
	SCHEMA = 1,
};

struct kb {
	const char *name; /* for messages */
	struct str image; /* a database */
	const struct terms *stopwords;
};

/* What SQLite says is fixed, and quotes nothing. */
void sqlite_must(int result, sqlite3 *db, const char *name);

/* Read-only, on bytes that stay where they are. */
sqlite3 *sqlite_open_image(struct str image, const char *name);

/* The articles into the tables of a new database. */
void articles_read(struct kb_file from, sqlite3 *db, struct arena *run);

#endif
