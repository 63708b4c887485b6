#ifndef IMPORT_ROLE_H
#define IMPORT_ROLE_H

#include <stdbool.h>

#include "base/str.h"
#include "conv/conv.h"

/* What a name tells of who speaks.  Private to the room. */

/* Before any thread is started. */
void role_open(void);

/* Whether two names are the same but for small and large letters. */
bool role_same_name(struct str a, struct str b);

/* The role that a word is for, as "Kunde" is for a customer; false: none. */
bool role_of_word(struct str name, enum role *out);

/* Whether a name of several words says that it is a bot's: "Acme Bot". */
bool role_is_named_bot(struct str name);

#endif
