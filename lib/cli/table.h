#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/cli.h"

/* The options every filter has; they fill struct common. */
extern const struct opt cli_common[];

/* The forms that --emit takes; NULL-terminated. */
extern const char *const cli_forms[];

/*
 * Walk a command's options, its own rows first and then the common ones:
 *	for (const struct opt *o = NULL; (o = table_next(spec, o));)
 */
const struct opt *table_next(const struct spec *spec, const struct opt *o);

/* The rows called so, now or before, own or common; NULL when there is none. */
const struct opt *table_by_name(const struct spec *spec, struct str name);
const struct opt *table_by_key(const struct spec *spec, char key);

bool table_is_common(const struct opt *o);

/* A flag takes no value, --show-defaults may, all others must. */
bool table_takes_value(const struct opt *o);
bool table_needs_value(const struct opt *o);

/* May be given several times, each time one more value. */
bool table_repeats(const struct opt *o);

/* The values are names of files. */
bool table_wants_files(const struct opt *o);

/*
 * What is wrong with a command's table (two options with one name, a choice
 * without choices ...), or NULL; *culprit is the row.
 */
const char *table_fault(const struct spec *spec, const struct opt **culprit);

/* What an option's value may be, where it is one of few or some are offered:
 * its choices, or the names of the built-in files.  names[i] for i < the
 * result. */
size_t table_words(const struct spec *spec, const struct opt *o,
    const char **names, size_t room);

enum { TABLE_WORDS = 128 }; /* ceiling of table_words() */

/*
 * The word among `known` (n of them) that `typed` was probably meant to be, or
 * NULL when none is near: few edits away (a swap of neighbours counts once),
 * or continued by exactly what was typed.
 */
const char *nearest_word(struct str typed, const char *const *known, size_t n);

#endif
