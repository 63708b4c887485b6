#include "lint/lint.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/embed.h"
#include "lint/room.h"
#include "stream/stream.h"

EMBED(embed_words_templates_jq);

enum { CEILING = 16 << 20 }; /* bytes of a templates file */

#define CODE_INFO(id, level, code, help) { FINDING_##level, code, help },
static const struct finding_code codes[N_CODES] = { LINT_CODES(CODE_INFO) };
#undef CODE_INFO

#define LIST_STR(symbol, name) { name, sizeof(name) - 1 },
static const struct str lists[N_LISTS] = { LISTS(LIST_STR) };

struct lint *
lint_new(const char *file, struct str words)
{
	struct lint *l = calloc(1, sizeof(*l));

	if (!l)
		die_of_memory();
	arena_init(&l->run, 1 << 30);
	l->found = findings_new("hoff-packet", codes, N_CODES);
	l->terms = vocabulary_read(file, words, lists, N_LISTS, &l->run);
	text_init(&l->text);
	return l;
}

void
lint_free(struct lint *l)
{
	terms_forget(&l->known);
	text_free(&l->text);
	findings_free(l->found);
	arena_free(&l->run);
	free(l);
}

const struct findings *
lint_findings(const struct lint *l)
{
	return l->found;
}

void
complain(struct sheet *s, uint32_t at, enum code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	findings_add(
	    s->lint->found, expr_place(s->source, &s->j, at), code, fmt, ap);
	va_end(ap);
}

uint32_t
sheet_member(const struct sheet *s, uint32_t object, const char *name,
    enum json_kind kind)
{
	return json_get_as(&s->j, object, name, kind);
}

struct str
sheet_text(const struct sheet *s, uint32_t at)
{
	return at ? json_string(&s->j, at, &s->lint->run) : STR("");
}

struct attempt {
	const char *file;
	struct str text;
	struct arena *run;
};

static void
use(void *arg)
{
	const struct attempt *a = arg;

	words_read(a->file, a->text, a->run);
}

/* Whatever we miss: a file that is clean can be used. */
static void
rehearse(struct sheet *s, const char *file, struct str text)
{
	struct attempt a = { file, text, &s->lint->run };
	struct expr_place place;
	const char *words;

	if (findings_refuse(s->lint->found))
		return;
	words = findings_rehearse(use, &a, &s->lint->run);
	if (words)
		complain(s, 0, BAD_MEMBER, "%s",
		    findings_locate(words, file, &place));
}

void
lint_templates(struct lint *l, const char *file)
{
	struct sheet s = { .lint = l };
	struct str text = file ? stream_slurp(file, CEILING, &l->run)
			       : EMBEDDED(embed_words_templates_jq);

	if (!file)
		file = "built-in templates";
	findings_begin(l->found, file);
	if (findings_read(l->found, text, SYNTAX, &s.source, &s.j, &l->run)) {
		lint_members(&s);
		rehearse(&s, file, text);
	}
	json_free(&s.j);
	findings_sort(l->found);
}
