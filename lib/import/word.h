#ifndef IMPORT_WORD_H
#define IMPORT_WORD_H

#include "base/str.h"

/*
 * Words that exports have for yes, for no and for nothing, in the languages
 * that roles are understood in, large or small.  Private to the room.
 */
enum word_truth { WORD_NO, WORD_YES, WORD_NOTHING, WORD_UNKNOWN };

enum word_truth word_truth(struct str word);

/* It stands for what is missing: it is empty, or "n/a", "NULL". */
bool word_is_nothing(struct str word);

/* It is `name`, but for case and what parts its words: "Agent joined". */
bool word_is_like(struct str word, struct str name);

#endif
