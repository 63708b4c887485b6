#include "check/members.h"
#include "packet/packet.h"
#include "score/score.h"

/* What tells a crisis, and what is told of one. */

/* A name, or an array of names, of which each is known. */
static void
check_names(struct reading *r, uint32_t at, enum code code, const char *what,
    const struct str *known, size_t n)
{
	const struct rule_member m = { "a name", IS_STRING, 0, 0, false };
	bool is_list = at && json_kind_of(&r->j, at) == JSON_ARRAY;

	if (!at || json_kind_of(&r->j, at) == JSON_NULL)
		return;
	if (is_list && !json_first(&r->j, at))
		report(r, at, BAD_MEMBER, "it has no elements");
	for (uint32_t i = is_list ? json_first(&r->j, at) : at; i;
	     i = is_list ? json_after(&r->j, at, i) : 0) {
		if (is_allowed(r, i, &m))
			which_name(r, i, code, what, known, n);
	}
}

#define FIELD_STR(symbol, name, title) { name, sizeof(name) - 1 },

void
check_crisis(struct reading *r)
{
	static const struct str fields[] = { PACKET_FIELDS(FIELD_STR) };
	uint32_t at = member_of(r, 0, "crisis", JSON_OBJECT);
	struct score_signal s;
	struct str *signals;
	size_t n = 0;

	if (!at)
		return;
	check_object(r, at, members_of_crisis);
	while (score_signal(n, &s))
		n++;
	signals = arena_array(r->run, n, sizeof(*signals));
	for (n = 0; score_signal(n, &s); n++)
		signals[n] = arena_printf(r->run, "%s%s%s",
		    s.group ? s.group : "", s.group ? "." : "", s.name);
	check_names(r, json_get(&r->j, at, STR("signals")), UNKNOWN_SIGNAL,
	    "signal", signals, n);
	check_names(r, json_get(&r->j, at, STR("fields")), BAD_MEMBER, "field",
	    fields, sizeof(fields) / sizeof(*fields));
}
