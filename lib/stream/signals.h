#ifndef STREAM_SIGNALS_H
#define STREAM_SIGNALS_H

#include <stdatomic.h>
#include <stdbool.h>

/*
 * SIGINT, SIGTERM and SIGHUP ask for an orderly end: whole records get out and
 * a file that is being written never appears.  A second one ends it at once.
 */

/* From now on a signal sets *stop and makes the returned descriptor readable.
 */
int signals_catch(atomic_bool *stop);

bool signals_got(void);

/* Die of the signal that came; returns when none did. */
void signals_die(void);

#endif
