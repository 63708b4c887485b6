#include "jail/jail.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "jail/yard.h"

enum {
	FEW_SPINS = 200,     /* before sleeping: some microseconds */
	MANY_SPINS = 40000,  /* a millisecond or two */
	RETRIES = 2,	     /* for a worker that was not to blame */
	PATIENCE = 20,	     /* deadlines by the clock on the wall */
	TICKS = 8,	     /* looks at the clock in one deadline */
	KEPT_ROOM = 1 << 20, /* bytes of a request that need not be given
				back to the system */
};

struct jail {
	struct jail_opts o;
	struct yard *yard;
	size_t yard_size;
	pid_t keeper;
	int spins;
	atomic_flag *taken; /* of each slot */
	size_t *used;	    /* of each slot: bytes of its longest request */
};

/* A stopwatch for a process, which others cannot slow down. */
struct watch {
	clockid_t clock;
	bool runs;
	uint32_t item;
	int64_t since, wall_since; /* nanoseconds */
};

static int64_t
nanoseconds(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t))
		return -1;
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/*
 * Whether the item in hand is past its deadline: of processor time, so that a
 * busy machine does not decide what a rule says; a process that does not get
 * any (stopped, or starved) is waited for longer.
 */
static bool
is_late(struct watch *w, pid_t pid, uint32_t item, int64_t deadline)
{
	int64_t wall = nanoseconds(CLOCK_MONOTONIC), now;

	if (!w->runs && pid && clock_getcpuclockid(pid, &w->clock) == 0) {
		w->runs = true;
		w->since = -1;
	}
	now = w->runs ? nanoseconds(w->clock) : -1;
	if (w->wall_since == 0 || item != w->item ||
	    (w->since < 0 && now >= 0)) {
		w->item = item;
		w->since = now;
		w->wall_since = wall;
		return false;
	}
	return (now >= 0 && now - w->since >= deadline) ||
	       wall - w->wall_since >= deadline * PATIENCE;
}

static bool
keeper_lives(const struct jail *j)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)j->keeper, &info,
		   WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == 0;
}

static void
ring(struct jail *j, struct slot *s, enum wish wish)
{
	s->wish = wish;
	j->yard->bell++;
	futex_wake(&j->yard->bell);
}

/* How the request ended: DONE, ENDED, or (by our order) still REQUEST. */
static enum state
await_reply(struct jail *j, struct slot *s)
{
	int64_t deadline = (int64_t)j->o.deadline_ms * 1000000;
	struct watch w = { 0 };
	bool in_time = true;

	for (int i = 0; i < j->spins; i++) {
		if (s->state != REQUEST)
			return s->state;
#if defined(__x86_64__)
		__builtin_ia32_pause();
#endif
	}
	s->caller_sleeps = 1;
	while (s->state == REQUEST) {
		if (in_time && is_late(&w, s->pid, s->item, deadline)) {
			in_time = false;
			ring(j, s, AN_END);
		}
		futex_wait(&s->state, REQUEST, deadline / TICKS);
		if (s->state == REQUEST && !keeper_lives(j))
			die("the jail's keeper has been killed");
	}
	s->caller_sleeps = 0;
	return in_time ? s->state : REQUEST;
}

static void
submit(struct jail *j, struct slot *s)
{
	uint32_t idle = s->state;

	s->item = NOT_BEGUN;
	if (idle != ENDED &&
	    atomic_compare_exchange_strong(&s->state, &idle, REQUEST)) {
		if (s->worker_sleeps)
			futex_wake(&s->state);
		return;
	}
	s->worker_sleeps = 0;
	s->state = REQUEST;
	ring(j, s, A_WORKER);
}

static enum jail_answer
how_it_ended(const struct slot *s, enum state state)
{
	int status = s->status;

	if (state == REQUEST ||
	    (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		return JAIL_TIMED_OUT;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MEMORY_STATUS)
		return JAIL_NO_MEMORY;
	return JAIL_CRASHED;
}

/* Ended for no reason of its own: retired while we asked, or kill -9. */
static bool
is_not_its_fault(const struct slot *s, enum state state)
{
	return state == ENDED &&
	       (WIFSIGNALED(s->status) ? WTERMSIG(s->status) == SIGKILL
				       : WEXITSTATUS(s->status) == RETIRED);
}

static struct jail_outcome
outcome(const struct jail *j, const struct slot *s, enum state state)
{
	struct jail_outcome o = { JAIL_DONE, 0, { s->reply, s->n_reply } };
	uint32_t item = s->item;

	if (state == DONE) {
		if (o.reply.n > j->o.reply_room) /* it lies */
			o.answer = JAIL_CRASHED;
		else
			return o;
	} else {
		o.answer = how_it_ended(s, state);
	}
	o.item = item == NOT_BEGUN ? SIZE_MAX : item;
	o.reply.n = j->o.reply_room;
	return o;
}

/* What one giant request took is given back. */
static void
trim(struct jail *j, size_t slot)
{
	struct slot *s = &j->yard->slots[slot];

	if (j->used[slot] > KEPT_ROOM)
		madvise(s->request, j->o.request_room, MADV_REMOVE);
	j->used[slot] = 0;
}

struct jail_outcome
jail_call(struct jail *j, size_t slot, struct str request)
{
	struct slot *s = &j->yard->slots[slot];
	enum state state;

	if (request.n > j->o.request_room)
		return (struct jail_outcome){ .answer = JAIL_TOO_LONG };
	if (request.n)
		memcpy(s->request, request.p, request.n);
	s->n_request = request.n;
	j->used[slot] = request.n;
	submit(j, s);
	state = await_reply(j, s);
	for (int i = 0; i < RETRIES && is_not_its_fault(s, state); i++) {
		submit(j, s);
		state = await_reply(j, s);
	}
	if (is_not_its_fault(s, state)) /* the kernel, short of memory */
		s->status = NO_MEMORY_STATUS << 8;
	trim(j, slot);
	return outcome(j, s, state);
}

size_t
jail_take(struct jail *j)
{
	for (;; sched_yield())
		for (size_t i = 0; i < j->o.slots; i++)
			if (!atomic_flag_test_and_set(&j->taken[i]))
				return i;
}

void
jail_give(struct jail *j, size_t slot)
{
	atomic_flag_clear(&j->taken[slot]);
}

int
jail_pid(const struct jail *j, size_t slot)
{
	return j->yard->slots[slot].pid;
}

static size_t
pages(size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (bytes + page - 1) / page * page;
}

static void *
share(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		die_of_memory();
	return p;
}

/*
 * To be woken costs a caller 50 to 100 microseconds, a third of what a request
 * takes.  Where every caller and every worker can have a processor of its own
 * it is better to wait awake.
 */
static int
spins_for(size_t slots)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	return processors >= 0 && (size_t)processors >= 2 * slots ? MANY_SPINS
								  : FEW_SPINS;
}

/* One slot more than there are workers: what init says. */
static void
lay_out(struct jail *j)
{
	size_t n = j->o.slots + 1, head, each;
	char *p;

	j->o.request_room = pages(j->o.request_room + 1);
	j->o.reply_room = pages(j->o.reply_room + 1);
	head = pages(sizeof(*j->yard) + n * sizeof(struct slot));
	each = j->o.request_room + j->o.reply_room;
	j->yard_size = head + n * each;
	j->yard = share(j->yard_size);
	p = (char *)j->yard + head;
	for (size_t i = 0; i < n; i++, p += each) {
		j->yard->slots[i].request = p;
		j->yard->slots[i].reply = p + j->o.request_room;
	}
}

/* How init went: a keeper that ends before it is ready was ended by it. */
static struct jail_outcome
await_keeper(struct jail *j)
{
	struct slot *s = &j->yard->slots[j->o.slots];
	int status;

	while (!j->yard->ready && keeper_lives(j))
		futex_wait(&j->yard->ready, 0, 20000000);
	if (!j->yard->ready) {
		while (waitpid(j->keeper, &status, 0) < 0 && errno == EINTR)
			;
		s->status = status;
		j->keeper = 0;
	}
	return outcome(j, s, j->keeper ? DONE : ENDED);
}

struct jail *
jail_open(const struct jail_opts *o, struct jail_outcome *first)
{
	struct jail *j = calloc(1, sizeof(*j));
	pid_t caller = getpid();

	if (!j)
		die_of_memory();
	j->o = *o;
	j->spins = spins_for(o->slots);
	j->taken = calloc(o->slots, sizeof(*j->taken));
	j->used = calloc(o->slots, sizeof(*j->used));
	if (!j->taken || !j->used)
		die_of_memory();
	lay_out(j);
	j->keeper = fork();
	if (j->keeper < 0)
		die("a process for the jail: %s", strerror(errno));
	if (j->keeper == 0)
		keeper_run(&j->o, j->yard, caller);
	*first = await_keeper(j);
	return j;
}

/* The workers follow their keeper. */
void
jail_close(struct jail *j)
{
	if (!j)
		return;
	if (j->keeper) {
		kill(j->keeper, SIGKILL);
		while (waitpid(j->keeper, NULL, 0) < 0 && errno == EINTR)
			;
	}
	munmap(j->yard, j->yard_size);
	free(j->taken);
	free(j->used);
	free(j);
}

struct jail_walls
jail_walls(const struct jail *j)
{
	return (struct jail_walls){ j->yard->landlock, j->yard->seccomp };
}

static void
serve_nothing(void *arg, struct jail_work *w)
{
	(void)arg;
	(void)w;
}

const char *
jail_confined(void)
{
	static const char *const words[] = { "jail: limits only",
		"jail: Landlock", "jail: seccomp", "jail: Landlock, seccomp" };
	struct jail_opts o = { .slots = 1,
		.memory = 64 << 20,
		.deadline_ms = 1000,
		.serve = serve_nothing };
	struct jail_outcome first;
	struct jail *j = jail_open(&o, &first);
	struct jail_walls w = jail_walls(j);

	jail_close(j);
	return words[w.landlock + 2 * w.seccomp];
}
