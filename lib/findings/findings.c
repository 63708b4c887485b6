#include "findings/findings.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "findings/room.h"

struct findings *
findings_new(const char *tool, const struct finding_code *codes, size_t n_codes)
{
	struct findings *f = calloc(1, sizeof(*f));

	if (!f)
		die_of_memory();
	f->tool = tool;
	f->codes = codes;
	f->n_codes = n_codes;
	arena_init(&f->run, 1 << 30);
	return f;
}

void
findings_free(struct findings *f)
{
	arena_free(&f->run);
	free(f->files);
	free(f->all);
	free(f);
}

bool
findings_refuse(const struct findings *f)
{
	return f->refused;
}

static void *
grow(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		die_of_memory();
	return p;
}

void
findings_begin(struct findings *f, const char *file)
{
	f->files = grow(f->files, f->n_files + 1, sizeof(*f->files));
	f->files[f->n_files++] = file;
	f->refused = false;
}

/* Control bytes of names and files would spoil a line. */
static struct str
clean(struct findings *f, const char *text)
{
	char *s = arena_cstr(&f->run, str_of(text));

	for (char *p = s; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	return str_of(s);
}

void
findings_add(struct findings *f, struct expr_place place, size_t code,
    const char *fmt, va_list ap)
{
	char text[1024];

	vsnprintf(text, sizeof(text), fmt, ap);
	if (f->n == f->room) {
		f->room = f->room ? 2 * f->room : 32;
		f->all = grow(f->all, f->room, sizeof(*f->all));
	}
	f->all[f->n++] = (struct finding){ .file = f->n_files - 1,
		.place = place,
		.code = code,
		.text = clean(f, text) };
	f->failed |= f->codes[code].level > FINDING_NOTE;
	f->refused |= f->codes[code].level == FINDING_ERROR;
}

__attribute__((format(printf, 4, 5))) static void
say(struct findings *f, struct expr_place place, size_t code, const char *fmt,
    ...)
{
	va_list ap;

	if (!f)
		return;
	va_start(ap, fmt);
	findings_add(f, place, code, fmt, ap);
	va_end(ap);
}

bool
findings_read(struct findings *f, struct str text, size_t syntax,
    struct expr_source **source, struct json *j, struct arena *run)
{
	struct expr_error err;

	*source = expr_source(text, run);
	if (!expr_read(text, j, run, &err)) {
		say(f, (struct expr_place){ err.line, err.column }, syntax,
		    "%s", err.detail);
		return false;
	}
	if (json_kind_of(j, 0) == JSON_OBJECT)
		return true;
	say(f, (struct expr_place){ 1, 1 }, syntax,
	    "it does not evaluate to an object");
	return false;
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
findings_sort(struct findings *f)
{
	if (f->n)
		qsort(f->all, f->n, sizeof(*f->all), by_place);
}
