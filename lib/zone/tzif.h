#ifndef ZONE_TZIF_H
#define ZONE_TZIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "zone/footer.h"

/* Where the system keeps its zones. */
#define ZONE_FOLDER "/usr/share/zoneinfo"

struct zone {
	const int64_t *changes; /* rising */
	size_t n_changes;
	const int32_t *offsets; /* before the first change, then after each */
	bool has_footer;
	struct footer footer; /* after the last change */
};

/*
 * Read a TZif file of version 2 or later (RFC 9636).  False when it is none,
 * is damaged, or counts leap seconds.  What it points to lives in `a`.
 */
bool tzif_read(struct str file, struct arena *a, struct zone *z);

#endif
