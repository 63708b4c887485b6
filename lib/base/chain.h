#ifndef BASE_CHAIN_H
#define BASE_CHAIN_H

#include <stdint.h>

/* What is numbered from 0 on, each with room for the number of another one:
 * that is all the memory that it takes to sort it. */
struct chain {
	uint32_t *(*link)(void *of, uint32_t i);
	int (*compare)(void *of, uint32_t a, uint32_t b);
	void *of;
};

#define CHAIN_END UINT32_MAX

/* Link the first n in their order, equal ones by number; the first of all. */
uint32_t chain_sort(const struct chain *c, uint32_t n);

#endif
