#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "jail/yard.h"

enum { SPINS = 200 }; /* some microseconds */

void
futex_wait(_Atomic uint32_t *word, uint32_t value, int64_t timeout_ns)
{
	struct timespec t = { timeout_ns / 1000000000,
		timeout_ns % 1000000000 };

	syscall(SYS_futex, word, FUTEX_WAIT, value, timeout_ns ? &t : NULL,
	    NULL, 0);
}

void
futex_wake(_Atomic uint32_t *word)
{
	syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

void
jail_item(struct jail_work *w, size_t item)
{
	atomic_store_explicit(
	    &w->slot->item, (uint32_t)item, memory_order_release);
}

noreturn void
jail_no_memory(void)
{
	_exit(NO_MEMORY_STATUS);
}

static struct yard *this_yard; /* for the signal handler only */

static void
on_death(int sig)
{
	(void)sig;
	this_yard->bell++;
}

static void
await_request(struct slot *s)
{
	for (int i = 0; i < SPINS; i++) {
		if (s->state == REQUEST)
			return;
#if defined(__x86_64__)
		__builtin_ia32_pause();
#endif
	}
	s->worker_sleeps = 1;
	for (uint32_t now; (now = s->state) != REQUEST;)
		futex_wait(&s->state, now, 0);
	s->worker_sleeps = 0;
}

/* Work that others ask for is bounded by them; a worker that nobody minds any
 * more is ended by the kernel. */
static void
renew_seconds(void)
{
	static time_t renewed;
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	if (used.tv_sec - renewed < WORKER_SECONDS / 2)
		return;
	renewed = used.tv_sec;
	confine_seconds(WORKER_SECONDS);
}

/*
 * Memory that one request has left in shreds must not fail another: who has
 * grown goes, and the next request meets a fresh one.
 */
static bool
has_grown(size_t memory)
{
	static long at_first;
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	if (at_first == 0)
		at_first = u.ru_maxrss;
	return (size_t)(u.ru_maxrss - at_first) * 1024 > memory / 4;
}

/* A worker's memory of the others ends here. */
static void
leave_others(const struct grounds *g, size_t slot)
{
	char *mine = (char *)slot_at(g, slot), *begin = (char *)g->yard;
	char *behind = mine + slot_size(g), *end = begin + g->size;

	if (munmap(begin, (size_t)(mine - begin)) ||
	    munmap(behind, (size_t)(end - behind)))
		_exit(1);
}

static noreturn void
worker_run(const struct grounds *g, size_t slot, pid_t keeper)
{
	const struct jail_opts *o = &g->o;
	struct slot *s = slot_at(g, slot);
	struct jail_work w = {
		.reply = reply_at(g, slot), .room = o->reply_room, .slot = s
	};
	bool seccomp = g->yard->seccomp, leaves;
	uint32_t request = REQUEST;

	/* before it answers, which may be before hire() returns */
	g->yard->desks[slot].pid = (uint32_t)getpid();
	signal(SIGCHLD, SIG_DFL);
	leave_others(g, slot);
	confine_worker(keeper, seccomp);
	confine_seconds(WORKER_SECONDS);
	for (;;) {
		await_request(s);
		renew_seconds();
		w.request = (struct str){ request_at(g, slot), s->n_request };
		w.n_reply = 0;
		o->serve(o->arg, &w);
		s->n_reply = w.n_reply;
		leaves = has_grown(o->memory);
		if (atomic_compare_exchange_strong(&s->state, &request, DONE) &&
		    s->caller_sleeps)
			futex_wake(&s->state);
		if (leaves)
			_exit(RETIRED);
	}
}

/* Nobody works there any more.  The desk is told first: who reads ENDED in the
 * slot asks there whether it is true. */
static void
vacate(const struct grounds *g, size_t slot, int status)
{
	struct slot *s = slot_at(g, slot);
	struct desk *d = &g->yard->desks[slot];

	d->status = status;
	d->pid = 0;
	s->state = ENDED;
	futex_wake(&d->pid);
	futex_wake(&s->state);
}

/* The keeper's own list of who works where: whom it waits for, and the only
 * ones it kills. */
static pid_t *workers;

/* Where nobody is, the caller was late: it may ask again. */
static void
end_worker(size_t slot, int *status)
{
	*status = SIGKILL;
	if (!workers[slot])
		return;
	kill(workers[slot], SIGKILL);
	while (waitpid(workers[slot], status, 0) < 0 && errno == EINTR)
		;
	workers[slot] = 0;
}

static void
hire(const struct grounds *g, size_t slot)
{
	pid_t keeper = getpid();
	int status;

	end_worker(slot, &status); /* one that said it had ended */
	workers[slot] = fork();
	if (workers[slot] == 0)
		worker_run(g, slot, keeper);
	if (workers[slot] > 0)
		return;
	workers[slot] = 0;
	vacate(g, slot, NO_MEMORY_STATUS << 8);
}

static void
bury(const struct grounds *g, pid_t pid, int status)
{
	for (size_t i = 0; i < g->o.slots; i++) {
		if (workers[i] != pid)
			continue;
		workers[i] = 0;
		vacate(g, i, status);
	}
}

/* A death is told before a wish is granted: what comes after it is new. */
static void
look_around(const struct grounds *g)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		bury(g, pid, status);
	for (size_t i = 0; i < g->o.slots; i++) {
		uint32_t wish =
		    atomic_exchange(&g->yard->desks[i].wish, NOTHING);

		if (wish == A_WORKER)
			hire(g, i);
		if (wish == AN_END) {
			end_worker(i, &status);
			vacate(g, i, status);
		}
	}
}

static void
prepare(const struct grounds *g)
{
	const struct jail_opts *o = &g->o;
	struct slot *s = slot_at(g, o->slots);
	struct jail_work w = {
		.reply = reply_at(g, o->slots), .room = o->reply_room, .slot = s
	};

	if (o->init)
		o->init(o->arg, &w);
	s->n_reply = w.n_reply;
}

noreturn void
keeper_run(const struct grounds *g, pid_t caller)
{
	struct sigaction act = { .sa_handler = on_death };
	struct yard *yard = g->yard;

	die_first(NULL);
	this_yard = yard;
	workers = calloc(g->o.slots, sizeof(*workers));
	if (!workers)
		jail_no_memory();
	confine_keeper(g->o.memory, caller, yard);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ INIT_SECONDS, RLIM_INFINITY });
	prepare(g);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY });
	sigaction(SIGCHLD, &act, NULL);
	yard->ready = 1;
	futex_wake(&yard->ready);
	for (;;) {
		uint32_t bell = yard->bell;

		look_around(g);
		futex_wait(&yard->bell, bell, 0);
	}
}
