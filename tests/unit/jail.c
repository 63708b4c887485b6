#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jail/jail.h"

/*
 * jail			checks itself: crashes, limits, walls, orphans
 * jail --walls		prints which walls stand
 */
static size_t failures;

static void
check(bool good, const char *what)
{
	if (good)
		return;
	printf("failed: %s\n", what);
	failures++;
}

/* A request is a word of letters: what to do for each item. */
static void
do_item(char c)
{
	char *p;

	switch (c) {
	case 'a':
		abort();
	case 's':
		raise(SIGSEGV);
		break;
	case 'h':
		for (volatile int i = 0;; i++)
			;
	case 'm':
		p = mmap(NULL, (size_t)4 << 30, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (p == MAP_FAILED)
			jail_no_memory();
		break;
	case 'e':
		exit(0);
	default:
		break;
	}
}

static void
serve_items(void *arg, struct jail_work *w)
{
	(void)arg;
	for (size_t i = 0; i < w->request.n; i++) {
		jail_item(w, i);
		do_item(w->request.p[i]);
		w->reply[i] = '+';
	}
	w->n_reply = w->request.n;
}

static struct jail *
open_with(void (*serve)(void *, struct jail_work *), unsigned patience_s)
{
	struct jail_opts o = { .slots = 2,
		.request_room = 1 << 20,
		.reply_room = 1 << 20,
		.memory = 512 << 20,
		.deadline_ms = 100,
		.patience_s = patience_s,
		.serve = serve };
	struct jail_outcome first;
	struct jail *j = jail_open(&o, &first);

	check(first.answer == JAIL_DONE, "a jail without init opens");
	return j;
}

static struct jail *
open_jail(void (*serve)(void *, struct jail_work *))
{
	return open_with(serve, 0);
}

static struct jail_outcome
ask(struct jail *j, size_t slot, const char *items)
{
	return jail_call(j, slot, str_of(items), strlen(items));
}

static void
check_ends(void)
{
	static const struct {
		const char *request;
		enum jail_answer answer;
		size_t item;
	} cases[] = {
		{ "....", JAIL_DONE, 0 },
		{ "..a.", JAIL_CRASHED, 2 },
		{ "s", JAIL_CRASHED, 0 },
		{ ".h", JAIL_TIMED_OUT, 1 },
		{ "...m", JAIL_NO_MEMORY, 3 },
		{ ".e", JAIL_CRASHED, 1 },
		{ "....", JAIL_DONE, 0 },
	};
	struct jail *j = open_jail(serve_items);
	size_t slot = jail_take(j), other = jail_take(j);
	struct jail_outcome o;

	check(slot != other, "two takers get two slots");
	jail_give(j, other);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		o = ask(j, slot, cases[i].request);
		check(o.answer == cases[i].answer, cases[i].request);
		check(o.answer == JAIL_DONE || o.item == cases[i].item,
		    "the item at fault");
		for (size_t k = 0; k < cases[i].item; k++)
			check(o.reply.p[k] == '+', "items before keep theirs");
	}
	jail_give(j, slot);
	jail_close(j);
}

/* kill -9 from outside, idle and at work: nothing is lost.  One that still
 * answers while it dies may be gone, and not replaced yet, right after. */
static void
check_killed(void)
{
	struct jail *j = open_jail(serve_items);
	struct jail_outcome o;
	int killed = 0;

	for (int i = 0; i < 20; i++) {
		o = ask(j, 0, "....");
		check(o.answer == JAIL_DONE, "a killed worker is replaced");
		if (jail_pid(j, 0) > 0)
			killed += kill(jail_pid(j, 0), SIGKILL) == 0;
	}
	check(killed >= 10, "a worker has a process");
	jail_close(j);
}

static void
check_too_long(void)
{
	static char long_one[(1 << 20) + 5000];
	struct jail *j = open_jail(serve_items);
	struct jail_outcome o =
	    jail_call(j, 0, (struct str){ long_one, sizeof(long_one) }, 1);

	check(o.answer == JAIL_TOO_LONG, "a request beyond the room");
	jail_close(j);
}

/* Doors tried from inside; each byte of the reply is an errno. */
static const char *const doors[] = { "open", "create", "socket", "fork",
	"execve", "ptrace", "kill", "a page to execute", "stat" };

static void
serve_doors(void *arg, struct jail_work *w)
{
	long got[sizeof(doors) / sizeof(*doors)];
	struct stat st;
	void *page;

	(void)arg;
	errno = 0;
	for (size_t i = 0; i < sizeof(got) / sizeof(*got); i++) {
		got[i] = -1;
		errno = 0;
		switch (i) {
		case 0:
			got[i] = open("/etc/passwd", O_RDONLY);
			break;
		case 1:
			got[i] = open("x", O_WRONLY | O_CREAT, 0600);
			break;
		case 2:
			got[i] = socket(AF_INET, SOCK_DGRAM, 0);
			break;
		case 3:
			got[i] = fork();
			if (got[i] == 0)
				_exit(0);
			break;
		case 4:
			got[i] = execve("/bin/true", (char *[]){ NULL },
			    (char *[]){ NULL });
			break;
		case 5:
			got[i] = ptrace(PTRACE_TRACEME, 0, NULL, NULL);
			break;
		case 6:
			got[i] = kill(1, 0);
			break;
		case 7:
			page = mmap(NULL, 4096, PROT_READ | PROT_EXEC,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
			got[i] = page == MAP_FAILED ? -1 : 0;
			break;
		case 8:
			got[i] = stat("/etc/passwd", &st);
			break;
		}
		w->reply[i] = got[i] == -1 ? (char)errno : 0;
	}
	w->n_reply = sizeof(got) / sizeof(*got);
}

static void
check_walls(void)
{
	struct jail *j = open_jail(serve_doors);
	struct jail_outcome o = jail_call(j, 0, STR(""), 1);
	struct jail_walls walls = jail_walls(j);

	check(o.answer == JAIL_DONE, "who tries the doors lives");
	if (!walls.seccomp)
		printf("no seccomp here: only files are tried\n");
	for (size_t i = 0; o.answer == JAIL_DONE && i < o.reply.n; i++) {
		if (i > 1 && !walls.seccomp)
			continue;
		check(o.reply.p[i] != 0, doors[i]);
		if (walls.seccomp)
			check(o.reply.p[i] == EPERM, doors[i]);
	}
	jail_close(j);
}

/* What the kernel can do must be on, or the jail is less than it says. */
static void
check_on(void)
{
	struct jail *j = open_jail(serve_items);
	struct jail_walls walls = jail_walls(j);
	bool landlock = syscall(444, NULL, (size_t)0, 1) > 0;
	bool seccomp =
	    access("/proc/sys/kernel/seccomp/actions_avail", F_OK) == 0;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	seccomp = false;
#endif
	check(walls.landlock == landlock, "Landlock where the kernel has it");
	check(walls.seccomp == seccomp, "seccomp where the kernel has it");
	jail_close(j);
}

static void
serve_surroundings(void *arg, struct jail_work *w)
{
	const char *zone = getenv("TZ");

	(void)arg;
	w->reply[0] = getenv("HOFF_SECRET") ? 'n' : 'y';
	w->reply[1] = zone && strcmp(zone, "UTC0") == 0 ? 'y' : 'n';
	w->reply[2] = signal(SIGTERM, SIG_IGN) == SIG_IGN ? 'y' : 'n';
	w->n_reply = 3;
}

static void
check_surroundings(void)
{
	struct jail *j;
	struct jail_outcome o;

	setenv("HOFF_SECRET", "hunter2", 1);
	j = open_jail(serve_surroundings);
	o = jail_call(j, 0, STR(""), 1);
	check(str_eq(o.reply, STR("yyy")),
	    "no environment, UTC, deaf to the terminal");
	jail_close(j);
}

static void
init_badly(void *arg, struct jail_work *w)
{
	jail_item(w, 3);
	if (arg)
		abort();
	w->reply[0] = '?';
	w->n_reply = 1;
}

static void
check_init(void)
{
	struct jail_opts o = { .slots = 1,
		.reply_room = 4096,
		.memory = 512 << 20,
		.deadline_ms = 100,
		.init = init_badly,
		.serve = serve_items };
	struct jail_outcome first;
	struct jail *j = jail_open(&o, &first);

	check(first.answer == JAIL_DONE && str_eq(first.reply, STR("?")),
	    "what init says arrives");
	jail_close(j);
	o.arg = &o;
	j = jail_open(&o, &first);
	check(first.answer == JAIL_CRASHED && first.item == 3,
	    "init may crash, and where is known");
	jail_close(j);
}

static bool
is_gone(pid_t pid)
{
	for (int i = 0; i < 200; i++) {
		if (kill(pid, 0) != 0)
			return true;
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	}
	return false;
}

/* Up without an end, or up and down. */
static void
serve_counting(void *arg, struct jail_work *w)
{
	(void)arg;
	for (size_t i = 0;; i++)
		jail_item(w, w->request.p[0] == 'u' ? i : i % 2);
}

/* Who counts on has the time of what was asked for, and no more. */
static void
check_counting(void)
{
	struct jail *j = open_jail(serve_counting);
	struct timespec begin, end;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (const char *way = "ud"; *way; way++) {
		struct jail_outcome o =
		    jail_call(j, 0, (struct str){ way, 1 }, 2);

		check(o.answer == JAIL_TIMED_OUT &&
			  (o.item < 2 || o.item == SIZE_MAX),
		    "who counts on is late");
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	check(end.tv_sec - begin.tv_sec < 20, "and soon");
	jail_close(j);
}

static void
init_idly(void *arg, struct jail_work *w)
{
	static int never;

	(void)arg;
	(void)w;
	for (;;)
		syscall(SYS_futex, &never, 0, 0, NULL, NULL, 0);
}

static pid_t
parent_of(pid_t pid)
{
	char name[64], state;
	int parent = 0;
	FILE *f;

	snprintf(name, sizeof(name), "/proc/%d/stat", (int)pid);
	if ((f = fopen(name, "r")) == NULL)
		return 0;
	if (fscanf(f, "%*d (%*[^)]) %c %d", &state, &parent) != 2)
		parent = 0;
	fclose(f);
	return parent;
}

/* With its keeper stopped nobody ends a worker: the caller does not wait for
 * ever. */
static noreturn void
call_without_keeper(void)
{
	struct jail *j = open_with(serve_items, 1);
	pid_t keeper;

	ask(j, 0, ".");
	keeper = parent_of(jail_pid(j, 0));
	if (!freopen("/dev/null", "w", stderr) || keeper <= 1 ||
	    kill(keeper, SIGSTOP))
		_exit(99);
	ask(j, 0, "h");
	_exit(98);
}

static void
check_idle_keeper(void)
{
	struct jail_opts o = { .slots = 1,
		.reply_room = 4096,
		.memory = 512 << 20,
		.deadline_ms = 100,
		.patience_s = 1,
		.init = init_idly,
		.serve = serve_items };
	struct jail_outcome first;
	struct jail *j = jail_open(&o, &first);
	pid_t caller;
	int status = 0;

	check(first.answer == JAIL_TIMED_OUT, "init that idles is late");
	jail_close(j);
	if ((caller = fork()) == 0)
		call_without_keeper();
	for (int i = 0; i < 1000; i++) {
		if (waitpid(caller, &status, WNOHANG) == caller)
			break;
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
		status = -1;
	}
	if (status == -1)
		kill(caller, SIGKILL);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 2,
	    "a keeper that idles ends the run");
}

/* The caller is killed while a worker hangs: nobody stays behind. */
static void
check_orphans(void)
{
	_Atomic int *worker = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t caller = fork();

	if (caller == 0) {
		struct jail *j = open_jail(serve_items);

		/* On a busy machine a worker may be late, and be another. */
		for (;;) {
			ask(j, 0, ".");
			*worker = jail_pid(j, 0);
			ask(j, 0, "h");
		}
	}
	for (int i = 0; *worker == 0 && i < 60000; i++)
		nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
	check(*worker != 0, "a worker starts within a minute");
	kill(caller, SIGKILL);
	waitpid(caller, NULL, 0);
	check(is_gone(*worker), "workers die with their caller");
	munmap((void *)worker, 4096);
}

/* What a worker that is in other hands can reach: its slot, in words. */
static void
spoil(struct jail_work *w, uint32_t word)
{
	uint32_t *from = (uint32_t *)w->slot, *to = (uint32_t *)w->request.p;

	while (from < to)
		*from++ = word;
	memset((char *)w->request.p, (int)word, w->request.n);
	memset(w->reply, (int)word, 4096);
}

struct spoiling {
	uint32_t word;
	char then; /* what the worker does next */
	uintptr_t at;
};

static void
serve_spoiling(void *arg, struct jail_work *w)
{
	struct spoiling s;

	(void)arg;
	memcpy(&s, w->request.p, sizeof(s));
	if (s.then == 'w') { /* where am I? */
		s.at = (uintptr_t)w->slot;
		memcpy(w->reply, &s.at, sizeof(s.at));
		w->n_reply = sizeof(s.at);
		return;
	}
	if (s.then == 'p') { /* poke */
		memset((void *)s.at, 0xff, 16);
		w->n_reply = 1;
		return;
	}
	spoil(w, s.word);
	w->n_reply = s.word;
	if (s.then == 'x')
		_exit(0);
	if (s.then == 'h')
		for (volatile int i = 0;; i++)
			;
}

static struct jail_outcome
ask_to_spoil(struct jail *j, size_t slot, struct spoiling s)
{
	return jail_call(
	    j, slot, (struct str){ (const char *)&s, sizeof(s) }, 1);
}

static uintptr_t
ask_where(struct jail *j, size_t slot)
{
	struct jail_outcome o =
	    ask_to_spoil(j, slot, (struct spoiling){ .then = 'w' });
	uintptr_t at = 0;

	check(o.answer == JAIL_DONE && o.reply.n == sizeof(at),
	    "a worker after one that lied serves");
	if (o.reply.n == sizeof(at))
		memcpy(&at, o.reply.p, sizeof(at));
	return at;
}

/* A worker that changes all it can reach: its caller, and others, go on. */
static void
check_spoiled(void)
{
	static const uint32_t words[] = { 0, 1, 2, 3, 4, 0x7fffffff,
		UINT32_MAX };
	struct jail *j = open_jail(serve_spoiling);
	uintptr_t first = ask_where(j, 0), second = ask_where(j, 1), at;
	uintptr_t yard = first - 4096;
	int other = jail_pid(j, 1);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		for (const char *then = "rxh"; *then; then++) {
			struct spoiling s = { words[i], *then, 0 };
			struct jail_outcome o = ask_to_spoil(j, 0, s);

			check(o.reply.n <= (1 << 20) + 4096,
			    "a reply fits in its room");
			check(o.answer != JAIL_DONE ||
				  o.reply.p < (const char *)first ||
				  o.reply.p > (const char *)second,
			    "what was done is the caller's own");
			at = ask_where(j, 0);
			check(at == first, "a slot stays where it is");
		}
	for (size_t i = 0; i < 2; i++) {
		struct jail_outcome o = ask_to_spoil(j, 0,
		    (struct spoiling){ .then = 'p', .at = i ? yard : second });

		check(o.answer == JAIL_CRASHED,
		    i ? "the yard is out of reach" : "so is another's slot");
	}
	check(ask_where(j, 1) == second && jail_pid(j, 1) == other,
	    "who works beside is not touched");
	jail_close(j);
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--walls") == 0) {
		puts(jail_confined());
		return 0;
	}
	check_ends();
	check_killed();
	check_too_long();
	check_on();
	check_walls();
	check_surroundings();
	check_init();
	check_counting();
	check_idle_keeper();
	check_spoiled();
	check_orphans();
	return failures ? 1 : 0;
}
