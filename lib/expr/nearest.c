#include <stdio.h>

#include "expr/tree.h"

enum { LONGEST = 64 };

/* Optimal string alignment: a swap of neighbours is one edit. */
size_t
name_distance(struct str a, struct str b)
{
	size_t rows[3][LONGEST + 1], *two = rows[0], *one = rows[1],
				     *now = rows[2];

	if (a.n > LONGEST || b.n > LONGEST)
		return str_eq(a, b) ? 0 : a.n + b.n;
	for (size_t k = 0; k <= b.n; k++)
		one[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *old = two;

		now[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t d = one[k - 1] + (a.p[i - 1] != b.p[k - 1]);

			if (one[k] + 1 < d)
				d = one[k] + 1;
			if (now[k - 1] + 1 < d)
				d = now[k - 1] + 1;
			if (i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] &&
			    a.p[i - 2] == b.p[k - 1] && two[k - 2] + 1 < d)
				d = two[k - 2] + 1;
			now[k] = d;
		}
		two = one;
		one = now;
		now = old;
	}
	return one[b.n];
}

struct str
expr_nearest(struct str name, const struct str *known, size_t n)
{
	struct str best = { 0 };
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		size_t d = name_distance(name, known[i]);

		if (d < least) {
			least = d;
			best = known[i];
		}
	}
	return best;
}

static bool
is_plain_name(struct str s)
{
	if (s.n == 0 || (s.p[0] >= '0' && s.p[0] <= '9'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '_'))
			return false;
	}
	return true;
}

struct str
path_step(struct str path, struct str name, struct arena *run)
{
	bool plain = is_plain_name(name);
	size_t n = path.n + name.n + (plain ? 1 : path.n ? 4 : 5);
	char *p = arena_alloc(run, n + 1);

	snprintf(p, n + 1,
	    plain    ? "%.*s.%.*s"
	    : path.n ? "%.*s[\"%.*s\"]"
		     : "%.*s.[\"%.*s\"]",
	    STR_ARG(path), STR_ARG(name));
	return (struct str){ p, n };
}

struct candidate {
	struct str path;
	size_t distance;
};

/* The members of `shape`, which is found at `path`, and those within. */
static void
consider(const struct expr_shape *shape, struct str path, struct str name,
    size_t handicap, struct arena *run, struct candidate *best)
{
	for (size_t i = 0; i < shape->n; i++) {
		struct str member = path_step(path, shape->names[i], run);
		size_t d = name_distance(name, shape->names[i]) + handicap;

		if (d < best->distance)
			*best = (struct candidate){ member, d };
		if (handicap && shape->inner && shape->inner[i])
			consider(
			    shape->inner[i], member, name, handicap, run, best);
	}
}

struct str
path_nearest(const struct node *n, struct str name,
    const struct expr_shape *root, struct arena *run)
{
	struct candidate best = { .distance = SIZE_MAX };

	consider(n->known, n->path, name, 0, run, &best);
	if (root)
		consider(root, STR(""), name, 1, run, &best);
	return best.path;
}
