#ifndef JAIL_YARD_H
#define JAIL_YARD_H

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

#include "jail/jail.h"

/*
 * The memory that caller, keeper and workers share.  Private to the room.
 *
 * A worker may be in the hands of what it runs, so it has nothing but its own
 * slot, and of that nothing is believed: no address is kept in shared memory,
 * and what a worker wrote is read once and held to its bounds.  The yard, which
 * caller and keeper go by, is taken out of a worker's memory before it serves.
 *
 * A slot's `state` says whose turn it is.  Only the caller leaves IDLE, DONE
 * and ENDED; REQUEST becomes DONE by the worker's hand, ENDED by the keeper's.
 * Whoever reads ENDED there asks the desk whether it is true.  What the keeper
 * says is believed, but waited for with an end.
 */
enum state { ENDED, IDLE, REQUEST, DONE };

enum wish { NOTHING, A_WORKER, AN_END };

enum {
	NO_MEMORY_STATUS = 77, /* exit status of a worker */
	RETIRED = 78,	       /* another one */
	INIT_SECONDS = 10,     /* of processor time */
	WORKER_SECONDS = 60,   /* of processor time: RLIMIT_CPU, renewed */
};

#define NOT_BEGUN UINT32_MAX

struct slot {
	_Atomic uint32_t state;
	_Atomic uint32_t caller_sleeps, worker_sleeps; /* on `state` */
	_Atomic uint32_t item;
	_Atomic uint64_t n_request, n_reply;
};

struct desk {		       /* what caller and keeper say of a slot */
	_Atomic uint32_t wish; /* what the keeper should do */
	_Atomic uint32_t pid;  /* 0: nobody works here; set by a worker
				  before it serves, taken back by the
				  keeper, whose own list it is not */
	int32_t status;	       /* of wait(2), when ENDED */
};

struct yard {
	_Atomic uint32_t bell; /* rung for the keeper: a wish, or a death */
	_Atomic uint32_t ready;
	uint32_t landlock, seccomp;
	struct desk desks[]; /* the last one is for init */
};

/* Where all of it is, in memory that each process has for itself: the yard,
 * then for each slot its page, its request and its reply. */
struct grounds {
	struct jail_opts o; /* rooms in whole pages */
	struct yard *yard;
	char *slots;
	size_t page, size; /* of a slot's head, of all */
};

struct slot *slot_at(const struct grounds *g, size_t slot);
char *request_at(const struct grounds *g, size_t slot);
char *reply_at(const struct grounds *g, size_t slot);
size_t slot_size(const struct grounds *g);

void futex_wait(_Atomic uint32_t *word, uint32_t value, int64_t timeout_ns);
void futex_wake(_Atomic uint32_t *word);

/* The keeper's life, in a new process. */
noreturn void keeper_run(const struct grounds *g, pid_t caller);

/*
 * confine.c: what a process gives up.  The first for the keeper, the second,
 * on top, for a worker.
 */
void confine_keeper(size_t memory, pid_t caller, struct yard *yard);
void confine_worker(pid_t keeper, bool seccomp);

/* RLIMIT_CPU: so much from now on. */
void confine_seconds(unsigned seconds);

#endif
