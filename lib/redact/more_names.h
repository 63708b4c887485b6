#ifndef REDACT_MORE_NAMES_H
#define REDACT_MORE_NAMES_H

/* Small letters, by blanks. */
extern const char more_given_names[], more_family_names[], word_given_names[];

#endif
