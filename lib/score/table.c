#include <math.h>

#include "score/score.h"
#include "score/signals.h"

/* What values a signal may have; every one is quantised and finite. */
enum domain {
	UNIT,	 /* 0..1 */
	SIGNED,	 /* -1..1 */
	COUNT,	 /* 0, 1, 2 ... */
	SECONDS, /* 0 and up */
};

static const struct {
	enum domain domain;
	bool null; /* where the log does not say */
} domains[N_SLOTS] = {
	[SLOT_SENTIMENT] = { SIGNED, false },
	[SLOT_SENTIMENT_TREND] = { SIGNED, false },
	[SLOT_CONFIDENCE] = { UNIT, true },
	[SLOT_MARGIN] = { SIGNED, true },
	[SLOT_OUT_OF_SCOPE] = { UNIT, true },
	[SLOT_FALLBACKS] = { COUNT, false },
	[SLOT_FALLBACK_STREAK] = { COUNT, false },
	[SLOT_BOT_REPEATS] = { COUNT, false },
	[SLOT_REPHRASES] = { COUNT, false },
	[SLOT_LOOPS] = { COUNT, false },
	[SLOT_TURNS] = { COUNT, false },
	[SLOT_ELAPSED_S] = { SECONDS, true },
	[SLOT_BOT_WAIT_S] = { SECONDS, true },
	[SLOT_CUSTOMER_GAP_S] = { SECONDS, true },
	[SLOT_SLOT_REPEATS] = { COUNT, false },
	[SLOT_UNANSWERED] = { COUNT, false },
	[SLOT_UNHELPFUL] = { COUNT, false },
	[SLOT_LENGTH_TREND] = { SIGNED, false },
	[SLOT_ASR_CONFIDENCE] = { UNIT, true },
	[SLOT_SILENCES] = { COUNT, false },
	[SLOT_DTMF] = { COUNT, false },
	[SLOT_BARGE_INS] = { COUNT, false },
};

bool
score_signal(size_t i, struct score_signal *out)
{
	static const char *const names[] = {
#define SIGNAL_PATH(slot, group, name, ...) [SLOT_##slot] = name,
		SIGNALS(SIGNAL_PATH)
#undef SIGNAL_PATH
	};
	static const char *const groups[] = {
#define SIGNAL_GROUP(slot, group, ...) [SLOT_##slot] = group,
		SIGNALS(SIGNAL_GROUP)
#undef SIGNAL_GROUP
	};

	if (i == N_SLOTS) {
		*out = (struct score_signal){
			.name = "intent", .is_string = true, .null = true
		};
		return true;
	}
	if (i > N_SLOTS)
		return false;
	*out = (struct score_signal){
		.group = groups[i],
		.name = names[i],
		.null = domains[i].null,
		.whole = domains[i].domain == COUNT,
		.low = domains[i].domain == SIGNED ? -1 : 0,
		.high = domains[i].domain == UNIT || domains[i].domain == SIGNED
			    ? 1
			    : INFINITY,
	};
	return true;
}

bool
score_is_trace(struct str group, struct str name, double x)
{
	struct score_signal g;

	for (size_t i = 0; score_signal(i, &g); i++)
		if (str_eq(name, str_of(g.name)) &&
		    str_eq(group, str_of(g.group ? g.group : "")))
			return i < N_SLOTS && slot_traces(i) &&
			       fabs(x) < LEAST_FELT;
	return false;
}

const struct expr_shape *
score_facts(const char *const *lists, size_t n, struct arena *run)
{
	struct slots *s = arena_zalloc(run, sizeof(*s));

	slots_init(s, lists, n < MAX_USER_LISTS ? n : MAX_USER_LISTS, run);
	return s->facts;
}
