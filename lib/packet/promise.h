#ifndef PACKET_PROMISE_H
#define PACKET_PROMISE_H

#include "base/arena.h"
#include "base/str.h"
#include "packet/packet.h"

/* What a bot says when it promises: phrases of a term list, by language. */
struct promise_terms;

/* Dies on a list that cannot be used. */
const struct promise_terms *promise_terms(
    struct packet_file from, struct arena *run);

/* One thread's search, which remembers what bots say again and again. */
struct promise_seeker;

struct promise_seeker *promise_seeker_new(const struct promise_terms *t);
void promise_seeker_free(struct promise_seeker *p);

/* The first sentence of `text` that promises, or "". */
struct str promise_find(
    struct promise_seeker *p, struct str text, struct str language);

#endif
