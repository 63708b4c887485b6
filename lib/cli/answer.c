#include "cli/answer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/embed.h"
#include "cli/table.h"
#include "json/json.h"

static void
write_examples(const struct spec *spec)
{
	for (const struct example *e = spec->examples; e && e->shows; e++)
		puts(e->run);
}

const char *const cli_forms[] = { "help", "man", "bash", "zsh", "fish",
	"examples", NULL };

bool
cli_emit(const struct spec *spec, const char *form)
{
	const struct opt *o;
	const char *why = table_fault(spec, &o);

	if (why)
		die("option table: --%s %s", o->name, why);
	if (!strcmp(form, "help"))
		write_help(spec);
	else if (!strcmp(form, "man"))
		write_man(spec);
	else if (!strcmp(form, "bash"))
		write_bash(spec);
	else if (!strcmp(form, "zsh"))
		write_zsh(spec);
	else if (!strcmp(form, "fish"))
		write_fish(spec);
	else if (!strcmp(form, "examples"))
		write_examples(spec);
	else
		return false;
	return true;
}

static noreturn void
finish(void)
{
	if (fflush(stdout) || ferror(stdout))
		die("standard output: %s", strerror(errno));
	exit(ALL_GOOD);
}

void
answer_emit(const struct spec *spec, const char *form)
{
	cli_emit(spec, form);
	finish();
}

void
answer_help(const struct spec *spec)
{
	write_help(spec);
	finish();
}

void
answer_version(const struct spec *spec)
{
	printf("%s %s\n", spec->name, VERSION);
	for (size_t i = 0; spec->libraries && spec->libraries[i]; i++)
		puts(spec->libraries[i]());
	printf("json scanner: %s\n", json_kernel());
	fputs("License GPL-3.0-or-later: you may change and redistribute "
	      "it.\nThere is no warranty, to the extent permitted by law.\n",
	    stdout);
	finish();
}

const char *
answer_list(const char *const *words, size_t n)
{
	static char list[512];
	size_t used = 0;

	*list = 0;
	for (size_t i = 0; i < n && used < sizeof(list); i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used,
		    "%s%s", i ? ", " : "", words[i]);
	return list;
}

static void
write_file(const struct default_file *d)
{
	fwrite(d->begin, 1, (size_t)(d->end - d->begin), stdout);
}

/* As head(1) shows several files. */
static void
write_files(const struct default_file *files)
{
	const struct default_file *d = files;
	bool several = d && d->name && d[1].name;

	for (; d && d->name; d++) {
		if (several)
			printf(
			    "%s==> %s <==\n", d == files ? "" : "\n", d->name);
		write_file(d);
		if (several && d->end > d->begin && d->end[-1] != '\n')
			putchar('\n');
	}
}

void
answer_defaults(const struct spec *spec, const char *name)
{
	const struct default_file *d = spec->defaults;
	const char *known[TABLE_WORDS];
	size_t n;

	if (!name) {
		write_files(d);
		finish();
	}
	for (n = 0; d && d->name && n < TABLE_WORDS; d++) {
		if (!strcmp(d->name, name)) {
			write_file(d);
			finish();
		}
		known[n++] = d->name;
	}
	if (!n)
		die("--show-defaults: there are no built-in files");
	die("--show-defaults: no built-in file %s (one of %s)", name,
	    answer_list(known, n));
}
