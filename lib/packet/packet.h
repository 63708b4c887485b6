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
 * the decision.  Also the message the customer reads at that moment.
 */
struct packet_opts {
	size_t last;	 /* turns of the transcript's end; 0: all */
	size_t text;	 /* most code points of one text */
	bool unredacted; /* take records hoff-redact has not seen */
};

struct packet_words; /* messages and next steps, by language */

/*
 * Read a templates file: a jq program that gives one object (see the built-in
 * one).  Dies, naming file and place, on what cannot be used.
 */
const struct packet_words *packet_words_read(
    struct str source, const char *file, struct arena *run);

/*
 * Append hoff.packet for one conversation.  False and *f when the record must
 * not get out: NOT_REDACTED.  `scratch` is the caller's to reset.
 */
bool packet_conv(const struct packet_opts *o, const struct packet_words *words,
    const struct conv *c, struct arena *scratch, struct buf *out,
    struct fault *f);

#endif
