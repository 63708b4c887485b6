/*
 * LD_PRELOAD this and the system becomes unkind, in ways it is allowed to:
 *
 *	FAULTY_READ=N	a read(2) gives at most N bytes
 *	FAULTY_WRITE=N	a write(2) takes at most N bytes
 *	FAULTY_EVERY=N	every Nth of them, and of poll(2), is interrupted first
 *			(EINTR), or, every other time, not ready (EAGAIN)
 *
 * strace(1) can inject an error, but not a read or write that does less than
 * it was asked to.
 */
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static size_t most_read = -1, most_written = -1, every;
static atomic_size_t calls;

__attribute__((constructor)) static void
begin(void)
{
	const char *s;

	if ((s = getenv("FAULTY_READ")))
		most_read = strtoul(s, NULL, 10);
	if ((s = getenv("FAULTY_WRITE")))
		most_written = strtoul(s, NULL, 10);
	if ((s = getenv("FAULTY_EVERY")))
		every = strtoul(s, NULL, 10);
}

static bool
is_faulty(void)
{
	size_t n = ++calls;

	if (!every || n % every)
		return false;
	errno = n / every % 2 ? EINTR : EAGAIN;
	return true;
}

static void *
real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

ssize_t
read(int fd, void *p, size_t n)
{
	ssize_t (*next)(int, void *, size_t) = real("read");

	if (is_faulty())
		return -1;
	return next(fd, p, n < most_read ? n : most_read);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	ssize_t (*next)(int, const void *, size_t) = real("write");

	if (is_faulty())
		return -1;
	return next(fd, p, n < most_written ? n : most_written);
}

int
poll(struct pollfd *fds, nfds_t n, int timeout)
{
	int (*next)(struct pollfd *, nfds_t, int) = real("poll");

	if (is_faulty())
		return -1;
	return next(fds, n, timeout);
}

/* What _FORTIFY_SOURCE calls instead: the names are not ours.
 * NOLINTBEGIN(bugprone-reserved-identifier) */
ssize_t __read_chk(int fd, void *p, size_t n, size_t room);
int __poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room);

ssize_t
__read_chk(int fd, void *p, size_t n, size_t room)
{
	if (n > room)
		abort();
	return read(fd, p, n);
}

int
__poll_chk(struct pollfd *fds, nfds_t n, int timeout, size_t room)
{
	if (n > room / sizeof(*fds))
		abort();
	return poll(fds, n, timeout);
}
/* NOLINTEND(bugprone-reserved-identifier) */
