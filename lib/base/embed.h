#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/str.h"

/*
 * A file of the tree inside the binary.  The Makefile turns each file
 * lib/ROOM/defaults/NAME into the symbol embed_ROOM_NAME, with every other
 * character than letters and digits written as '_'.  It begins at a multiple of
 * 64, and 64 zeros are behind it, as many as any room asks for.
 */
#define EMBED(symbol) extern const char symbol[], symbol##_end[]

static inline struct str
embed_str(const char *begin, const char *end)
{
	return (struct str){ begin, (size_t)(end - begin) };
}

#define EMBEDDED(symbol) embed_str(symbol, symbol##_end)

#endif
