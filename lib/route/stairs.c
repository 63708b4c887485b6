#include "route/stairs.h"

#include <stddef.h>

struct step {
	int64_t priority, us;
};

static struct step *
steps(const struct stairs *s)
{
	return (void *)s->steps.p;
}

/* The first step that is above this priority. */
static size_t
first_above(const struct stairs *s, int64_t priority)
{
	size_t low = 0, high = s->steps.n / sizeof(struct step);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (steps(s)[middle].priority > priority)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

int64_t
stairs_latest(const struct stairs *s, int64_t priority)
{
	size_t i = first_above(s, priority);

	return i ? steps(s)[i - 1].us : INT64_MIN;
}

void
stairs_put(struct stairs *s, int64_t priority, int64_t us)
{
	const struct step new = { priority, us };
	size_t n = s->steps.n / sizeof(new), i, end;

	if (stairs_latest(s, priority) >= us)
		return;
	i = end = first_above(s, priority);
	if (i && steps(s)[i - 1].priority == priority)
		i--;
	while (end < n && steps(s)[end].us <= us)
		end++;
	if (i == end) {
		buf_put(&s->steps, &new, sizeof(new)); /* room for one more */
		memmove(steps(s) + i + 1, steps(s) + i, (n - i) * sizeof(new));
	} else {
		memmove(
		    steps(s) + i + 1, steps(s) + end, (n - end) * sizeof(new));
		s->steps.n = (n - (end - i) + 1) * sizeof(new);
	}
	steps(s)[i] = new;
}

void
stairs_clear(struct stairs *s)
{
	buf_clear(&s->steps);
}

void
stairs_free(struct stairs *s)
{
	buf_free(&s->steps);
}
