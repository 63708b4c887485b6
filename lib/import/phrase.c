/* What faults say that is known only while a run goes on.  A fault's words are
 * read when its record is long gone, so they stay until the end. */

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "import/phrase.h"

struct phrase {
	struct phrase *next;
	char text[];
};

struct phrases {
	_Atomic(struct phrase *) first;
};

struct phrases *
phrases_new(void)
{
	struct phrases *all = calloc(1, sizeof(*all));

	if (!all)
		die_of_memory();
	return all;
}

void
phrases_free(struct phrases *all)
{
	struct phrase *p = atomic_load(&all->first), *next;

	for (; p; p = next) {
		next = p->next;
		free(p);
	}
	free(all);
}

const char *
phrases_keep(struct phrases *all, const char *text)
{
	struct phrase *first = atomic_load(&all->first), *own;
	size_t n = strlen(text) + 1;

	for (const struct phrase *p = first; p; p = p->next)
		if (strcmp(p->text, text) == 0)
			return p->text;
	own = malloc(sizeof(*own) + n);
	if (!own)
		die_of_memory();
	memcpy(own->text, text, n);
	do
		own->next = first;
	while (!atomic_compare_exchange_weak(&all->first, &first, own));
	return own->text;
}
