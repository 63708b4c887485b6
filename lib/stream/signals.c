#include "stream/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "stream/file.h"

enum { PATIENCE_MS = 500 };

/* Any thread may be the one that is interrupted. */
static atomic_int got;
static atomic_bool stopping;
static int wake[2] = { -1, -1 };
static timer_t timer;

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
	static const struct itimerspec once = {
		.it_value.tv_nsec = PATIENCE_MS * 1000000L,
	};
	int e = errno, none = 0;

	if (atomic_compare_exchange_strong(&got, &none, sig)) {
		timer_settime(timer, 0, &once, NULL);
		signals_stop();
	}
	errno = e;
}

/* Somebody is held up, by a reader that does not read for one. */
static void
on_timer(int sig)
{
	(void)sig;
	file_remove_unfinished();
	signals_die(got);
}

static void
prepare_timer(void)
{
	struct sigaction act = { .sa_handler = on_timer };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = SIGALRM };

	sigemptyset(&act.sa_mask);
	if (sigaction(SIGALRM, &act, NULL) ||
	    timer_create(CLOCK_MONOTONIC, &event, &timer))
		die("timer: %s", strerror(errno));
}

int
signals_catch(const atomic_bool **stop)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = on_signal }, was;

	if (pipe2(wake, O_CLOEXEC | O_NONBLOCK))
		die("pipe: %s", strerror(errno));
	prepare_timer();
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
