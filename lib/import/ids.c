#include "import/ids.h"

#include <stdlib.h>

#include "base/die.h"

enum { FIRST_ROOM = 1024 };

struct ids {
	uint64_t *all; /* hash table of them; 0: a free place */
	size_t n, room, most;
	bool full;
};

struct ids *
ids_new(size_t memory)
{
	struct ids *s = calloc(1, sizeof(*s));

	if (!s)
		die_of_memory();
	s->most = memory / sizeof(*s->all);
	return s;
}

void
ids_free(struct ids *s)
{
	if (!s)
		return;
	free(s->all);
	free(s);
}

static bool
put(uint64_t *all, size_t room, uint64_t hash)
{
	size_t at = hash & (room - 1);

	for (; all[at]; at = (at + 1) & (room - 1))
		if (all[at] == hash)
			return false;
	all[at] = hash;
	return true;
}

/* False: there is no memory for more. */
static bool
grow(struct ids *s)
{
	size_t room = s->room ? 2 * s->room : FIRST_ROOM;
	uint64_t *all;

	if (room + s->room > s->most) /* both, for a moment */
		return false;
	all = calloc(room, sizeof(*all));
	if (!all)
		die_of_memory();
	for (size_t i = 0; i < s->room; i++)
		if (s->all[i])
			put(all, room, s->all[i]);
	free(s->all);
	s->all = all;
	s->room = room;
	return true;
}

bool
ids_add(struct ids *s, uint64_t hash)
{
	s->full = s->full || (2 * s->n >= s->room && !grow(s));
	if (s->full)
		return false;
	if (!put(s->all, s->room, hash | 1))
		return true;
	s->n++;
	return false;
}

bool
ids_is_full(const struct ids *s)
{
	return s->full;
}
