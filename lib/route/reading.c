#include "route/reading.h"

#include <stdlib.h>

/* Of what a report needs while it is printed. */
#define READING_CEILING ((size_t)1 << 30)

static void
read_total(struct reading *x)
{
	struct report *r = x->r;
	struct tally *t = arena_zalloc(&x->arena, sizeof(*t));
	struct effort *e = arena_zalloc(&x->arena, sizeof(*e));

	for (size_t i = 0; i < r->sim->n_queues; i++)
		tally_merge(t, &r->queues[i].tally, &x->arena);
	for (size_t i = 0; i < r->sim->roster->n_agents; i++)
		effort_merge(e, &r->agents[i].effort);
	x->total = (struct scope){
		.name = STR("all"), .tally = t, .effort = e, .run = r
	};
}

static struct scope *
room_for(struct reading *x, struct scopes *s, size_t n)
{
	return s->at = arena_zalloc(&x->arena, (n + 1) * sizeof(*s->at));
}

static void
read_queues(struct reading *x, struct scopes *out)
{
	const struct sim *s = x->r->sim;

	room_for(x, out, s->n_queues);
	for (size_t i = 0; i < s->n_queues; i++)
		out->at[out->n++] =
		    (struct scope){ .name = s->queues[i].rule->name,
			    .tally = &x->r->queues[i].tally };
}

static int
by_name(const void *a, const void *b)
{
	const struct scope *s = a, *t = b;

	if (!s->missing != !t->missing)
		return s->missing ? 1 : -1;
	return str_cmp(s->name, t->name);
}

/* The traits that have a word in common, together. */
static void
read_words(struct reading *x, struct scopes *out, bool languages)
{
	struct report *r = x->r;
	struct tally *tallies =
	    arena_zalloc(&x->arena, (TRAITS + 1) * sizeof(*tallies));

	room_for(x, out, TRAITS + 1);
	for (size_t i = 0; i <= TRAITS; i++) {
		const struct trait *t = &r->traits[i];
		struct scope new = { .name =
					 languages ? t->language : t->channel };
		size_t k = 0;

		if (!t->tally.contacts)
			continue;
		if (!new.name.n)
			new.missing = t->other ? "(other)" : "(none)";
		while (k < out->n && by_name(&out->at[k], &new))
			k++;
		if (k == out->n) {
			new.tally = &tallies[out->n];
			out->at[out->n++] = new;
		}
		tally_merge(
		    &tallies[out->at[k].tally - tallies], &t->tally, &x->arena);
	}
	qsort(out->at, out->n, sizeof(*out->at), by_name);
}

static void
read_half_hours(struct reading *x, struct scopes *out)
{
	room_for(x, out, HALVES);
	for (size_t i = 0; i < HALVES; i++) {
		struct scope *s = &out->at[out->n];

		if (!x->r->halves[i].contacts)
			continue;
		out->n++;
		s->name = arena_printf(
		    &x->arena, "%02zu:%02d", i / 2, i % 2 ? 30 : 0);
		s->tally = &x->r->halves[i];
		s->effort = &x->r->half_efforts[i];
	}
}

void
reading_open(struct reading *x, struct report *r, struct report *apart)
{
	*x = (struct reading){ .r = r };
	arena_init(&x->arena, READING_CEILING);
	arena_init(&x->scratch, READING_CEILING);
	if (apart) {
		x->apart = arena_alloc(&x->arena, sizeof(*x->apart));
		reading_open(x->apart, apart, NULL);
	}
	x->by[BY_QUEUE] = (struct scopes){ .id = "queues",
		.title = "By queue",
		.column = "queue",
		.absent = "the rules have no queue" };
	x->by[BY_CHANNEL] = (struct scopes){ .id = "channels",
		.title = "By channel",
		.column = "channel",
		.absent = "no contact came" };
	x->by[BY_SKILL] = (struct scopes){ .id = "skills",
		.title = "By skill",
		.column = "skill",
		.note = "a contact counts for each skill of its queue; "
			"occupancy is of the agents who have it, whatever "
			"they did. The bottleneck is the skill that most of "
			"the waiting is due to: that of a queue is put to the "
			"skill of it that fewest agents have",
		.absent = "neither the rules nor the agents name a skill" };
	x->by[BY_LANGUAGE] = (struct scopes){ .id = "languages",
		.title = "By language",
		.column = "language",
		.absent = "no contact came" };
	x->by[BY_HALF_HOUR] = (struct scopes){ .id = "half_hours",
		.title = "By half hour of the day",
		.column = "from",
		.note = arena_printf(&x->arena,
		    "of arrival, in the time zone %s; all days together",
		    r->o->time_zone)
			    .p,
		.absent = "no contact came at a known time" };
	read_total(x);
	read_queues(x, &x->by[BY_QUEUE]);
	read_words(x, &x->by[BY_CHANNEL], false);
	read_skills(x, &x->by[BY_SKILL]);
	read_words(x, &x->by[BY_LANGUAGE], true);
	read_half_hours(x, &x->by[BY_HALF_HOUR]);
}

void
reading_shut(struct reading *x)
{
	if (x->apart)
		reading_shut(x->apart);
	arena_free(&x->arena);
	arena_free(&x->scratch);
}

struct figure
metric_read(struct reading *x, const struct metric *m, const struct scope *s)
{
	arena_reset(&x->scratch);
	return m->read(s, &x->scratch);
}
