#include "import/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static struct str
name_of(const char *file)
{
	const char *slash = strrchr(file, '/');
	struct str name = str_of(slash ? slash + 1 : file);
	const char *dot = memchr(name.p, '.', name.n);

	if (dot && dot > name.p)
		name.n = (size_t)(dot - name.p);
	return str_eq(name, STR("<stdin>")) ? STR("stdin") : name;
}

struct str
place_key(const struct worker *w, bool grouped, bool whole, struct arena *a)
{
	struct str name = whole ? str_of(w->file) : name_of(w->file);

	if (grouped)
		return name;
	if (w->nth)
		return arena_printf(a, "%.*s:%llu:%llu", STR_ARG(name),
		    (unsigned long long)w->number,
		    (unsigned long long)w->nth + 1);
	return arena_printf(
	    a, "%.*s:%llu", STR_ARG(name), (unsigned long long)w->number);
}

static int
by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	int order = str_cmp(name_of(*x), name_of(*y));

	return order ? order : strcmp(*x, *y);
}

bool
place_has_twins(char **files)
{
	size_t n = 0;
	char **sorted;
	bool same = false;

	while (files[n])
		n++;
	sorted = reallocarray(NULL, n + 1, sizeof(*sorted));
	if (!sorted)
		die_of_memory();
	memcpy(sorted, files, n * sizeof(*sorted));
	qsort(sorted, n, sizeof(*sorted), by_name);
	for (size_t i = 1; i < n && !same; i++)
		same = strcmp(sorted[i - 1], sorted[i]) &&
		       str_eq(name_of(sorted[i - 1]), name_of(sorted[i]));
	free(sorted);
	return same;
}
