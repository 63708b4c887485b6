#include "route/refusal.h"

const char *const refusal_names[N_REFUSALS] = {
	[REFUSED_CLOSED] = "closed",
	[REFUSED_FULL] = "full",
	[REFUSED_MAX_WAIT] = "max_wait",
	[REFUSED_NO_SKILL] = "no_skill",
	[REFUSED_NO_AGENT] = "no_agent",
	[REFUSED_NO_LANGUAGE] = "no_language",
	[REFUSED_NO_CHANNEL] = "no_channel",
	[REFUSED_NO_TIME] = "no_time",
	[REFUSED_NO_QUEUE] = "no_queue",
	[REFUSED_NOT_REACHED] = "not_reached",
	[REFUSED_BACKLOG] = "backlog",
};

enum refusal
refusal_of(const struct contact *c)
{
	static const enum refusal lacks[] = {
		[LACK_SKILL] = REFUSED_NO_SKILL,
		[LACK_AGENT] = REFUSED_NO_AGENT,
		[LACK_LANGUAGE] = REFUSED_NO_LANGUAGE,
		[LACK_CHANNEL] = REFUSED_NO_CHANNEL,
	};
	static const enum refusal fates[] = {
		[FATE_OPEN] = N_REFUSALS,
		[FATE_ASSIGNED] = N_REFUSALS,
		[FATE_ABANDONED] = N_REFUSALS,
		[FATE_TIMED_OUT] = REFUSED_MAX_WAIT,
		[FATE_BACKLOG] = REFUSED_BACKLOG,
		[FATE_NO_TIME] = REFUSED_NO_TIME,
		[FATE_NO_QUEUE] = REFUSED_NO_QUEUE,
		[FATE_CLOSED] = REFUSED_CLOSED,
		[FATE_FULL] = REFUSED_FULL,
		[FATE_NOT_REACHED] = REFUSED_NOT_REACHED,
		[FATE_JOINED] = N_REFUSALS,
	};

	return c->fate == FATE_HOPELESS ? lacks[c->demand->lack]
					: fates[c->fate];
}
