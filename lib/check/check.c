#include "check/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/embed.h"
#include "check/room.h"
#include "stream/stream.h"

EMBED(embed_score_rules_jq);

enum { CEILING = 16 << 20 }; /* bytes of a rules file */

#define CODE_INFO(id, level, code, help) { level, code, help },
const struct code_info codes[N_CODES] = { CHECK_CODES(CODE_INFO) };
#undef CODE_INFO

const char *const level_names[] = { "note", "warning", "error" };

struct check *
check_new(void)
{
	struct check *c = calloc(1, sizeof(*c));

	if (!c)
		die_of_memory();
	arena_init(&c->run, 1 << 30);
	return c;
}

void
check_free(struct check *c)
{
	arena_free(&c->run);
	free(c->files);
	free(c->findings);
	free(c);
}

bool
check_is_clean(const struct check *c)
{
	return !c->failed;
}

static void *
grow(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		die_of_memory();
	return p;
}

/* Control bytes of names and files would spoil a line. */
static struct str
clean(struct check *c, const char *text)
{
	char *s = arena_cstr(&c->run, str_of(text));

	for (char *p = s; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	return str_of(s);
}

__attribute__((format(printf, 4, 0))) static void
add(struct reading *r, struct expr_place place, enum code code, const char *fmt,
    va_list ap)
{
	struct check *c = r->check;
	char text[1024];

	if (!c)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	if (c->n == c->room) {
		c->room = c->room ? 2 * c->room : 32;
		c->findings = grow(c->findings, c->room, sizeof(*c->findings));
	}
	c->findings[c->n++] = (struct finding){ .file = c->n_files - 1,
		.place = place,
		.code = code,
		.text = clean(c, text) };
	c->failed |= codes[code].level > NOTE;
	c->refused |= codes[code].level == ERROR;
}

void
report_at(struct reading *r, struct expr_place place, enum code code,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(r, place, code, fmt, ap);
	va_end(ap);
}

void
report(struct reading *r, uint32_t at, enum code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(r, expr_place(r->source, &r->j, at), code, fmt, ap);
	va_end(ap);
}

void
report_inside(struct reading *r, uint32_t at, struct expr_place inside,
    enum code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(r, expr_place_inside(r->source, &r->j, at, inside), code, fmt, ap);
	va_end(ap);
}

static struct str
read_file(const char *file, struct arena *run)
{
	return file ? stream_slurp(file, CEILING, run)
		    : EMBEDDED(embed_score_rules_jq);
}

bool
reading_begin(
    struct reading *r, struct check *c, const char *file, struct arena *run)
{
	struct expr_place top = { 1, 1 };
	struct str text = read_file(file, run);
	struct buf out = { 0 };
	struct expr_error err;
	struct fault f;
	char *p;

	*r = (struct reading){ .check = c,
		.file = file ? file : "built-in rules",
		.run = run,
		.source = expr_source(text, run) };
	json_init(&r->j);
	if (!expr_program(text, &out, &err)) {
		report_at(r, (struct expr_place){ err.line, err.column },
		    SYNTAX, "%s", err.detail);
		return false;
	}
	p = arena_alloc(run, out.n + JSON_PADDING);
	memcpy(p, out.p, out.n);
	memset(p + out.n, 0, JSON_PADDING);
	if (!json_index(&r->j, (struct str){ p, out.n }, &f)) {
		report_at(r, top, SYNTAX,
		    "what it evaluates to cannot be read: %s", f.detail);
	} else if (json_kind_of(&r->j, 0) != JSON_OBJECT) {
		report_at(r, top, SYNTAX, "it does not evaluate to an object");
	} else {
		buf_free(&out);
		return true;
	}
	buf_free(&out);
	return false;
}

void
reading_end(struct reading *r)
{
	json_free(&r->j);
}

static int
by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	if (a->place.column != b->place.column)
		return a->place.column < b->place.column ? -1 : 1;
	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	return str_cmp(a->text, b->text);
}

void
check_rules(struct check *c, const char *file)
{
	struct reading r;

	c->files = grow(c->files, c->n_files + 1, sizeof(*c->files));
	c->files[c->n_files++] = file ? file : "built-in rules";
	c->refused = false;
	if (reading_begin(&r, c, file, &c->run)) {
		read_members(&r);
		check_sections(&r);
		check_tests(&r);
		learn_facts(&r);
		read_conditions(&r);
		compile_jailed(&r);
		judge_conditions(&r);
		compare_rules(&r);
		find_unused(&r);
		check_lists(&r);
		if (file)
			rehearse_rules(&r);
	}
	reading_end(&r);
	if (c->n)
		qsort(c->findings, c->n, sizeof(*c->findings), by_place);
}
