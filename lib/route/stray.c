#include "route/stray.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/ascii.h"
#include "base/die.h"

enum { LONGEST_NAME = 64, MOST_DIGITS = 4 };

static struct stray *
find(struct strays *s, struct str name, struct arena *run)
{
	for (size_t i = 0; i < s->n; i++)
		if (i == MOST_STRAYS || str_eq(s->all[i].name, name))
			return &s->all[i];
	if (s->n < MOST_STRAYS)
		s->all[s->n].name = arena_copy(run, name);
	return &s->all[s->n++];
}

void
strays_add(struct strays *s, struct str name, bool stays, struct arena *run)
{
	struct stray *stray = find(s, name, run);

	stray->stayed += stays;
	stray->led_on += !stays;
}

/* A name comes from the record: only what can be no text, nor a number of
 * somebody's, is repeated. */
static bool
is_plain(struct str name)
{
	size_t digits = 0;

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		digits += is_digit(c);
		if (!is_alnum(c) && !is_any_of(c, "_-."))
			return false;
	}
	return name.n && name.n <= LONGEST_NAME && digits <= MOST_DIGITS;
}

static void
warn(
    const char *file, struct str queue, const struct stray *s, struct str first)
{
	if (s->led_on)
		warning("%s: %.*s is not in it (is it the rules file of "
			"hoff-score?): contacts that went to its first queue, "
			"'%.*s': %" PRIu64,
		    file, STR_ARG(queue), STR_ARG(first), s->led_on);
	if (s->stayed)
		warning("%s: %.*s is not in it, and no other queue is known "
			"to be fit for a crisis: contacts that may be one and "
			"are unserved (no_queue): %" PRIu64,
		    file, STR_ARG(queue), s->stayed);
}

void
strays_warn(const struct strays *s, const char *file, struct str first)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct stray *stray = &s->all[i];
		char name[LONGEST_NAME + sizeof("queue ''")];

		if (i < MOST_STRAYS && is_plain(stray->name))
			snprintf(name, sizeof(name), "queue '%.*s'",
			    STR_ARG(stray->name));
		else
			snprintf(name, sizeof(name), "another queue");
		warn(file, str_of(name), stray, first);
	}
}
