#include "base/cpus.h"

#include <sched.h>
#include <unistd.h>

enum { MOST = 1 << 20 }; /* the kernel's own bound is far below */

/* The kernel refuses a set that is smaller than its own. */
size_t
cpus_allowed(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);

	for (size_t n = CPU_SETSIZE; n <= MOST; n *= 2) {
		cpu_set_t *set = CPU_ALLOC(n);
		int allowed = 0;

		if (set && !sched_getaffinity(0, CPU_ALLOC_SIZE(n), set))
			allowed = CPU_COUNT_S(CPU_ALLOC_SIZE(n), set);
		CPU_FREE(set);
		if (allowed > 0)
			return (size_t)allowed;
	}
	return online > 0 ? (size_t)online : 1;
}
