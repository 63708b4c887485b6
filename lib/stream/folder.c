#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "crypto/crypto.h"
#include "stream/file.h"
#include "stream/stream.h"

enum {
	LONGEST = 200, /* bytes of a name, its extension not counted */
	KEPT = 120,    /* of one that is longer */
};

struct stream_folder {
	const char *name;
	int fd;
};

struct stream_folder *
stream_folder(const char *name)
{
	struct stream_folder *f = malloc(sizeof(*f));

	if (!f)
		die_of_memory();
	f->name = name;
	if (mkdir(name, 0777) && errno != EEXIST)
		die("%s: %s", name, strerror(errno));
	f->fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->fd < 0)
		die("%s: %s", name, strerror(errno));
	return f;
}

void
stream_folder_close(struct stream_folder *f)
{
	if (fsync(f->fd) && errno != EINVAL && errno != EINTR)
		die("%s: %s", f->name, strerror(errno));
	close(f->fd);
	free(f);
}

static bool
is_plain(struct str id, size_t i)
{
	unsigned char c = (unsigned char)id.p[i];

	return c < 0x80 &&
	       (isalnum(c) || c == '_' || ((c == '.' || c == '-') && i));
}

static void
put_name(struct buf *b, struct str id, const char *extension)
{
	char hex[65];

	for (size_t i = 0; i < id.n; i++) {
		if (is_plain(id, i))
			buf_char(b, id.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)id.p[i]);
	}
	if (b->n > LONGEST) {
		crypto_sha256_hex(id, hex);
		b->n = KEPT;
		buf_printf(b, "~%.32s", hex);
	}
	buf_cstr(b, extension);
	buf_char(b, '\0');
}

/* A file without a name, or, where there are none, one that has it. */
static int
create(const struct stream_folder *f, const char *name, bool *named)
{
	int fd = openat(f->fd, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);

	*named = fd < 0;
	if (*named)
		fd = openat(f->fd, name,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	return fd;
}

bool
stream_folder_put(struct stream_folder *f, struct str id, const char *extension,
    struct str content)
{
	struct buf name = { 0 };
	bool named, done;
	char self[64];
	int fd;

	put_name(&name, id, extension);
	fd = create(f, name.p, &named);
	done = fd >= 0;
	if (done) {
		file_write(fd, f->name, content.p, content.n);
		snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
		done = named || !linkat(AT_FDCWD, self, f->fd, name.p,
				    AT_SYMLINK_FOLLOW);
	}
	if (!done && errno != EEXIST)
		die("%s/%s: %s", f->name, name.p, strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_free(&name);
	return done;
}
