#include "kpi/targets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SECONDS = 1000000000 };

/* What lies before a comma, or the end. */
static bool
read_target(struct target *t, struct str text, bool first, struct arena *run)
{
	const char *is = first ? NULL : memrchr(text.p, '=', text.n);
	const char *number;
	double seconds;
	char *end;

	*t = (struct target){ STR(""), 0 };
	if (!first && (!is || is == text.p))
		return false;
	if (is) {
		t->channel = (struct str){ text.p, (size_t)(is - text.p) };
		text = (struct str){ is + 1, text.n - t->channel.n - 1 };
	}
	if (!text.n || strspn(text.p, "0123456789.eE+-") < text.n)
		return false;
	number = arena_cstr(run, text);
	seconds = strtod(number, &end);
	if (*end || !(seconds >= 0 && seconds <= MOST_SECONDS))
		return false;
	t->ms = llround(seconds * 1000);
	return true;
}

static int
by_channel(const void *a, const void *b)
{
	const struct target *x = a, *y = b;

	return str_cmp(x->channel, y->channel);
}

static const char *
to_text(const struct targets *t, struct arena *run)
{
	struct str s = STR("");

	for (size_t i = 0; i < t->n; i++)
		s = arena_printf(run, "%.*s%s%.*s%s%.15g", STR_ARG(s),
		    i ? "," : "", STR_ARG(t->at[i].channel), i ? "=" : "",
		    (double)t->at[i].ms / 1000);
	return s.p;
}

bool
targets_read(struct targets *t, const char *text, struct arena *run)
{
	const char *p = text;

	for (t->n = 0;; p++) {
		struct str part = { p, strcspn(p, ",") };

		if (t->n == MOST_TARGETS ||
		    !read_target(&t->at[t->n], part, !t->n, run))
			return false;
		t->n++;
		p += part.n;
		if (!*p)
			break;
	}
	qsort(t->at, t->n, sizeof(*t->at), by_channel);
	for (size_t i = 1; i < t->n; i++)
		if (str_eq(t->at[i].channel, t->at[i - 1].channel))
			return false;
	t->text = to_text(t, run);
	return true;
}

size_t
targets_find(const struct targets *t, struct str channel)
{
	for (size_t i = 1; i < t->n; i++)
		if (str_eq(t->at[i].channel, channel))
			return i;
	return 0;
}
