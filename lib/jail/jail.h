#ifndef JAIL_JAIL_H
#define JAIL_JAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdnoreturn.h>

#include "base/str.h"

/*
 * Code that may crash, hang or fill the memory, in processes that can do
 * nothing else: no files, no network, no environment, no time of their own.
 *
 * jail_open() forks a keeper, which prepares (init) and from which a worker is
 * forked for each slot when it is first asked; requests and replies go through
 * shared memory.  A worker that ends, or that has to be ended, costs the item
 * it was at: the next call gets a fresh one.  When the caller ends, in whatever
 * way, keeper and workers are killed by the kernel.
 *
 * A worker that is taken over by what it serves has its own slot and its own
 * time, no more.  What takes over the keeper, in init, has all slots: every
 * answer may then be false, and a caller may be kept for `patience_s` before it
 * ends the run.  It reaches no further: it has no files, no network and none of
 * the caller's memory.
 */
struct jail;

/* One request, as the worker sees it. */
struct jail_work {
	struct str request;
	char *reply;	   /* `room` bytes, as the call before left them; the
			      caller can read them even when the worker ends */
	size_t room;	   /* bytes */
	size_t n_reply;	   /* set by who serves */
	struct slot *slot; /* private */
};

/* The caller takes the time of items, one after the other: 0, 1, 2 ... */
void jail_item(struct jail_work *w, size_t item);

/* For handlers of "out of memory": it ends the worker, and says why. */
noreturn void jail_no_memory(void);

struct jail_opts {
	size_t slots;
	size_t request_room, reply_room; /* bytes, of each slot; only what is
					    used takes memory */
	size_t memory;			 /* bytes a process may map */
	unsigned deadline_ms;		 /* of processor time, for one item */
	unsigned patience_s; /* for a keeper that does nothing; 0: 120 */
	void (*init)(void *arg, struct jail_work *w); /* in the keeper, or
							 NULL */
	void (*serve)(void *arg, struct jail_work *w);
	void *arg;
};

enum jail_answer {
	JAIL_DONE,
	JAIL_CRASHED,
	JAIL_TIMED_OUT,
	JAIL_NO_MEMORY,
	JAIL_TOO_LONG, /* the request does not fit; nobody was asked */
};

struct jail_outcome {
	enum jail_answer answer;
	size_t item;	  /* where it ended, unless JAIL_DONE; SIZE_MAX: before
			     the first */
	struct str reply; /* until the slot is used again; all of its room
			     unless JAIL_DONE */
};

/*
 * To be called before any thread is started.  *first tells how init went; then
 * it is for the caller to go on, or to close the jail.
 */
struct jail *jail_open(const struct jail_opts *o, struct jail_outcome *first);
void jail_close(struct jail *j);

/* A slot that nobody else uses, and back with it. */
size_t jail_take(struct jail *j);
void jail_give(struct jail *j, size_t slot);

/*
 * Ask for n items: it takes n deadlines at most, whatever the worker says of
 * where it is.  A worker that somebody else has killed (kill -9) is replaced,
 * and asked the same again, once.
 */
struct jail_outcome jail_call(
    struct jail *j, size_t slot, struct str request, size_t n_items);

/* The process of a slot, or 0; for tests that kill it. */
int jail_pid(const struct jail *j, size_t slot);

/* Whether the kernel's own walls stand around the workers of this jail. */
struct jail_walls {
	bool landlock, seccomp;
};

struct jail_walls jail_walls(const struct jail *j);

/* The same in words, of a jail made for the purpose: "jail: Landlock, seccomp".
 */
const char *jail_confined(void);

#endif
