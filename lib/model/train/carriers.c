#include "model/train/carriers.h"

void
carriers_init(struct carriers *c, const struct examples *e)
{
	enum { SHORT = 12, LONG = 70 }; /* bytes */

	*c = (struct carriers){ .random = 1 };
	c->items = arena_array(e->arena, e->n, sizeof(*c->items));
	for (size_t i = 0; i < e->n; i++) {
		const struct example *x = &e->items[i];

		if (x->everyday && x->part == PART_TRAIN && x->text.n > SHORT &&
		    x->text.n < LONG)
			c->items[c->n++] = x->text;
	}
}

uint64_t
carriers_draw(struct carriers *c, uint64_t below)
{
	c->random = c->random * 6364136223846793005u + 1442695040888963407u;
	return (c->random >> 33) % below;
}

struct str
carriers_carry(struct carriers *c, struct str text, struct arena *arena)
{
	static const char *const joints[] = { " ", ", ", ". ", " and " };
	struct str other = c->items[carriers_draw(c, c->n)];
	const char *joint = joints[carriers_draw(c, 4)];
	bool first = carriers_draw(c, 2);
	struct str a = first ? text : other, b = first ? other : text;

	return arena_printf(arena, "%.*s%s%.*s", STR_ARG(a), joint, STR_ARG(b));
}
