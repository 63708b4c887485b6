#include "check/check.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/embed.h"
#include "check/room.h"
#include "score/score.h"
#include "stream/stream.h"

EMBED(embed_score_rules_jq);

enum { CEILING = 16 << 20 }; /* bytes of a rules file */

#define CODE_INFO(id, level, code, help) { FINDING_##level, code, help },
static const struct finding_code codes[N_CODES] = { CHECK_CODES(CODE_INFO) };
#undef CODE_INFO

struct check *
check_new(void)
{
	struct check *c = calloc(1, sizeof(*c));

	if (!c)
		die_of_memory();
	c->found = findings_new("hoff-score", codes, N_CODES);
	arena_init(&c->run, 1 << 30);
	return c;
}

void
check_free(struct check *c)
{
	findings_free(c->found);
	arena_free(&c->run);
	free(c);
}

const struct findings *
check_findings(const struct check *c)
{
	return c->found;
}

__attribute__((format(printf, 4, 0))) static void
add(struct reading *r, struct expr_place place, enum code code, const char *fmt,
    va_list ap)
{
	if (r->check)
		findings_add(r->check->found, place, code, fmt, ap);
}

__attribute__((format(printf, 4, 5))) static void
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
	*r = (struct reading){
		.check = c, .file = file ? file : "built-in rules", .run = run
	};
	return findings_read(c ? c->found : NULL, read_file(file, run), SYNTAX,
	    &r->source, &r->j, run);
}

void
reading_end(struct reading *r)
{
	json_free(&r->j);
}

static void
load(void *file)
{
	struct arena run;

	arena_init(&run, 1 << 30);
	score_load(file, NULL, &run);
}

/* Whatever we miss: a file that is clean can be run. */
static void
rehearse_rules(struct reading *r)
{
	struct expr_place place = { 1, 1 };
	const char *message;

	if (strcmp(r->file, "-") == 0 || findings_refuse(r->check->found))
		return;
	message = findings_rehearse(load, (void *)(uintptr_t)r->file, r->run);
	if (!message)
		return;
	message = findings_locate(message, r->file, &place);
	report_at(r, place, SYNTAX, "%s", message);
}

void
check_rules(struct check *c, const char *file)
{
	struct reading r;

	findings_begin(c->found, file ? file : "built-in rules");
	if (reading_begin(&r, c, file, &c->run)) {
		read_members(&r);
		check_sections(&r);
		check_crisis(&r);
		check_tests(&r);
		learn_facts(&r);
		read_conditions(&r);
		compile_jailed(&r);
		check_regexes(&r);
		judge_conditions(&r);
		compare_rules(&r);
		find_unused(&r);
		check_lists(&r);
		if (file)
			rehearse_rules(&r);
	}
	reading_end(&r);
	findings_sort(c->found);
}
