#ifndef PACKET_BRIEF_LINES_H
#define PACKET_BRIEF_LINES_H

#include "packet/brief.h"
#include "packet/deeds.h"
#include "packet/field.h"

/*
 * All that the record has for a brief, in the order of reading, as parts of
 * which none is told yet: how many are is for brief_make() to say.
 */
void brief_lines(const struct sketch *s, struct brief *b);

/* Each line of it; one that may not be told has no parts. */
void brief_add_why(const struct sketch *s, struct brief_line *line);
void brief_add_customer(const struct sketch *s, struct brief_line *line);
void brief_add_known(const struct sketch *s, struct brief_line *line);
void brief_add_so_far(const struct sketch *s, struct brief_line *line);

/* Whether the agent may see a field. */
static inline bool
may_tell(const struct sketch *s, enum field f)
{
	return s->may >> f & 1;
}

/* Another part of a line; what it was made of stays the caller's. */
struct brief_part *brief_part(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, size_t turn);

/* One of ours: "asked for a person". */
void brief_own(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, struct str text, size_t turn);

/* One of our own texts, which are in English, in that language. */
struct str brief_spoken(const struct sketch *s, const char *text);

/* "7" */
struct str brief_number(const struct sketch *s, size_t n);

/* What was said, with our words in front of it, in quotes: at most so many
 * words of it, those around what tells most.  NULL where there is none. */
struct brief_part *brief_quote(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, const char *before, const struct deed_quote *q,
    size_t most);

/* The same without quotes, where the line has nothing but what was said. */
struct brief_part *brief_said(const struct sketch *s, struct brief_line *line,
    enum brief_rank rank, const struct deed_quote *q, size_t most);

#endif
