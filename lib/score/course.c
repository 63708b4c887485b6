#include "score/course.h"

void
course_init(struct course *c, const struct rules *r, const size_t *suppressed,
    struct purse *purse, uint64_t *failed, struct arena *a)
{
	size_t n = r->n_rules + 1;

	*c = (struct course){ .rules = r,
		.suppressed = suppressed,
		.purse = purse,
		.failed = failed };
	c->part = arena_zalloc(a, n);
	c->holding = arena_zalloc(a, n);
	c->broken = arena_array(a, n, sizeof(*c->broken));
	c->effect = arena_zalloc(a, n * sizeof(*c->effect));
	c->asked = arena_zalloc(a, n * sizeof(*c->asked));
	for (size_t i = 0; i < r->n_rules; i++)
		c->holds |= r->rules[i].until != NULL;
}

void
course_start(struct course *c)
{
	size_t n = c->rules->n_rules;

	c->turn = c->held_until = 0;
	memset(c->holding, 0, n);
	memset(c->effect, 0, n * sizeof(*c->effect));
	memset(c->asked, 0, n * sizeof(*c->asked));
}

static bool
is_quiet(const struct course *c, size_t i)
{
	return c->effect[i] &&
	       c->turn - c->effect[i] <= c->rules->rules[i].cooldown;
}

static void
suppress(const struct course *c, uint8_t *fired)
{
	const struct rule *rules = c->rules->rules;

	for (size_t i = 0; i < c->rules->n_rules; i++) {
		size_t other = c->suppressed[i];

		if (!fired[i] || rules[i].then != RULE_SUPPRESS ||
		    rules[other].hard)
			continue;
		if (rules[other].then != RULE_SUPPRESS || other > i)
			fired[other] = 0;
	}
}

static bool
has_ended(
    struct course *c, size_t i, struct expr_value facts, struct arena *scratch)
{
	enum expr_answer answer = purse_ask(c->purse, c->rules->n_rules + i,
	    c->rules->rules[i].until, facts, scratch);

	c->failed[i] += answer >= EXPR_FAILED;
	if (answer == EXPR_FAILED)
		c->broken[c->n_broken++] = i;
	return answer == EXPR_YES;
}

static void
hold(struct course *c, struct expr_value facts, struct arena *scratch,
    const uint8_t *fired)
{
	c->held = false;
	c->n_broken = 0;
	for (size_t i = 0; i < c->rules->n_rules; i++) {
		const struct rule *rule = &c->rules->rules[i];
		uint32_t last = c->turn + rule->turns - 1;

		if (rule->then != RULE_HOLD)
			continue;
		if (!rule->until) {
			if (fired[i] && last > c->held_until) {
				c->held_until = last;
				c->holder = i;
			}
			continue;
		}
		c->holding[i] |= fired[i];
		if (c->holding[i] && has_ended(c, i, facts, scratch))
			c->holding[i] = 0;
		if (c->holding[i]) {
			c->held = true;
			c->held_by = i;
		}
	}
	if (c->turn <= c->held_until) {
		c->held = true;
		c->held_by = c->holder;
	}
}

static enum part
part_of(const struct course *c, size_t i)
{
	const struct rule *rule = &c->rules->rules[i];

	switch (rule->then) {
	case RULE_WATCH:
		return PART_WATCHES;
	case RULE_ESCALATE:
	case RULE_CLARIFY:
		break;
	default:
		return PART_OTHER;
	}
	if (c->held && !rule->hard)
		return PART_HELD;
	if (rule->then == RULE_CLARIFY &&
	    !(c->asked[i] && c->turn - c->asked[i] <= rule->turns))
		return PART_ASKS;
	return PART_ESCALATES;
}

void
course_step(struct course *c, struct expr_value facts, struct arena *scratch,
    uint8_t *fired)
{
	size_t n = c->rules->n_rules;

	c->turn++;
	c->idle = !memchr(fired, 1, n);
	/* most turns */
	if (!c->holds && c->idle) {
		c->held = c->turn <= c->held_until;
		c->held_by = c->holder;
		memset(c->part, PART_NONE, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (fired[i] && is_quiet(c, i))
			fired[i] = 0;
	suppress(c, fired);
	hold(c, facts, scratch, fired);
	for (size_t i = 0; i < n; i++) {
		c->part[i] = fired[i] ? part_of(c, i) : PART_NONE;
		if (c->part[i] == PART_ASKS)
			c->asked[i] = c->turn;
		if (c->part[i] != PART_NONE && c->part[i] != PART_HELD)
			c->effect[i] = c->turn;
	}
}
