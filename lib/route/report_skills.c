#include <stdlib.h>

#include "route/reading.h"

static int
by_bytes(const void *a, const void *b)
{
	const struct str *s = a, *t = b;
	int order = memcmp(s->p, t->p, s->n < t->n ? s->n : t->n);

	if (order)
		return order;
	return s->n < t->n ? -1 : s->n > t->n;
}

/* All names of skills, of agents and of queues, each once, in byte order. */
static struct str *
skill_names(struct reading *x, size_t *n)
{
	const struct sim *s = x->r->sim;
	const struct roster *roster = s->roster;
	size_t all = 0, kept = 0;
	struct str *names;

	for (size_t i = 0; i < roster->n_agents; i++)
		all += roster->agents[i].n_skills;
	for (size_t i = 0; i < s->n_queues; i++)
		all += s->queues[i].n_skills;
	names = arena_array(&x->arena, all + 1, sizeof(*names));
	all = 0;
	for (size_t i = 0; i < roster->n_agents; i++)
		for (size_t k = 0; k < roster->agents[i].n_skills; k++)
			names[all++] = roster->agents[i].skills[k].name;
	for (size_t i = 0; i < s->n_queues; i++)
		for (size_t k = 0; k < s->queues[i].n_skills; k++)
			names[all++] = s->queues[i].skills[k].name;
	qsort(names, all, sizeof(*names), by_bytes);
	for (size_t i = 0; i < all; i++)
		if (!kept || !str_eq(names[kept - 1], names[i]))
			names[kept++] = names[i];
	*n = kept;
	return names;
}

static size_t
holders(const struct roster *r, struct skill skill)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_agents; i++)
		n += roster_has_skill(&r->agents[i], skill);
	return n;
}

/* The skill of a queue that fewest agents have, at its level; the first of
 * them in the rules; NULL: it needs none. */
static const struct skill *
scarcest(const struct sim *s, const struct queue *q)
{
	const struct skill *best = NULL;
	size_t fewest = SIZE_MAX;

	for (size_t i = 0; i < q->n_skills; i++) {
		size_t n = holders(s->roster, q->skills[i]);

		if (n < fewest) {
			fewest = n;
			best = &q->skills[i];
		}
	}
	return best;
}

static void
read_skill(struct reading *x, struct str name, struct scope *out)
{
	const struct sim *s = x->r->sim;
	const struct skill any = { name, 1 };
	struct tally *t = arena_zalloc(&x->arena, sizeof(*t));
	struct effort *e = arena_zalloc(&x->arena, sizeof(*e));
	size_t asked = 0;

	*out = (struct scope){ .name = name, .tally = t, .effort = e };
	for (size_t i = 0; i < s->n_queues; i++)
		for (size_t k = 0; k < s->queues[i].n_skills; k++)
			if (str_eq(s->queues[i].skills[k].name, name)) {
				tally_merge(
				    t, &x->r->queues[i].tally, &x->arena);
				asked++;
				break;
			}
	for (size_t i = 0; i < s->roster->n_agents; i++)
		if (roster_has_skill(&s->roster->agents[i], any)) {
			out->holders++;
			effort_merge(e, &x->r->agents[i].effort);
		}
	if (out->holders && !t->contacts)
		out->idle =
		    asked ? "no contact needed it" : "no queue asks for it";
}

void
read_skills(struct reading *x, struct scopes *out)
{
	const struct sim *s = x->r->sim;
	struct scope *worst = NULL;
	struct str *names = skill_names(x, &out->n);

	out->at = arena_array(&x->arena, out->n + 1, sizeof(*out->at));
	for (size_t i = 0; i < out->n; i++)
		read_skill(x, names[i], &out->at[i]);
	for (size_t q = 0; q < s->n_queues; q++) {
		const struct skill *cause = scarcest(s, &s->queues[q]);

		for (size_t i = 0; cause && i < out->n; i++)
			if (str_eq(out->at[i].name, cause->name))
				out->at[i].waited_us +=
				    x->r->queues[q].tally.queued_us;
	}
	for (size_t i = 0; i < out->n; i++)
		if (out->at[i].waited_us > (worst ? worst->waited_us : 0))
			worst = &out->at[i];
	if (worst)
		worst->bottleneck = true;
}
