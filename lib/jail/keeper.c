#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <string.h>
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

static noreturn void
worker_run(
    const struct jail_opts *o, struct yard *yard, struct slot *s, pid_t keeper)
{
	struct jail_work w = {
		.reply = s->reply, .room = o->reply_room, .slot = s
	};
	uint32_t request = REQUEST;
	bool leaves;

	s->pid = getpid(); /* before it answers, which may be before hire() */
	signal(SIGCHLD, SIG_DFL);
	confine_worker(keeper, yard);
	confine_seconds(WORKER_SECONDS);
	for (;;) {
		await_request(s);
		renew_seconds();
		w.request = (struct str){ s->request, s->n_request };
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

static void
hire(const struct jail_opts *o, struct yard *yard, struct slot *s)
{
	pid_t keeper = getpid(), pid = fork();

	if (pid == 0)
		worker_run(o, yard, s, keeper);
	s->pid = pid > 0 ? pid : 0;
	if (pid > 0)
		return;
	s->status = NO_MEMORY_STATUS << 8;
	s->state = ENDED;
	futex_wake(&s->state);
}

static void
bury(const struct jail_opts *o, struct yard *yard, pid_t pid, int status)
{
	for (size_t i = 0; i < o->slots; i++) {
		struct slot *s = &yard->slots[i];

		if (s->pid != pid)
			continue;
		s->pid = 0;
		s->status = status;
		s->state = ENDED;
		futex_wake(&s->state);
	}
}

/* A death is told before a wish is granted: what comes after it is new. */
static void
look_around(const struct jail_opts *o, struct yard *yard)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		bury(o, yard, pid, status);
	for (size_t i = 0; i < o->slots; i++) {
		struct slot *s = &yard->slots[i];
		uint32_t wish = atomic_exchange(&s->wish, NOTHING);

		if (wish == A_WORKER)
			hire(o, yard, s);
		if (wish == AN_END && s->pid) {
			kill(s->pid, SIGKILL);
			if ((pid = waitpid(s->pid, &status, 0)) > 0)
				bury(o, yard, pid, status);
		}
	}
}

static void
prepare(const struct jail_opts *o, struct slot *s)
{
	struct jail_work w = {
		.reply = s->reply, .room = o->reply_room, .slot = s
	};

	if (o->init)
		o->init(o->arg, &w);
	s->n_reply = w.n_reply;
}

noreturn void
keeper_run(const struct jail_opts *o, struct yard *yard, pid_t caller)
{
	struct sigaction act = { .sa_handler = on_death };

	die_first(NULL);
	this_yard = yard;
	confine_keeper(o->memory, caller, yard);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ INIT_SECONDS, RLIM_INFINITY });
	prepare(o, &yard->slots[o->slots]);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY });
	sigaction(SIGCHLD, &act, NULL);
	yard->ready = 1;
	futex_wake(&yard->ready);
	for (;;) {
		uint32_t bell = yard->bell;

		look_around(o, yard);
		futex_wait(&yard->bell, bell, 0);
	}
}
