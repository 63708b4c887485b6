#ifndef REDACT_SAID_H
#define REDACT_SAID_H

#include "redact/seeker.h"

/*
 * What the words of a text say: names, places, streets, secrets and numbers
 * dictated in words (see speech.h); and the people who are named in one place
 * of a record, in all others (see names.h).
 */
extern const struct seeker said_seeker;

#endif
