
#include "base/ascii.h"
#include "base/near.h"
#include "lint/room.h"
#include "score/score.h"

/* Members are refused for what words_read() refuses them for, but all of them
 * at once, and each at its place. */
struct member {
	const char *name;
	unsigned kinds; /* one bit for each enum json_kind */
	bool needed;
};

enum {
	BOOL = 1 << JSON_FALSE | 1 << JSON_TRUE,
	NUMBER = 1 << JSON_NUMBER,
	STRING = 1 << JSON_STRING,
	ARRAY = 1 << JSON_ARRAY,
	OBJECT = 1 << JSON_OBJECT,
};

static const struct member of_file[] = {
	{ "name", STRING, false },
	{ "version", NUMBER, false },
	{ "default_language", STRING, true },
	{ "persona", OBJECT, true },
	{ "empathy", OBJECT, false },
	{ "in_public", OBJECT, false },
	{ "call_back", OBJECT, false },
	{ "calendar", OBJECT, false },
	{ "whisper", OBJECT, false },
	{ "messages", OBJECT, true },
	{ "next_steps", ARRAY, true },
	{ "default_step", STRING, true },
	{ "answer_step", STRING, false },
	{ "ask_step", STRING, false },
	{ "tried_step", STRING, false },
	{ "known_step", STRING, false },
	{ "also_step", STRING, false },
	{ "wanted_step", STRING, false },
	{ "chosen_step", STRING, false },
	{ "without_step", STRING, false },
	{ "keep_step", STRING, false },
	{ "several_step", STRING, false },
	{ "arrange_step", STRING, false },
	{ "undo_step", STRING, false },
	{ "wish_step", STRING, false },
	{ "declined_step", STRING, false },
	{ "matter_steps", OBJECT, false },
	{ "matter_wants", OBJECT, false },
	{ NULL, 0, false },
};

static const struct member of_persona[] = {
	{ "name", STRING, true },
	{ "tone", STRING, true },
	{ "empathy", BOOL, false },
	{ "call_back", BOOL, false },
	{ NULL, 0, false },
};

static const struct member of_moods[] = {
	{ "angry", STRING, false },
	{ "unhappy", STRING, false },
	{ "anxious", STRING, false },
	{ NULL, 0, false },
};

static const struct member of_calendar[] = {
	{ "days", ARRAY, true },
	{ "months", ARRAY, true },
	{ "date", STRING, true },
	{ NULL, 0, false },
};

static const struct member of_step[] = {
	{ "signal", STRING, true },
	{ "at_least", NUMBER, true },
	{ "beside", NUMBER, false },
	{ "text", STRING, true },
	{ "matters", ARRAY, false },
	{ "unless", ARRAY, false },
	{ "ask", STRING, false },
	{ NULL, 0, false },
};

enum { MOST = 32 /* members of any of these */ };

_Static_assert(sizeof(of_file) / sizeof(*of_file) <= MOST,
    "the file itself has the most members");

static const struct member *
find(const struct member *all, const struct sheet *s, uint32_t key)
{
	for (; all->name; all++)
		if (json_is(&s->j, key, str_of(all->name)))
			return all;
	return NULL;
}

static void
complain_of_name(struct sheet *s, uint32_t key, const struct member *all)
{
	struct str known[MOST], name = sheet_text(s, key), near;
	size_t n = 0;

	for (; all[n].name; n++)
		known[n] = str_of(all[n].name);
	near = near_best(name, known, n);
	complain(s, key, UNKNOWN_MEMBER,
	    "unknown member \"%.*s\"; the nearest known is \"%.*s\"",
	    STR_ARG(name), STR_ARG(near));
}

static void
check_object(struct sheet *s, uint32_t at, const struct member *all)
{
	if (json_kind_of(&s->j, at) != JSON_OBJECT) {
		complain(s, at, BAD_MEMBER, "it is not an object");
		return;
	}
	for (uint32_t i = json_first(&s->j, at); i;
	     i = json_after(&s->j, at, i)) {
		const struct member *m = find(all, s, i);

		if (!m)
			complain_of_name(s, i, all);
		else if (!(m->kinds & 1u << json_kind_of(&s->j, i + 1)))
			complain(s, i + 1, BAD_MEMBER, "%s has the wrong type",
			    m->name);
	}
	for (; all->name; all++)
		if (all->needed && !json_get(&s->j, at, str_of(all->name)))
			complain(s, at, BAD_MEMBER, "%s is missing", all->name);
}

static bool
is_language(struct str tag)
{
	size_t n = 0;

	while (n < tag.n && is_alpha(tag.p[n]))
		n++;
	return n && n == tag.n;
}

static void
lint_language(struct sheet *s, uint32_t key)
{
	struct str language = sheet_text(s, key);

	if (!is_language(language))
		complain(s, key, MISSING_LANGUAGE,
		    "\"%.*s\" is not a language alone, such as de",
		    STR_ARG(language));
	if (json_kind_of(&s->j, key + 1) != JSON_OBJECT) {
		complain(s, key + 1, BAD_MEMBER, "it is not an object");
		return;
	}
	for (uint32_t i = json_first(&s->j, key + 1); i;
	     i = json_after(&s->j, key + 1, i)) {
		enum moment m = 0;

		while (
		    m < N_MOMENTS && !json_is(&s->j, i, str_of(moment_name(m))))
			m++;
		if (m == N_MOMENTS)
			complain(s, i, UNKNOWN_MEMBER,
			    "there is no moment \"%.*s\"",
			    STR_ARG(sheet_text(s, i)));
		else
			lint_wordings(s, i + 1, language, m);
	}
	for (enum moment m = 0; m < N_MOMENTS; m++)
		if (!json_get(&s->j, key + 1, str_of(moment_name(m))))
			complain(s, key, MISSING_MOMENT, "%.*s has no \"%s\"",
			    STR_ARG(language), moment_name(m));
}

/* Case and region do not part languages: "de-AT" is "de". */
static bool
has_language(const struct sheet *s, uint32_t object, struct str language)
{
	for (uint32_t i = json_first(&s->j, object); i;
	     i = json_after(&s->j, object, i)) {
		struct str name = sheet_text(s, i);

		if (name.n && str_begins_nocase(language, name) &&
		    (name.n == language.n || language.p[name.n] == '-' ||
			language.p[name.n] == '_'))
			return true;
	}
	return false;
}

static void
lint_messages(struct sheet *s)
{
	uint32_t all = sheet_member(s, 0, "messages", JSON_OBJECT);
	uint32_t at = sheet_member(s, 0, "default_language", JSON_STRING);

	if (!all)
		return;
	for (uint32_t i = json_first(&s->j, all); i;
	     i = json_after(&s->j, all, i))
		lint_language(s, i);
	lint_translations(s, all);
	if (at && !has_language(s, all, sheet_text(s, at)))
		complain(s, at, MISSING_LANGUAGE, "%.*s has no messages",
		    STR_ARG(sheet_text(s, at)));
}

static void
lint_blankless(struct sheet *s, uint32_t at, const char *why)
{
	struct str text = sheet_text(s, at);

	if (memchr(text.p, '{', text.n))
		complain(s, at, UNTIMELY_BLANK, "%s", why);
}

static void
lint_empathy(struct sheet *s)
{
	uint32_t all = sheet_member(s, 0, "empathy", JSON_OBJECT);
	uint32_t messages = sheet_member(s, 0, "messages", JSON_OBJECT);

	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		uint32_t of = i + 1;

		check_object(s, of, of_moods);
		if (json_kind_of(&s->j, of) != JSON_OBJECT)
			continue;
		if (messages && !json_get(&s->j, messages, sheet_text(s, i)))
			complain(s, i, MISSING_LANGUAGE, "%.*s has no messages",
			    STR_ARG(sheet_text(s, i)));
		for (uint32_t k = json_first(&s->j, of); k;
		     k = json_after(&s->j, of, k))
			if (json_kind_of(&s->j, k + 1) == JSON_STRING) {
				lint_blankless(s, k + 1,
				    "a blank, which is not filled there");
				lint_tone(s, k + 1, sheet_text(s, i));
			}
	}
	for (uint32_t i = messages && s->empathy ? json_first(&s->j, messages)
						 : 0;
	     i; i = json_after(&s->j, messages, i))
		if (!all || !json_get(&s->j, all, sheet_text(s, i)))
			complain(s, i, NO_EMPATHY, "%.*s has none",
			    STR_ARG(sheet_text(s, i)));
}

/* What words_read() refuses of texts that have no blanks. */
static void
lint_plain(struct sheet *s, const char *member, const char *why)
{
	uint32_t all = sheet_member(s, 0, member, JSON_OBJECT);

	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		if (json_kind_of(&s->j, i + 1) != JSON_STRING) {
			complain(s, i + 1, BAD_MEMBER, "it is not a string");
			continue;
		}
		lint_blankless(s, i + 1, why);
		lint_tone(s, i + 1, sheet_text(s, i));
	}
}

static void
lint_names(struct sheet *s, uint32_t calendar, const char *member, size_t n)
{
	uint32_t list = sheet_member(s, calendar, member, JSON_ARRAY);

	if (!list)
		return;
	if (s->j.values[list].n != n)
		complain(s, list, BAD_MEMBER, "%s are not %zu", member, n);
	for (uint32_t i = json_first(&s->j, list); i;
	     i = json_after(&s->j, list, i))
		if (json_kind_of(&s->j, i) != JSON_STRING)
			complain(s, i, BAD_MEMBER, "it is not a string");
}

static void
lint_date(struct sheet *s, uint32_t at)
{
	struct str date = sheet_text(s, at);

	for (size_t i = 0, n; i < date.n; i++)
		if (date.p[i] == '{' &&
		    !words_date_part(
			(struct str){ date.p + i, date.n - i }, &n)) {
			complain(s, at, UNKNOWN_BLANK,
			    "a brace that belongs to none of {weekday}, {day}, "
			    "{month}, {time}");
			return;
		}
}

static void
lint_calendars(struct sheet *s)
{
	uint32_t all = sheet_member(s, 0, "calendar", JSON_OBJECT);

	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		uint32_t date;

		check_object(s, i + 1, of_calendar);
		if (json_kind_of(&s->j, i + 1) != JSON_OBJECT)
			continue;
		lint_names(s, i + 1, "days", 7);
		lint_names(s, i + 1, "months", 12);
		date = sheet_member(s, i + 1, "date", JSON_STRING);
		if (date)
			lint_date(s, date);
	}
}

static void
need_blank(struct sheet *s, uint32_t at, struct str blank)
{
	struct str before, behind;

	if (!words_split(sheet_text(s, at), blank, &before, &behind))
		complain(s, at, BAD_MEMBER, "it has no %.*s", STR_ARG(blank));
}

/* A text in another language has the blanks of the English one. */
static void
lint_spoken(struct sheet *s, uint32_t key)
{
	const struct str blanks[] = { words_request, words_known, words_ask,
		words_outcome, words_thing };
	struct str text = sheet_text(s, key), before, behind;

	if (json_kind_of(&s->j, key + 1) != JSON_STRING) {
		complain(s, key + 1, BAD_MEMBER, "it is not a string");
		return;
	}
	for (size_t i = 0; i < sizeof(blanks) / sizeof(*blanks); i++)
		if (words_split(text, blanks[i], &before, &behind))
			need_blank(s, key + 1, blanks[i]);
}

/* Of each language, texts and what they are in it. */
static void
lint_whisper(struct sheet *s)
{
	uint32_t all = sheet_member(s, 0, "whisper", JSON_OBJECT);
	uint32_t messages = sheet_member(s, 0, "messages", JSON_OBJECT);

	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		uint32_t of = i + 1;

		if (messages && !json_get(&s->j, messages, sheet_text(s, i)))
			complain(s, i, MISSING_LANGUAGE, "%.*s has no messages",
			    STR_ARG(sheet_text(s, i)));
		if (json_kind_of(&s->j, of) != JSON_OBJECT) {
			complain(s, of, BAD_MEMBER, "it is not an object");
			continue;
		}
		for (uint32_t k = json_first(&s->j, of); k;
		     k = json_after(&s->j, of, k))
			lint_spoken(s, k);
	}
}

/* "safety.self_harm" */
static struct str *
known_signals(struct sheet *s, size_t *n)
{
	struct score_signal signal;
	struct str *names;

	for (*n = 0; score_signal(*n, &signal); ++*n)
		continue;
	names = arena_array(&s->lint->run, *n, sizeof(*names));
	for (size_t i = 0; score_signal(i, &signal); i++)
		names[i] = arena_printf(&s->lint->run, "%s%s%s",
		    signal.group ? signal.group : "", signal.group ? "." : "",
		    signal.name);
	return names;
}

static void
lint_signal(struct sheet *s, uint32_t at, const struct str *known, size_t n)
{
	struct str name = sheet_text(s, at), near = near_best(name, known, n);

	/* a term list is the rules file's */
	if (str_eq(name, near) || (name.n > 6 && !memcmp(name.p, "terms.", 6)))
		return;
	complain(s, at, UNKNOWN_SIGNAL,
	    "there is no signal \"%.*s\"; the nearest known is \"%.*s\"",
	    STR_ARG(name), STR_ARG(near));
}

static void
lint_matter(struct sheet *s, uint32_t at)
{
	struct str known[N_MATTERS], name = sheet_text(s, at), near;

	if (matter_by_name(name) < N_MATTERS)
		return;
	for (enum matter m = 0; m < N_MATTERS; m++)
		known[m] = str_of(matter_name(m));
	near = near_best(name, known, N_MATTERS);
	complain(s, at, UNKNOWN_MEMBER,
	    "there is no matter \"%.*s\"; the nearest known is \"%.*s\"",
	    STR_ARG(name), STR_ARG(near));
}

/* ["refund", ...] of a step. */
static void
lint_matters(struct sheet *s, uint32_t step, const char *member)
{
	uint32_t all = sheet_member(s, step, member, JSON_ARRAY);

	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		if (json_kind_of(&s->j, i) != JSON_STRING)
			complain(s, i, BAD_MEMBER, "it is not a string");
		else if (!str_eq(sheet_text(s, i), STR("unknown")))
			lint_matter(s, i);
	}
}

/* { refund: "...", ... } */
static void
lint_of_matters(struct sheet *s, const char *member)
{
	uint32_t all = sheet_member(s, 0, member, JSON_OBJECT);

	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		lint_matter(s, i);
		if (json_kind_of(&s->j, i + 1) != JSON_STRING)
			complain(s, i + 1, BAD_MEMBER, "it is not a string");
	}
}

static void
lint_steps(struct sheet *s)
{
	uint32_t all = sheet_member(s, 0, "next_steps", JSON_ARRAY);
	size_t n;
	const struct str *known = known_signals(s, &n);
	const struct {
		const char *member;
		struct str blank;
	} needs[] = { { "answer_step", words_request },
		{ "known_step", words_known }, { "also_step", words_request },
		{ "wanted_step", words_outcome },
		{ "chosen_step", words_outcome },
		{ "several_step", words_turns }, { "keep_step", words_turns },
		{ "arrange_step", words_outcome },
		{ "without_step", words_thing } };

	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		uint32_t at = sheet_member(s, 0, needs[i].member, JSON_STRING);

		if (at)
			need_blank(s, at, needs[i].blank);
	}
	for (uint32_t i = all ? json_first(&s->j, all) : 0; i;
	     i = json_after(&s->j, all, i)) {
		uint32_t at = sheet_member(s, i, "signal", JSON_STRING);

		check_object(s, i, of_step);
		if (at)
			lint_signal(s, at, known, n);
		lint_matters(s, i, "matters");
		lint_matters(s, i, "unless");
	}
}

void
lint_members(struct sheet *s)
{
	uint32_t persona = sheet_member(s, 0, "persona", JSON_OBJECT);

	check_object(s, 0, of_file);
	if (persona) {
		check_object(s, persona, of_persona);
		s->bot = sheet_text(
		    s, sheet_member(s, persona, "name", JSON_STRING));
		s->tone = sheet_text(
		    s, sheet_member(s, persona, "tone", JSON_STRING));
		s->empathy =
		    sheet_member(s, persona, "empathy", JSON_TRUE) != 0;
	}
	lint_messages(s);
	lint_empathy(s);
	lint_plain(s, "in_public", "a blank, where others read along");
	lint_plain(s, "call_back", "a blank, which is not filled there");
	lint_calendars(s);
	lint_whisper(s);
	lint_steps(s);
	lint_of_matters(s, "matter_steps");
	lint_of_matters(s, "matter_wants");
}
