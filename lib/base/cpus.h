#ifndef BASE_CPUS_H
#define BASE_CPUS_H

#include <stddef.h>

/* Processors that this process may run on, at least 1. */
size_t cpus_allowed(void);

#endif
