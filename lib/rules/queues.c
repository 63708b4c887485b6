#include "rules/reader.h"

#include <math.h>

static const struct rule_queue plain = { .name = { "general", 7 },
	.priority = 50,
	.sla_s = 60,
	.handle_s = 300,
	.max_waiting = INFINITY,
	.overflow = { .waiting = INFINITY, .after_age_s = INFINITY } };

/* The queue of that name among those that were read, NULL: there is none. */
static struct rule_queue *
find(const struct rules *r, struct str name)
{
	for (size_t i = 0; i < r->n_queues; i++)
		if (str_eq(r->queues[i].name, name))
			return &r->queues[i];
	return NULL;
}

static void
check_lead(
    struct reader *rd, size_t i, uint32_t at, const char *what, struct str to)
{
	const struct rules *r = rd->r;
	struct str *names;

	if (!to.n || find(r, to))
		return;
	names = arena_array(rd->run, r->n_queues, sizeof(*names));
	for (size_t k = 0; k < r->n_queues; k++)
		names[k] = r->queues[k].name;
	be_at(rd, "queues", i, r->queues[i].name);
	wrong_name(rd, at, what, to, names, r->n_queues);
}

/* Who overflows again and again comes back to where he was. */
static void
check_circle(struct reader *rd, const struct rule_queue *from)
{
	const struct rule_queue *q = from;

	for (size_t i = 0; i < rd->r->n_queues && q->overflow.to.n; i++) {
		q = find(rd->r, q->overflow.to);
		if (q == from)
			wrong(rd, from->overflow.at,
			    "overflow leads from queue \"%.*s\" back to it",
			    STR_ARG(from->name));
	}
}

/* Who needs the skills of a crisis queue is not passed on to who lacks them. */
static void
check_crisis(struct reader *rd, size_t i)
{
	const struct rule_queue *q = &rd->r->queues[i];

	if (!q->crisis || !q->transfer.to.n ||
	    find(rd->r, q->transfer.to)->crisis)
		return;
	be_at(rd, "queues", i, q->name);
	wrong(rd, q->transfer.at,
	    "a crisis queue passes on to crisis queues only, and "
	    "\"%.*s\" is none",
	    STR_ARG(q->transfer.to));
}

static void
check_queues(struct reader *rd)
{
	const struct rules *r = rd->r;

	for (size_t i = 0; i < r->n_queues; i++) {
		const struct rule_queue *q = &r->queues[i];

		check_lead(rd, i, q->overflow.at,
		    "overflow leads to no known queue", q->overflow.to);
		check_lead(rd, i, q->transfer.at,
		    "transfer leads to no known queue", q->transfer.to);
		check_crisis(rd, i);
	}
	be_nowhere(rd);
	for (size_t i = 0; i < r->n_queues; i++)
		check_circle(rd, &r->queues[i]);
}

/* The name of the queue at `at`, number i of the file. */
static struct str
read_name(struct reader *rd, uint32_t at, size_t i)
{
	struct str name;

	be_at(rd, "queues", i, STR(""));
	demand(rd, at, JSON_OBJECT, "it");
	name = read_string(rd, at, "name");
	be_at(rd, "queues", i, name);
	if (name.n == 0) {
		demand_known(rd, at, members_of_queue);
		wrong(rd, at, "it has no name");
	}
	return name;
}

void
read_queues(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "queues", JSON_ARRAY);
	struct rules *r = rd->r;

	r->queues = arena_array(rd->run, length(rd, at) + 1, sizeof(plain));
	for (uint32_t i = at ? json_first(rd->j, at) : 0, n = 0; i;
	     i = json_after(rd->j, at, i), n++) {
		struct rule_queue q = plain;

		q.name = read_name(rd, i, n);
		for (size_t k = 0; k < n; k++)
			if (str_eq(r->queues[k].name, q.name))
				wrong(
				    rd, i, "queues[%zu] has this name too", k);
		read_queue(rd, i, &q);
		r->queues[r->n_queues++] = q;
	}
	be_nowhere(rd);
	if (r->n_queues == 0)
		r->queues[r->n_queues++] = plain;
	check_queues(rd);
}

void
read_more_queues(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "queues", JSON_ARRAY);
	struct rules *r = rd->r;
	struct rule_queue *all =
	    arena_array(rd->run, r->n_queues + length(rd, at), sizeof(*all));
	size_t known = r->n_queues;

	memcpy(all, r->queues, known * sizeof(*all));
	r->queues = all;
	for (size_t i = 0; i < known; i++) /* read from another file */
		all[i].overflow.at = all[i].transfer.at = 0;
	for (uint32_t i = at ? json_first(rd->j, at) : 0, n = 0; i;
	     i = json_after(rd->j, at, i), n++) {
		struct str name = read_name(rd, i, n);
		struct rule_queue *q = find(r, name);

		if (!q) {
			q = &all[r->n_queues++];
			*q = plain;
			q->name = name;
			q->added = true;
		}
		read_queue(rd, i, q);
	}
	be_nowhere(rd);
	check_queues(rd);
}

const struct rule_queue *
rules_queue(const struct rules *r, struct str name)
{
	return name.n == 0 ? &r->queues[0] : find(r, name);
}
