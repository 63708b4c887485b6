#include "kpi/who.h"

#include <stdbool.h>
#include <stddef.h>

bool
who_is_among(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_eq(name, str_of(*names)))
			return true;
	return false;
}

enum who
who_is(struct str name)
{
	static const char *const customer[] = { "customer", "user", "consumer",
		"visitor", "end_user", NULL };
	static const char *const bot[] = { "bot", "assistant", "virtual_agent",
		NULL };
	static const char *const agent[] = { "agent", "human", "operator",
		NULL };
	static const char *const timer[] = { "timeout", "timer", "inactivity",
		"idle", NULL };

	if (!name.n)
		return WHO_NOBODY;
	if (who_is_among(name, customer))
		return WHO_CUSTOMER;
	if (who_is_among(name, bot))
		return WHO_BOT;
	if (who_is_among(name, agent))
		return WHO_AGENT;
	return who_is_among(name, timer) ? WHO_TIMER : WHO_SOMEBODY;
}
