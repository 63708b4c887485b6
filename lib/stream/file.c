#include "stream/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"

/* The folder of a path, to be freed. */
static char *
folder_of(const char *path)
{
	char *copy = strdup(path), *folder;

	if (!copy || !(folder = strdup(dirname(copy))))
		die_of_memory();
	free(copy);
	return folder;
}

/* The i-th name to try beside the target, to be freed. */
static char *
temp_name(const struct file *f, unsigned i)
{
	char *s;

	if (asprintf(&s, "%s.%d.%u.tmp", f->target, (int)getpid(), i) < 0)
		die_of_memory();
	return s;
}

static void
create_named(struct file *f, mode_t mode)
{
	for (unsigned i = 0; i < 1000; i++) {
		f->temp = temp_name(f, i);
		f->fd = open(
		    f->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (f->fd >= 0 || errno != EEXIST)
			return;
		free(f->temp);
		f->temp = NULL;
	}
}

void
file_create(struct file *f, const char *name)
{
	struct stat st;
	char *real = realpath(name, NULL);
	char *folder;
	mode_t mode = 0666;

	*f = (struct file){ .fd = -1 };
	f->target = real ? real : strdup(name);
	if (!f->target)
		die_of_memory();
	if (real && !stat(real, &st)) {
		if (S_ISDIR(st.st_mode))
			die("%s: %s", name, strerror(EISDIR));
		f->direct = !S_ISREG(st.st_mode);
		mode = st.st_mode & 0777;
	}
	if (f->direct) {
		f->fd = open(name, O_WRONLY | O_CLOEXEC);
	} else {
		folder = folder_of(f->target);
		f->fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
		free(folder);
		if (f->fd < 0)
			create_named(f, mode);
	}
	if (f->fd < 0)
		die("%s: %s", name, strerror(errno));
}

void
file_write(int fd, const char *what, const char *p, size_t n)
{
	while (n) {
		ssize_t put = write(fd, p, n);

		if (put >= 0) {
			p += put;
			n -= (size_t)put;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1,
			    -1);
		} else if (errno != EINTR) {
			die("%s: %s", what, strerror(errno));
		}
	}
}

static void
sync_folder(const char *path)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

/* Give the nameless file a name that nobody has yet. */
static bool
name_it(struct file *f)
{
	char self[64];
	bool named = false;

	snprintf(self, sizeof(self), "/proc/self/fd/%d", f->fd);
	for (unsigned i = 0; !named && i < 1000; i++) {
		f->temp = temp_name(f, i);
		named = !linkat(
		    AT_FDCWD, self, AT_FDCWD, f->temp, AT_SYMLINK_FOLLOW);
		if (!named) {
			free(f->temp);
			f->temp = NULL;
			if (errno != EEXIST)
				break;
		}
	}
	return named;
}

void
file_commit(struct file *f)
{
	bool good = true;

	if (!f->direct)
		good = !fsync(f->fd) && (f->temp || name_it(f)) &&
		       !rename(f->temp, f->target);
	if (!good || close(f->fd)) {
		int why = errno;

		if (f->temp)
			unlink(f->temp);
		die("%s: %s", f->target, strerror(why));
	}
	if (!f->direct)
		sync_folder(f->target);
	free(f->temp);
	free(f->target);
	*f = (struct file){ .fd = -1 };
}

void
file_abandon(struct file *f)
{
	if (f->temp)
		unlink(f->temp);
	if (f->fd >= 0)
		close(f->fd);
	free(f->temp);
	free(f->target);
	*f = (struct file){ .fd = -1 };
}
