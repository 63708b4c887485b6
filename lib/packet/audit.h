#ifndef PACKET_AUDIT_H
#define PACKET_AUDIT_H

#include "packet/asks.h"
#include "packet/sketch.h"

/* See packet_audit(); the sketch is begun here. */
void audit_conv(struct sketch *s, struct promise_seeker *p,
    struct ask_reader *r, struct audit *a, struct buf *out);

/* A field of the packet that would have told; by its place in struct audit. */
enum audit_field_name {
	TOLD_KNOWN,
	TOLD_REQUEST,
	TOLD_CURRENT,
	TOLD_TRANSCRIPT,
	TOLD_TRIED,
	TOLD_CUSTOMER, /* name and id */
};

const char *audit_field_title(enum audit_field_name f);

enum { KNOWN_IDS = 32 /* as many as hoff-kpi looks at */ };

/* What is known of a topic: where it was said, and as what. */
struct fact {
	bool known;
	size_t turn; /* NO_TURN: of the record */
	enum audit_field_name field;
	struct str value, slot; /* "" */
};

/* One record being audited. */
struct auditor {
	struct sketch *s;
	struct ask_reader *r;
	struct audit *a;
	struct buf *out;	/* or NULL */
	struct ask_turn *turns; /* up to the handoff */
	struct fact facts[N_ASK_TOPICS];
	struct str ids[KNOWN_IDS];
	size_t n_ids;
	size_t problem; /* turn that tells it, or NO_TURN */

	/* found */
	uint64_t again; /* bits of topics */
	struct audit_field fields[AUDIT_FIELDS];
	size_t asks, repeats;
	bool gave_again;
};

/* Which field tells what was said in a turn. */
enum audit_field_name audit_field_of(const struct sketch *s, size_t turn);

/* All that was said before a human came. */
void audit_learn(struct auditor *x);

#endif
