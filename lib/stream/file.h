#ifndef STREAM_FILE_H
#define STREAM_FILE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A file that appears under its name whole or not at all: written beside its
 * target without a name where the file system can, then synced and renamed.
 * It gets the permissions of the file it replaces.  What is no regular file (a
 * device, a pipe) is written directly.
 *
 * Files are created and ended by one thread.  A die() in between, by any
 * thread, leaves nothing behind.
 */
struct file {
	int fd;
	char *target; /* with symbolic links followed */
	char *temp;   /* NULL while it has no name */
	bool direct;
	struct file *next; /* private: others that are not finished */
};

/* The path of a file that is to be written, with symbolic links followed where
 * they lead to none yet, too; to be freed. */
char *file_target(const char *name);

/* Dies, naming the file, when it cannot be created. */
void file_create(struct file *f, const char *name);

/* The same of one that replaces none: to be ended by file_commit_new(), which
 * is false when there is such a file already. */
void file_create_new(struct file *f, const char *name);
bool file_commit_new(struct file *f);

/* Write all of it or die; an interrupted or short write goes on. */
void file_write(int fd, const char *what, const char *p, size_t n);

/* Publish under the name; dies on error, and then the old file still stands.
 */
void file_commit(struct file *f);

/* What die() does about all that are not ended; also for a signal handler. */
void file_remove_unfinished(void);

/* Leave nothing behind. */
void file_abandon(struct file *f);

#endif
