#include "base/pages.h"

#include <sys/mman.h>

#include "base/die.h"

void *
pages_new(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		die_of_memory();
	return p;
}

void
pages_free(void *p, size_t bytes)
{
	if (p)
		munmap(p, bytes);
}
