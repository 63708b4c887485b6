/* What other systems tell in words of a turn or of how a conversation ended. */

#include "import/piece.h"
#include "import/word.h"

static void
begin_member(struct split *s, const char *name)
{
	struct buf *b = &s->body;

	if (b->n && b->p[b->n - 1] != '{')
		buf_char(b, ',');
	buf_char(b, '"');
	buf_cstr(b, name);
	buf_cstr(b, "\":");
}

static void
put_truth(struct split *s, const char *name, bool yes)
{
	begin_member(s, name);
	buf_str(&s->body, yes ? STR("true") : STR("false"));
}

void
split_private(struct split *s, struct str word)
{
	enum word_truth truth = word_truth(word);

	if (truth == WORD_NOTHING)
		return;
	put_truth(s, "private", truth != WORD_NO);
	if (truth == WORD_UNKNOWN)
		split_lose(s, LOST_PRIVATE);
}

void
split_resolved(struct split *s, struct str word)
{
	enum word_truth truth = word_truth(word);

	if (truth == WORD_UNKNOWN)
		split_lose(s, LOST_RESOLVED);
	if (truth == WORD_YES || truth == WORD_NO)
		put_truth(s, "resolved", truth == WORD_YES);
}

void
split_csat(struct split *s, struct str number)
{
	double x;

	if (split_number(number, &x)) {
		begin_member(s, "csat");
		json_put_number(&s->body, x);
	} else if (!word_is_nothing(number)) {
		split_lose(s, LOST_CSAT);
	}
}

/* A member as it is, but for nulls. */
static void
put_as_is(struct split *s, struct str name, uint32_t at)
{
	size_t before = s->body.n;

	if (before && s->body.p[before - 1] != '{')
		buf_char(&s->body, ',');
	buf_str(&s->body, name);
	buf_char(&s->body, ':');
	if (!put_clean(&s->json, at, &s->body))
		s->body.n = before;
}

static bool
is_text(const struct split *s, uint32_t at)
{
	return json_kind_of(&s->json, at) == JSON_STRING;
}

void
split_private_of(struct split *s, uint32_t at)
{
	if (!at)
		return;
	if (is_text(s, at)) {
		split_private(s, json_string(&s->json, at, &s->scratch));
		return;
	}
	split_hold(s, s->of_turn, STR("private"), json_kind_of(&s->json, at));
	put_as_is(s, STR("\"private\""), at);
}

static void
put_of_outcome(struct split *s, uint32_t key)
{
	const struct json *j = &s->json;
	bool is_csat = json_is(j, key, STR("csat"));

	if (!is_csat && !json_is(j, key, STR("resolved"))) {
		put_as_is(s, json_raw(j, key), key + 1);
	} else if (is_text(s, key + 1)) {
		(is_csat ? split_csat : split_resolved)(
		    s, json_string(j, key + 1, &s->scratch));
	} else {
		split_hold(s, s->of_outcome,
		    is_csat ? STR("csat") : STR("resolved"),
		    json_kind_of(j, key + 1));
		put_as_is(s, json_raw(j, key), key + 1);
	}
}

void
split_outcome_of(struct split *s, uint32_t at)
{
	const struct json *j = &s->json;
	size_t before = s->body.n, empty;

	if (!at || json_kind_of(j, at) != JSON_OBJECT)
		return;
	begin_member(s, "outcome");
	buf_char(&s->body, '{');
	empty = s->body.n;
	for (uint32_t i = json_first(j, at); i; i = json_after(j, at, i))
		put_of_outcome(s, i);
	if (s->body.n == empty)
		s->body.n = before;
	else
		buf_char(&s->body, '}');
}

struct str
split_event_type(struct str type)
{
	struct str like = type;

	for (int t = 0; type.n && t < EVENT_OTHER; t++) {
		struct str ours = str_of(conv_event_name((enum event_type)t));

		if (str_eq(type, ours))
			return type;
		if (char_eq_nocase(*type.p, *ours.p) &&
		    word_is_like(type, ours))
			like = ours;
	}
	return like;
}
