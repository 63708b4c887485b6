#ifndef IMPORT_PHRASE_H
#define IMPORT_PHRASE_H

/* Details of faults, of which a run has few different ones, shared by its
 * workers.  Private to the room. */
struct phrases;

struct phrases *phrases_new(void);
void phrases_free(struct phrases *all);

/* The same text, until they are freed. */
const char *phrases_keep(struct phrases *all, const char *text);

#endif
