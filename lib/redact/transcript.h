#ifndef REDACT_TRANSCRIPT_H
#define REDACT_TRANSCRIPT_H

#include <stddef.h>

#include "conv/conv.h"

/*
 * What the turns of a record say, as view.h has it.  Most of it stands in the
 * record as it is: only the others are kept, for there may be a turn for
 * fifteen bytes.
 */
struct transcript {
	const struct conv *conv;
	const struct folded {
		uint32_t n;
		char text[];
	} * *folded; /* private: by turn, NULL: as it stands; or NULL where all
			are */
};

/* It lives as long as `c` does; `scratch` is empty before and after. */
struct transcript transcript_of(const struct conv *c, struct arena *scratch);

/* Of one that stands in the record as it is, NULL. */
static inline const struct folded *
transcript_folded(const struct transcript *t, size_t turn)
{
	return t->folded ? t->folded[turn] : NULL;
}

/* Of a turn without a text, nothing. */
static inline struct str
transcript_turn(const struct transcript *t, size_t turn)
{
	uint32_t text = t->conv->turns[turn].text;
	const struct folded *folded = transcript_folded(t, turn);

	if (folded)
		return (struct str){ folded->text, folded->n };
	return text ? json_content(t->conv->json, text) : STR("");
}

/* What was said before it; of the first turn, nothing. */
static inline struct str
transcript_before(const struct transcript *t, size_t turn)
{
	return turn > 0 ? transcript_turn(t, turn - 1) : STR("");
}

#endif
