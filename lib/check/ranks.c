#include "check/room.h"

/*
 * Rules against each other, in the order of evaluation, and what nobody asks
 * for.
 */
static bool
does(const struct entry *e, const char *action)
{
	return str_eq(e->then, str_of(action));
}

/* Which are not there at times, because another suppresses them. */
static void
find_suppressed(struct reading *r)
{
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct entry *s = &r->rules[i];

		for (size_t k = 0; does(s, "suppress") && k < r->n_rules; k++)
			r->rules[k].suppressed |=
			    str_eq(s->suppress, r->rules[k].id);
	}
}

static bool
has_holds(const struct reading *r)
{
	for (size_t i = 0; i < r->n_rules; i++)
		if (does(&r->rules[i], "hold"))
			return true;
	return false;
}

/* Whenever both fire, `e` adds nothing to what `first` decides.  A rule that
 * is not there at times (suppressed, cooling down) stands for nobody. */
static bool
has_its_effect(
    const struct reading *r, const struct entry *first, const struct entry *e)
{
	if (first->cooldown || first->suppressed)
		return false;
	if (does(e, "escalate"))
		return does(first, "escalate") && (first->hard || !e->hard);
	if (does(e, "watch"))
		return does(first, "watch") ||
		       (does(first, "escalate") &&
			   (first->hard || !has_holds(r)));
	return false;
}

static bool
is_settled(const struct reading *r, const struct entry *e)
{
	return !e->when ||
	       expr_view_verdict(e->when, &r->knowledge) == EXPR_NEVER;
}

static bool
report_implied(
    struct reading *r, const struct entry *e, const struct entry *first)
{
	bool same;

	if (!first->when || !has_its_effect(r, first, e) ||
	    !expr_view_implies(e->when, first->when, &r->knowledge))
		return false;
	same = str_eq(e->then, first->then) &&
	       expr_view_implies(first->when, e->when, &r->knowledge);
	report(r, e->when_at, same ? SHADOWED_RULE : IMPLIED_RULE,
	    same ? "\"%.*s\" fires at the same turns and ranks before it: it "
		   "never decides"
		 : "\"%.*s\" fires whenever it does and ranks before it: it "
		   "never decides",
	    STR_ARG(first->id));
	return true;
}

static void
report_suppressed(struct reading *r, const struct entry *e)
{
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct entry *s = &r->rules[i];

		if (!does(s, "suppress") || !str_eq(s->suppress, e->id) ||
		    !s->when || s->cooldown || s->suppressed || e->hard ||
		    !expr_view_implies(e->when, s->when, &r->knowledge))
			continue;
		report(r, e->when_at, SHADOWED_RULE,
		    "\"%.*s\" suppresses it whenever it fires", STR_ARG(s->id));
		return;
	}
}

static void
report_below_hold(struct reading *r, size_t i)
{
	const struct entry *e = &r->rules[i];

	for (size_t k = 0; e->hard && does(e, "escalate") && k < i; k++) {
		const struct entry *hold = &r->rules[k];

		if (!does(hold, "hold"))
			continue;
		report(r, e->id_at ? e->id_at : e->at, HARD_BELOW_HOLD,
		    "it is hard and passes the hold \"%.*s\", which ranks "
		    "before it",
		    STR_ARG(hold->id));
		return;
	}
}

void
compare_rules(struct reading *r)
{
	find_suppressed(r);
	for (size_t i = 0; i < r->n_rules; i++) {
		const struct entry *e = &r->rules[i];
		bool implied = is_settled(r, e);

		report_below_hold(r, i);
		if (implied)
			continue; /* there are findings on it already */
		for (size_t k = 0; k < i && !implied; k++)
			implied = report_implied(r, e, &r->rules[k]);
		if (!implied)
			report_suppressed(r, e);
	}
}

/* `path` is read as such, or all that is around it is. */
static bool
reads(const struct expr_view *v, struct str path)
{
	size_t n = v ? expr_view_paths(v, SIZE_MAX, NULL) : 0;
	struct str read;

	for (size_t i = 0; i < n; i++) {
		expr_view_paths(v, i, &read);
		if (read.n <= path.n && memcmp(read.p, path.p, read.n) == 0 &&
		    (read.n == path.n || path.p[read.n] == '.' ||
			path.p[read.n] == '['))
			return true;
	}
	return false;
}

static bool
is_read(const struct reading *r, struct str path)
{
	for (size_t i = 0; i < r->n_rules; i++)
		if (reads(r->rules[i].when, path) ||
		    reads(r->rules[i].until, path))
			return true;
	return false;
}

static bool
is_weighed(const struct reading *r, struct str list)
{
	uint32_t weights = json_get(&r->j, 0, STR("weights"));
	struct buf name = { 0 };
	bool found;

	buf_printf(&name, "terms.%.*s", STR_ARG(list));
	found = weights && json_get(&r->j, weights, buf_view(&name));
	buf_free(&name);
	return found;
}

/* What is not known to be unread counts as read. */
static bool
cannot_tell(const struct reading *r)
{
	for (size_t i = 0; i < r->n_rules; i++)
		if (!r->rules[i].when ||
		    (r->rules[i].until_at && !r->rules[i].until))
			return true;
	return r->sees_all;
}

static bool
is_path_read(const struct reading *r, const char *of, struct str name)
{
	struct buf path = { 0 };
	bool read;

	buf_printf(&path, "%s%.*s", of, STR_ARG(name));
	read = is_read(r, buf_view(&path));
	buf_free(&path);
	return read;
}

void
find_unused(struct reading *r)
{
	if (cannot_tell(r))
		return;
	for (size_t i = 0; i < r->n_lists; i++) {
		struct str name = r->lists[i].name;

		if (!is_weighed(r, name) &&
		    !is_path_read(r, ".signals.terms.", name))
			report(r, r->lists[i].at, UNUSED_TERM_LIST,
			    "no condition and no weight asks for "
			    ".signals.terms.%.*s",
			    STR_ARG(name));
	}
	for (size_t i = 0; i < r->n_thresholds; i++) {
		const struct threshold *t = &r->thresholds[i];

		if (t->at && !is_path_read(r, ".thresholds.", t->name))
			report(r, t->at, UNUSED_THRESHOLD,
			    "no condition asks for .thresholds.%.*s",
			    STR_ARG(t->name));
	}
}
