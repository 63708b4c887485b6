#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
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
	char c = id.p[i];

	return is_alnum(c) || c == '_' || ((c == '.' || c == '-') && i);
}

static void
put_name(struct buf *b, struct str id, const char *extension)
{
	size_t start = b->n;
	char hex[65];

	for (size_t i = 0; i < id.n; i++) {
		if (is_plain(id, i))
			buf_char(b, id.p[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)id.p[i]);
	}
	if (b->n - start > LONGEST) {
		crypto_sha256_hex(id, hex);
		b->n = start + KEPT;
		buf_printf(b, "~%.32s", hex);
	}
	buf_cstr(b, extension);
	buf_char(b, '\0');
}

bool
stream_folder_put(struct stream_folder *f, struct str id, const char *extension,
    struct str content)
{
	struct buf path = { 0 };
	struct file file;
	bool is_new;

	buf_printf(&path, "%s/", f->name);
	put_name(&path, id, extension);
	file_create_new(&file, path.p);
	file_write(file.fd, path.p, content.p, content.n);
	is_new = file_commit_new(&file);
	buf_free(&path);
	return is_new;
}
