#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "stream/file.h"
#include "stream/stream.h"

/* A file of the command line, and how it can be told from another: by its
 * inode, or, while there is none, by its path. */
struct target {
	const struct stream_file *file;
	bool exists;
	struct stat st;
	char *path;
};

static const char *const any_output = "output", *const replacing = "-o";

static bool
is_standard_input(const char *name)
{
	return !strcmp(name, "-");
}

static bool
find(const char *name, struct stat *st)
{
	return !(
	    is_standard_input(name) ? fstat(STDIN_FILENO, st) : stat(name, st));
}

/* A device or a pipe takes what several have to say. */
static bool
is_target(struct target *t, const struct stream_file *file)
{
	*t = (struct target){ .file = file };
	if (file->option == any_output)
		t->exists = !fstat(STDOUT_FILENO, &t->st);
	else if (file->written)
		t->exists = !stat(file->name, &t->st);
	else
		t->exists = find(file->name, &t->st);
	if (t->exists)
		return S_ISREG(t->st.st_mode);
	if (!file->written || file->option == any_output)
		return false;
	t->path = file_target(file->name);
	return true;
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

	for (char **o = *operands ? operands : none; *o; o++)
		if (find(*o, &st) && is_same_inode(&st, file))
			return stream_name(*o);
	return NULL;
}

/* What the shell has emptied for us gives nothing to read. */
static bool
is_emptied(const struct target *t)
{
	return t->file->option == any_output && !t->st.st_size;
}

static void
check_operands(const struct target *t, char **operands)
{
	const char *input;

	if (!t->file->written || !t->exists || is_emptied(t))
		return;
	if ((input = find_input(operands, &t->st)))
		die("%s: is both input and %s",
		    t->file->option == any_output ? input : t->file->name,
		    t->file->option);
}

static void
check_pair(const struct target *a, const struct target *b)
{
	if ((a->file->written || b->file->written) && is_same(a, b))
		die("%s: is both %s and %s",
		    b->file->option == any_output ? a->file->name
						  : b->file->name,
		    a->file->option, b->file->option);
}

/*
 * -o may be an operand: it is replaced when that has been read.  Standard
 * output may not, or each record read gives another one to read (cat a >>a);
 * but the shell has emptied it when it is not appended to.
 */
void
stream_check(const struct stream_file *files, size_t n, char **operands)
{
	const struct stream_file standard = { any_output, "<stdout>", true };
	struct target *all = calloc(n + 1, sizeof(*all));
	bool replaces = false;
	size_t n_all = 0;

	if (!all)
		die_of_memory();
	for (size_t i = 0; i < n; i++) {
		replaces |= !strcmp(files[i].option, replacing);
		n_all += is_target(&all[n_all], &files[i]);
	}
	if (!replaces)
		n_all += is_target(&all[n_all], &standard);
	for (size_t i = 0; i < n_all; i++) {
		if (strcmp(all[i].file->option, replacing) != 0)
			check_operands(&all[i], operands);
		for (size_t k = 0; k < i; k++)
			check_pair(&all[k], &all[i]);
	}
	for (size_t i = 0; i < n_all; i++)
		free(all[i].path);
	free(all);
}

void
stream_keep(const struct stream_opts *o, char **operands)
{
	const struct stream_file output = { replacing, o->output, true };
	struct target t;

	if (o->output && *operands && is_target(&t, &output)) {
		check_operands(&t, operands);
		free(t.path);
	}
}
