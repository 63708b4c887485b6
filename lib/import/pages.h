#ifndef IMPORT_PAGES_H
#define IMPORT_PAGES_H

#include "import/import.h"
#include "json/json.h"

/*
 * Whether what an API gave is all there is, by lists of words.csv: many give
 * page after page, and say in each where the next one is.  Private to the room.
 */
enum stream_page pages_say(struct str member);

/* Of a record that may be a page itself: the member that says that there is
 * more; empty: none does. */
struct str pages_more(const struct json *j);

/* Count the record in hand, of which pages_more() is known. */
void pages_take(
    struct import_pages *p, struct str more, const struct worker *w);

void pages_add(struct import_pages *all, const struct import_pages *p);

/* Of so many conversations. */
void pages_tell(const struct import_pages *p, uint64_t conversations);

#endif
