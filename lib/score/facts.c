#include "score/facts.h"

#include <string.h>

#include "score/clock.h"

enum { MOST_NAMES = N_SLOTS + 1 + SLOT_GROUPS }; /* of .signals */

struct facts {
	const struct slots *slots;
	struct expr_value top[N_FACTS];
	struct expr_value *values; /* of .signals, then group by group */
	struct expr_record record, signals, group[SLOT_GROUPS];
};

static const struct expr_shape *
make_shape(const struct str *names, size_t n,
    const struct expr_shape *const *inner, struct arena *run)
{
	struct expr_shape *s = arena_alloc(run, sizeof(*s));

	*s = (struct expr_shape){ names, inner, n };
	return s;
}

/* The members of .signals that are in no group; returns how many. */
static uint32_t
name_plain(struct slots *s, struct str *names)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		if (s->info[i].group)
			continue;
		if (i == SLOT_CONFIDENCE) {
			s->intent_at = n;
			names[n++] = STR("intent");
		}
		s->at[i] = n;
		names[n++] = str_of(s->info[i].name);
	}
	return n;
}

/* A group, whose values lie from *flat on, which is stepped on. */
static const struct expr_shape *
shape_group(
    struct slots *s, const char *group, uint32_t *flat, struct arena *run)
{
	struct str *names = arena_array(run, s->n, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const char *of = s->info[i].group;

		if (!of || strcmp(of, group) != 0)
			continue;
		names[n++] = str_of(s->info[i].name);
		s->at[i] = (*flat)++;
	}
	return make_shape(names, n, NULL, run);
}

/* Plain signals first, then one member for each group, then the groups. */
static const struct expr_shape *
shape_signals(struct slots *s, struct arena *run)
{
	struct str *names = arena_array(run, MOST_NAMES, sizeof(*names));
	const struct expr_shape **inner =
	    arena_zalloc(run, MOST_NAMES * sizeof(struct expr_shape *));
	uint32_t n, flat;

	s->at = arena_array(run, s->n, sizeof(*s->at));
	n = name_plain(s, names);
	flat = n + SLOT_GROUPS;
	for (size_t g = 0; g < SLOT_GROUPS; g++) {
		inner[n] = shape_group(s, slot_groups[g], &flat, run);
		names[n++] = str_of(slot_groups[g]);
	}
	return make_shape(names, n, inner, run);
}

void
facts_shape(struct slots *s, struct arena *run)
{
	static const struct str names[N_FACTS] = {
		[FACT_TURN] = { "turn", 4 },
		[FACT_SIGNALS] = { "signals", 7 },
		[FACT_CUSTOMER] = { "customer", 8 },
		[FACT_CHANNEL] = { "channel", 7 },
		[FACT_LANGUAGE] = { "language", 8 },
		[FACT_BOT] = { "bot", 3 },
		[FACT_HISTORY] = { "history", 7 },
		[FACT_LOCAL_TIME] = { "local_time", 10 },
		[FACT_THRESHOLDS] = { "thresholds", 10 },
	};
	const struct expr_shape **inner =
	    arena_zalloc(run, N_FACTS * sizeof(struct expr_shape *));

	inner[FACT_SIGNALS] = shape_signals(s, run);
	inner[FACT_LOCAL_TIME] = clock_shape();
	s->facts = make_shape(names, N_FACTS, inner, run);
}

void
facts_thresholds(struct slots *s, const struct rule_threshold *t, size_t n,
    struct arena *run)
{
	struct str *names = arena_array(run, n, sizeof(*names));

	for (size_t i = 0; i < n; i++)
		names[i] = t[i].name;
	((const struct expr_shape **)s->facts->inner)[FACT_THRESHOLDS] =
	    make_shape(names, n, NULL, run);
}

struct facts *
facts_new(const struct slots *s, struct arena *a)
{
	struct facts *f = arena_zalloc(a, sizeof(*f));
	const struct expr_shape *signals = s->facts->inner[FACT_SIGNALS];
	size_t n = signals->n, plain = signals->n - SLOT_GROUPS, flat = n;

	for (size_t g = 0; g < SLOT_GROUPS; g++)
		n += signals->inner[plain + g]->n;
	f->slots = s;
	f->values = arena_array(a, n, sizeof(*f->values));
	for (size_t i = 0; i < n; i++)
		f->values[i] = expr_null();
	for (size_t g = 0; g < SLOT_GROUPS; g++) {
		f->group[g] = (struct expr_record){ signals->inner[plain + g],
			f->values + flat };
		f->values[plain + g] = expr_object(&f->group[g]);
		flat += signals->inner[plain + g]->n;
	}
	f->signals = (struct expr_record){ signals, f->values };
	f->record = (struct expr_record){ s->facts, f->top };
	for (size_t i = 0; i < N_FACTS; i++)
		f->top[i] = expr_null();
	f->top[FACT_SIGNALS] = expr_object(&f->signals);
	return f;
}

void
facts_set(struct facts *f, enum fact which, struct expr_value v)
{
	f->top[which] = v;
}

void
facts_set_json(
    struct facts *f, enum fact which, const struct json *j, uint32_t at)
{
	expr_set_json(&f->top[which], j, at);
}

void
facts_signals(struct facts *f, const struct signals *g)
{
	const struct slots *s = f->slots;

	for (size_t i = 0; i < s->n; i++)
		expr_set_num(&f->values[s->at[i]], g->value[i]);
	f->values[s->intent_at] =
	    g->intent.p ? expr_str(g->intent) : expr_null();
}

struct expr_value
facts_value(const struct facts *f)
{
	return expr_object(&f->record);
}
