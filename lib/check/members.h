#ifndef CHECK_MEMBERS_H
#define CHECK_MEMBERS_H

#include "check/room.h"

/* Private to the room: members one by one, and what is wrong with them. */

/* Value `at` is what `m` allows; reports it when not. */
bool is_allowed(struct reading *r, uint32_t at, const struct rule_member *m);

/* Every member of an object: known, and allowed unless it is null, which is
 * as good as absent. */
void check_object(
    struct reading *r, uint32_t object, const struct rule_member *of);

/* The elements of a list, each of which must be an object. */
size_t count_objects(struct reading *r, uint32_t list, const char *what);

/* The value of a member when it is of this kind, else 0; a string. */
uint32_t member_of(const struct reading *r, uint32_t object, const char *name,
    enum json_kind kind);
struct str text_of(const struct reading *r, uint32_t at);

/* A number that it may have. */
double number_of(const struct reading *r, uint32_t object, const char *name,
    double fallback);

/* Value `at` names none of `known`. */
void report_nearest(struct reading *r, uint32_t at, enum code code,
    const char *what, const struct str *known, size_t n);

/* Value `at` as an index into `known`; n when it is none of them, which is
 * reported, or is absent. */
size_t which_name(struct reading *r, uint32_t at, enum code code,
    const char *what, const struct str *known, size_t n);

#define EACH_VALUE(r, i, of) \
	for (uint32_t i = (of) ? json_first(&(r)->j, of) : 0; i; \
	     i = json_after(&(r)->j, of, i))

#define EACH_OBJECT(r, i, list) \
	EACH_VALUE(r, i, list) \
	if (json_kind_of(&(r)->j, i) == JSON_OBJECT)

#endif
