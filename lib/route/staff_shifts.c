#include "route/staff.h"

/*
 * Shifts of one length that cover half hours, on a circle of a day or a week.
 * Where no shift goes over a certain moment the fewest are found by beginning
 * one whenever somebody is missing, and not before; so each moment is tried.
 * With work round the clock it may be that fewer would do.
 */

struct circle {
	const size_t *need; /* agents, in each half hour */
	size_t n, length;   /* half hours of it, of a shift */
};

/* Begin shifts from a half hour on, all round; returns how many. */
static size_t
cover_from(const struct circle *c, size_t first, size_t *begin)
{
	size_t n = 0, there = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t slot = (first + i) % c->n;

		if (i >= c->length)
			there -= begin[(slot + c->n - c->length) % c->n];
		begin[slot] = c->need[slot] > there ? c->need[slot] - there : 0;
		there += begin[slot];
		n += begin[slot];
	}
	return n;
}

/* The first of the best. */
static void
cover(const struct circle *c, size_t *begin)
{
	size_t best = 0, fewest = SIZE_MAX;

	for (size_t first = 0; first < c->n; first++) {
		size_t n = cover_from(c, first, begin);

		if (n < fewest) {
			fewest = n;
			best = first;
		}
	}
	cover_from(c, best, begin);
}

static size_t
place_of(const struct half_hour *h)
{
	return (size_t)(h->weekday ? h->weekday - 1 : 0) * SLOTS + h->slot;
}

void
staffing_cover(struct staffing *x)
{
	size_t n = x->s->o->by_weekday ? WEEKDAYS * SLOTS : SLOTS;
	size_t *need = arena_array(&x->arena, n, sizeof(*need));
	size_t *begin = arena_array(&x->arena, n, sizeof(*begin));
	struct circle c = { need, n, (size_t)(x->s->o->shift_hours * 2) };

	x->shifts =
	    arena_array(&x->arena, n * x->s->n_profiles, sizeof(*x->shifts));
	for (size_t p = 0; c.length && p < x->s->n_profiles; p++) {
		memset(need, 0, n * sizeof(*need));
		for (size_t i = 0; i < x->n_halves; i++)
			need[place_of(&x->halves[i])] =
			    x->halves[i].needs[p].agents;
		cover(&c, begin);
		for (size_t i = 0; i < n; i++) {
			x->needed += need[i];
			if (begin[i])
				x->shifts[x->n_shifts++] =
				    (struct cover){ p, i, begin[i] };
		}
	}
}
