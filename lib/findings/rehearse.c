#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/die.h"
#include "findings/findings.h"

static noreturn void
perform(void (*act)(void *), void *arg, int to)
{
	if (dup2(to, STDERR_FILENO) < 0)
		_exit(TROUBLE);
	act(arg);
	_exit(ALL_GOOD);
}

/* "hoff-score: churn.csv:3: ...\n" -> "churn.csv:3: ..." */
static char *
bare(char *message)
{
	size_t n = strlen(program);

	message[strcspn(message, "\n")] = '\0';
	if (strncmp(message, program, n) == 0 && message[n] == ':')
		message += n + 2;
	return message;
}

const char *
findings_rehearse(void (*act)(void *), void *arg, struct arena *run)
{
	enum { ROOM = 1024 };
	char *message = arena_alloc(run, ROOM);
	size_t n = 0;
	ssize_t got;
	int ends[2], status;
	pid_t child;

	fflush(NULL);
	if (pipe(ends) != 0 || (child = fork()) < 0)
		die("cannot start a process: %s", strerror(errno));
	if (child == 0)
		perform(act, arg, ends[1]);
	close(ends[1]);
	while (n < ROOM - 1 &&
	       (got = read(ends[0], message + n, ROOM - 1 - n)) != 0)
		if (got > 0)
			n += (size_t)got;
		else if (errno != EINTR)
			break;
	message[n] = '\0';
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status == 0 ? NULL : bare(message);
}

const char *
findings_locate(const char *words, const char *file, struct expr_place *place)
{
	struct expr_place at;
	size_t n = strlen(file);
	int used = 0;

	if (strncmp(words, file, n) == 0 && words[n] == ':')
		words += n;
	if (sscanf(words, ":%zu:%zu: %n", &at.line, &at.column, &used) == 2) {
		*place = at;
		return words + used;
	}
	return words[0] == ':' ? words + 1 + (words[1] == ' ') : words;
}
