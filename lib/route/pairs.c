#include "route/pairs.h"

#include "json/json.h"
#include "stats/stats.h"

int64_t
pairs_wait(const struct contact *c)
{
	if (c->fate == FATE_NO_TIME || c->fate == FATE_JOINED ||
	    c->callback == CALLBACK_TAKEN)
		return WAIT_APART;
	return c->fate == FATE_ASSIGNED ? c->left_us - c->since_us : WAIT_NEVER;
}

void
pairs_add(struct pairs *p, int64_t before, int64_t after)
{
	if (before == WAIT_APART || after == WAIT_APART)
		return;
	p->contacts++;
	if (before == after)
		return;
	p->gained += before == WAIT_NEVER;
	p->lost += after == WAIT_NEVER;
	if (before == WAIT_NEVER || after == WAIT_NEVER)
		return;
	p->sooner += after < before;
	p->later += after > before;
	if (after - before > p->most_us)
		p->most_us = after - before;
}

void
pairs_merge(struct pairs *into, const struct pairs *from)
{
	into->contacts += from->contacts;
	into->sooner += from->sooner;
	into->gained += from->gained;
	into->later += from->later;
	into->lost += from->lost;
	if (from->most_us > into->most_us)
		into->most_us = from->most_us;
}

void
pairs_json(const struct pairs *p, struct buf *out)
{
	json_member_count(out, "contacts", p->contacts);
	json_member_count(out, "sooner", p->sooner);
	json_member_count(out, "newly_served", p->gained);
	json_member_count(out, "later", p->later);
	json_member_count(out, "no_longer_served", p->lost);
	json_member_number(
	    out, "most_later_s", stats_round4((double)p->most_us / 1e6));
}
