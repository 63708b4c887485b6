#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "stream/file.h"
#include "stream/stream.h"

/* A file that will be written, and how it can be told from another: by its
 * inode, or, while there is none, by its path. */
struct target {
	const char *name, *option;
	bool exists;
	struct stat st;
	char *path;
};

struct targets {
	struct target all[STREAM_BESIDE + 3];
	size_t n;
};

/* A device or a pipe takes what several have to say. */
static void
add(struct targets *t, const char *name, const char *option)
{
	struct target *to = &t->all[t->n];

	if (!name)
		return;
	*to = (struct target){ .name = name, .option = option };
	to->exists = !stat(name, &to->st);
	if (to->exists && !S_ISREG(to->st.st_mode))
		return;
	if (!to->exists)
		to->path = file_target(name);
	t->n++;
}

static void
add_standard(struct targets *t)
{
	struct target *to = &t->all[t->n];

	*to = (struct target){ .name = "<stdout>", .option = "output" };
	to->exists = !fstat(STDOUT_FILENO, &to->st) && S_ISREG(to->st.st_mode);
	t->n += to->exists;
}

static bool
is_same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool
is_same(const struct target *a, const struct target *b)
{
	if (a->exists || b->exists)
		return a->exists && b->exists && is_same_inode(&a->st, &b->st);
	return !strcmp(a->path, b->path);
}

/* The operand that is this file, or NULL. */
static const char *
find_input(char **operands, const struct stat *file)
{
	static char standard[] = "-", *none[] = { standard, NULL };
	struct stat st;

	for (char **o = *operands ? operands : none; *o; o++) {
		bool is_standard = !strcmp(*o, "-");

		if (!(is_standard ? fstat(STDIN_FILENO, &st) : stat(*o, &st)) &&
		    is_same_inode(&st, file))
			return is_standard ? "<stdin>" : *o;
	}
	return NULL;
}

/*
 * -o may be an operand: it is replaced when that has been read.  Standard
 * output may not, or each record read gives another one to read (cat a >>a);
 * but the shell has emptied it when it is not appended to.
 */
static void
check_input(const struct target *t, char **operands)
{
	const char *input;
	bool standard = !strcmp(t->option, "output");

	if (!t->exists || !strcmp(t->option, "-o"))
		return;
	if (standard && !t->st.st_size)
		return;
	if ((input = find_input(operands, &t->st)))
		die("%s: is both input and %s", standard ? input : t->name,
		    t->option);
}

void
stream_check(const struct stream_opts *o, char **operands)
{
	struct targets t = { 0 };

	if (o->output)
		add(&t, o->output, "-o");
	else
		add_standard(&t);
	add(&t, o->reject, "--reject");
	add(&t, o->stats, "--stats");
	for (size_t i = 0; i < STREAM_BESIDE; i++)
		add(&t, o->beside[i].name, o->beside[i].option);
	for (size_t i = 0; i < t.n; i++) {
		check_input(&t.all[i], operands);
		for (size_t k = 0; k < i; k++)
			if (is_same(&t.all[i], &t.all[k]))
				die("%s: is both %s and %s", t.all[i].name,
				    t.all[k].option, t.all[i].option);
	}
	for (size_t i = 0; i < t.n; i++)
		free(t.all[i].path);
}

void
stream_beside(struct stream_opts *o, const char *option, const char *name)
{
	size_t i = 0;

	if (!name || !*name)
		return;
	while (o->beside[i].name)
		i++;
	o->beside[i] = (struct stream_beside){ option, name };
}
