#ifndef ROUTE_VENDOR_H
#define ROUTE_VENDOR_H

#include <stdbool.h>
#include <stdint.h>
#include <stdnoreturn.h>

#include "base/arena.h"
#include "base/buf.h"
#include "json/json.h"

/*
 * Routing as other products write it, read into a policy.  Private to the
 * room; route.h has its door.
 */
struct vendor {
	const char *file;
	const struct json *j;
	struct arena *a;
	struct buf *out;
};

/* Say which value of the file is wrong, and end. */
noreturn void vendor_fail(
    const struct vendor *v, uint32_t at, const char *what);

/* A member of that kind; 0 where it is absent. */
uint32_t vendor_member(const struct vendor *v, uint32_t object,
    const char *name, enum json_kind kind);

/* "Name/Value": a skill for a value of an attribute that is no number. */
void vendor_put_skill(struct buf *b, struct str name, struct str value);

/* An expression in Twilio's language, as jq: over an agent, or over a record.
 * `at` is the string that holds it. */
void twilio_expression(
    const struct vendor *v, uint32_t at, bool over_agent, struct buf *jq);

/*
 * An expression over workers that is for one alone whom the task names,
 * "worker.sid == task.last_agent": *path is where, "last_agent".  With IN the
 * task names several.
 */
bool twilio_known_worker(const struct vendor *v, uint32_t at, struct str *path);

void twilio_workflow(const struct vendor *v);
void connect_criteria(const struct vendor *v);

#endif
