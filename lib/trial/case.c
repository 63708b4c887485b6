#include "trial/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "stats/stats.h"

enum {
	MEMORY = 1 << 30,
	SCRATCH = 64 << 20, /* of one condition */
	LOOKS = 64,	    /* comparisons of one rule */
};

struct observer {
	struct score_watcher watcher;
	struct case_file *file;
	struct arena scratch;
};

static struct score_scale
signal_of(const struct score_plan *plan, struct str left)
{
	struct score_scale s = { .step = 0.0001, .span = 1 };
	struct str prefix = STR(".signals.");

	if (left.n > prefix.n && memcmp(left.p, prefix.p, prefix.n) == 0) {
		left.p += prefix.n;
		left.n -= prefix.n;
		for (size_t i = 0; score_scale(plan, i, &s); i++)
			if (str_eq(s.path, left))
				return s;
	}
	return (struct score_scale){ .step = 0.0001, .span = 1 };
}

/* The nearest number that turns the comparison round. */
static double
turn_round(const struct expr_comparison *c, double step)
{
	bool or_equal = c->sign[1] == '=';
	double up = stats_round4(c->value + step),
	       down = stats_round4(c->value - step);

	switch (c->sign[0]) {
	case '>':
		return c->holds ? (or_equal ? up : c->value)
				: (or_equal ? c->value : down);
	case '<':
		return c->holds ? (or_equal ? down : c->value)
				: (or_equal ? c->value : up);
	default: /* == and != */
		return c->value == c->literal ? up : c->value;
	}
}

const struct expr *
look_edit(const struct rule *rule, const struct look *l, double number,
    struct arena *a)
{
	struct buf b = { 0 };
	struct expr_error err;
	struct str text = rule->when_text;
	const struct expr *e;

	buf_put(&b, text.p, l->c.literal_at);
	json_put_number(&b, number);
	buf_put(&b, text.p + l->c.literal_at + l->c.literal_n,
	    text.n - l->c.literal_at - l->c.literal_n);
	e = expr_compile(arena_copy(a, buf_view(&b)), NULL, a, &err);
	buf_free(&b);
	/* the jail holds what the file says, no variations */
	return e && expr_jailed(e) ? NULL : e;
}

static void
look_at(struct observer *o, const struct score_turn *t, size_t rule,
    const struct expr_comparison *c, struct look *l)
{
	struct case_file *f = o->file;
	struct score_scale s = signal_of(f->plan, c->left);
	const struct expr *edited;

	*l = (struct look){
		.rule = rule, .c = *c, .step = s.step, .span = s.span
	};
	l->c.left = arena_copy(&f->arena, c->left);
	l->needed = turn_round(c, s.step);
	if (c->literal_n == 0 || t->answers[rule] != EXPR_NO)
		return;
	edited = look_edit(&f->rules->rules[rule], l, l->needed, &o->scratch);
	l->enough =
	    edited && expr_test(edited, t->facts, &o->scratch) == EXPR_YES;
}

static void
look_around(struct observer *o, const struct score_turn *t, struct seen_turn *s)
{
	struct case_file *f = o->file;
	struct expr_comparison c[LOOKS];
	struct look all[LOOKS];
	size_t n = f->rules->n_rules, room = 0;
	struct look **of_rule = arena_array(&f->arena, n + 1, sizeof(*of_rule));
	size_t *n_of_rule = arena_array(&f->arena, n + 1, sizeof(*n_of_rule));

	for (size_t i = 0; i < n; i++) {
		const struct rule *r = &f->rules->rules[i];

		arena_reset(&o->scratch);
		n_of_rule[i] = r->when ? expr_comparisons(r->when, t->facts,
					     &o->scratch, c, LOOKS)
				       : 0;
		for (size_t k = 0; k < n_of_rule[i]; k++)
			look_at(o, t, i, &c[k], &all[k]);
		of_rule[i] =
		    arena_array(&f->arena, n_of_rule[i] + 1, sizeof(**of_rule));
		memcpy(of_rule[i], all, n_of_rule[i] * sizeof(*all));
		room += n_of_rule[i];
	}
	s->looks = arena_array(&f->arena, room + 1, sizeof(*s->looks));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n_of_rule[i]; k++)
			s->looks[s->n_looks++] = of_rule[i][k];
}

/* A rule that fails is not one that said no. */
static void
note_failures(
    struct observer *o, const struct score_turn *t, struct seen_turn *s)
{
	const struct rules *rules = o->file->rules;
	struct arena *a = &o->file->arena;
	char why[SCORE_WHY];

	s->why = arena_zalloc(a, (rules->n_rules + 1) * sizeof(*s->why));
	for (size_t i = 0; i < rules->n_rules; i++) {
		if (t->answers[i] != EXPR_FAILED)
			continue;
		arena_reset(&o->scratch);
		score_why(rules->rules[i].when, t->facts, &o->scratch, why);
		s->why[i] = arena_cstr(a, str_of(why));
	}
}

static void
see(struct score_watcher *self, const struct score_turn *t)
{
	struct observer *o = (struct observer *)self;
	struct case_file *f = o->file;
	size_t n_rules = f->rules->n_rules, n_signals = 0;
	struct score_scale signal;
	struct seen_turn *s;

	if (f->n_turns == f->room) {
		f->room = f->room ? f->room * 2 : 16;
		f->turns = realloc(f->turns, f->room * sizeof(*f->turns));
		if (!f->turns)
			die_of_memory();
	}
	s = &f->turns[f->n_turns++];
	*s = (struct seen_turn){
		.turn = t->turn, .held = t->held, .held_by = t->held_by
	};
	while (score_scale(f->plan, n_signals, &signal)) {
		if (str_eq(signal.path, STR("readiness")))
			s->readiness = t->signals[n_signals];
		n_signals++;
	}
	s->signals = arena_array(&f->arena, n_signals + 1, sizeof(*s->signals));
	memcpy(s->signals, t->signals, n_signals * sizeof(*s->signals));
	s->answers = arena_alloc(&f->arena, n_rules + 1);
	s->fired = arena_alloc(&f->arena, n_rules + 1);
	memcpy(s->answers, t->answers, n_rules);
	memcpy(s->fired, t->fired, n_rules);
	note_failures(o, t, s);
	look_around(o, t, s);
}

void
case_open(struct case_file *f, const struct score_plan *plan,
    const struct conv *c, bool words)
{
	struct observer o = { .watcher = { see }, .file = f };
	struct score *score = score_new(plan, true);

	*f = (struct case_file){
		.plan = plan, .rules = score_rules(plan), .conv = c
	};
	arena_init(&f->arena, MEMORY);
	arena_init(&o.scratch, SCRATCH);
	f->score = score_new(plan, false);
	score_watch(score, &o.watcher);
	if (words)
		score_show_text(score);
	score_conv(score, c, &f->annotation);
	f->outcome = score_outcome(score);
	f->thresholds = arena_array(
	    &f->arena, f->rules->n_thresholds, sizeof(*f->thresholds));
	for (size_t i = 0; i < f->rules->n_thresholds; i++)
		f->thresholds[i] = score_threshold(score, i);
	score_free(score);
	arena_free(&o.scratch);
	buf_reserve(&f->annotation, JSON_PADDING);
	memset(f->annotation.p + f->annotation.n, 0, JSON_PADDING);
}

void
case_close(struct case_file *f)
{
	score_free(f->score);
	buf_free(&f->annotation);
	free(f->turns);
	arena_free(&f->arena);
}
