#include "trial/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/stats.h"

/*
 * The search for the smallest change.  It judges the conversation again for
 * every value it considers: nothing here knows what a rule means.
 */

/* What becomes of the conversation under a change. */
static struct score_outcome
try_out(struct case_file *f, const struct score_change *c)
{
	struct buf b = { 0 };

	score_suppose(f->score, c);
	score_conv(f->score, f->conv, &b);
	score_suppose(f->score, NULL);
	buf_free(&b);
	return score_outcome(f->score);
}

static bool
is_other(const struct case_file *f, const struct score_outcome *o)
{
	if (f->outcome.decision != DECISION_ESCALATE)
		return o->decision == DECISION_ESCALATE;
	return o->decision != DECISION_ESCALATE || o->turn > f->outcome.turn;
}

/* A change along one line: `from` and then `steps` steps to one side. */
struct line {
	struct case_file *file;
	struct way_out *way; /* its change's value is set for each trial */
	double step;	     /* below 0 to go down */
};

static bool
flips(const struct line *l, int64_t steps)
{
	struct way_out *w = l->way;

	w->to = w->change.value =
	    stats_round4(w->from + (double)steps * l->step);
	w->outcome = try_out(l->file, &w->change);
	return is_other(l->file, &w->outcome);
}

/*
 * The least number of steps that flips, 0 when none was found.  Between the
 * start, where nothing is changed, and the end of the line there is at least
 * one edge when the end flips, and bisection finds one; of the points that
 * rules name, one may be nearer, or the only one.
 */
static int64_t
least_steps(const struct line *l, int64_t most, const int64_t *named, size_t n)
{
	int64_t high = most > 0 && flips(l, most) ? most : 0, low = 0;

	for (size_t i = 0; i < n; i++)
		if (named[i] > 0 && named[i] <= most &&
		    (high == 0 || named[i] < high) && flips(l, named[i]))
			high = named[i];
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (flips(l, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* Insert by distance, of equals behind those that are there. */
static size_t
insert(struct way_out *out, size_t n, size_t room, const struct way_out *w)
{
	size_t at = n;

	while (at > 0 && out[at - 1].distance > w->distance)
		at--;
	if (at == room)
		return n;
	if (n == room)
		n--;
	memmove(&out[at + 1], &out[at], (n - at) * sizeof(*out));
	out[at] = *w;
	return n + 1;
}

/* The step and its neighbours at which rules compare the signal. */
static size_t
named_steps(const struct seen_turn *t, struct str path, const struct line *l,
    double from, int64_t *named, size_t room)
{
	struct str prefix = STR(".signals.");
	size_t n = 0;

	for (size_t i = 0; i < t->n_looks && n + 3 <= room; i++) {
		struct str left = t->looks[i].c.left;
		double steps = (t->looks[i].c.literal - from) / l->step;

		if (left.n != prefix.n + path.n ||
		    memcmp(left.p + prefix.n, path.p, path.n) != 0 ||
		    !(fabs(steps) < 1e12))
			continue;
		for (int64_t k = -1; k <= 1; k++)
			named[n++] = (int64_t)llround(steps) + k;
	}
	return n;
}

static size_t
try_signal(struct case_file *f, const struct seen_turn *t, size_t i,
    const struct score_scale *s, struct way_out *out, size_t n, size_t room)
{
	enum { NAMED = 96 };
	double from = t->signals[i];

	for (int side = -1; side <= 1; side += 2) {
		struct way_out w = {
			.change = { .kind = CHANGE_SIGNAL,
			    .turn = t->turn,
			    .signal = i },
			.from = from,
		};
		struct line l = { f, &w, side * s->step };
		double end = side < 0 ? s->low : s->high;
		int64_t named[NAMED];
		size_t n_named =
		    named_steps(t, s->path, &l, from, named, NAMED);
		int64_t steps = least_steps(&l,
		    (int64_t)llround((end - from) / l.step), named, n_named);

		if (steps == 0)
			continue;
		flips(&l, steps);
		w.distance = (double)steps * s->step / s->span;
		n = insert(out, n, room, &w);
	}
	return n;
}

/* The turn that decided; where nothing escalated, any might have. */
static bool
is_tried(const struct case_file *f, size_t turn)
{
	double readiness = f->turns[turn].readiness;
	size_t before = 0;

	if (f->outcome.decision == DECISION_ESCALATE)
		return f->turns[turn].turn == f->outcome.turn;
	for (size_t i = 0; i < f->n_turns; i++) {
		double other = f->turns[i].readiness;

		before += other > readiness || (other == readiness && i < turn);
	}
	return before < TRIED_TURNS;
}

size_t
find_signals(struct case_file *f, struct way_out *out, size_t room)
{
	struct score_scale s;
	size_t n = 0;

	for (size_t t = 0; t < f->n_turns; t++)
		for (size_t i = 0;
		     is_tried(f, t) && score_scale(f->plan, i, &s); i++)
			if (!s.derived && !isnan(f->turns[t].signals[i]))
				n = try_signal(
				    f, &f->turns[t], i, &s, out, n, room);
	return n;
}

/* The thresholds of readiness are shares, watch is never above escalate; what
 * a name of the file's own means is not known here. */
static double
end_of(const struct case_file *f, size_t threshold, int side)
{
	enum { FAR = 10 };

	if (threshold == THRESHOLD_ESCALATE)
		return side < 0 ? f->thresholds[THRESHOLD_WATCH] : 1;
	if (threshold == THRESHOLD_WATCH)
		return side < 0 ? 0 : f->thresholds[THRESHOLD_ESCALATE];
	return f->thresholds[threshold] + side * FAR;
}

/* The steps, and their neighbours, at which a comparison with the threshold
 * goes the other way at a turn that is tried. */
static size_t
threshold_steps(const struct case_file *f, size_t threshold,
    const struct line *l, double from, int64_t *named, size_t room)
{
	const struct str prefix = STR(".thresholds.");
	struct str name = f->rules->thresholds[threshold].name;
	size_t n = 0;

	for (size_t t = 0; t < f->n_turns; t++) {
		const struct seen_turn *s = &f->turns[t];

		for (size_t i = 0; is_tried(f, t) && i < s->n_looks; i++) {
			struct str right = s->looks[i].c.right;
			double steps = (s->looks[i].needed - from) / l->step;

			if (right.n != prefix.n + name.n ||
			    memcmp(right.p + prefix.n, name.p, name.n) != 0 ||
			    !(fabs(steps) < 1e12) || n + 3 > room)
				continue;
			for (int64_t k = -1; k <= 1; k++)
				named[n++] = (int64_t)llround(steps) + k;
		}
	}
	return n;
}

static size_t
try_threshold(struct case_file *f, size_t threshold, struct way_out *out,
    size_t n, size_t room)
{
	enum { NAMED = 3 * TRIED_TURNS };
	const double step = 0.0001;

	for (int side = -1; side <= 1; side += 2) {
		struct way_out w = { .change = { .kind = CHANGE_THRESHOLD,
					 .threshold = threshold },
			.from = f->thresholds[threshold] };
		struct line l = { f, &w, side * step };
		int64_t named[NAMED], steps,
		    most = (int64_t)llround(
			(end_of(f, threshold, side) - w.from) / l.step);
		size_t n_named =
		    threshold_steps(f, threshold, &l, w.from, named, NAMED);

		for (size_t i = 0; threshold >= N_THRESHOLDS && i < n_named;
		     i++)
			if (named[i] > most)
				most = named[i];
		steps = least_steps(&l, most, named, n_named);

		if (steps == 0)
			continue;
		flips(&l, steps);
		w.distance = (double)steps * step;
		n = insert(out, n, room, &w);
	}
	return n;
}

static bool
flips_edited(struct case_file *f, struct way_out *w, double number)
{
	const struct rule *rule = &f->rules->rules[w->look->rule];

	w->to = number;
	w->change.when = look_edit(rule, w->look, number, &f->arena);
	if (!w->change.when)
		return false;
	w->outcome = try_out(f, &w->change);
	return is_other(f, &w->outcome);
}

/*
 * Whether a comparison that a value would make true is then true of everybody:
 * the value is what a signal has where there is nothing to it.  Such a number
 * is no rule.
 */
static bool
holds_of_all(const struct case_file *f, const struct look *l)
{
	struct str path = l->c.left, prefix = STR(".signals.");
	struct score_scale s;
	size_t dot = 0;
	bool below = l->c.sign[0] == '<';

	if (l->c.holds || path.n <= prefix.n ||
	    memcmp(path.p, prefix.p, prefix.n) != 0)
		return false;
	path = (struct str){ path.p + prefix.n, path.n - prefix.n };
	for (size_t i = 0; score_scale(f->plan, i, &s); i++)
		if (str_eq(s.path, path))
			break;
	if (!str_eq(s.path, path))
		return false;
	if (s.low < 0) /* in the middle */
		return below ? l->c.value >= 0 : l->c.value <= 0;
	if (below)
		return l->c.value >= s.high;
	if (str_eq(path, STR("turns")))
		return l->c.value <= 1;
	while (dot < path.n && path.p[dot] != '.')
		dot++;
	if (dot == path.n)
		return l->c.value <= s.low ||
		       score_is_trace(STR(""), path, l->c.value);
	return l->c.value <= s.low ||
	       score_is_trace((struct str){ path.p, dot },
		   (struct str){ path.p + dot + 1, path.n - dot - 1 },
		   l->c.value);
}

/* Only the numbers at which this comparison, at some turn, goes the other way
 * can matter. */
static size_t
try_look(struct case_file *f, const struct look *l, struct way_out *out,
    size_t n, size_t room)
{
	struct way_out w = { .change = { .kind = CHANGE_RULE, .rule = l->rule },
		.look = l,
		.from = l->c.literal,
		.distance = fabs(l->needed - l->c.literal) / l->span };

	if (l->c.literal_n == 0 || l->c.right.n || holds_of_all(f, l))
		return n;
	for (size_t i = 0; i < n; i++)
		if (out[i].look && out[i].look->rule == l->rule &&
		    out[i].look->c.literal_at == l->c.literal_at &&
		    out[i].distance <= w.distance)
			return n;
	/* what is no better than the worst of a full list cannot help */
	if (n == room && out[n - 1].distance <= w.distance)
		return n;
	if (!flips_edited(f, &w, l->needed))
		return n;
	for (size_t i = 0; i < n; i++) {
		if (!out[i].look || out[i].look->rule != l->rule ||
		    out[i].look->c.literal_at != l->c.literal_at)
			continue;
		memmove(&out[i], &out[i + 1], (n - i - 1) * sizeof(*out));
		n--;
		break;
	}
	return insert(out, n, room, &w);
}

size_t
find_thresholds(struct case_file *f, struct way_out *out, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < f->rules->n_thresholds; i++)
		n = try_threshold(f, i, out, n, room);
	for (size_t t = 0; t < f->n_turns; t++) {
		const struct seen_turn *s = &f->turns[t];

		for (size_t i = 0; is_tried(f, t) && i < s->n_looks; i++)
			n = try_look(f, &s->looks[i], out, n, room);
	}
	return n;
}
