#include "score/rest.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/die.h"

static void
make_room(struct rest *rest, size_t n)
{
	if (n <= rest->room)
		return;
	rest->room = n;
	rest->kept = realloc(rest->kept, n * sizeof(*rest->kept));
	rest->from = realloc(rest->from, n * sizeof(*rest->from));
	if (!rest->kept || !rest->from)
		die_of_memory();
}

static bool
is_held(const struct reading *turn, uint32_t token)
{
	for (size_t i = 0; i < turn->n_aside; i++)
		if (token >= turn->aside[i].first &&
		    token <= turn->aside[i].last)
			return true;
	return false;
}

void
rest_take(struct rest *rest, const struct reading *turn)
{
	const struct text *x = &turn->text;
	size_t n = 0;

	make_room(rest, x->n_tokens);
	for (uint32_t i = 0; i < x->n_tokens; i++) {
		if (is_held(turn, i))
			continue;
		rest->from[n] = i;
		rest->kept[n++] = x->tokens[i];
	}
	rest->text = *x;
	rest->text.tokens = rest->kept;
	rest->text.n_tokens = n;
}

void
rest_free(struct rest *rest)
{
	free(rest->kept);
	free(rest->from);
}
