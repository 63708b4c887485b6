#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "jail/yard.h"

/* Sanitizers need system calls that we cannot foresee. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

static void
limit(int what, rlim_t most)
{
	setrlimit(what, &(struct rlimit){ most, most });
}

/* Address space beyond what is mapped now (which a sanitizer makes huge). */
static void
limit_memory(size_t bytes)
{
	FILE *f = fopen("/proc/self/statm", "r");
	size_t pages = 0;

	if (f && fscanf(f, "%zu", &pages) == 1)
		bytes += pages * (size_t)sysconf(_SC_PAGESIZE);
	if (f)
		fclose(f);
	limit(RLIMIT_AS, bytes);
}

void
confine_seconds(unsigned seconds)
{
	struct timespec used;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	setrlimit(
	    RLIMIT_CPU, &(struct rlimit){
			    (rlim_t)used.tv_sec + 1 + seconds, RLIM_INFINITY });
}

/* Descriptors 0 to 2 lead nowhere, others are closed, no new ones. */
static void
close_files(void)
{
	int null = open("/dev/null", O_RDWR);

	for (int fd = 0; null >= 0 && fd < 3; fd++)
		dup2(null, fd);
#ifdef SYS_close_range
	if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0)
		return;
#endif
	for (long fd = 3, n = sysconf(_SC_OPEN_MAX); fd < n; fd++)
		close((int)fd);
}

/*
 * No path at all: every right that the kernel's Landlock knows is handled, and
 * none is granted.  Headers are older than kernels, hence the numbers.
 */
static bool
enter_landlock(void)
{
	enum { CREATE = 444, RESTRICT = 446, ASK = 1 };
	static const unsigned file_rights[] = { 0, 13, 14, 15, 15, 16 };
	struct {
		uint64_t files, net, scopes;
	} rules = { 0 };
	long abi = syscall(CREATE, NULL, (size_t)0, ASK), fd;
	size_t size = sizeof(rules);
	bool good;

	if (abi < 1)
		return false;
	rules.files = ((uint64_t)1 << file_rights[abi < 5 ? abi : 5]) - 1;
	if (abi >= 4)
		rules.net = 3; /* bind and connect */
	if (abi >= 6)
		rules.scopes = 3; /* abstract sockets and signals */
	if (abi < 4)
		size = 8;
	else if (abi < 6)
		size = 16;
	fd = syscall(CREATE, &rules, size, 0);
	if (fd < 0)
		return false;
	good = syscall(RESTRICT, fd, 0) == 0;
	close((int)fd);
	return good;
}

/* What memory, time and a quiet end need. */
static const int calm[] = { SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap),
	SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom),
	SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(restart_syscall),
	SCMP_SYS(prlimit64), SCMP_SYS(setrlimit), SCMP_SYS(getrusage),
	SCMP_SYS(sched_yield), SCMP_SYS(rt_sigaction) };

/* Beyond that, what the keeper does to its workers. */
static const int keepers[] = { SCMP_SYS(clone), SCMP_SYS(clone3),
	SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(wait4), SCMP_SYS(kill),
	SCMP_SYS(prctl), SCMP_SYS(seccomp), SCMP_SYS(getppid),
	SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(tgkill) };

static bool
allow(scmp_filter_ctx filter, const int *calls, size_t n)
{
	bool good = true;

	for (size_t i = 0; i < n; i++)
		good &=
		    seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) == 0;
	return good;
}

/*
 * All else is refused, not killed for: a library that asks for what it can do
 * without shall go on.
 */
static bool
enter_seccomp(const int *more, size_t n_more)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good;

	if (!filter)
		return false;
	good = allow(filter, calm, sizeof(calm) / sizeof(*calm)) &&
	       allow(filter, more, n_more) &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
	if (good && n_more == 0) /* abort() */
		good =
		    seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill),
			1,
			SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0)) == 0;
	good = good && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return good;
}

/* Die with the parent, unless it is dead already. */
static void
follow(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
}

void
confine_keeper(size_t memory, pid_t caller, struct yard *yard)
{
	static const int callers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT,
		SIGTSTP };

	follow(caller);
	/* what the terminal says is for the caller to hear */
	for (size_t i = 0; i < sizeof(callers) / sizeof(*callers); i++)
		signal(callers[i], SIG_IGN);
	limit_memory(memory);
	close_files();
	if (chdir("/"))
		_exit(1);
	clearenv();
	setenv("TZ", "UTC0", 1);
	tzset();
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	prctl(PR_SET_DUMPABLE, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	yard->landlock = enter_landlock();
	limit(RLIMIT_NOFILE, 0);
	if (!SANITIZED)
		yard->seccomp =
		    enter_seccomp(keepers, sizeof(keepers) / sizeof(*keepers));
}

void
confine_worker(pid_t keeper, bool seccomp)
{
	follow(keeper);
	if (seccomp && !enter_seccomp(NULL, 0))
		_exit(1);
}
