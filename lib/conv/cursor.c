#include "conv/cursor.h"

bool
cursor_fail(
    struct cursor *c, uint32_t at, enum reason reason, const char *detail)
{
	*c->fault = (struct fault){ reason, c->json->values[at].start, detail };
	return false;
}

bool
get_answer(
    struct cursor *c, uint32_t v, enum answer *out, const char *otherwise)
{
	*out = ANSWER_NONE;
	if (!v)
		return true;
	if (json_kind_of(c->json, v) == JSON_TRUE)
		*out = ANSWER_YES;
	else if (json_kind_of(c->json, v) == JSON_FALSE)
		*out = ANSWER_NO;
	else
		return cursor_fail(c, v, BAD_TYPE, otherwise);
	return true;
}

/* Seconds since 1970, or milliseconds above 1e11. */
static bool
time_of_number(double x, int64_t *ms)
{
	if (!(fabs(x) < 1e15))
		return false;
	*ms = (int64_t)floor((fabs(x) > 1e11 ? x : x * 1000) + 0.5);
	return conv_has_year(*ms);
}

bool
get_time_of_number(struct cursor *c, uint32_t v, int64_t *out,
    const struct time_words *otherwise)
{
	if (json_kind_of(c->json, v) != JSON_NUMBER)
		return cursor_fail(c, v, BAD_TYPE, otherwise->type);
	return time_of_number(json_number(c->json, v), out) ||
	       cursor_fail(c, v, BAD_VALUE, otherwise->range);
}
