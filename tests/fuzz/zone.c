/*
 * Any bytes as a time zone file (libFuzzer).  It is refused, or every instant
 * has a local time in a year we know, or none; and the way back comes to an
 * instant that the clock shows the same time at, but for times that never
 * come.
 */
#include <stdint.h>
#include <stdlib.h>

#include "zone/tzif.h"
#include "zone/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
there_and_back(const struct zone *z, int64_t at)
{
	struct civil there, again;
	int64_t back;

	if (!zone_local(z, at, &there))
		return;
	if (there.year < 0 || there.year > 9999 || there.weekday < 1 ||
	    there.weekday > 7)
		abort();
	/* the first of two: never a later one */
	if (!zone_instant(z, &there, &back) || back > at)
		abort();
	if (zone_local(z, back, &again) &&
	    back + again.offset_s != at + there.offset_s)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena a;
	struct zone z;

	arena_init(&a, (size_t)64 << 20);
	if (tzif_read((struct str){ (const char *)data, n }, &a, &z)) {
		for (int64_t at = -62200000000; at < 253500000000;
		     at += 1234567890)
			there_and_back(&z, at);
		for (size_t i = 0; i < z.n_changes && i < 100; i++) {
			there_and_back(&z, z.changes[i] - 1);
			there_and_back(&z, z.changes[i]);
		}
	}
	arena_free(&a);
	return 0;
}
