#include <stdio.h>

#include "base/die.h"
#include "base/near.h"
#include "zone/tzif.h"
#include "zone/zone.h"

/* The third column of zone.tab: COUNTRY, PLACE, NAME. */
static struct str
name_of(const char *line)
{
	const char *p = line;

	for (int tabs = 0; *p && tabs < 2; p++)
		tabs += *p == '\t';
	return (struct str){ p, strcspn(p, "\t\n") };
}

/* Many leave the continent out. */
static size_t
edits_to(struct str name, struct str known)
{
	const char *slash = memrchr(known.p, '/', known.n);
	size_t whole = near_edits(name, known), n, part;

	if (!slash || memchr(name.p, '/', name.n))
		return whole;
	n = (size_t)(known.p + known.n - slash) - 1;
	part = near_edits(name, (struct str){ slash + 1, n });
	return part < whole ? part : whole;
}

struct str
zone_advice(struct str name, struct arena *run)
{
	FILE *f = fopen(ZONE_FOLDER "/zone.tab", "re");
	struct str best = STR("UTC");
	size_t least = near_edits(name, best);
	char line[512];

	if (!f)
		return STR("this system knows no zone but UTC: it lacks "
			   "tzdata");
	while (fgets(line, sizeof(line), f)) {
		struct str known = name_of(line);
		size_t d = edits_to(name, known);

		if (line[0] == '#' || known.n == 0 || d >= least)
			continue;
		least = d;
		best = arena_copy(run, known);
	}
	fclose(f);
	return ARENA_JOIN(run, STR("did you mean "), best, STR("?"));
}

const struct zone *
zone_need(const char *name, struct arena *run)
{
	const struct zone *z = zone_find(name, run);

	if (!z)
		die("--time-zone: unknown zone %s (%.*s)", name,
		    STR_ARG(zone_advice(str_of(name), run)));
	return z;
}
