#ifndef STREAM_SIGNALS_H
#define STREAM_SIGNALS_H

#include <stdatomic.h>
#include <stdbool.h>

/*
 * SIGINT, SIGTERM and SIGHUP ask for an orderly end: whole records get out and
 * a file that is being written never appears.  What is not done within half a
 * second, because a reader does not read, is left undone: the process dies.
 * More signals are the same request, which timeout(1) and service managers
 * send to the process and to its group.
 */

/* From now on a signal sets **stop and makes the returned descriptor readable;
 * both are there as long as the process. */
int signals_catch(const atomic_bool **stop);

/* The same without a signal. */
void signals_stop(void);

/* The signal that came, or 0. */
int signals_got(void);

/* Die of it. */
void signals_die(int sig);

#endif
