#include "route/staff.h"

/* Of what an answer needs while it is found and printed. */
#define STAFFING_CEILING ((size_t)1 << 30)

void
staffing_open(struct staffing *x, struct staff *s, uint64_t conversations)
{
	*x = (struct staffing){ .s = s, .conversations = conversations };
	arena_init(&x->arena, STAFFING_CEILING);
	staffing_search(x);
	staffing_cover(x);
}

void
staffing_shut(struct staffing *x)
{
	arena_free(&x->arena);
}
