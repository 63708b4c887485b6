#ifndef BASE_HASHED_H
#define BASE_HASHED_H

#include <stddef.h>
#include <stdint.h>

/*
 * Numbers by a hash, in a table of a fixed size (open addressing): words that a
 * program brings, found by the hash that their token carries.  Nothing but
 * hashes is compared.  The size is a power of two; who fills the table leaves
 * half of it empty, or its ways get long.
 */
struct hashed {
	uint64_t hash;
	uint32_t number; /* 0: empty */
};

/* The place of a hash, or the empty one where it belongs. */
static inline size_t
hashed_at(const struct hashed *table, size_t size, uint64_t hash)
{
	size_t i = hash % size;

	while (table[i].number && table[i].hash != hash)
		i = (i + 1) % size;
	return i;
}

/* The number of a hash; 0: none. */
static inline uint32_t
hashed_number(const struct hashed *table, size_t size, uint64_t hash)
{
	return table[hashed_at(table, size, hash)].number;
}

#endif
