#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/*
 * Memory that is zero and that the system gives page by page, when it is first
 * touched: for a table of which a short run needs little.  calloc() may clear
 * all of it, and in a thread does.  Dies without memory; NULL may be freed.
 */
void *pages_new(size_t bytes);
void pages_free(void *p, size_t bytes);

#endif
