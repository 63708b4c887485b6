#ifndef ROUTE_JOIN_H
#define ROUTE_JOIN_H

#include "base/buf.h"
#include "route/sim.h"

/*
 * One customer, one matter: who was in touch, and is again within the window,
 * by whatever channel.  What is kept is as large as the window.
 */

/* Conversations that are one matter, by their ids. */
struct thread {
	struct buf own;	   /* until it arrives */
	struct buf before; /* of the one it follows; and from when the wait */
	int64_t since_us;  /* counted when it did */
	struct buf after;  /* FATE_JOINED: of the one it went on as */
};

void join_init(struct sim *s);
void join_free(struct sim *s);

/* The contact is to know the others of its thread, before it arrives; and no
 * longer. */
void join_name(const struct sim *s, struct contact *c, struct str id);
void join_forget(struct contact *c);

/* A contact arrives; it may take the place of an earlier one that waits, and
 * learns which agent had that. */
void join_arrive(struct sim *s, uint32_t i);

/* An agent has it. */
void join_served(struct sim *s, const struct contact *c);

/* It left unserved. */
void join_left(struct sim *s, const struct contact *c);

#endif
