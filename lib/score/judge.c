#include "score/judge.h"

#include <string.h>

#include "json/json.h"
#include "score/ahead.h"

enum { SCRATCH_CEILING = 64 << 20 }; /* bytes one `when` may use */

void
judge_init(struct judge *j, const struct score_plan *p, struct arena *a)
{
	*j = (struct judge){ .plan = p };
	ends_init(&j->ends, p->rules.n_rules, p->told, a);
	purse_init(&j->purse, p->rules.n_rules, p->deadline_ms, &j->ends, a);
	j->ahead = ahead_new(p, &j->ends);
	arena_init(&j->scratch, SCRATCH_CEILING);
	j->facts = facts_new(&p->slots, a);
	j->failed = arena_zalloc(a, (p->rules.n_rules + 1) * sizeof(uint64_t));
	failures_init(&j->failures, p->rules.n_rules, a);
	j->answer = arena_zalloc(a, p->rules.n_rules + 1);
	j->fired = arena_zalloc(a, p->rules.n_rules + 1);
	j->words = p->rules.n_rules / 64 + 1;
	j->due = arena_array(a, j->words, sizeof(*j->due));
	course_init(
	    &j->course, &p->rules, p->suppressed, &j->purse, j->failed, a);
	thresholds_init(&j->thresholds, &p->rules,
	    p->slots.facts->inner[FACT_THRESHOLDS], a);
}

void
judge_free(struct judge *j)
{
	ahead_free(j->ahead);
	arena_free(&j->scratch);
}

/* Not those of the record: what filters add to it must change nothing. */
static size_t
bytes_of_turns(const struct conv *c)
{
	struct str first, last;

	if (c->n_turns == 0)
		return 0;
	first = json_raw(c->json, c->turns[0].value);
	last = json_raw(c->json, c->turns[c->n_turns - 1].value);
	return (size_t)(last.p + last.n - first.p);
}

void
judge_start(struct judge *j, const struct conv *c)
{
	course_start(&j->course);
	purse_start(&j->purse, bytes_of_turns(c));
	thresholds_start(&j->thresholds, c);
	change_thresholds(j->change, &j->thresholds);
	if (j->plan->looks_at_thresholds)
		facts_set(j->facts, FACT_THRESHOLDS,
		    expr_object(&j->thresholds.record));
}

void
judge_note(struct judge *j, const struct signals *g)
{
	ahead_note(j->ahead, judge_facts(j, g));
}

void
judge_ask(struct judge *j)
{
	ahead_ask(j->ahead);
}

static enum expr_answer
ask_rule(struct judge *j, size_t i)
{
	const struct expr *when =
	    change_when(j->change, i, j->plan->rules.rules[i].when);

	if (!when)
		return EXPR_NO;
	if (expr_jailed(when))
		return ahead_answer(j->ahead, i, j->course.turn);
	return purse_ask(
	    &j->purse, i, when, facts_value(j->facts), &j->scratch);
}

/* False: no rule is to be asked.  The gate is not that of a supposed one. */
static bool
find_due(struct judge *j, const struct signals *g)
{
	const struct score_change *c = j->change;
	bool supposed = c && c->kind == CHANGE_RULE;

	memset(j->due, 0, j->words * sizeof(*j->due));
	if (supposed)
		j->due[c->rule / 64] |= (uint64_t)1 << c->rule % 64;
	return gates_pass(&j->plan->gates, g, j->due) || supposed;
}

static void
note_failures(struct judge *j)
{
	const struct rule *rules = j->plan->rules.rules;

	for (size_t i = 0; i < j->plan->rules.n_rules; i++) {
		j->failed[i] += j->answer[i] >= EXPR_FAILED;
		if (j->answer[i] == EXPR_FAILED)
			failures_note(&j->failures, i, rules[i].when,
			    facts_value(j->facts), &j->scratch);
	}
}

/* True: one of them failed. */
static bool
ask_due(struct judge *j)
{
	bool failed = false;

	for (size_t w = 0; w < j->words; w++)
		for (uint64_t left = j->due[w]; left; left &= left - 1) {
			size_t i = w * 64 + (size_t)__builtin_ctzll(left);

			j->answer[i] = (uint8_t)ask_rule(j, i);
			j->fired[i] = j->answer[i] == EXPR_YES;
			failed |= j->answer[i] >= EXPR_FAILED;
		}
	return failed;
}

/* Those not asked say no, or how they ended. */
static void
ask_rules(struct judge *j, const struct signals *g)
{
	bool failed = j->purse.n_ended, due = find_due(j, g);
	size_t n = j->plan->rules.n_rules;

	memcpy(j->answer, j->purse.ended, n);
	memset(j->fired, 0, n);
	if (due || j->course.holds) {
		arena_reset(&j->scratch);
		facts_signals(j->facts, g);
	}
	if (due)
		failed |= ask_due(j);
	if (failed)
		note_failures(j);
}

void
judge_fire(struct judge *j, const struct signals *g)
{
	ask_rules(j, g);
	course_step(&j->course, facts_value(j->facts), &j->scratch, j->fired);
	for (size_t i = 0; i < j->course.n_broken; i++) {
		size_t rule = j->course.broken[i];

		failures_note(&j->failures, rule,
		    j->plan->rules.rules[rule].until, facts_value(j->facts),
		    &j->scratch);
	}
}

struct expr_value
judge_facts(struct judge *j, const struct signals *g)
{
	facts_signals(j->facts, g);
	return facts_value(j->facts);
}

/* The next slot, from i on, that the rule's `when` names; or slots.n. */
static size_t
find_looked_at(const struct score_plan *p, size_t rule, size_t i)
{
	const uint8_t *looks = p->looks_at + rule * p->slots.n;
	const uint8_t *next = memchr(looks + i, 1, p->slots.n - i);

	return next ? (size_t)(next - looks) : p->slots.n;
}

/* One reason; rule n_rules is the threshold of readiness. */
static void
put_reason(const struct judge *j, size_t rule, const struct scene *s,
    const struct signals *g, struct buf *b)
{
	const struct score_plan *p = j->plan;
	const struct slots *slots = &p->slots;
	const struct reason_text *text = &p->reasons[rule];
	bool own = rule < p->rules.n_rules;
	bool asks = own && j->course.part[rule] == PART_ASKS;
	struct evidence e = { .out = b, .scene = s };
	size_t i;

	if (b->n > 1)
		buf_char(b, ',');
	buf_str(b, text->head);
	json_put_int(b, s->turn);
	buf_str(b, asks ? text->asking : text->plain);
	if (own) {
		for (i = find_looked_at(p, rule, 0); i < slots->n;
		     i = find_looked_at(p, rule, i + 1))
			evidence_put(&e, slots, g, i);
	} else {
		for (i = 0; i < slots->n; i++)
			if (slots_contribution(slots, g, i) > 0)
				evidence_put(&e, slots, g, i);
	}
	buf_cstr(b, "]}");
}

static bool
takes_part(const struct judge *j, size_t rule, enum decision d)
{
	enum part part = (enum part)j->course.part[rule];

	if (d == DECISION_ESCALATE)
		return part == PART_ESCALATES;
	return part == PART_WATCHES || part == PART_ASKS;
}

/* The rule that decides, n_rules for readiness, SIZE_MAX for none. */
static size_t
find_reason(const struct judge *j, double readiness, enum decision d)
{
	size_t n = j->plan->rules.n_rules;

	for (size_t i = 0; i < n && !j->course.idle; i++)
		if (takes_part(j, i, d))
			return i;
	if (d == DECISION_ESCALATE)
		return !j->course.held &&
			       readiness >=
				   j->thresholds.now[THRESHOLD_ESCALATE]
			   ? n
			   : SIZE_MAX;
	return readiness >= j->thresholds.now[THRESHOLD_WATCH] ? n : SIZE_MAX;
}

static void
put_reasons(const struct judge *j, size_t decider, const struct scene *s,
    const struct signals *g, struct verdict *v)
{
	size_t n = j->plan->rules.n_rules;

	buf_clear(&v->reasons);
	buf_char(&v->reasons, '[');
	put_reason(j, decider, s, g, &v->reasons);
	for (size_t i = 0; i < n; i++)
		if (i != decider && j->course.part[i] >= PART_WATCHES)
			put_reason(j, i, s, g, &v->reasons);
	buf_char(&v->reasons, ']');
}

/* There is room for many more than there are. */
static void
keep_signals(const struct judge *j, const struct signals *g, struct verdict *v)
{
	memcpy(
	    v->signals.value, g->value, j->plan->slots.n * sizeof(*g->value));
	v->signals.intent = g->intent;
}

static void
take(const struct judge *j, enum decision d, size_t decider,
    const struct scene *s, const struct signals *g, struct verdict *v)
{
	const struct rules *r = &j->plan->rules;
	bool own = decider < r->n_rules;
	struct str queue = own ? r->rules[decider].queue : STR("");

	v->decision = d;
	v->turn = s->turn;
	v->at_ms = s->at_ms;
	v->rule = decider;
	v->hard = d == DECISION_ESCALATE && own && r->rules[decider].hard;
	v->queue = queue.n ? queue : rules_queue(r, queue)->name;
	v->priority = own ? r->rules[decider].priority : 50;
	keep_signals(j, g, v);
	put_reasons(j, decider, s, g, v);
}

void
judge_decide(struct judge *j, const struct scene *s, const struct signals *g,
    struct verdict *v)
{
	double readiness = g->value[SLOT_READINESS];
	size_t decider = find_reason(j, readiness, DECISION_ESCALATE);

	if (decider != SIZE_MAX) {
		take(j, DECISION_ESCALATE, decider, s, g, v);
	} else if (v->decision == DECISION_CONTAIN) {
		decider = find_reason(j, readiness, DECISION_WATCH);
		if (decider != SIZE_MAX)
			take(j, DECISION_WATCH, decider, s, g, v);
		else if (!v->seen ||
			 readiness > v->signals.value[SLOT_READINESS]) {
			keep_signals(j, g, v);
			v->turn = s->turn;
		}
	}
	v->seen = true;
}
