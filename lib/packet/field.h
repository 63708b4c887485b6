#ifndef PACKET_FIELD_H
#define PACKET_FIELD_H

#include "packet/sketch.h"

#define FIELD_ENUM(symbol, name, title) FIELD_##symbol,
enum field { PACKET_FIELDS(FIELD_ENUM) N_FIELDS };

#define FIELD_BIT(symbol) (UINT64_C(1) << FIELD_##symbol)
#define FIELDS_ALL	  ((UINT64_C(1) << N_FIELDS) - 1)

/* How much of it is told. */
struct fit {
	size_t last;	 /* turns of the transcript's end */
	size_t text;	 /* most UTF-16 units of a turn's text */
	size_t value;	 /* most UTF-16 units of any other field */
	uint64_t fields; /* bit n: field n is told */
	bool notes;	 /* private ones are, too */
};

const char *field_name(enum field f);
const char *field_title(enum field f); /* "First request" */

/* N_FIELDS where there is none called so. */
enum field field_by_name(struct str name);

bool field_is_number(enum field f);

/* Append the field as text; nothing where it is not allowed or not known.  True
 * when it was cut (a transcript: never). */
bool field_put(const struct sketch *s, const struct fit *fit, enum field f,
    struct buf *out);

/* Bytes of the field that field_put() keeps; of a transcript only what was
 * said. */
size_t field_size(const struct sketch *s, const struct fit *fit, enum field f);

/* Whether turn i is in the transcript, and how many are. */
bool field_shows(const struct sketch *s, const struct fit *fit, size_t i);
size_t field_turns(const struct sketch *s, const struct fit *fit);

/* What stands behind who speaks where the recogniser was not sure; or "". */
const char *field_heard(const struct sketch *s, size_t i);

/* Append a turn's text, as much of it as fits, on one line; true when it was
 * cut. */
bool field_put_text(
    const struct sketch *s, const struct fit *fit, size_t i, struct buf *out);

#endif
