#include "rules/reader.h"

static void
read_skills(struct reader *rd, uint32_t queue, struct rule_queue *q)
{
	uint32_t at = read_group(rd, queue, "skills", JSON_ARRAY);

	if (!at)
		return;
	q->skills = arena_array(rd->run, length(rd, at), sizeof(*q->skills));
	for (uint32_t i = json_first(rd->j, at); i;
	     i = json_after(rd->j, at, i)) {
		demand(rd, i, JSON_STRING, "a skill");
		q->skills[q->n_skills++] = json_string(rd->j, i, rd->run);
	}
}

static void
read_queue(struct reader *rd, uint32_t at, size_t i)
{
	struct rule_queue *q = &rd->r->queues[i];

	be_at(rd, "queues", i, STR(""));
	demand(rd, at, JSON_OBJECT, "it");
	q->name = read_string(rd, at, "name");
	be_at(rd, "queues", i, q->name);
	demand_known(rd, at, members_of_queue);
	if (q->name.n == 0)
		wrong(rd, at, "it has no name");
	for (size_t k = 0; k < i; k++)
		if (str_eq(rd->r->queues[k].name, q->name))
			wrong(rd, at, "queues[%zu] has this name too", k);
	q->priority = read_number(rd, at, "priority", -1e9, 1e9, 50);
	q->sla_s = read_number(rd, at, "sla_s", 0, 1e9, 60);
	q->handle_s = read_number(rd, at, "handle_s", 0, 1e9, 300);
	q->patience_s = read_number(rd, at, "patience_s", 0, 1e9, 0);
	read_skills(rd, at, q);
}

void
read_queues(struct reader *rd)
{
	uint32_t at = read_group(rd, 0, "queues", JSON_ARRAY);
	struct rules *r = rd->r;

	r->n_queues = length(rd, at);
	r->queues =
	    arena_zalloc(rd->run, (r->n_queues + 1) * sizeof(*r->queues));
	if (r->n_queues == 0) {
		r->n_queues = 1;
		r->queues[0] = (struct rule_queue){ .name = STR("general"),
			.priority = 50,
			.sla_s = 60,
			.handle_s = 300 };
		return;
	}
	for (uint32_t i = json_first(rd->j, at), n = 0; i;
	     i = json_after(rd->j, at, i))
		read_queue(rd, i, n++);
	be_nowhere(rd);
}

const struct rule_queue *
rules_queue(const struct rules *r, struct str name)
{
	if (name.n == 0)
		return &r->queues[0];
	for (size_t i = 0; i < r->n_queues; i++)
		if (str_eq(r->queues[i].name, name))
			return &r->queues[i];
	return NULL;
}
