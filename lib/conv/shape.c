/* The record's own members, as record.schema.json has them. */

#include "base/near.h"
#include "conv/conv.h"

#define MEMBER(name, holds, kinds, members) \
	{ \
		{ name, sizeof(name) - 1 }, holds, kinds, members \
	}
#define VALUE(name, kinds) MEMBER(name, CONV_VALUE, kinds, NULL)
#define ANYTHING(name)	   MEMBER(name, CONV_ANYTHING, 0, NULL)
#define OBJECT(name, members) \
	MEMBER(name, CONV_OBJECT, 1 << JSON_OBJECT, members)
#define OBJECTS(name, members) \
	MEMBER(name, CONV_OBJECTS, 1 << JSON_ARRAY, members)
#define END \
	{ \
		{ NULL, 0 }, CONV_VALUE, 0, NULL \
	}

enum {
	STRING = 1 << JSON_STRING,
	NUMBER = 1 << JSON_NUMBER,
	NAME = STRING | NUMBER,
	TIME = STRING | NUMBER,
	TRUTH = 1 << JSON_TRUE | 1 << JSON_FALSE,
};

static const struct conv_member customer[] = { VALUE("id", NAME),
	VALUE("tier", NAME), ANYTHING("segment"), END };

static const struct conv_member bot[] = { VALUE("name", NAME),
	VALUE("version", NAME), END };

static const struct conv_member alternative[] = { VALUE("name", STRING),
	VALUE("confidence", NUMBER), END };

static const struct conv_member intent[] = { VALUE("name", STRING),
	VALUE("confidence", NUMBER), OBJECTS("alternatives", alternative),
	END };

static const struct conv_member turn[] = { VALUE("at", TIME),
	VALUE("role", STRING), VALUE("text", STRING), OBJECT("intent", intent),
	VALUE("agent_id", NAME), VALUE("private", TRUTH), ANYTHING("asr"),
	ANYTHING("dtmf"), ANYTHING("silence_s"), ANYTHING("barge_in"),
	ANYTHING("slot"), END };

static const struct conv_member event[] = { VALUE("at", TIME),
	VALUE("type", STRING), VALUE("by", STRING), ANYTHING("reason"), END };

static const struct conv_member outcome[] = { VALUE("resolved", TRUTH),
	VALUE("csat", NUMBER), VALUE("closed_by", STRING),
	VALUE("wrap_up_s", NUMBER), VALUE("active_s", NUMBER),
	VALUE("hold_s", NUMBER), END };

static const struct conv_member labels[] = { VALUE("escalate", TRUTH),
	VALUE("turn", NUMBER), VALUE("category", STRING), END };

static const struct conv_member experiment[] = { VALUE("name", NAME),
	VALUE("arm", NAME), END };

const struct conv_member conv_members[] = { VALUE("conversation_id", NAME),
	VALUE("channel", STRING), VALUE("language", STRING),
	VALUE("started_at", TIME), VALUE("ended_at", TIME),
	OBJECT("customer", customer), OBJECT("bot", bot),
	OBJECTS("turns", turn), OBJECTS("events", event),
	OBJECT("outcome", outcome), OBJECT("labels", labels),
	OBJECT("experiment", experiment), ANYTHING("hoff"), END };

const struct conv_member *
conv_member(const struct conv_member *members, struct str name)
{
	for (; members && members->name.p; members++)
		if (str_eq(members->name, name))
			return members;
	return NULL;
}

enum { MOST_MEMBERS = 16 };

struct str
conv_meant_member(const struct conv_member *members, struct str name)
{
	struct str known[MOST_MEMBERS], best;
	size_t n = 0;

	for (; members && members[n].name.p && n < MOST_MEMBERS; n++)
		known[n] = members[n].name;
	if (n == 0)
		return STR("");
	best = near_best(name, known, n);
	return near_edits(name, best) <= (name.n < 8 ? 1 : 2) ? best : STR("");
}

static const struct conv_member *
misfit_inside(const struct json *j, uint32_t at, const struct conv_member *m,
    const struct str *skip, size_t n_skip)
{
	const struct conv_member *wrong = NULL;

	if (m->holds == CONV_OBJECT)
		return conv_misfit(j, at, m->members, skip, n_skip);
	if (m->holds != CONV_OBJECTS)
		return NULL;
	for (uint32_t i = json_first(j, at); i && !wrong;
	     i = json_after(j, at, i))
		wrong = json_kind_of(j, i) == JSON_OBJECT
			    ? conv_misfit(j, i, m->members, skip, n_skip)
			    : m;
	return wrong;
}

const struct conv_member *
conv_misfit(const struct json *j, uint32_t at,
    const struct conv_member *members, const struct str *skip, size_t n_skip)
{
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i)) {
		const struct conv_member *m = members, *wrong;
		enum json_kind kind = json_kind_of(j, i + 1);
		size_t s = 0;

		while (m->name.p && !json_is(j, i, m->name))
			m++;
		while (s < n_skip && !json_is(j, i, skip[s]))
			s++;
		if (!m->name.p || s < n_skip || kind == JSON_NULL || !m->kinds)
			continue;
		if (!(m->kinds >> kind & 1))
			return m;
		if ((wrong = misfit_inside(j, i + 1, m, skip, n_skip)))
			return wrong;
	}
	return NULL;
}
