#include "packet/brief.h"

static const struct {
	const char *label, *title;
} labels[N_BRIEF] = {
	[BRIEF_WHY] = { "why", "Why now" },
	[BRIEF_CUSTOMER] = { "customer", "Customer" },
	[BRIEF_PROBLEM] = { "problem", "Problem" },
	[BRIEF_WANTS] = { "wants", "Wants" },
	[BRIEF_KNOWN] = { "known", "Known" },
	[BRIEF_SO_FAR] = { "so_far", "So far" },
	[BRIEF_NEXT] = { "next", "Next step" },
};

const char *
brief_label(enum brief_label l)
{
	return labels[l].label;
}

struct str
brief_title(const struct sketch *s, enum brief_label l)
{
	return words_spoken(s->reader, str_of(labels[l].title));
}

/* Whether a line has these bytes in its text. */
static bool
holds(const struct brief *b, struct str value)
{
	for (size_t i = 0; i < b->n; i++)
		if (memmem(b->lines[i].text.p, b->lines[i].text.n, value.p,
			value.n))
			return true;
	return false;
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
	if (line->cited)
		return;
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

/* Words of the record in a line. */
static size_t
count_read(const struct brief_line *line)
{
	size_t words = 0;

	for (size_t i = 0; i < line->n_parts; i++)
		words += line->parts[i].told;
	return words;
}

void
brief_put_figures(
    const struct sketch *s, const struct brief *b, struct buf *out)
{
	struct ease r = { 0 };
	size_t read = 0, covered = 0;

	for (size_t i = 0; i < b->n; i++) {
		ease_count(b->lines[i].text, &r);
		read += count_read(&b->lines[i]);
	}
	for (size_t i = 0; i < s->n_slots; i++)
		covered += holds(b, s->slots[i].value);
	buf_cstr(out, "{\"words\":");
	json_put_int(out, (int64_t)r.words);
	buf_cstr(out, ",\"seconds\":");
	json_put_number(
	    out, four_decimals((double)read * 60 / BRIEF_READ_A_MINUTE));
	buf_cstr(out, ",\"lix\":");
	json_put_number(out, r.words ? four_decimals(ease_lix(&r)) : NAN);
	buf_cstr(out, ",\"coverage\":");
	json_put_number(out,
	    s->n_slots ? four_decimals((double)covered / (double)s->n_slots)
		       : NAN);
	buf_char(out, '}');
}
