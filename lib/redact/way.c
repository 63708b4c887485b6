#include "redact/way.h"

static bool
is_member(const struct json *j, const struct way_step *s)
{
	return json_kind_of(j, s->at) == JSON_OBJECT;
}

/* The value that a step leads to. */
static uint32_t
inner(const struct json *j, const struct way_step *s)
{
	return s->child + is_member(j, s);
}

static void
step_into(struct way *w, uint32_t at)
{
	w->steps[w->known++] =
	    (struct way_step){ at, json_first(w->json, at), 0 };
}

void
way_begin(struct way *w, const struct json *j)
{
	w->json = j;
	w->known = 0;
	step_into(w, 0);
}

void
way_to(struct way *w, uint32_t value)
{
	const struct json *j = w->json;

	while (j->values[w->steps[w->known - 1].at].next <= value)
		w->known--;
	for (;;) {
		struct way_step *s = &w->steps[w->known - 1];

		while (j->values[inner(j, s)].next <= value) {
			s->child = json_after(j, s->at, s->child);
			s->index++;
		}
		w->n = w->known - (is_member(j, s) && s->child == value);
		if (s->child == value || inner(j, s) == value)
			return;
		step_into(w, inner(j, s));
	}
}

uint32_t
way_key(const struct way *w, size_t step)
{
	const struct way_step *s = &w->steps[step];

	return is_member(w->json, s) ? s->child : 0;
}
