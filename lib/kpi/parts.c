#include "kpi/parts.h"

static bool
has_name(const struct turn *t)
{
	return course_is_human(t) && t->agent_id;
}

bool
parts_transferred(const struct course *k, const struct conv *c)
{
	struct str first = { NULL, 0 };
	size_t spell = 0;

	for (size_t i = 0; i < k->n_spells; i++)
		if (k->spells[i].joined > 1)
			return true;
	for (const struct turn *t = c->turns; t < c->turns + c->n_turns; t++) {
		size_t at;
		struct str name;

		if (!has_name(t))
			continue;
		at = course_spell(k, spell, t);
		name = json_raw(c->json, t->agent_id);
		if (!first.p || at != spell)
			first = name;
		else if (!str_eq(first, name))
			return true;
		spell = at;
	}
	return false;
}

static struct part *
part_of(struct parts *p, const struct conv *c, const struct turn *t)
{
	struct str name = json_raw(c->json, t->agent_id);

	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->at[i].name, name))
			return &p->at[i];
	if (p->n == MAX_PARTS)
		return NULL;
	p->at[p->n] = (struct part){
		.name = name, .agent_id = t->agent_id, .known = true
	};
	return &p->at[p->n++];
}

static void
add_span(struct part *p, int64_t from, int64_t to)
{
	if (!p)
		return;
	if (from == CONV_NO_TIME || to == CONV_NO_TIME || to < from)
		p->known = false;
	else
		p->ms += to - from;
}

void
parts_read(struct parts *p, const struct course *k, const struct conv *c)
{
	bool any = false;
	size_t spell = 0;
	int64_t from = CONV_NO_TIME;

	p->n = 0;
	p->last = NULL;
	for (const struct turn *t = c->turns; t < c->turns + c->n_turns; t++) {
		size_t at;
		struct part *next;

		if (!has_name(t))
			continue;
		at = course_spell(k, spell, t);
		next = part_of(p, c, t);
		if (!any || at != spell) {
			if (any)
				add_span(p->last, from, k->spells[spell].to_ms);
			from = k->spells[at].from_ms;
		} else if (next != p->last) {
			add_span(p->last, from, t->at_ms);
			if (p->last)
				p->last->passed_on = true;
			from = t->at_ms;
		}
		any = true;
		spell = at;
		p->last = next;
	}
	if (any)
		add_span(p->last, from, k->spells[spell].to_ms);
}
