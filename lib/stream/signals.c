#include "stream/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"

enum { PATIENCE_MS = 1000 };

/* Any thread may be the one that is interrupted. */
static atomic_int got;
static _Atomic int64_t got_ms;
static atomic_bool stopping;
static int wake[2] = { -1, -1 };

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
signals_stop(void)
{
	stopping = true;
	if (write(wake[1], "", 1) < 0) {
		/* the pipe is full: it has been woken already */
	}
}

static void
on_signal(int sig)
{
	int e = errno, none = 0;

	if (atomic_compare_exchange_strong(&got, &none, sig)) {
		got_ms = now_ms();
		signals_stop();
	} else if (got_ms && now_ms() - got_ms >= PATIENCE_MS) {
		signals_die(sig);
	}
	errno = e;
}

int
signals_catch(const atomic_bool **stop)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = on_signal }, was;

	if (pipe2(wake, O_CLOEXEC | O_NONBLOCK))
		die("pipe: %s", strerror(errno));
	*stop = &stopping;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		/* what nohup(1) has us ignore stays ignored */
		if (!sigaction(caught[i], NULL, &was) &&
		    was.sa_handler != SIG_IGN)
			sigaction(caught[i], &act, NULL);
	signal(SIGPIPE, SIG_DFL); /* a parent may have ignored it */
	signal(SIGXFSZ, SIG_IGN); /* write(2) says EFBIG instead */
	return wake[0];
}

int
signals_got(void)
{
	return got;
}

void
signals_die(int sig)
{
	signal(sig, SIG_DFL);
	raise(sig);
}
