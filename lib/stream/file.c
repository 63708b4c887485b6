#include "stream/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"

enum { MOST_LINKS = 40 }; /* as the kernel has it */

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

static struct file *unfinished; /* what a fatal error must remove */

void
file_remove_unfinished(void)
{
	for (struct file *f = unfinished; f; f = f->next)
		if (f->temp)
			unlink(f->temp);
}

static void
forget(struct file *f)
{
	struct file **at = &unfinished;

	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
	free(f->temp);
	free(f->target);
	*f = (struct file){ .fd = -1 };
}

static void
create_named(struct file *f, mode_t mode)
{
	for (unsigned i = 0; i < 1000 && !f->temp; i++) {
		char *temp = temp_name(f, i);

		f->fd =
		    open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (f->fd >= 0)
			f->temp = temp;
		else
			free(temp);
		if (f->fd < 0 && errno != EEXIST)
			return;
	}
}

/* The nameless kind gets its name through /proc. */
static void
create_beside(struct file *f, mode_t mode)
{
	char *folder = folder_of(f->target);

	if (!access("/proc/self/fd", X_OK))
		f->fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
	free(folder);
	if (f->fd < 0)
		create_named(f, mode);
}

/* What is in the folder of `name`, or, absolute, anywhere; to be freed. */
static char *
beside(const char *name, const char *other)
{
	char *folder, *path = NULL;

	if (*other == '/' || !strchr(name, '/')) {
		path = strdup(other);
	} else {
		folder = folder_of(name);
		if (asprintf(&path, "%s/%s", folder, other) < 0)
			path = NULL;
		free(folder);
	}
	if (!path)
		die_of_memory();
	return path;
}

/* The link's target, or NULL when it is none. */
static char *
follow(const char *name)
{
	char link[PATH_MAX];
	ssize_t n = readlink(name, link, sizeof(link) - 1);

	if (n <= 0)
		return NULL;
	link[n] = '\0';
	return beside(name, link);
}

char *
file_target(const char *name)
{
	char *path = realpath(name, NULL), *next, *folder, *real;

	if (path)
		return path;
	path = strdup(name);
	for (int i = 0; path && i < MOST_LINKS && (next = follow(path)); i++) {
		free(path);
		path = next;
	}
	if (!path)
		die_of_memory();
	folder = folder_of(path);
	real = realpath(folder, NULL);
	free(folder);
	if (!real)
		return path;
	next = strrchr(path, '/');
	if (asprintf(&folder, "%s/%s", real, next ? next + 1 : path) < 0)
		die_of_memory();
	free(real);
	free(path);
	return folder;
}

static void
begin(struct file *f, char *target)
{
	if (!target)
		die_of_memory();
	*f = (struct file){ .fd = -1, .target = target, .next = unfinished };
	unfinished = f;
	die_first(file_remove_unfinished);
}

void
file_create_new(struct file *f, const char *name)
{
	begin(f, strdup(name));
	create_beside(f, 0666);
	if (f->fd < 0)
		die("%s: %s", name, strerror(errno));
}

void
file_create(struct file *f, const char *name)
{
	struct stat st, found;
	size_t n = strlen(name);
	bool exists = !stat(name, &st);

	if (exists && S_ISDIR(st.st_mode))
		die("%s: %s", name, strerror(EISDIR));
	if (!n || name[n - 1] == '/')
		die("%s: not the name of a file", name);
	begin(f, file_target(name));
	/* what /dev/stdout leads to may have no path */
	f->direct = exists && (!S_ISREG(st.st_mode) || stat(f->target, &found));
	if (f->direct)
		f->fd = open(name, O_WRONLY | O_CLOEXEC);
	else
		create_beside(f, exists ? st.st_mode & 0777 : 0666);
	if (f->fd < 0)
		die("%s: %s", name, strerror(errno));
	/* the umask was for new files; where this fails, fewer may read it */
	if (exists && !f->direct)
		fchmod(f->fd, st.st_mode & 0777);
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

/* A name for the nameless file. */
static bool
link_self(const struct file *f, const char *name)
{
	char self[64];

	snprintf(self, sizeof(self), "/proc/self/fd/%d", f->fd);
	return !linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW);
}

/* One that nobody has yet. */
static bool
name_it(struct file *f)
{
	for (unsigned i = 0; i < 1000 && !f->temp; i++) {
		char *temp = temp_name(f, i);

		if (link_self(f, temp))
			f->temp = temp;
		else
			free(temp);
		if (!f->temp && errno != EEXIST)
			break;
	}
	return f->temp != NULL;
}

static bool
sync_file(int fd)
{
	int failed;

	do
		failed = fsync(fd);
	while (failed && errno == EINTR);
	return !failed;
}

void
file_commit(struct file *f)
{
	bool good = f->direct || (sync_file(f->fd) && (f->temp || name_it(f)));

	/* closed before it is renamed: an error may show as late as here */
	if (!good || (close(f->fd) && errno != EINTR) ||
	    (!f->direct && rename(f->temp, f->target)))
		die("%s: %s", f->target, strerror(errno));
	if (!f->direct)
		sync_folder(f->target);
	forget(f);
}

/* Not every file system knows links. */
static bool
rename_new(const struct file *f)
{
	return !link(f->temp, f->target) ||
	       (errno == EPERM && !renameat2(AT_FDCWD, f->temp, AT_FDCWD,
				      f->target, RENAME_NOREPLACE));
}

bool
file_commit_new(struct file *f)
{
	bool good = sync_file(f->fd) &&
		    (f->temp ? rename_new(f) : link_self(f, f->target));

	if (!good && errno != EEXIST)
		die("%s: %s", f->target, strerror(errno));
	file_abandon(f);
	return good;
}

void
file_abandon(struct file *f)
{
	if (f->temp)
		unlink(f->temp);
	close(f->fd);
	forget(f);
}
