#include "redact/parts.h"

#include "base/ascii.h"

enum {
	PART = 256 * 1024,
	AROUND = 4 * 1024,
	SOON = 256,	/* bytes in which a blank is looked for */
	MANY = 1 << 17, /* spans: 3 MB, and 2 MB of what is written */
};

bool
parts_many(struct str text, const struct spans *spans)
{
	return spans->n > MANY && text.n > 2 * (size_t)PART;
}

/* The first place from `at` on where it may be cut: where no word goes on, and
 * rather at a blank. */
static size_t
cut(struct str text, const struct spans *spans, size_t at)
{
	size_t i = spans_behind(spans, at), soon = at + SOON;

	for (; at < text.n; at++) {
		char c = text.p[at];

		while (i < spans->n && spans->at[i].end <= at)
			i++;
		if (i < spans->n && spans->at[i].start < at)
			continue;
		if (c == ' ' || (at >= soon && c > 0 && !is_alnum(c)))
			return at;
	}
	return text.n;
}

struct part
parts_next(struct str text, const struct spans *spans, size_t from)
{
	struct part part = { .from = from };

	part.begin = from > AROUND ? cut(text, spans, from - AROUND) : 0;
	part.to = cut(text, spans, from + PART);
	part.end = cut(text, spans, part.to + AROUND);
	return part;
}

void
parts_take(const struct spans *all, const struct part *part, struct spans *its)
{
	its->n = 0;
	for (size_t i = spans_behind(all, part->begin);
	     i < all->n && all->at[i].start < part->end; i++) {
		struct span s = all->at[i];

		s.start -= (uint32_t)part->begin;
		s.end -= (uint32_t)part->begin;
		spans_add(its, s);
	}
}

void
parts_put(struct spans *all, const struct part *part, struct spans *its)
{
	size_t n = 0;

	for (size_t i = 0; i < its->n; i++) {
		struct span s = its->at[i];

		s.start += (uint32_t)part->begin;
		s.end += (uint32_t)part->begin;
		if (s.end <= part->from || s.start >= part->to)
			continue;
		if (s.start < part->from)
			s.start = (uint32_t)part->from;
		its->at[n++] = s;
	}
	its->n = n;
	spans_put(all, spans_behind(all, part->from),
	    spans_behind(all, part->to), its);
}
