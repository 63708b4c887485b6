#ifndef REDACT_NAMES_H
#define REDACT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "json/json.h"
#include "redact/heading.h"
#include "redact/seeker.h"
#include "redact/view.h"
#include "redact/word_bits.h"
#include "redact/word_lists.h"
#include "tagger/tagger.h"

/*
 * The people a record names in its own metadata (customer.name, the names of
 * agents, "from") or in what its turns say, and where its texts name them
 * again: whole words, in any case, with or without accents.  A name that is a
 * common word too ("will", "rose") counts when it is capitalised or stands in
 * a fuller name.
 */
struct name_value {	/* a member that is a name as a whole */
	uint32_t value; /* its index in the record */
	uint32_t person;
	struct str folded; /* private: small letters */
	uint32_t with;	   /* private: the value it is a part with */
	uint32_t next;	   /* private: another in its place of the index */
};

struct name_word { /* private */
	struct str word;
	uint32_t person;
	bool weak; /* too short or too common to stand alone */
};

struct names {
	struct name_value *values; /* in the order of the record */
	size_t n_values;
	size_t n_members; /* private: those of the record come first */
	size_t room;	  /* private */
	uint32_t *index;  /* private: a value by the hash of its letters */
	size_t n_index;	  /* private: a power of two, or 0 */
	struct name_word *words; /* private: sorted */
	size_t n_words;
	struct str *unspaced; /* private: names in scripts without spaces */
	uint32_t *unspaced_person;
	size_t n_unspaced;
	struct word_bits bits;	      /* of the words */
	uint64_t places[WORD_SQUARE]; /* private: where they stand */
	struct view view;	      /* private: to work with */
	struct arena *memory;	      /* private */
	/* set before begin: what words can be */
	const struct tagger *tagger;
	const struct word_lists *lists;
};

/* Begin with a record: the names in its metadata. */
void names_begin(struct names *names, const struct record *record);

/* What is kept from record to record. */
void names_free(struct names *names);

/* One that was said, in small letters as a view has them; it is copied. */
void names_add(struct names *names, struct str folded);

/* After the last: false when there are more than can be looked for. */
bool names_ready(struct names *names);

/* The person a value of the record names as a whole. */
bool names_whole(const struct names *names, uint32_t value, struct span *span);

/* "Maria Lopez", the name of a member: a first name and a family's, which is no
 * word of a dictionary, each with a capital. */
bool names_is_full(const struct names *names, struct str text);

/* The person who is called so: equal for equal people of the record. */
uint32_t names_person(const struct names *names, struct str folded);

/* Where they are named again. */
void names_find(
    const struct names *names, const struct passage *p, struct spans *out);

#endif
