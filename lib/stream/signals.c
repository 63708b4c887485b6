#include "stream/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"

static volatile sig_atomic_t got;
static atomic_bool *stop_flag;
static int wake[2] = { -1, -1 };

static void
on_signal(int sig)
{
	int e = errno;

	if (got) {
		signal(sig, SIG_DFL);
		raise(sig);
	}
	got = sig;
	*stop_flag = true;
	if (write(wake[1], "", 1) < 0) {
		/* the pipe is full: it has been woken already */
	}
	errno = e;
}

int
signals_catch(atomic_bool *stop)
{
	static const int caught[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = on_signal }, was;

	if (pipe2(wake, O_CLOEXEC | O_NONBLOCK))
		die("pipe: %s", strerror(errno));
	stop_flag = stop;
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

bool
signals_got(void)
{
	return got != 0;
}

void
signals_die(void)
{
	if (!got)
		return;
	signal(got, SIG_DFL);
	raise(got);
}
