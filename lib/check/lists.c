#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "check/room.h"
#include "score/score.h"
#include "stream/stream.h"

enum { CEILING = 16 << 20 }; /* bytes of a term list */

/* NULL: it can be opened and is no folder. */
static const char *
why_missing(const char *path)
{
	struct stat st;
	FILE *f;

	if (stat(path, &st) != 0)
		return strerror(errno);
	if (S_ISDIR(st.st_mode))
		return strerror(EISDIR);
	f = fopen(path, "r");
	if (!f)
		return strerror(errno);
	fclose(f);
	return NULL;
}

struct attempt {
	const struct list *list;
	const char *path;
	struct arena *run;
};

static void
read_list(void *arg)
{
	const struct attempt *a = arg;

	score_try_list(&(struct score_list){ arena_cstr(a->run, a->list->name),
			   a->path, stream_slurp(a->path, CEILING, a->run) },
	    a->run);
}

static void
try_list(struct reading *r, const struct list *l, const char *path)
{
	struct attempt a = { l, path, r->run };
	const char *why = findings_rehearse(read_list, &a, r->run);

	if (why)
		report(r, l->at, BAD_TERM_FILE, "%s",
		    *why ? why : "it cannot be used");
}

void
check_lists(struct reading *r)
{
	for (size_t i = 0; i < r->n_lists; i++) {
		const struct list *l = &r->lists[i];
		const char *path, *why;

		if (l->file.n == 0 || memchr(l->file.p, '\0', l->file.n)) {
			report(r, l->at, MISSING_TERM_FILE, "it names no file");
			continue;
		}
		path = score_beside(r->file, l->file, r->run);
		why = why_missing(path);
		if (why)
			report(
			    r, l->at, MISSING_TERM_FILE, "%s: %s", path, why);
		else
			try_list(r, l, path);
	}
}
