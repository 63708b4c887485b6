#ifndef PACKET_PACKET_H
#define PACKET_PACKET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"
#include "conv/conv.h"

/*
 * What an agent needs to take a conversation over, from what hoff-score,
 * hoff-route and hoff-redact wrote: extractive and deterministic, each line
 * naming the turns it comes from, and nothing that was said after the turn of
 * the decision.  Also the messages the customer reads meanwhile.
 */
struct packet_opts {
	size_t last;	    /* turns of the transcript's end; 0: all */
	size_t text;	    /* most code points of one text */
	size_t brief_lines; /* most of them */
	bool unredacted;    /* take records hoff-redact has not seen */
};

/* A file as it was read, and how to name it. */
struct packet_file {
	const char *name;
	struct str text;
};

/* What a run is to do: read-only once made, for all threads. */
struct packet_plan;

/*
 * templates  a jq program that gives one object (see the built-in one)
 * promises   a term list: what a bot says when it promises
 *
 * Dies, naming file and place, on what cannot be used.
 */
const struct packet_plan *packet_plan(const struct packet_opts *o,
    struct packet_file templates, struct packet_file promises,
    struct arena *run);

/* What one thread works with. */
struct packet_desk *packet_desk_new(const struct packet_plan *p);
void packet_desk_free(struct packet_desk *d);

/*
 * Append hoff.packet for one conversation.  False and *f when the record must
 * not get out: NOT_REDACTED.
 */
bool packet_conv(struct packet_desk *d, const struct conv *c, struct buf *out,
    struct fault *f);

#endif
