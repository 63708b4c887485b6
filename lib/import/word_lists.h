#ifndef IMPORT_WORD_LISTS_H
#define IMPORT_WORD_LISTS_H

#include "base/embed.h"
#include "wordlist/wordlist.h"

/* clang-format off */
/* What exports say in words; the lists of words.csv.  Who speaks is called so in
 * small letters; a blank is also "_" or "-". */
#define IMPORT_WORDS(X) \
	X(agent) /* "Mitarbeiter": who speaks is an agent */ \
	X(bot) /* "assistant" */ \
	X(customer) /* "visitor" */ \
	X(human_before) /* "agent": a human in front of it is a person who is \
			   fetched, by the name of an action */ \
	X(human_behind) /* "to": so is one behind it */ \
	X(media_omitted) /* "image omitted": ends a message of WhatsApp's */ \
	X(message_deleted) /* "This message was deleted." */ \
	X(message_edited) /* "<This message was edited>": behind one */ \
	X(no_handoff) /* "check": an action of such a name is no handoff, though \
			 it speaks of one */ \
	X(page_ends) /* "end_of_stream": that is true of the last page */ \
	X(page_goes_on) /* "meta.has_more": of any other */ \
	X(system) /* "systeem" */
/* clang-format on */

#define IMPORT_WORDS_ENUM(name) IMPORT_WORDS_##name,
enum import_words { IMPORT_WORDS(IMPORT_WORDS_ENUM) N_IMPORT_WORDS };
#undef IMPORT_WORDS_ENUM

EMBED(embed_import_words_lists);

static inline struct wordlist
import_words(enum import_words list)
{
	return wordlist_get(embed_import_words_lists, list);
}

#endif
