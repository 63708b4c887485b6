#ifndef KPI_OVERLAP_H
#define KPI_OVERLAP_H

#include "kpi/kpi.h"
#include "kpi/repeats.h"

/*
 * Which partials hold the same conversations, as far as their samples tell,
 * whatever order they come in.  Zero-initialised is empty.
 */
struct overlap {
	struct buf sightings; /* private */
	struct buf parts;     /* private */
	unsigned floor;	      /* private: levels below count as this */
};

void overlap_free(struct overlap *o);

/* A partial begins there; what is added from now on is of it. */
void overlap_part(struct overlap *o, const char *file, uint64_t line);
void overlap_add(struct overlap *o, uint64_t hash, unsigned level);

struct kpi_overlap overlap_read(struct overlap *o);

#endif
