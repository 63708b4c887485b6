#include "packet/brief.h"

#include "packet/field.h"

static const struct {
	const char *label, *title;
	int rank;	  /* the lower stays longer; see brief_fit.c */
	enum field field; /* a line of it needs that field */
} labels[N_BRIEF] = {
	[BRIEF_RISK] = { "risk", "Risk", 0, FIELD_RISKS },
	[BRIEF_CUSTOMER] = { "customer", "Customer", 2, FIELD_CHANNEL },
	[BRIEF_WANTS] = { "wants", "Wants", 1, FIELD_REQUEST },
	[BRIEF_TRIED] = { "tried", "Bot said", BRIEF_RANK_TRIED, FIELD_TRIED },
	[BRIEF_NOW] = { "now", "Now", 4, FIELD_CURRENT },
	[BRIEF_OPEN] = { "open", "Not answered", 7, FIELD_QUESTIONS },
	[BRIEF_KNOWN] = { "known", "Known", 5, FIELD_KNOWN },
	[BRIEF_PROMISED] = { "promised", "Promised", BRIEF_RANK_SPARE,
	    FIELD_PROMISES },
	[BRIEF_WHY] = { "why", "Why now", 9, FIELD_WHY },
	[BRIEF_MOOD] = { "mood", "Mood", 10, FIELD_MOOD },
	[BRIEF_NEXT] = { "next", "Next step", BRIEF_RANK_NEXT,
	    FIELD_NEXT_STEP },
};

const char *
brief_label(enum brief_label l)
{
	return labels[l].label;
}

struct str
brief_own(const struct sketch *s, const char *text)
{
	return words_spoken(s->reader, str_of(text));
}

struct str
brief_title(const struct sketch *s, enum brief_label l)
{
	return brief_own(s, labels[l].title);
}

struct brief_line *
brief_add(const struct sketch *s, struct brief *b, enum brief_label label,
    size_t turn)
{
	struct brief_line *line = &b->lines[b->n];
	size_t *cited;

	if (!(s->may >> labels[label].field & 1))
		return NULL;
	*line = (struct brief_line){ .label = label,
		.rank = labels[label].rank,
		.text = STR(""),
		.before = STR(""),
		.behind = STR("") };
	b->n++;
	if (turn == NO_TURN)
		return line;
	cited = arena_alloc(s->scratch, sizeof(*cited));
	*cited = turn;
	line->turns = cited;
	line->n_turns = 1;
	return line;
}

struct brief_line *
brief_find(struct brief *b, enum brief_label label)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].label == label)
			return &b->lines[i];
	return NULL;
}

bool
brief_holds(const struct brief *b, struct str value)
{
	for (size_t i = 0; i < b->n; i++)
		if (memmem(b->lines[i].text.p, b->lines[i].text.n, value.p,
			value.n))
			return true;
	return false;
}

void
brief_leave_out(struct brief *b, size_t i)
{
	b->n--;
	memmove(&b->lines[i], &b->lines[i + 1], (b->n - i) * sizeof(*b->lines));
}

void
brief_remove(struct brief *b, enum brief_label label)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].label == label)
			brief_leave_out(b, i--);
}

void
brief_put_lines(const struct sketch *s, const struct brief *b, struct buf *out)
{
	buf_char(out, '[');
	for (size_t i = 0; i < b->n; i++) {
		const struct brief_line *line = &b->lines[i];
		struct str title = brief_title(s, line->label);

		json_next(out);
		buf_char(out, '{');
		json_member_string(out, "label", brief_label(line->label));
		if (!str_eq(title, str_of(labels[line->label].title)))
			json_member_str(out, "title", title);
		json_member(out, "text");
		json_put_string(out, line->text);
		buf_cstr(out, ",\"turns\":[");
		for (size_t t = 0; t < line->n_turns; t++) {
			if (t)
				buf_char(out, ',');
			json_put_int(out, (int64_t)line->turns[t]);
		}
		buf_cstr(out, "]}");
	}
	buf_char(out, ']');
}

void
brief_put_turns(const struct brief_line *line, struct buf *out)
{
	for (size_t t = 0; t < line->n_turns; t++)
		buf_printf(out, "%s%zu", t ? ", " : " [", line->turns[t]);
	if (line->n_turns)
		buf_char(out, ']');
}

void
brief_put_text(const struct sketch *s, const struct brief *b, struct buf *out)
{
	for (size_t i = 0; i < b->n; i++) {
		if (i)
			buf_char(out, '\n');
		buf_str(out, brief_title(s, b->lines[i].label));
		buf_cstr(out, ": ");
		buf_str(out, b->lines[i].text);
		brief_put_turns(&b->lines[i], out);
	}
}

static double
four_decimals(double x)
{
	return floor(x * 10000 + 0.5) / 10000;
}

void
brief_put_figures(
    const struct sketch *s, const struct brief *b, struct buf *out)
{
	struct ease r = { 0 };
	size_t covered = 0;

	for (size_t i = 0; i < b->n; i++)
		ease_count(b->lines[i].text, &r);
	for (size_t i = 0; i < s->n_slots; i++)
		covered += brief_holds(b, s->slots[i].value);
	buf_cstr(out, "{\"words\":");
	json_put_int(out, (int64_t)r.words);
	buf_cstr(out, ",\"seconds\":");
	json_put_number(
	    out, four_decimals((double)r.words * 60 / BRIEF_READ_A_MINUTE));
	buf_cstr(out, ",\"lix\":");
	json_put_number(out, r.words ? four_decimals(ease_lix(&r)) : NAN);
	buf_cstr(out, ",\"coverage\":");
	json_put_number(out,
	    s->n_slots ? four_decimals((double)covered / (double)s->n_slots)
		       : NAN);
	buf_char(out, '}');
}
