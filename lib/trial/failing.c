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

struct failing {
	const struct rules *rules;
	char *const *operands;
	struct first *of; /* each rule */
	uint64_t *turns;
};

struct failing *
failing_new(const struct score_plan *plan, char *const *operands)
{
	struct failing *f = calloc(1, sizeof(*f));

	if (!f)
		die_of_memory();
	f->rules = score_rules(plan);
	f->operands = operands;
	f->of = calloc(f->rules->n_rules + 1, sizeof(*f->of));
	f->turns = calloc(f->rules->n_rules + 1, sizeof(*f->turns));
	if (!f->of || !f->turns)
		die_of_memory();
	return f;
}

void
failing_free(struct failing *f)
{
	free(f->of);
	free(f->turns);
	free(f);
}

static size_t
operand_of(const struct failing *f, const char *file)
{
	size_t i = 0;

	for (; f->operands[i]; i++) {
		bool standard = strcmp(f->operands[i], "-") == 0;

		if (strcmp(standard ? "<stdin>" : f->operands[i], file) == 0)
			break;
	}
	return i;
}

void
failing_note(
    struct failing *f, struct score *s, const char *file, uint64_t line)
{
	const char *why;
	size_t rule;

	while (score_failure(s, &rule, &why)) {
		struct first *first = &f->of[rule];

		first->file = file;
		first->operand = operand_of(f, file);
		first->line = line;
		snprintf(first->why, sizeof(first->why), "%s", why);
	}
}

void
failing_end(struct failing *f, const struct score *s)
{
	for (size_t i = 0; i < f->rules->n_rules; i++)
		f->turns[i] += score_failed(s, i);
}

static bool
is_before(const struct first *a, const struct first *b)
{
	if (!a->line || !b->line)
		return a->line != 0;
	return a->operand != b->operand ? a->operand < b->operand
					: a->line < b->line;
}

void
failing_merge(struct failing *into, const struct failing *from)
{
	for (size_t i = 0; i < into->rules->n_rules; i++) {
		into->turns[i] += from->turns[i];
		if (is_before(&from->of[i], &into->of[i]))
			into->of[i] = from->of[i];
	}
}

void
failing_warn(const struct failing *f)
{
	for (size_t i = 0; i < f->rules->n_rules; i++) {
		const struct first *first = &f->of[i];

		if (first->line)
			warning("rule '%.*s' cannot be evaluated, and does not "
				"fire, at %" PRIu64 " turn%s; first %s:%" PRIu64
				": %s",
			    STR_ARG(f->rules->rules[i].id), f->turns[i],
			    f->turns[i] == 1 ? "" : "s", first->file,
			    first->line, first->why);
	}
}
