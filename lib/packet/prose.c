#include "packet/prose.h"

#include "packet/brief.h"
#include "packet/clip.h"

struct writer {
	const struct sketch *s;
	const struct fit *fit;
	enum prose kind;
	struct buf *out;
};

/* Text that is not ours must not be read as markup. */
static void
put_escaped(const struct writer *w, struct str text)
{
	static const char markdown[] = "\\`*_[]<>&|~";

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (w->kind == PROSE_HTML && c == '<')
			buf_cstr(w->out, "&lt;");
		else if (w->kind == PROSE_HTML && c == '>')
			buf_cstr(w->out, "&gt;");
		else if (w->kind == PROSE_HTML && c == '&')
			buf_cstr(w->out, "&amp;");
		else if (w->kind == PROSE_HTML && c == '"')
			buf_cstr(w->out, "&quot;");
		else {
			if (w->kind == PROSE_MARKDOWN && c &&
			    strchr(markdown, c))
				buf_char(w->out, '\\');
			buf_char(w->out, c);
		}
	}
}

static void
put_heading(const struct writer *w, const char *title, int level)
{
	if (w->kind == PROSE_HTML)
		buf_printf(w->out, "<p><b>%s</b></p>", title);
	else if (w->kind == PROSE_MARKDOWN)
		buf_printf(w->out, "%s%.*s %s\n\n", level > 1 ? "\n" : "",
		    level, "##", title);
	else
		buf_printf(w->out, "%s%s\n", w->out->n ? "\n" : "", title);
}

/* "Label: text" as a line of a list. */
static void
put_item(const struct writer *w, struct str label, struct str text)
{
	static const char *const before[] = { "", "- **", "<p>" };
	static const char *const between[] = { ": ", ":** ", ": " };
	static const char *const behind[] = { "\n", "\n", "</p>" };

	buf_cstr(w->out, before[w->kind]);
	put_escaped(w, label);
	buf_cstr(w->out, between[w->kind]);
	put_escaped(w, text);
	buf_cstr(w->out, behind[w->kind]);
}

static void
put_brief(const struct writer *w)
{
	const struct brief *b = w->s->brief;

	if (!(w->fit->fields & FIELD_BIT(SUMMARY)) || !b->n)
		return;
	put_heading(w, "What it is about", 2);
	for (size_t i = 0; i < b->n; i++) {
		buf_clear(w->s->work);
		buf_str(w->s->work, b->lines[i].text);
		for (size_t k = 0; k < w->s->work->n; k++)
			if ((unsigned char)w->s->work->p[k] < ' ')
				w->s->work->p[k] = ' ';
		clip_tail(w->s->work, 0, w->fit->value);
		brief_put_turns(&b->lines[i], w->s->work);
		put_item(w, brief_title(w->s, b->lines[i].label),
		    buf_view(w->s->work));
	}
}

/* All fields but those with a place of their own. */
static void
put_details(const struct writer *w)
{
	static const uint64_t elsewhere =
	    FIELD_BIT(SUMMARY) | FIELD_BIT(TRANSCRIPT);
	bool begun = false;

	for (enum field f = 0; f < N_FIELDS; f++) {
		if (elsewhere >> f & 1)
			continue;
		buf_clear(w->s->work);
		field_put(w->s, w->fit, f, w->s->work);
		if (!w->s->work->n)
			continue;
		if (!begun)
			put_heading(w, "Details", 2);
		begun = true;
		put_item(w, str_of(field_title(f)), buf_view(w->s->work));
	}
}

static void
put_left_out(const struct writer *w, size_t n)
{
	switch (w->kind) {
	case PROSE_TEXT:
		buf_printf(w->out, "[%zu turns left out]\n", n);
		return;
	case PROSE_MARKDOWN:
		buf_printf(w->out, "- *%zu turns left out*\n", n);
		return;
	case PROSE_HTML:
		buf_printf(w->out, "<p><i>%zu turns left out</i></p>", n);
		return;
	}
}

static void
put_turn(const struct writer *w, size_t i)
{
	static const char *const roles[] = { "Customer", "Bot", "Agent",
		"System" };
	const struct turn *t = &w->s->c->turns[i];
	struct buf who = { 0 };

	buf_printf(&who, "[%zu] ", i);
	if (t->at_ms != CONV_NO_TIME) {
		conv_put_time(&who, t->at_ms);
		buf_char(&who, ' ');
	}
	buf_cstr(&who, t->private ? "Private note" : roles[t->role]);
	buf_cstr(&who, field_heard(w->s, i));
	buf_clear(w->s->work);
	field_put_text(w->s, w->fit, i, w->s->work);
	put_item(w, buf_view(&who), buf_view(w->s->work));
	buf_free(&who);
}

static void
put_transcript(const struct writer *w)
{
	size_t skipped = 0;

	if (!(w->fit->fields & FIELD_BIT(TRANSCRIPT)))
		return;
	put_heading(w, "What was said", 2);
	for (size_t i = 0; i <= w->s->turn; i++) {
		if (!field_shows(w->s, w->fit, i)) {
			skipped += !w->s->c->turns[i].private || w->fit->notes;
			continue;
		}
		if (skipped)
			put_left_out(w, skipped);
		skipped = 0;
		put_turn(w, i);
	}
}

void
prose_put(const struct sketch *s, const struct fit *fit, enum prose kind,
    struct buf *out)
{
	struct writer w = { s, fit, kind, out };

	if (kind == PROSE_MARKDOWN)
		put_heading(&w, "Handoff", 1);
	put_brief(&w);
	put_details(&w);
	put_transcript(&w);
}
