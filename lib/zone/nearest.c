#include <stdio.h>

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

struct str
zone_nearest(struct str name, struct arena *run)
{
	FILE *f = fopen(ZONE_FOLDER "/zone.tab", "re");
	struct str best = STR("UTC");
	size_t least = near_edits(name, best);
	char line[512];

	while (f && fgets(line, sizeof(line), f)) {
		struct str known = name_of(line);
		size_t d = near_edits(name, known);

		if (line[0] == '#' || known.n == 0 || d >= least)
			continue;
		least = d;
		best = arena_copy(run, known);
	}
	if (f)
		fclose(f);
	return best;
}
