/* The record's own members, as record.schema.json has them. */

#include "conv/conv.h"

#define VALUE(name) \
	{ \
		{ name, sizeof(name) - 1 }, CONV_VALUE, NULL \
	}
#define ANYTHING(name) \
	{ \
		{ name, sizeof(name) - 1 }, CONV_ANYTHING, NULL \
	}
#define OBJECT(name, members) \
	{ \
		{ name, sizeof(name) - 1 }, CONV_OBJECT, members \
	}
#define OBJECTS(name, members) \
	{ \
		{ name, sizeof(name) - 1 }, CONV_OBJECTS, members \
	}
#define END \
	{ \
		{ NULL, 0 }, CONV_VALUE, NULL \
	}

static const struct conv_member customer[] = { VALUE("id"), VALUE("tier"),
	ANYTHING("segment"), END };

static const struct conv_member bot[] = { VALUE("name"), VALUE("version"),
	END };

static const struct conv_member alternative[] = { VALUE("name"),
	VALUE("confidence"), END };

static const struct conv_member intent[] = { VALUE("name"), VALUE("confidence"),
	OBJECTS("alternatives", alternative), END };

static const struct conv_member turn[] = { VALUE("at"), VALUE("role"),
	VALUE("text"), OBJECT("intent", intent), VALUE("agent_id"),
	VALUE("private"), ANYTHING("asr"), ANYTHING("dtmf"),
	ANYTHING("silence_s"), ANYTHING("barge_in"), ANYTHING("slot"), END };

static const struct conv_member event[] = { VALUE("at"), VALUE("type"),
	VALUE("by"), ANYTHING("reason"), END };

static const struct conv_member outcome[] = { VALUE("resolved"), VALUE("csat"),
	VALUE("closed_by"), VALUE("wrap_up_s"), VALUE("active_s"),
	VALUE("hold_s"), END };

static const struct conv_member labels[] = { VALUE("escalate"), VALUE("turn"),
	VALUE("category"), END };

static const struct conv_member experiment[] = { VALUE("name"), VALUE("arm"),
	END };

const struct conv_member conv_members[] = { VALUE("conversation_id"),
	VALUE("channel"), VALUE("language"), VALUE("started_at"),
	VALUE("ended_at"), OBJECT("customer", customer), OBJECT("bot", bot),
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
