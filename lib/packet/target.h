#ifndef PACKET_TARGET_H
#define PACKET_TARGET_H

#include "packet/field.h"

/*
 * Where packets go.  A target has a shape, which its renderer writes, and a
 * limit on a part of it that its renderer measures.
 */
enum unit {
	UNIT_BYTES, /* of UTF-8 */
	UNIT_CHARS, /* UTF-16 units: see clip.h */
};

/* A payload in the making. */
struct draft {
	struct buf *out;   /* the payload, as JSON */
	struct buf *plain; /* the same as people read it; empty for JSON */
	size_t used;	   /* of the limit, in the target's unit */
};

struct target {
	const char *name;
	size_t limit; /* SIZE_MAX: none */
	enum unit unit;
	bool own;	  /* the limit is ours: none is published, or not one
			     that we found */
	bool outward;	  /* the customer may come to see it: no private notes,
			     no judgement of the customer */
	bool notes;	  /* private ones may be told */
	size_t value;	  /* most units of one field */
	uint64_t fields;  /* told where the user does not say */
	const char *keys; /* characters of a key beside letters and
			     digits; NULL: fields have no keys */
	const char *extension; /* of a file */
	const char *settings;  /* "InstanceId WorkflowSid", for --set */

	/* False and *detail when the record lacks what the target needs. */
	bool (*render)(const struct sketch *s, const struct fit *fit,
	    struct draft *d, const char **detail);

	const char *measured; /* what the limit is of, for the manual */
};

extern const struct target targets[];
enum { N_TARGETS = 13 };

/*
 * Give the plan its target, fields, keys and limit; dies on options that do
 * not go together.
 */
void target_choose(struct packet_plan *p, struct arena *run);

/* The renderers. */
#define RENDERER(name) \
	bool render_##name(const struct sketch *s, const struct fit *fit, \
	    struct draft *d, const char **detail)
RENDERER(botframework);
RENDERER(copilot);
RENDERER(twilio);
RENDERER(connect);
RENDERER(genesys);
RENDERER(zendesk);
RENDERER(sunshine);
RENDERER(salesforce);
RENDERER(dialogflow);
RENDERER(intercom);
RENDERER(vcon);
RENDERER(markdown);
RENDERER(text);

#endif
