#include <math.h>

#include "base/die.h"
#include "route/staff.h"

enum {
	MOST_FACTOR = 64,
	MOST_CONTACTS = 2000000, /* that are ever played at once */
};

static void
scale(const struct replay *all, double factor, struct arena *words,
    struct replay *out)
{
	replay_init(out, words);
	for (size_t i = 0; i < replay_count(all); i++)
		for (size_t k = 0; k < MOST_FACTOR; k++) {
			struct wish w = *replay_wish(all, i);

			/* who is in at a factor is in at any larger one */
			if ((double)k + staff_draw(3 * SLOTS, i) >= factor)
				break;
			if (k) {
				w.arrival_us +=
				    (int64_t)((staff_draw(3 * SLOTS + k, i) -
						  0.5) *
					      SLOT_US);
				w.customer = STR("");
				w.id = arena_printf(words, "%zu-%zu", i, k);
			}
			buf_put(&out->wishes, &w, sizeof(w));
		}
}

static bool
can_take(const struct staff *s, const struct replay *able, size_t percent)
{
	struct replay contacts;
	struct count c;
	struct arena words;

	arena_init(&words, (size_t)1 << 30);
	scale(able, (double)percent / 100, &words, &contacts);
	c = staff_play_roster(s, &contacts, (struct change){ 0 }, NULL);
	replay_free(&contacts);
	arena_free(&words);
	return count_level(&c, s->level) >= s->o->goal;
}

static void
find_capacity(struct staffing *x, const struct replay *able)
{
	size_t low = 0, high = 100; /* per cent */
	size_t most = 100 * MOST_FACTOR;

	while (most > high && most / 100 * replay_count(able) > MOST_CONTACTS)
		most /= 2;
	while (high < most && can_take(x->s, able, high)) {
		low = high;
		high *= 2;
	}
	x->more_than_tried = high >= most && can_take(x->s, able, high);
	if (x->more_than_tried)
		low = high;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (can_take(x->s, able, middle))
			low = middle;
		else
			high = middle;
	}
	x->factor = low ? (double)low / 100 : NAN;
}

/* The roster as it is, and with one agent more and less of each kind. */
static void
change_roster(struct staffing *x, const struct replay *plan)
{
	size_t n = replay_count(plan) * sizeof(int64_t);
	int64_t *waits = arena_alloc(&x->arena, n);
	struct beside as_is = { .waits = waits };
	struct beside other = { .before = waits,
		.waits = arena_alloc(&x->arena, n) };

	x->roster = staff_play_roster(x->s, plan, (struct change){ 0 }, &as_is);
	for (size_t i = 0; i < x->s->n_profiles; i++) {
		x->change[i].fewer = staff_play_roster(
		    x->s, plan, (struct change){ i, -1, 0 }, NULL);
		other.pairs = (struct pairs){ 0 };
		x->change[i].more = staff_play_roster(
		    x->s, plan, (struct change){ i, 1, 0 }, &other);
		x->change[i].with_more = other.pairs;
	}
	other.pairs = (struct pairs){ 0 };
	staff_play_roster(
	    x->s, plan, (struct change){ .shorter = SHORTER }, &other);
	x->with_shorter = other.pairs;
}

void
staffing_try_roster(struct staffing *x, const struct replay *able)
{
	double volume = x->s->o->volume;
	struct replay plan;
	struct arena words;

	if (volume > 1 && volume * (double)replay_count(able) > MOST_CONTACTS)
		die("--volume: %g times %zu contacts are more than %d", volume,
		    replay_count(able), MOST_CONTACTS);
	arena_init(&words, (size_t)1 << 30);
	scale(able, volume, &words, &plan);
	change_roster(x, &plan);
	replay_free(&plan);
	arena_free(&words);
	find_capacity(x, able);
}
