#ifndef REDACT_WORDBOOK_H
#define REDACT_WORDBOOK_H

#include "redact/lexicon.h"
#include "redact/uses.h"
#include "redact/word_lists.h"
#include "terms/terms.h"

/* What is known of words before any text is: read when the program is built,
 * and used where it lies. */
struct wordbook {
	const struct word_lists *lists;
	const struct lexicon *lexicon; /* without a policy's own words */
	const struct uses *uses;
	const struct terms *phrases; /* REDACT_LISTS */
};

const struct wordbook *wordbook_new(struct arena *run);

#endif
