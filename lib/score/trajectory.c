#include "score/trajectory.h"

#include <math.h>

#include "score/judge.h"

/* A step; behind it the values, the rules and the intent that differ. */
struct step {
	uint32_t turn;
	uint32_t n_rules : 23;
	bool has_intent : 1;
	uint32_t n_values : 8;
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

/* A value: most are so many ten-thousandths, and some count. */
enum { SCALE = 10000, IS_COUNT = UINT16_MAX - 1, IS_DOUBLE };

static void
add_value(struct buf *b, double x)
{
	bool small = x >= 0 && x < (double)IS_COUNT / SCALE;
	uint16_t parts = small ? (uint16_t)lround(x * SCALE) : IS_DOUBLE;
	uint32_t count = x >= 0 && x <= UINT32_MAX ? (uint32_t)x : 0;

	if (small && is_same_value((double)parts / SCALE, x)) {
		buf_put(b, &parts, sizeof(parts));
	} else if (is_same_value(count, x)) {
		parts = IS_COUNT;
		buf_put(b, &parts, sizeof(parts));
		buf_put(b, &count, sizeof(count));
	} else {
		parts = IS_DOUBLE;
		buf_put(b, &parts, sizeof(parts));
		buf_put(b, &x, sizeof(x));
	}
}

static uint8_t
add_values(struct trajectory *t, const struct signals *g)
{
	uint8_t n = 0;

	for (size_t i = 0; i < t->n_slots; i++) {
		if (is_same_value(g->value[i], t->signals.value[i]))
			continue;
		buf_char(&t->steps, (char)i);
		add_value(&t->steps, g->value[i]);
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
	s.n_rules = add_rules(t, fired) & 0x7fffff;
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

static double
take_value(const struct trajectory *t, size_t *at)
{
	uint16_t parts;
	uint32_t count;
	double x;

	take(t, at, &parts, sizeof(parts));
	switch (parts) {
	case IS_COUNT:
		take(t, at, &count, sizeof(count));
		return count;
	case IS_DOUBLE:
		take(t, at, &x, sizeof(x));
		return x;
	default:
		return (double)parts / SCALE;
	}
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
	for (uint32_t i = 0; i < s.n_values; i++) {
		uint8_t slot;

		take(t, at, &slot, sizeof(slot));
		t->signals.value[slot] = take_value(t, at);
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
