#ifndef JAIL_YARD_H
#define JAIL_YARD_H

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

#include "jail/jail.h"

/*
 * The memory that caller, keeper and workers share.  Private to the room.
 *
 * A slot's `state` says whose turn it is.  Only the caller leaves IDLE, DONE
 * and ENDED; REQUEST becomes DONE by the worker's hand, ENDED by the keeper's.
 */
enum state { ENDED, IDLE, REQUEST, DONE };

enum wish { NOTHING, A_WORKER, AN_END };

enum {
	NO_MEMORY_STATUS = 77, /* exit status of a worker */
	RETIRED = 78,	       /* another one */
	INIT_SECONDS = 10,     /* of processor time */
	WORKER_SECONDS = 60,   /* of processor time: RLIMIT_CPU, renewed */
	NOT_BEGUN = UINT32_MAX,
};

struct slot {
	_Atomic uint32_t state;
	_Atomic uint32_t caller_sleeps, worker_sleeps; /* on `state` */
	_Atomic uint32_t item;
	_Atomic uint32_t wish; /* what the keeper should do */
	_Atomic int32_t pid;
	int32_t status; /* of wait(2), when ENDED */
	uint64_t n_request, n_reply;
	char *request, *reply; /* the same addresses in all processes */
};

struct yard {
	_Atomic uint32_t bell; /* rung for the keeper: a wish, or a death */
	_Atomic uint32_t ready;
	uint32_t landlock, seccomp;
	struct slot slots[]; /* the last one is for init */
};

void futex_wait(_Atomic uint32_t *word, uint32_t value, int64_t timeout_ns);
void futex_wake(_Atomic uint32_t *word);

/* The keeper's life, in a new process. */
noreturn void keeper_run(
    const struct jail_opts *o, struct yard *yard, pid_t caller);

/*
 * confine.c: what a process gives up.  The first for the keeper, the second,
 * on top, for a worker.
 */
void confine_keeper(size_t memory, pid_t caller, struct yard *yard);
void confine_worker(pid_t keeper, struct yard *yard);

/* RLIMIT_CPU: so much from now on. */
void confine_seconds(unsigned seconds);

#endif
