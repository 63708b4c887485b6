#include "route/roster.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/die.h"
#include "base/hash.h"
#include "csv/csv.h"
#include "route/dates.h"
#include "route/route.h"

enum { MOST_SLOTS = 1000, MOST_LEVEL = 5, MOST_WAGE = 1000000 };

static const char *const columns[] = { "id", "name", "skills", "languages",
	"channels", "slots", "shift", "breaks", "zone", "time_off", "team",
	"state", "wage", NULL };

/* All that is written of a week. */
struct week_text {
	struct str shift, breaks, zone, time_off;
};

/* A table being read, and the row in hand. */
struct table {
	struct csv csv;
	const char *file;
	struct arena *run;
	struct roster *roster;
	size_t row;
	/* what is written of each of roster->weeks, which many agents share;
	 * their numbers from 1, where the hash of that says (0: none) */
	struct week_text *texts;
	uint32_t *places;
	size_t n_places;
	struct str *zone_names; /* of roster->zones */
	/* rows with a break outside of the shift; the first, and the break */
	size_t n_idle, idle_row;
	uint32_t idle_break;
};

__attribute__((format(printf, 2, 3))) static noreturn void
fail(const struct table *t, const char *fmt, ...)
{
	char what[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	die("%s:%zu: %s", t->file, t->csv.row_numbers[t->row], what);
}

static struct str
trim(struct str s)
{
	while (s.n && (*s.p == ' ' || *s.p == '\t')) {
		s.p++;
		s.n--;
	}
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* The row's cell, empty when the column is absent. */
static struct str
cell(const struct table *t, const char *column)
{
	return csv_cell(&t->csv, t->row, csv_column(&t->csv, column));
}

/* The next of a;b;c that is not empty. */
static bool
next_part(struct str *rest, struct str *part)
{
	while (rest->n) {
		const char *end = memchr(rest->p, ';', rest->n);
		size_t n = end ? (size_t)(end - rest->p) : rest->n;

		*part = trim((struct str){ rest->p, n });
		n += end != NULL;
		rest->p += n;
		rest->n -= n;
		if (part->n)
			return true;
	}
	return false;
}

/* "card, kyc" would be a skill that nobody asks for. */
static void
check_part(const struct table *t, struct str part, const char *what)
{
	if (memchr(part.p, ',', part.n))
		fail(t,
		    "%s has a comma in it: several are separated by "
		    "semicolons",
		    what);
}

static size_t
count_parts(struct str list)
{
	struct str part;
	size_t n = 0;

	while (next_part(&list, &part))
		n++;
	return n;
}

bool
roster_read_skill(struct str text, struct skill *out)
{
	const char *colon = memchr(text.p, ':', text.n);
	struct str level;

	*out = (struct skill){ text, 1 };
	if (!colon)
		return text.n > 0;
	out->name = trim((struct str){ text.p, (size_t)(colon - text.p) });
	level = trim(
	    (struct str){ colon + 1, text.n - (size_t)(colon - text.p) - 1 });
	if (level.n != 1 || !is_digit(*level.p))
		return false;
	out->level = (uint32_t)(*level.p - '0');
	return out->name.n && out->level >= 1 && out->level <= MOST_LEVEL;
}

static void
read_skills(const struct table *t, struct agent *a)
{
	struct str list = cell(t, "skills"), part;
	size_t n = count_parts(list);

	if (!n)
		fail(t, "the agent has no skills");
	a->skills = arena_array(t->run, n, sizeof(*a->skills));
	while (next_part(&list, &part)) {
		struct skill *s = &a->skills[a->n_skills++];

		check_part(t, part, "a skill");
		if (!roster_read_skill(part, s))
			fail(t, "a skill is neither NAME nor NAME:LEVEL with a "
				"level from 1 to 5");
		for (struct skill *other = a->skills; other < s; other++)
			if (str_eq(other->name, s->name))
				fail(t, "a skill is there twice");
	}
}

uint32_t
roster_word(const struct words *w, struct str text)
{
	if (!text.n)
		return WORD_ANY;
	for (size_t i = 0; i < w->n; i++)
		if (str_eq_nocase(w->items[i], text))
			return (uint32_t)i + 1;
	return WORD_OTHER;
}

/* The word's number; `w` has room for one more. */
static uint32_t
number_word(struct words *w, struct str text)
{
	uint32_t number = roster_word(w, text);

	if (number != WORD_OTHER)
		return number;
	w->items[w->n++] = text;
	return (uint32_t)w->n;
}

static void
read_languages(const struct table *t, struct agent *a)
{
	struct str list = cell(t, "languages"), part;
	size_t n = count_parts(list);

	a->languages = arena_array(t->run, n, sizeof(*a->languages));
	while (next_part(&list, &part)) {
		uint32_t word;

		/* "english" would serve nobody: records say "en" */
		if (!str_language_code(part))
			fail(t, "'%.*s' is not a language code such as 'en'",
			    STR_ARG(part));
		word = number_word(&t->roster->languages, str_language(part));

		if (word != WORD_ANY)
			a->languages[a->n_languages++] = word;
	}
}

static uint32_t
read_whole(const struct table *t, struct str text, const char *what)
{
	uint32_t n = 0;

	text = trim(text);
	for (size_t i = 0; i < text.n && n <= MOST_SLOTS; i++) {
		if (!is_digit(text.p[i]))
			fail(t, "%s is not a whole number", what);
		n = n * 10 + (uint32_t)(text.p[i] - '0');
	}
	if (n < 1 || n > MOST_SLOTS)
		fail(t, "%s is not between 1 and 1000", what);
	return n;
}

static uint32_t
read_slots(const struct table *t)
{
	struct str text = cell(t, "slots");

	return text.n ? read_whole(t, text, "slots") : 1;
}

/* A zone whose clocks may change; kept, as shifts of many go by few. */
static const struct zone *
find_zone(const struct table *t, struct str name)
{
	struct roster *r = t->roster;
	const struct zone *z = NULL;

	for (size_t i = 0; i < r->n_zones; i++)
		if (str_eq(t->zone_names[i], name))
			return r->zones[i];
	if (!memchr(name.p, '\0', name.n))
		z = zone_find(arena_cstr(t->run, name), t->run);
	if (!z) {
		struct str advice = zone_advice(name, t->run);

		fail(t,
		    "the zone is neither a distance from UTC, as in Z or "
		    "+01:00, nor one that is known by name (%.*s)",
		    STR_ARG(advice));
	}
	t->zone_names[r->n_zones] = name;
	r->zones[r->n_zones++] = z;
	return z;
}

static void
read_time_off(const struct table *t, struct str list, struct shift *s)
{
	struct days_off *off =
	    arena_array(t->run, count_parts(list), sizeof(*off));
	struct str part;

	s->off = off;
	while (next_part(&list, &part))
		if (!shift_read_days_off(part, &off[s->n_off++]))
			fail(t, "time_off is neither a day nor the first and "
				"the last of some, as in "
				"2026-03-04;2026-03-09/2026-03-13");
}

static bool
same_text(const struct week_text *a, const struct week_text *b)
{
	return str_eq(a->shift, b->shift) && str_eq(a->breaks, b->breaks) &&
	       str_eq(a->zone, b->zone) && str_eq(a->time_off, b->time_off);
}

/* The place of the number of a week, or the empty one where it belongs. */
static uint32_t *
find_place(const struct table *t, const struct week_text *text)
{
	size_t i =
	    (hash_str(text->shift) + 3 * hash_str(text->breaks) +
		5 * hash_str(text->zone) + 7 * hash_str(text->time_off)) %
	    t->n_places;

	while (t->places[i] && !same_text(&t->texts[t->places[i] - 1], text))
		i = (i + 1) % t->n_places;
	return &t->places[i];
}

static void
read_week(const struct table *t, const struct week_text *text, struct week *out)
{
	struct shift s = { .text = text->shift, .breaks = text->breaks };
	const char *why;

	read_time_off(t, text->time_off, &s);
	if (!shift_read_zone(text->zone, &s.offset_min))
		s.zone = find_zone(t, text->zone);
	if (!shift_read(&s, t->run, out, &why))
		fail(t, "%s", why);
}

static void
read_shift(struct table *t, struct agent *a)
{
	struct roster *r = t->roster;
	const struct week_text text = { cell(t, "shift"), cell(t, "breaks"),
		cell(t, "zone"), cell(t, "time_off") };
	uint32_t *place = find_place(t, &text);

	if (!*place) {
		read_week(t, &text, &r->weeks[r->n_weeks]);
		t->texts[r->n_weeks++] = text;
		*place = (uint32_t)r->n_weeks;
	}
	a->week = &r->weeks[*place - 1];
	if (a->week->idle_break == WEEK_MIN || t->n_idle++)
		return;
	t->idle_row = t->csv.row_numbers[t->row];
	t->idle_break = a->week->idle_break;
}

static void
warn_idle_breaks(const struct table *t)
{
	uint32_t minute = t->idle_break % DAY_MIN;

	if (t->n_idle)
		warning("%s:%zu: the break on %s at %02u:%02u is outside of "
			"the shift (behind midnight, a night shift is on the "
			"next day); rows with such a break: %zu",
		    t->file, t->idle_row,
		    dates_weekday_name((int)(t->idle_break / DAY_MIN) + 1),
		    minute / 60, minute % 60, t->n_idle);
}

/* Whether he is there at first. */
static void
read_state(const struct table *t, struct agent *a)
{
	struct str state = cell(t, "state");

	a->away = str_eq(state, STR("away"));
	if (state.n && !a->away && !str_eq(state, STR("available")))
		fail(t, "the state is neither available nor away");
}

/* What an agent takes of each channel at once, "webchat:3". */
static void
read_channels(const struct table *t, struct agent *a)
{
	struct roster *r = t->roster;
	struct str list = cell(t, "channels"), part;
	size_t n = count_parts(list);

	a->channels = arena_array(t->run, n, sizeof(*a->channels));
	while (next_part(&list, &part)) {
		const char *colon = memchr(part.p, ':', part.n);
		struct str name = { part.p,
			colon ? (size_t)(colon - part.p) : part.n };

		if (colon && !a->channel_slots)
			a->channel_slots =
			    arena_zalloc(t->run, n * sizeof(uint32_t));
		if (colon)
			a->channel_slots[a->n_channels] = read_whole(t,
			    (struct str){ colon + 1, part.n - name.n - 1 },
			    "what a channel takes at once");
		check_part(t, part, "a channel");
		if (!trim(name).n)
			fail(t, "a channel has no name");
		a->channels[a->n_channels++] =
		    number_word(&r->channels, trim(name));
	}
}

/* A decimal sign, in a table in which the comma separates nothing. */
static bool
is_point(const struct table *t, char c)
{
	return c == '.' || (c == ',' && t->csv.delimiter != ',');
}

/* "18.50", in parts of MONEY. */
static int64_t
read_wage(const struct table *t)
{
	struct str text = trim(cell(t, "wage"));
	int64_t wage = 0, digit = MONEY; /* behind the point: of the last */
	bool fraction = false;

	if (!text.n)
		return -1;
	for (size_t i = 0; i < text.n && wage >= 0; i++) {
		if (is_point(t, text.p[i]) && !fraction && i &&
		    i + 1 < text.n) {
			fraction = true;
		} else if (!is_digit(text.p[i]) || (fraction && digit == 1)) {
			wage = -1;
		} else if (fraction) {
			digit /= 10;
			wage += (text.p[i] - '0') * digit;
		} else {
			wage = 10 * wage + (text.p[i] - '0') * MONEY;
		}
		if (wage > (int64_t)MOST_WAGE * MONEY)
			wage = -1;
	}
	if (wage < 0)
		fail(t, "the wage is not an amount up to 1000000, as in 18.50");
	return wage;
}

static void
read_agent(struct table *t, struct agent *a)
{
	struct roster *r = t->roster;

	*a = (struct agent){ .id = cell(t, "id") };
	if (!a->id.n)
		fail(t, "the agent has no id");
	read_skills(t, a);
	read_languages(t, a);
	read_channels(t, a);
	a->slots = read_slots(t);
	if (a->slots > r->most_slots)
		r->most_slots = a->slots;
	read_shift(t, a);
	a->team = cell(t, "team");
	a->wage = read_wage(t);
	read_state(t, a);
}

static int
by_id(const void *a, const void *b)
{
	const struct agent *x = a, *y = b;

	return str_cmp(x->id, y->id);
}

/* The later row is the one to name. */
static void
check_ids(struct table *t)
{
	const struct roster *r = t->roster;

	for (size_t i = 1; i < r->n_agents; i++) {
		bool seen = false;

		if (!str_eq(r->agents[i - 1].id, r->agents[i].id))
			continue;
		for (t->row = 0; t->row < t->csv.n_rows; t->row++) {
			bool same = str_eq(cell(t, "id"), r->agents[i].id);

			if (same && seen)
				fail(t, "the id is already another agent's");
			seen |= same;
		}
	}
}

static size_t
count_words(struct table *t, const char *column)
{
	size_t n = 0;

	for (t->row = 0; t->row < t->csv.n_rows; t->row++)
		n += count_parts(cell(t, column));
	return n;
}

/* Spreadsheets leave rows of nothing behind; they are taken out. */
static void
drop_empty_rows(struct csv *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_rows; i++) {
		bool empty = true;

		for (size_t k = 0; k < c->n_columns; k++)
			empty &= csv_cell(c, i, (int)k).n == 0;
		if (empty)
			continue;
		c->rows[n] = c->rows[i];
		c->row_numbers[n++] = c->row_numbers[i];
	}
	c->n_rows = n;
}

struct roster *
route_read_roster(struct str bytes, const char *file, struct arena *run)
{
	struct roster *r = arena_zalloc(run, sizeof(*r));
	struct table t = { .file = file, .run = run, .roster = r };

	csv_read(&t.csv, file, bytes, run);
	csv_only(&t.csv, file, columns);
	csv_need(&t.csv, file, "id");
	csv_need(&t.csv, file, "skills");
	drop_empty_rows(&t.csv);
	if (!t.csv.n_rows)
		die("%s: the roster has no agents", file);
	r->n_agents = t.csv.n_rows;
	r->agents = arena_array(run, r->n_agents, sizeof(*r->agents));
	r->languages.items =
	    arena_array(run, count_words(&t, "languages"), sizeof(struct str));
	r->channels.items = arena_array(
	    run, count_words(&t, "channels") + 2, sizeof(struct str));
	r->zones = arena_array(run, r->n_agents, sizeof(*r->zones));
	t.zone_names = arena_array(run, r->n_agents, sizeof(struct str));
	r->weeks = arena_array(run, r->n_agents, sizeof(*r->weeks));
	t.texts = arena_array(run, r->n_agents, sizeof(*t.texts));
	t.n_places = 2 * r->n_agents;
	t.places = arena_zalloc(run, t.n_places * sizeof(*t.places));
	number_word(&r->channels, STR("voice")); /* CHANNEL_VOICE */
	number_word(&r->channels, STR("phone")); /* CHANNEL_PHONE */
	for (t.row = 0; t.row < t.csv.n_rows; t.row++)
		read_agent(&t, &r->agents[t.row]);
	qsort(r->agents, r->n_agents, sizeof(*r->agents), by_id);
	check_ids(&t);
	warn_idle_breaks(&t);
	return r;
}

uint32_t
roster_find(const struct roster *r, struct str id)
{
	size_t low = 0, high = r->n_agents;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (str_cmp(r->agents[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < r->n_agents && str_eq(r->agents[low].id, id))
		return (uint32_t)low;
	return (uint32_t)r->n_agents;
}

bool
roster_has_skill(const struct agent *a, struct skill s)
{
	for (size_t i = 0; i < a->n_skills; i++)
		if (str_eq(a->skills[i].name, s.name))
			return a->skills[i].level >= s.level;
	return false;
}

static bool
has(const uint32_t *list, size_t n, uint32_t word)
{
	if (word == WORD_ANY || !n)
		return true;
	for (size_t i = 0; i < n; i++)
		if (list[i] == word)
			return true;
	return false;
}

bool
roster_speaks(const struct agent *a, uint32_t language)
{
	return has(a->languages, a->n_languages, language);
}

bool
roster_takes(const struct agent *a, uint32_t channel)
{
	return has(a->channels, a->n_channels, channel);
}
