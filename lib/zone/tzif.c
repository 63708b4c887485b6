#include "zone/tzif.h"

#include <string.h>

/* The sizes of what a block holds, in the order of its header. */
struct counts {
	uint32_t ut, standard, leap, changes, types, names;
};

enum {
	HEADER = 44,
	TYPE = 6,
	MOST_TYPES = 256,
	/* RFC 9636: more than -25 h and less than 26 h */
	LEAST_OFFSET_S = -25 * 3600 + 1,
	MOST_OFFSET_S = 26 * 3600 - 1,
};

/* RFC 9636: before this is before the Big Bang. */
#define LEAST_CHANGE (-((int64_t)1 << 59))

static uint32_t
big32(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static int64_t
big64(const char *at)
{
	return (int64_t)((uint64_t)big32(at) << 32 | big32(at + 4));
}

/* The next n bytes of *rest; NULL when there are fewer. */
static const char *
take(struct str *rest, uint64_t n)
{
	const char *p = rest->p;

	if (rest->n < n)
		return NULL;
	rest->p += n;
	rest->n -= (size_t)n;
	return p;
}

static bool
take_header(struct str *rest, struct counts *c)
{
	const char *p = take(rest, HEADER);

	if (!p || memcmp(p, "TZif", 4) != 0 || p[4] < '2')
		return false;
	*c = (struct counts){ big32(p + 20), big32(p + 24), big32(p + 28),
		big32(p + 32), big32(p + 36), big32(p + 40) };
	return true;
}

/* The old block, of 32-bit times, says nothing that the next does not. */
static bool
skip_block(struct str *rest)
{
	struct counts c;

	return take_header(rest, &c) &&
	       take(rest, c.changes * (uint64_t)5 + c.types * (uint64_t)TYPE +
			      c.names + c.leap * (uint64_t)8 + c.standard +
			      c.ut);
}

static bool
read_offsets(const struct counts *c, const char *indices, const char *types,
    int32_t *offsets)
{
	for (uint32_t i = 0; i < c->types; i++) {
		int32_t s = (int32_t)big32(types + i * TYPE);

		if (s < LEAST_OFFSET_S || s > MOST_OFFSET_S)
			return false;
	}
	offsets[0] = (int32_t)big32(types);
	for (uint32_t i = 0; i < c->changes; i++) {
		unsigned char type = (unsigned char)indices[i];

		if (type >= c->types)
			return false;
		offsets[i + 1] = (int32_t)big32(types + type * TYPE);
	}
	return true;
}

static bool
read_changes(const struct counts *c, const char *times, int64_t *changes)
{
	for (uint32_t i = 0; i < c->changes; i++) {
		changes[i] = big64(times + i * (size_t)8);
		if (changes[i] < LEAST_CHANGE || changes[i] > -LEAST_CHANGE ||
		    (i && changes[i] <= changes[i - 1]))
			return false;
	}
	return true;
}

static bool
read_block(struct str *rest, struct arena *a, struct zone *z)
{
	const char *times, *indices, *types;
	struct counts c;
	int64_t *changes;
	int32_t *offsets;

	if (!take_header(rest, &c) || c.leap || !c.types ||
	    c.types > MOST_TYPES || !(times = take(rest, c.changes * 8ULL)) ||
	    !(indices = take(rest, c.changes)) ||
	    !(types = take(rest, c.types * (uint64_t)TYPE)) ||
	    !take(rest, (uint64_t)c.names + c.standard + c.ut))
		return false;
	changes = arena_array(a, c.changes, sizeof(*changes));
	offsets = arena_array(a, c.changes + (size_t)1, sizeof(*offsets));
	z->changes = changes;
	z->n_changes = c.changes;
	z->offsets = offsets;
	return read_changes(&c, times, changes) &&
	       read_offsets(&c, indices, types, offsets);
}

bool
tzif_read(struct str file, struct arena *a, struct zone *z)
{
	const char *end;

	*z = (struct zone){ 0 };
	if (!skip_block(&file) || !read_block(&file, a, z))
		return false;
	if (!take(&file, 1) || file.p[-1] != '\n' || !file.n)
		return false;
	end = memchr(file.p, '\n', file.n);
	if (!end)
		return false;
	file.n = (size_t)(end - file.p);
	z->has_footer = file.n > 0;
	return !z->has_footer || footer_read(file, &z->footer);
}
