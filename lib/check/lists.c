#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/die.h"
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

static noreturn void
read_list(struct reading *r, const struct list *l, const char *path, int to)
{
	if (dup2(to, STDERR_FILENO) < 0)
		_exit(TROUBLE);
	score_try_list(&(struct score_list){ arena_cstr(r->run, l->name), path,
			   stream_slurp(path, CEILING, r->run) },
	    r->run);
	_exit(ALL_GOOD);
}

/* "hoff-score: churn.csv:3: ..." -> "churn.csv:3: ..." */
static void
report_message(struct reading *r, const struct list *l, char *message)
{
	size_t n = strlen(program);
	char *end = strchr(message, '\n');

	if (end)
		*end = '\0';
	if (strncmp(message, program, n) == 0 && message[n] == ':')
		message += n + 2;
	report(r, l->at, BAD_TERM_FILE, "%s",
	    *message ? message : "it cannot be used");
}

/* Who reads term lists dies of what is wrong with them: let a child do it. */
static void
try_list(struct reading *r, const struct list *l, const char *path)
{
	char message[1024];
	size_t n = 0;
	ssize_t got;
	int ends[2], status;
	pid_t child;

	fflush(NULL);
	if (pipe(ends) != 0 || (child = fork()) < 0)
		die("cannot start a process: %s", strerror(errno));
	if (child == 0)
		read_list(r, l, path, ends[1]);
	close(ends[1]);
	while (n < sizeof(message) - 1 &&
	       (got = read(ends[0], message + n, sizeof(message) - 1 - n)) != 0)
		if (got > 0)
			n += (size_t)got;
		else if (errno != EINTR)
			break;
	message[n] = '\0';
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (status != 0)
		report_message(r, l, message);
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
