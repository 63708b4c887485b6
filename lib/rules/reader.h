#ifndef RULES_READER_H
#define RULES_READER_H

#include <stdio.h>
#include <stdnoreturn.h>

#include "rules/rules.h"

/*
 * Private to the room: members of what a rules file evaluated to, and what is
 * said when they are not as they should be.
 */
struct reader {
	struct arena *run;
	struct rules *r;
	const struct json *j; /* r->json */
	char place[160];      /* "rules[3] (asked-for-a-person)", or empty */
};

/* Evaluate the text into r->json. */
void reader_open(struct reader *rd, struct str text, const char *file,
    struct arena *run, struct rules *r);

/* Say what is wrong with value `at`, and end. */
noreturn void wrong(const struct reader *rd, uint32_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As wrong(), of a place inside the string `at`, which is a program. */
noreturn void wrong_inside(const struct reader *rd, uint32_t at,
    struct expr_place inside, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The name of the place: one of a list, or a member of the whole. */
void be_at(struct reader *rd, const char *list, size_t i, struct str name);
void be_in(struct reader *rd, const char *member);
void be_nowhere(struct reader *rd);

void demand(const struct reader *rd, uint32_t at, enum json_kind kind,
    const char *what);

/* Every member of the object is among the known ones. */
void demand_known(
    const struct reader *rd, uint32_t object, const struct rule_member *known);

/* The value of a member; 0 where it is absent or null. */
uint32_t member(const struct reader *rd, uint32_t object, const char *name);

/* A member of that kind; 0 where it is absent. */
uint32_t read_group(const struct reader *rd, uint32_t object, const char *name,
    enum json_kind kind);

/* How many members or elements: 0 of value 0. */
size_t length(const struct reader *rd, uint32_t at);

/* A string member, empty where it is absent. */
struct str read_string(
    const struct reader *rd, uint32_t object, const char *name);

double read_number(const struct reader *rd, uint32_t object, const char *name,
    double least, double most, double fallback);
uint32_t read_count(const struct reader *rd, uint32_t object, const char *name,
    uint32_t fallback);
bool read_bool(const struct reader *rd, uint32_t object, const char *name);

/* A string or an array of strings. */
struct rule_names read_names(
    const struct reader *rd, uint32_t object, const char *name);

/* A name that is none of the known ones; says which may be meant. */
noreturn void wrong_name(const struct reader *rd, uint32_t at, const char *what,
    struct str name, const struct str *known, size_t n);

/* A number of seconds, or what it is drawn from; as it was where the member is
 * absent. */
void read_law(const struct reader *rd, uint32_t object, const char *name,
    struct rule_law *out);

void read_agent_order(
    const struct reader *rd, uint32_t object, struct rule_agent_order *out);

/* An expression of jq's native core; NULL where the member is absent. */
const struct expr *read_condition(
    const struct reader *rd, uint32_t object, const char *name);

/* The index of a string among known ones; dies where it is none of them. */
size_t read_choice(const struct reader *rd, uint32_t at, const char *what,
    const struct str *known, size_t n);

/* What a queue says, on top of what *q says already. */
void read_queue(struct reader *rd, uint32_t at, struct rule_queue *q);

/* The members time_zone, hours and holidays of an object. */
void read_hours(struct reader *rd, uint32_t object, struct rule_hours *out);
const struct zone *read_time_zone(const struct reader *rd, uint32_t object);

/* The sections of a file. */
void read_thresholds(struct reader *rd);
void read_overrides(struct reader *rd); /* after the thresholds */
void read_tiers(struct reader *rd);
void read_crisis(struct reader *rd);
void read_queues(struct reader *rd);
void read_more_queues(struct reader *rd); /* of a policy */
void read_rules(struct reader *rd);	  /* after the queues */

#endif
