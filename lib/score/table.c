#include <math.h>

#include "score/manual.h"
#include "score/score.h"
#include "score/signals.h"

/* What values a signal may have. */
enum values {
	UNIT,
	UNIT_OR_NULL,
	SIGNED,
	SIGNED_OR_NULL,
	COUNT,
	SECONDS,
};

static const enum values values_of[N_SLOTS] = {
#define SLOT_VALUES(slot, path, values, says) [SLOT_##slot] = values,
	SIGNAL_VALUES(SLOT_VALUES)
#undef SLOT_VALUES
};

#define ONE(...) +1
_Static_assert(SIGNAL_VALUES(ONE) == N_SLOTS, "a signal is not in the manual");
#undef ONE

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

	enum values v;
	bool is_signed;

	if (i == N_SLOTS) {
		*out = (struct score_signal){
			.name = "intent", .is_string = true, .null = true
		};
		return true;
	}
	if (i > N_SLOTS)
		return false;
	v = values_of[i];
	is_signed = v == SIGNED || v == SIGNED_OR_NULL;
	*out = (struct score_signal){
		.group = groups[i],
		.name = names[i],
		.null =
		    v == UNIT_OR_NULL || v == SIGNED_OR_NULL || v == SECONDS,
		.whole = v == COUNT,
		.low = is_signed ? -1 : 0,
		.high = v == COUNT || v == SECONDS ? INFINITY : 1,
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
