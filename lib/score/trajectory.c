#include "score/trajectory.h"

#include "score/judge.h"

/* A step; behind it the values, the rules and the intent that differ. */
struct step {
	uint32_t turn, n_rules;
	uint8_t n_values;
	bool has_intent;
};
_Static_assert(MAX_SLOTS <= UINT8_MAX, "a step counts values in a byte");

void
trajectory_init(
    struct trajectory *t, const struct score_plan *p, struct arena *a)
{
	t->n_slots = p->slots.n;
	t->n_rules = p->rules.n_rules;
	t->fired = arena_zalloc(a, t->n_rules + 1);
}

void
trajectory_free(struct trajectory *t)
{
	buf_free(&t->steps);
}

/* What the first step differs from. */
static void
rewind_steps(struct trajectory *t)
{
	memset(&t->signals, 0, sizeof(t->signals));
	memset(t->fired, 0, t->n_rules);
}

void
trajectory_start(struct trajectory *t)
{
	buf_forget(&t->steps);
	rewind_steps(t);
}

/* Bit by bit: what is absent is a NAN. */
static bool
is_same_value(double a, double b)
{
	uint64_t x, y;

	memcpy(&x, &a, sizeof(x));
	memcpy(&y, &b, sizeof(y));
	return x == y;
}

static uint8_t
add_values(struct trajectory *t, const struct signals *g)
{
	uint8_t n = 0;

	for (size_t i = 0; i < t->n_slots; i++) {
		if (is_same_value(g->value[i], t->signals.value[i]))
			continue;
		buf_char(&t->steps, (char)i);
		buf_put(&t->steps, &g->value[i], sizeof(g->value[i]));
		t->signals.value[i] = g->value[i];
		n++;
	}
	return n;
}

static uint32_t
add_rules(struct trajectory *t, const uint8_t *fired)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < t->n_rules; i++) {
		if (fired[i] == t->fired[i])
			continue;
		buf_put(&t->steps, &i, sizeof(i));
		t->fired[i] = fired[i];
		n++;
	}
	return n;
}

static bool
add_intent(struct trajectory *t, struct str intent)
{
	struct str *last = &t->signals.intent;

	if (intent.p == last->p && intent.n == last->n)
		return false;
	buf_put(&t->steps, &intent, sizeof(intent));
	*last = intent;
	return true;
}

void
trajectory_add(struct trajectory *t, uint32_t turn, const struct signals *g,
    const uint8_t *fired)
{
	struct step s = { .turn = turn };
	size_t at = t->steps.n;

	buf_put(&t->steps, &s, sizeof(s));
	s.n_values = add_values(t, g);
	s.n_rules = add_rules(t, fired);
	s.has_intent = add_intent(t, g->intent);
	memcpy(t->steps.p + at, &s, sizeof(s));
}

/* Take n bytes from *at on. */
static void
take(const struct trajectory *t, size_t *at, void *to, size_t n)
{
	memcpy(to, t->steps.p + *at, n);
	*at += n;
}

bool
trajectory_next(struct trajectory *t, size_t *at)
{
	struct step s;

	if (*at == t->steps.n)
		return false;
	if (*at == 0)
		rewind_steps(t);
	take(t, at, &s, sizeof(s));
	t->turn = s.turn;
	for (uint8_t i = 0; i < s.n_values; i++) {
		uint8_t slot;

		take(t, at, &slot, sizeof(slot));
		take(t, at, &t->signals.value[slot],
		    sizeof(t->signals.value[slot]));
	}
	for (uint32_t i = 0; i < s.n_rules; i++) {
		uint32_t rule;

		take(t, at, &rule, sizeof(rule));
		t->fired[rule] ^= 1;
	}
	if (s.has_intent)
		take(t, at, &t->signals.intent, sizeof(t->signals.intent));
	return true;
}
