#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/die.h"
#include "check/room.h"
#include "score/score.h"

/*
 * Who reads rules and term lists dies of what is wrong with them: let a child
 * do it, and hear what it says.
 */
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

char *
rehearse(void (*act)(void *), void *arg, struct arena *run)
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

static void
load(void *file)
{
	struct arena run;

	arena_init(&run, 1 << 30);
	score_load(file, NULL, &run);
}

/* Whatever we miss: a file that is clean can be run. */
void
rehearse_rules(struct reading *r)
{
	struct expr_place place = { 1, 1 };
	size_t n = strlen(r->file);
	char *message;
	int used = 0;

	if (strcmp(r->file, "-") == 0 || r->check->refused)
		return;
	message = rehearse(load, (void *)(uintptr_t)r->file, r->run);
	if (!message)
		return;
	if (strncmp(message, r->file, n) == 0)
		message += n;
	if (sscanf(message, ":%zu:%zu: %n", &place.line, &place.column,
		&used) == 2)
		message += used;
	report_at(r, place, SYNTAX, "%s", message);
}
