#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "rules/rules.h"
#include "trial/trial.h"

struct first {
	const char *file;
	size_t operand;
	uint64_t line; /* 0: it never failed */
	char why[SCORE_WHY];
};

/* Of one rule. */
struct failed {
	struct first first;
	uint64_t turns;
};

struct failing {
	const struct rules *rules;
	char *const *operands;
	const char *which;
	size_t n_workers;
	struct failed *of; /* each rule, of each worker */
};

struct failing *
failing_new(const struct score_plan *plan, char *const *operands,
    const char *which, size_t n_workers)
{
	struct failing *f = calloc(1, sizeof(*f));

	if (!f)
		die_of_memory();
	*f = (struct failing){ score_rules(plan), operands, which, n_workers,
		NULL };
	f->of = calloc(n_workers * f->rules->n_rules + 1, sizeof(*f->of));
	if (!f->of)
		die_of_memory();
	return f;
}

void
failing_free(struct failing *f)
{
	free(f->of);
	free(f);
}

static struct failed *
of_worker(const struct failing *f, size_t worker)
{
	return f->of + worker * f->rules->n_rules;
}

static size_t
operand_of(const struct failing *f, const char *file)
{
	size_t i = 0;

	while (f->operands[i] && strcmp(stream_name(f->operands[i]), file) != 0)
		i++;
	return i;
}

void
failing_note(struct failing *f, const struct worker *w, struct score *s)
{
	const char *space = *f->which ? " " : "", *why;
	struct str id;
	size_t rule;

	while (score_trouble(s, &id, &why))
		warning("%s:%" PRIu64 ": %s%srule '%.*s' %s: it does not fire",
		    w->file, w->number, f->which, space, STR_ARG(id), why);
	while (score_failure(s, &rule, &why)) {
		struct first *first = &of_worker(f, w->index)[rule].first;

		first->file = w->file;
		first->operand = operand_of(f, w->file);
		first->line = w->number;
		snprintf(first->why, sizeof(first->why), "%s", why);
	}
}

void
failing_end(struct failing *f, struct worker *w, const struct score *s)
{
	struct failed *of = of_worker(f, w->index);
	const char *join = *f->which ? "_" : "", *what;
	struct buf name = { 0 };
	struct str rule;
	uint64_t n;

	for (size_t i = 0; i < f->rules->n_rules; i++)
		of[i].turns = score_failed(s, i);
	for (size_t i = 0; score_failures(s, i, &what, &rule, &n); i++) {
		if (n == 0)
			continue;
		buf_clear(&name);
		buf_printf(
		    &name, "%s%s%s.%.*s", f->which, join, what, STR_ARG(rule));
		stream_count(w, buf_view(&name), n);
	}
	buf_free(&name);
}

static bool
is_before(const struct first *a, const struct first *b)
{
	if (!a->line || !b->line)
		return a->line != 0;
	return a->operand != b->operand ? a->operand < b->operand
					: a->line < b->line;
}

/* By all workers. */
static struct failed
total(const struct failing *f, size_t rule)
{
	struct failed all = { 0 };

	for (size_t i = 0; i < f->n_workers; i++) {
		const struct failed *one = &of_worker(f, i)[rule];

		all.turns += one->turns;
		if (is_before(&one->first, &all.first))
			all.first = one->first;
	}
	return all;
}

/* What to do about it: most of it is a member that some records lack. */
static const char *
remedy(const char *why)
{
	return strstr(why, "(null")
		   ? "; what may be null wants a default, as in (.channel // "
		     "\"\")"
		   : "";
}

void
failing_warn(const struct failing *f)
{
	const char *space = *f->which ? " " : "";

	for (size_t i = 0; i < f->rules->n_rules; i++) {
		struct failed all = total(f, i);

		if (all.first.line)
			warning("%s%srule '%.*s' cannot be evaluated, and does "
				"not fire, at %" PRIu64
				" turn%s; first %s:%" PRIu64 ": %s%s",
			    f->which, space, STR_ARG(f->rules->rules[i].id),
			    all.turns, all.turns == 1 ? "" : "s",
			    all.first.file, all.first.line, all.first.why,
			    remedy(all.first.why));
	}
}
