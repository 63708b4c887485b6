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

#include "base/buf.h"
#include "base/cpus.h"
#include "base/die.h"
#include "jail/yard.h"

enum {
	FEW_SPINS = 200,     /* before sleeping: some microseconds */
	MANY_SPINS = 40000,  /* a millisecond or two */
	RETRIES = 2,	     /* for a worker that was not to blame */
	PATIENCE = 20,	     /* deadlines by the clock on the wall */
	CHECK_NS = 20000000, /* between looks whether the keeper lives */
	TICKS = 8,	     /* looks at the clock in one deadline */
	PATIENCE_S = 120,    /* for a keeper that does nothing */
	KEPT_ROOM = 1 << 20, /* bytes of a request that need not be given
				back to the system */
};

struct place { /* what the caller has of a slot */
	atomic_flag taken;
	struct buf reply; /* its worker may still write to the other */
};

struct jail {
	struct grounds g;
	pid_t keeper;
	int spins;
	struct place *places;
};

/* A stopwatch for a process, which others cannot slow down. */
struct watch {
	clockid_t clock;
	bool runs;
	uint32_t item, n_items;
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

/* Each item has its time once: back is no way, nor is behind the last. */
static bool
goes_on(const struct watch *w, uint32_t item)
{
	return item < w->n_items && (w->item == NOT_BEGUN || item > w->item);
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
	if (w->wall_since == 0 || goes_on(w, item) ||
	    (w->since < 0 && now >= 0)) {
		if (goes_on(w, item))
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

static struct desk *
desk_at(const struct jail *j, size_t slot)
{
	return &j->g.yard->desks[slot];
}

static void
ring(struct jail *j, size_t slot, enum wish wish)
{
	desk_at(j, slot)->wish = wish;
	j->g.yard->bell++;
	futex_wake(&j->g.yard->bell);
}

/* Wait for `ns` at most; adds how long, less what we were stopped for, and says
 * whether that has been too long. */
static bool
wait_on(struct jail *j, _Atomic uint32_t *word, uint32_t value, int64_t ns,
    int64_t *waited)
{
	int64_t begin = nanoseconds(CLOCK_MONOTONIC), took;

	futex_wait(word, value, ns);
	took = nanoseconds(CLOCK_MONOTONIC) - begin;
	*waited += took < ns ? took : ns;
	return *waited >= (int64_t)j->g.o.patience_s * 1000000000;
}

static void
sleep_on(struct jail *j, _Atomic uint32_t *word, uint32_t value, int64_t ns)
{
	futex_wait(word, value, ns);
	if (*word == value && !keeper_lives(j))
		die("the jail's keeper has been killed");
}

/* The same, when the keeper has been asked to do something about it. */
static void
await_keeper(
    struct jail *j, _Atomic uint32_t *word, uint32_t value, int64_t *waited)
{
	bool late = wait_on(j, word, value, CHECK_NS, waited);

	if (*word == value && !keeper_lives(j))
		die("the jail's keeper has been killed");
	if (*word == value && late)
		die("the jail's keeper does not answer");
}

/* True: there was no need to sleep. */
static bool
spin(const struct jail *j, struct slot *s)
{
	for (int i = 0; i < j->spins; i++) {
		if (s->state != REQUEST)
			return true;
#if defined(__x86_64__)
		__builtin_ia32_pause();
#endif
	}
	return false;
}

/* The worker's word that it has ended is not enough. */
static void
await_end(struct jail *j, size_t slot)
{
	struct desk *d = desk_at(j, slot);
	int64_t waited = 0;

	for (uint32_t pid; (pid = d->pid);) {
		ring(j, slot, AN_END);
		await_keeper(j, &d->pid, pid, &waited);
	}
}

/* How the request ended: DONE, ENDED, or (by our order) still REQUEST. */
static enum state
await_reply(struct jail *j, size_t slot, size_t n_items)
{
	int64_t deadline = (int64_t)j->g.o.deadline_ms * 1000000, waited = 0;
	struct slot *s = slot_at(&j->g, slot);
	struct watch w = { .item = NOT_BEGUN, .n_items = (uint32_t)n_items };
	bool in_time = true;

	if (!spin(j, s)) {
		s->caller_sleeps = 1;
		while (s->state == REQUEST) {
			if (in_time && is_late(&w, (pid_t)desk_at(j, slot)->pid,
					   s->item, deadline)) {
				in_time = false;
				ring(j, slot, AN_END);
			}
			if (in_time)
				sleep_on(
				    j, &s->state, REQUEST, deadline / TICKS);
			else
				await_keeper(j, &s->state, REQUEST, &waited);
		}
		s->caller_sleeps = 0;
	}
	if (in_time && s->state == DONE)
		return DONE;
	await_end(j, slot);
	return in_time ? ENDED : REQUEST;
}

static void
submit(struct jail *j, size_t slot)
{
	struct slot *s = slot_at(&j->g, slot);
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
	ring(j, slot, A_WORKER);
}

static enum jail_answer
how_it_ended(int status, enum state state)
{

	if (state == REQUEST ||
	    (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		return JAIL_TIMED_OUT;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_MEMORY_STATUS)
		return JAIL_NO_MEMORY;
	return JAIL_CRASHED;
}

/* Ended for no reason of its own: retired while we asked, or kill -9. */
static bool
is_not_its_fault(int status, enum state state)
{
	return state == ENDED &&
	       (WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL
				    : WEXITSTATUS(status) == RETIRED);
}

/* What a worker has done is copied: it may still write. */
static struct jail_outcome
outcome(struct jail *j, size_t slot, enum state state, size_t n_items)
{
	const struct slot *s = slot_at(&j->g, slot);
	struct buf *copy = &j->places[slot].reply;
	const char *reply = reply_at(&j->g, slot);
	struct jail_outcome o = { JAIL_DONE, 0, { reply, s->n_reply } };
	uint32_t item = s->item;

	buf_clear(copy);
	if (state == DONE && o.reply.n <= j->g.o.reply_room) {
		buf_put(copy, reply, o.reply.n);
		o.reply = buf_view(copy);
		return o;
	}
	if (state == DONE) { /* it lies */
		await_end(j, slot);
		o.answer = JAIL_CRASHED;
	} else {
		o.answer = how_it_ended(desk_at(j, slot)->status, state);
	}
	o.item = item < n_items ? item : SIZE_MAX;
	o.reply.n = j->g.o.reply_room;
	return o;
}

/* What one giant request or reply took is given back. */
static void
trim(struct jail *j, size_t slot, size_t n_request)
{
	struct buf *copy = &j->places[slot].reply;

	if (n_request > KEPT_ROOM)
		madvise(
		    request_at(&j->g, slot), j->g.o.request_room, MADV_REMOVE);
	if (copy->room > KEPT_ROOM)
		buf_free(copy);
}

struct jail_outcome
jail_call(struct jail *j, size_t slot, struct str request, size_t n_items)
{
	struct desk *d = desk_at(j, slot);
	enum state state;

	if (request.n > j->g.o.request_room)
		return (struct jail_outcome){ .answer = JAIL_TOO_LONG };
	if (request.n)
		memcpy(request_at(&j->g, slot), request.p, request.n);
	slot_at(&j->g, slot)->n_request = request.n;
	submit(j, slot);
	state = await_reply(j, slot, n_items);
	for (int i = 0; i < RETRIES && is_not_its_fault(d->status, state);
	     i++) {
		submit(j, slot);
		state = await_reply(j, slot, n_items);
	}
	if (is_not_its_fault(
		d->status, state)) /* the kernel, short of memory */
		d->status = NO_MEMORY_STATUS << 8;
	trim(j, slot, request.n);
	return outcome(j, slot, state, n_items);
}

size_t
jail_take(struct jail *j)
{
	for (;; sched_yield())
		for (size_t i = 0; i < j->g.o.slots; i++)
			if (!atomic_flag_test_and_set(&j->places[i].taken))
				return i;
}

void
jail_give(struct jail *j, size_t slot)
{
	atomic_flag_clear(&j->places[slot].taken);
}

int
jail_pid(const struct jail *j, size_t slot)
{
	return (int)desk_at(j, slot)->pid;
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
	return cpus_allowed() >= 2 * slots ? MANY_SPINS : FEW_SPINS;
}

size_t
slot_size(const struct grounds *g)
{
	return g->page + g->o.request_room + g->o.reply_room;
}

struct slot *
slot_at(const struct grounds *g, size_t slot)
{
	return (struct slot *)(g->slots + slot * slot_size(g));
}

char *
request_at(const struct grounds *g, size_t slot)
{
	return (char *)slot_at(g, slot) + g->page;
}

char *
reply_at(const struct grounds *g, size_t slot)
{
	return request_at(g, slot) + g->o.request_room;
}

/* One slot more than there are workers: what init says. */
static void
lay_out(struct grounds *g)
{
	size_t n = g->o.slots + 1, head;

	g->page = pages(sizeof(struct slot));
	g->o.request_room = pages(g->o.request_room + 1);
	g->o.reply_room = pages(g->o.reply_room + 1);
	head = pages(sizeof(*g->yard) + n * sizeof(struct desk));
	g->size = head + n * slot_size(g);
	g->yard = share(g->size);
	g->slots = (char *)g->yard + head;
}

static int
end_keeper(struct jail *j)
{
	int status = 0;

	kill(j->keeper, SIGKILL);
	while (waitpid(j->keeper, &status, 0) < 0 && errno == EINTR)
		;
	j->keeper = 0;
	return status;
}

/* How init went: a keeper that ends before it is ready was ended by it. */
static struct jail_outcome
await_init(struct jail *j)
{
	struct yard *yard = j->g.yard;
	size_t slot = j->g.o.slots;
	enum state state = DONE;
	int64_t waited = 0;

	while (state == DONE && !yard->ready)
		if (!keeper_lives(j))
			state = ENDED;
		else if (wait_on(j, &yard->ready, 0, CHECK_NS, &waited))
			state = REQUEST;
	if (state != DONE)
		desk_at(j, slot)->status = end_keeper(j);
	return outcome(j, slot, state, NOT_BEGUN);
}

struct jail *
jail_open(const struct jail_opts *o, struct jail_outcome *first)
{
	struct jail *j = calloc(1, sizeof(*j));
	pid_t caller = getpid();

	if (!j)
		die_of_memory();
	j->g.o = *o;
	if (!o->patience_s)
		j->g.o.patience_s = PATIENCE_S;
	j->spins = spins_for(o->slots);
	j->places = calloc(o->slots + 1, sizeof(*j->places));
	if (!j->places)
		die_of_memory();
	lay_out(&j->g);
	j->keeper = fork();
	if (j->keeper < 0)
		die("a process for the jail: %s", strerror(errno));
	if (j->keeper == 0)
		keeper_run(&j->g, caller);
	*first = await_init(j);
	return j;
}

/* The workers follow their keeper. */
void
jail_close(struct jail *j)
{
	if (!j)
		return;
	if (j->keeper)
		end_keeper(j);
	munmap(j->g.yard, j->g.size);
	for (size_t i = 0; i <= j->g.o.slots; i++)
		buf_free(&j->places[i].reply);
	free(j->places);
	free(j);
}

struct jail_walls
jail_walls(const struct jail *j)
{
	return (struct jail_walls){ j->g.yard->landlock, j->g.yard->seccomp };
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
