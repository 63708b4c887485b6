#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stdnoreturn.h>

/* How every command ends. */
enum outcome {
	ALL_GOOD = 0, /* every record was used */
	NEGATIVE = 1, /* a gate failed, a check found something */
	TROUBLE = 2,  /* could not run, or could not write */
	SOME_BAD = 3, /* finished, but some records were rejected */
};

extern const char *program; /* set once, by cli_parse() */

/* Print "program: message" on stderr as one line, control bytes as '?'; what
 * is longer than 8 KiB is cut, and ends in "...". */
void warning(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* The same of a whole line, of any length, which is changed. */
void warning_line(char *line);

/* As warning(), then exit with TROUBLE. */
noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* die() because the machine refused memory. */
noreturn void die_of_memory(void);

/*
 * Run before die() leaves, in the process's one place for it: a half-written
 * output file is removed.  NULL takes it back.
 */
void die_first(void (*cleanup)(void));

#endif
