#include "score/gates.h"

enum {
	WAYS = 64,
	STEPS = 256, /* of a bank; bounds beyond them are not looked at */
};

/* A signal that comes to `at`, or does not come so far or is absent, shuts
 * some ways. */
struct gate_step {
	size_t slot;
	double at;
	uint64_t shuts[2]; /* where it does not; where it does */
};

struct bank {
	struct gate_step steps[STEPS];
	size_t n;
	uint64_t ways;	   /* those there are */
	size_t rule[WAYS]; /* of each */
};

struct builder {
	const struct gates *gates;
	const struct slots *slots;
	size_t first; /* way of the rule in hand, of all rules' */
};

static struct gate_step *
find_step(struct bank *b, size_t slot, double at)
{
	size_t i = 0;

	while (i < b->n && (b->steps[i].slot != slot || b->steps[i].at != at))
		i++;
	if (i == STEPS)
		return NULL;
	if (i == b->n)
		b->steps[b->n++] = (struct gate_step){ .slot = slot, .at = at };
	return &b->steps[i];
}

/* Of other facts it is not known that they are numbers. */
static void
add_bound(void *arg, const struct expr_bound *bound)
{
	const struct builder *b = arg;
	const struct str prefix = STR(".signals.");
	struct str path = bound->path;
	size_t way = b->first + bound->way, slot;
	struct gate_step *s;

	if (path.n < prefix.n || memcmp(path.p, prefix.p, prefix.n) != 0)
		return;
	path.p += prefix.n;
	path.n -= prefix.n;
	slot = slots_find(b->slots, path);
	if (slot == b->slots->n)
		return;
	s = find_step(&b->gates->banks[way / WAYS], slot, bound->at);
	if (s)
		s->shuts[bound->below] |= (uint64_t)1 << way % WAYS;
}

void
gates_init(struct gates *g, const struct rules *r, const struct slots *s,
    struct arena *run)
{
	struct builder b = { g, s, 0 };
	size_t n = 0;

	for (size_t i = 0; i < r->n_rules; i++)
		n += expr_ways(r->rules[i].when, NULL, NULL);
	g->n = n / WAYS + 1;
	g->banks = arena_zalloc(run, g->n * sizeof(*g->banks));
	for (size_t i = 0; i < r->n_rules; i++) {
		n = b.first + expr_ways(r->rules[i].when, add_bound, &b);
		for (; b.first < n; b.first++) {
			struct bank *bank = &g->banks[b.first / WAYS];

			bank->ways |= (uint64_t)1 << b.first % WAYS;
			bank->rule[b.first % WAYS] = i;
		}
	}
}

/* Without a branch: nearly all are shut, and which ones is anybody's guess. */
static uint64_t
find_open(const struct bank *b, const struct signals *now)
{
	uint64_t shut = 0;

	for (const struct gate_step *s = b->steps; s < b->steps + b->n; s++)
		shut |= s->shuts[now->value[s->slot] >= s->at];
	return b->ways & ~shut;
}

bool
gates_pass(const struct gates *g, const struct signals *now, uint64_t *rules)
{
	bool any = false;

	for (size_t i = 0; i < g->n; i++) {
		uint64_t open = find_open(&g->banks[i], now);

		for (; open; open &= open - 1, any = true) {
			size_t rule = g->banks[i].rule[__builtin_ctzll(open)];

			rules[rule / 64] |= (uint64_t)1 << rule % 64;
		}
	}
	return any;
}
