#include <stdio.h>

#include "base/ascii.h"
#include "base/near.h"
#include "expr/tree.h"

static bool
is_plain_name(struct str s)
{
	if (s.n == 0 || is_digit(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(is_alnum(c) || c == '_'))
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
		size_t d = near_edits(name, shape->names[i]) + handicap;

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
