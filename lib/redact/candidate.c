#include "redact/context.h"
#include "redact/dates.h"
#include "redact/heading.h"
#include "redact/recogniser.h"

/* "14/07/1988", "3 June 1990.": a date and no word more. */
static bool
is_date(struct str text)
{
	enum { LONGEST = 24 };
	struct date d;

	return text.n <= LONGEST && is_digit(byte_at(text, 0)) &&
	       date_read(text, 0, false, &d) && d.day &&
	       date_end(&d) + 1 >= text.n;
}

static enum kind
asked(const struct candidate *c)
{
	struct memo *m = c->memo;

	if (c->before.n == 0)
		return KIND_NOTHING;
	if (m->asked_known)
		return m->asked;
	m->asked_known = true;
	m->asked =
	    is_date(c->text) && context_asks_for_birth(c->lexicon, c->before)
		? KIND_DOB
		: context_names_asked(c->lexicon, c->before);
	return m->asked;
}

bool
candidate_is_silent(const struct candidate *c)
{
	struct memo *m = c->memo;

	if (c->heading->names != KIND_NOTHING)
		return false;
	if (!m->has_name_known)
		m->has_name = lexicon_has_name(c->lexicon, c->text);
	m->has_name_known = true;
	return !m->has_name && asked(c) == KIND_NOTHING;
}

enum kind
candidate_named(const struct candidate *c)
{
	struct memo *m = c->memo;
	bool start;

	if (m->known && m->at == c->start)
		return m->named;
	m->known = true;
	m->at = c->start;
	m->named = c->heading->names;
	if (m->named != KIND_NOTHING)
		return m->named;
	if (candidate_is_silent(c))
		return m->named;
	m->named = context_names_here(c->lexicon, c->text, c->start, &start);
	if (m->named == KIND_NOTHING)
		m->named = context_names_behind(c->lexicon, c->text, c->start);
	if (m->named != KIND_NOTHING || !start ||
	    !context_may_answer(c->lexicon, c->text, c->start, c->before))
		return m->named;
	return m->named = asked(c);
}

bool
candidate_is_next(const struct candidate *c, enum kind k)
{
	size_t from = c->start;
	struct str near;

	while (from > 0 && !is_digit(c->text.p[from - 1]))
		from--;
	if (from == 0 || c->heading->names == k)
		return true;
	near = (struct str){ c->text.p + from, c->text.n - from };
	return context_names(
		   c->lexicon, near, c->start - from, (struct str){ 0 }) == k;
}
