#ifndef CONV_CURSOR_H
#define CONV_CURSOR_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"
#include "conv/keys.h"
#include "conv/time.h"
#include "json/json.h"

/*
 * Private to the room: the values of a record's members.  Value 0 is a member
 * that is absent or null, which is no fault: it is read as nothing.  A value of
 * another kind is one: false, the fault tells where, and `otherwise` what.
 */
struct cursor {
	const struct json *json;
	struct arena *record;
	struct fault *fault;
	struct day day; /* of the last time */
	bool aliases;	/* of roles were met */
};

/* False. */
bool cursor_fail(
    struct cursor *c, uint32_t at, enum reason reason, const char *detail);

static inline void
pick(struct cursor *c, uint32_t at, const struct key *list, size_t n,
    uint32_t *has)
{
	keys_pick(c->json, at, list, n, KEY_ANY, has);
}

static inline bool
get_object(struct cursor *c, uint32_t v, uint32_t *out, const char *otherwise)
{
	*out = v;
	return !v || json_kind_of(c->json, v) == JSON_OBJECT ||
	       cursor_fail(c, v, BAD_TYPE, otherwise);
}

static inline bool
get_string(struct cursor *c, uint32_t v, struct str *out, const char *otherwise)
{
	*out = STR("");
	if (!v)
		return true;
	if (json_kind_of(c->json, v) != JSON_STRING)
		return cursor_fail(c, v, BAD_TYPE, otherwise);
	*out = json_string(c->json, v, c->record);
	return true;
}

#define NO_NAME(member) member " is neither a string nor a number"

/* As get_string(); many systems number what others name. */
static inline bool
get_name(struct cursor *c, uint32_t v, struct str *out, const char *otherwise)
{
	if (!v || json_kind_of(c->json, v) != JSON_NUMBER)
		return get_string(c, v, out, otherwise);
	*out = json_raw(c->json, v);
	return true;
}

/* NAN where there is none. */
static inline bool
get_number(struct cursor *c, uint32_t v, double *out, const char *otherwise)
{
	*out = NAN;
	if (!v)
		return true;
	if (json_kind_of(c->json, v) != JSON_NUMBER)
		return cursor_fail(c, v, BAD_TYPE, otherwise);
	*out = json_number(c->json, v);
	return isfinite(*out) ||
	       cursor_fail(c, v, BAD_VALUE, "a number is out of range");
}

/* A number from 0 to 1, or NAN. */
static inline bool
get_confidence(struct cursor *c, uint32_t v, double *out)
{
	return get_number(c, v, out, "intent.confidence is not a number") &&
	       (!(*out < 0 || *out > 1) ||
		   cursor_fail(c, v, BAD_VALUE,
		       "intent.confidence is not between 0 and 1"));
}

bool get_answer(
    struct cursor *c, uint32_t v, enum answer *out, const char *otherwise);

/* What is wrong with a time, by its member. */
struct time_words {
	const char *form, *range, *type;
};

#define TIME_WORDS(name) \
	{ \
		name " is neither RFC 3339 with a zone nor a number", \
		    name " is out of range", \
		    name " is neither a string nor a number" \
	}

/* CONV_NO_TIME where there is none. */
bool get_time_of_number(struct cursor *c, uint32_t v, int64_t *out,
    const struct time_words *otherwise);

static inline bool
get_time(struct cursor *c, uint32_t v, int64_t *out,
    const struct time_words *otherwise)
{
	*out = CONV_NO_TIME;
	if (!v)
		return true;
	if (json_kind_of(c->json, v) != JSON_STRING)
		return get_time_of_number(c, v, out, otherwise);
	return time_near(json_string(c->json, v, c->record), &c->day, out) ||
	       cursor_fail(c, v, BAD_VALUE, otherwise->form);
}

#endif
