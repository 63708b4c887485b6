#ifndef REDACT_NAMES_H
#define REDACT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "json/json.h"
#include "redact/seeker.h"
#include "redact/view.h"

/*
 * The people a record names in its own metadata (customer.name, the names of
 * agents, "from"), and where its texts name them again: whole words, in any
 * case, with or without accents.  A name that is a common word too ("will",
 * "rose") counts when it is capitalised or stands in a fuller name.
 */
struct name_value {	/* a member that is a name as a whole */
	uint32_t value; /* its index in the record */
	uint32_t person;
	struct str folded; /* private: small letters */
	size_t with;	   /* private: the value it is a part with */
};

struct name_word { /* private */
	struct str word;
	uint32_t person;
	bool weak; /* too short or too common to stand alone */
};

struct names {
	struct name_value *values; /* in the order of the record */
	size_t n_values;
	struct name_word *words; /* private: sorted */
	size_t n_words;
	struct str *unspaced; /* private: names in scripts without spaces */
	uint32_t *unspaced_person;
	size_t n_unspaced;
	uint64_t lengths[256]; /* private: of the words, by first byte */
	struct view view;      /* private: to work with */
	struct arena *memory;  /* private */
};

extern const struct seeker names_seeker;

#endif
