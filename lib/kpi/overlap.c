#include "kpi/overlap.h"

#include <stdlib.h>
#include <string.h>

/* A conversation in the sample of a partial. */
struct sighting {
	uint64_t hash;
	uint32_t part;
	uint32_t level; /* the partial's: one of 2^level was sampled */
};

struct part {
	const char *file;
	uint64_t line;
	uint64_t shared; /* conversations of its sample that others have */
	bool beside;	 /* it has some of the one that shares most */
};

/* Beyond these, 64 MiB, all are sampled once more. */
enum { MOST_SIGHTINGS = 1 << 22 };

void
overlap_free(struct overlap *o)
{
	buf_free(&o->sightings);
	buf_free(&o->parts);
}

static size_t
count_sightings(const struct overlap *o)
{
	return o->sightings.n / sizeof(struct sighting);
}

static struct sighting *
sightings_of(struct overlap *o)
{
	return (struct sighting *)(void *)o->sightings.p;
}

static struct part *
parts_of(struct overlap *o)
{
	return (struct part *)(void *)o->parts.p;
}

void
overlap_part(struct overlap *o, const char *file, uint64_t line)
{
	struct part p = { .file = file, .line = line };

	buf_put(&o->parts, &p, sizeof(p));
}

static bool
is_kept(const struct overlap *o, uint64_t hash)
{
	return !(hash >> (REPEATS_BITS - o->floor));
}

static void
thin(struct overlap *o)
{
	size_t n = count_sightings(o), used = 0;
	struct sighting *all = sightings_of(o);

	o->floor++;
	for (size_t i = 0; i < n; i++)
		if (is_kept(o, all[i].hash))
			all[used++] = all[i];
	o->sightings.n = used * sizeof(*all);
}

void
overlap_add(struct overlap *o, uint64_t hash, unsigned level)
{
	struct sighting s = { .hash = hash, .level = level };

	if (!is_kept(o, hash))
		return;
	s.part = (uint32_t)(o->parts.n / sizeof(struct part)) - 1;
	buf_put(&o->sightings, &s, sizeof(s));
	while (count_sightings(o) > MOST_SIGHTINGS)
		thin(o);
}

/* The same conversation together, the densest samples first. */
static int
by_hash(const void *a, const void *b)
{
	const struct sighting *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	if (x->level != y->level)
		return x->level > y->level ? 1 : -1;
	return (x->part > y->part) - (x->part < y->part);
}

/* Behind the last that sees the same conversation. */
static size_t
run_end(const struct sighting *all, size_t i, size_t n)
{
	size_t k = i + 1;

	while (k < n && all[k].hash == all[i].hash)
		k++;
	return k;
}

/* So many conversations are like one that two samples or more have: the second
 * densest of them decides whether it is seen twice. */
static uint64_t
weight_of(const struct overlap *o, const struct sighting *run)
{
	unsigned level = run[1].level > o->floor ? run[1].level : o->floor;

	return UINT64_C(1) << level;
}

/* Marks those that have some of the conversations of one. */
static size_t
count_beside(
    struct overlap *o, const struct sighting *all, size_t n, uint32_t one)
{
	struct part *parts = parts_of(o);
	size_t others = 0;

	for (size_t i = 0, end; i < n; i = end) {
		bool here = false;

		end = run_end(all, i, n);
		for (size_t k = i; k < end; k++)
			here |= all[k].part == one;
		for (size_t k = i; here && k < end; k++) {
			struct part *p = &parts[all[k].part];

			others += all[k].part != one && !p->beside;
			p->beside = true;
		}
	}
	return others;
}

struct kpi_overlap
overlap_read(struct overlap *o)
{
	struct kpi_overlap found = { .exact = true };
	struct sighting *all = sightings_of(o);
	struct part *parts = parts_of(o);
	size_t n = count_sightings(o);
	uint32_t most = 0;

	if (n)
		qsort(all, n, sizeof(*all), by_hash);
	for (size_t i = 0, end; i < n; i = end) {
		uint64_t weight;

		end = run_end(all, i, n);
		if (end == i + 1)
			continue;
		weight = weight_of(o, all + i);
		found.conversations += weight;
		found.exact &= weight == 1;
		for (size_t k = i; k < end; k++) {
			uint32_t part = all[k].part;

			parts[part].shared += weight;
			if (parts[part].shared > parts[most].shared)
				most = part;
		}
	}
	if (!found.conversations)
		return found;
	if (!found.exact)
		found.conversations = repeats_guess(found.conversations);
	for (uint32_t i = 0; i < most; i++)
		if (parts[i].shared == parts[most].shared)
			most = i;
	found.file = parts[most].file;
	found.line = parts[most].line;
	found.others = count_beside(o, all, n, most);
	return found;
}
