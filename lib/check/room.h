#ifndef CHECK_ROOM_H
#define CHECK_ROOM_H

#include <stdint.h>

#include "base/arena.h"
#include "check/check.h"
#include "expr/expr.h"
#include "json/json.h"
#include "rules/rules.h"

/* Private to the room. */
#define CODE_ENUM(id, level, code, help) id,
enum code { CHECK_CODES(CODE_ENUM) N_CODES };
#undef CODE_ENUM

struct check {
	struct arena run;
	struct findings *found;
};

/* A rule as far as it could be read. */
struct entry {
	uint32_t at, id_at, when_at, until_at; /* 0: absent */
	size_t number;			       /* in the file */
	struct str id, then, queue, suppress, reason;
	double priority, turns;
	bool hard, cooldown, suppressed;
	const struct expr_view *when, *until; /* NULL: cannot be read */
	struct str jailed;		      /* why; empty: native */
};

struct list { /* a term list */
	struct str name, file;
	uint32_t at; /* of its file's name */
};

struct threshold {
	struct str name;
	uint32_t at;	  /* of its name */
	double low, high; /* its values, overrides included */
	bool null;	  /* only overrides set it */
};

/* One file being checked. */
struct reading {
	struct check *check; /* NULL: nothing is reported */
	const char *file;
	struct arena *run;
	struct expr_source *source;
	struct json j;

	struct entry *rules; /* in the order of evaluation */
	size_t n_rules;
	struct list *lists;
	size_t n_lists;
	struct threshold *thresholds; /* named ones, then escalate and watch */
	size_t n_thresholds;
	struct str *queues;
	size_t n_queues;

	const struct expr_shape *facts;
	struct expr_knowledge knowledge;
	bool sees_all; /* a condition could not be looked into */
};

/* Evaluate and read a file; false: nothing more can be said of it. */
bool reading_begin(
    struct reading *r, struct check *c, const char *file, struct arena *run);
void reading_end(struct reading *r);

/* A finding about value (or member name) `at`. */
void report(struct reading *r, uint32_t at, enum code code, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));
/* The same at a place inside string `at`. */
void report_inside(struct reading *r, uint32_t at, struct expr_place inside,
    enum code code, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* members.c: names, types and ranges of all members; fills the entries. */
void read_members(struct reading *r);

/* facts.c: what conditions see, and what is known of it. */
void learn_facts(struct reading *r);

/* conditions.c */
void read_conditions(struct reading *r);
void compile_jailed(struct reading *r);
void judge_conditions(struct reading *r);

/* ranks.c: rules against each other, and what nobody uses. */
void compare_rules(struct reading *r);
void find_unused(struct reading *r);

/* lists.c */
void check_lists(struct reading *r);

/* sections.c: hours, holidays, the zone, what overrides set; and what tests
 * expect. */
void check_sections(struct reading *r);
void check_tests(struct reading *r);

/* crisis.c: what tells one, and what is told of it. */
void check_crisis(struct reading *r);

/* regexes.c: those of conditions that are none. */
void check_regexes(struct reading *r);

/* regex.c: why its time may grow without bounds; NULL: it does not. */
const char *regex_runs_away(struct str regex);

#endif
