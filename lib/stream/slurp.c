#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/die.h"
#include "stream/file.h"
#include "stream/stream.h"

struct str
stream_slurp(const char *name, size_t ceiling, struct arena *a)
{
	bool standard = !strcmp(name, "-");
	int fd =
	    standard ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC);
	struct buf b = { 0 };
	struct str s;
	gzFile gz;
	int got;

	if (fd < 0 || !(gz = gzdopen(fd, "rb")))
		die("%s: %s", name, strerror(errno));
	do {
		buf_reserve(&b, 64 * 1024);
		got = gzread(gz, b.p + b.n, 64 * 1024);
		if (got < 0)
			die("%s: %s", name, gzerror(gz, &got));
		b.n += (size_t)got;
		if (b.n > ceiling)
			die("%s: more than %zu bytes", name, ceiling);
	} while (got);
	if (gzclose(gz) != Z_OK)
		die("%s: gzip data end in the middle", name);
	s.n = b.n;
	s.p = arena_zalloc(a, b.n + STREAM_PADDING);
	if (b.n)
		memcpy((char *)s.p, b.p, b.n);
	buf_free(&b);
	return s;
}

void
stream_publish(const char *name, struct str content)
{
	struct file f;

	file_create(&f, name);
	file_write(f.fd, name, content.p, content.n);
	file_commit(&f);
}
