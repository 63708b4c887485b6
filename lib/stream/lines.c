#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "stream/input.h"

void
lines_grow(struct lines *l, size_t room)
{
	char *p = realloc(l->p, room + STREAM_PADDING);

	if (!p)
		die_of_memory();
	l->p = p;
	l->room = room;
}

size_t
lines_step(const struct lines *l)
{
	size_t left = l->room - l->n;

	return left < LINES_ROOM ? left : LINES_ROOM;
}

void
lines_free(struct lines *l)
{
	free(l->p);
	free(l->records);
}

void
lines_add(struct lines *l, struct record_at record)
{
	if (l->n_records == l->records_room) {
		l->records_room = l->records_room ? l->records_room * 2 : 256;
		l->records =
		    realloc(l->records, l->records_room * sizeof(*l->records));
		if (!l->records)
			die_of_memory();
	}
	l->records[l->n_records++] = record;
}

size_t
lines_excess(const struct lines *l)
{
	return l->room > LINES_ROOM ? l->room - LINES_ROOM : 0;
}

void
lines_shrink(struct lines *l)
{
	if (l->room > LINES_ROOM)
		lines_grow(l, LINES_ROOM);
}

bool
lines_is_blank(struct str line)
{
	size_t i = 0;

	while (i < line.n &&
	       (line.p[i] == ' ' || line.p[i] == '\t' || line.p[i] == '\r'))
		i++;
	return i == line.n;
}

bool
lines_record(const struct lines *l, size_t nth, struct str *record)
{
	if (nth >= l->n_records)
		return false;
	*record =
	    (struct str){ l->p + l->records[nth].start, l->records[nth].n };
	return true;
}
