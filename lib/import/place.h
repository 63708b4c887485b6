#ifndef IMPORT_PLACE_H
#define IMPORT_PLACE_H

#include "stream/stream.h"

/*
 * What a conversation is called whose log does not name it: by its file
 * ("exports/chats.json.gz" is "chats"), which holds one where it is `grouped`,
 * else by the record's line, too ("chats:7"; the second there is "chats:7:2").
 * `whole`: that is the file as it is given.  Private to the room.
 */
struct str place_key(
    const struct worker *w, bool grouped, bool whole, struct arena *a);

/* Whether files differ only in their folders, or behind a dot of their names:
 * then these tell no place. */
bool place_has_twins(char **files);

#endif
