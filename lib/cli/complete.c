#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/answer.h"
#include "cli/table.h"

/* The manual names --emit; nobody types it twice. */
static bool
is_offered(const struct opt *o)
{
	return o->kind != OPT_EMIT;
}

/* Text for inside single quotes of a POSIX shell, `also` with a backslash. */
static void
put_quoted(const char *text, const char *also)
{
	for (; *text; text++) {
		if (*text == '\'') {
			fputs("'\\''", stdout);
			continue;
		}
		if (strchr(also, *text))
			putchar('\\');
		putchar(*text);
	}
}

static size_t
put_words(const struct spec *spec, const struct opt *o)
{
	const char *words[TABLE_WORDS];
	size_t n = table_words(spec, o, words, TABLE_WORDS);

	for (size_t i = 0; i < n; i++)
		printf("%s%s", i ? " " : "", words[i]);
	return n;
}

static bool
has_words(const struct spec *spec, const struct opt *o)
{
	const char *words[1];

	return table_words(spec, o, words, 1);
}

enum value_kind {
	NO_VALUE,
	FILE_VALUE,
	WORD_VALUE,
	EITHER_VALUE, /* a name of ours, or a file */
	FREE_VALUE
};

static enum value_kind
value_kind(const struct spec *spec, const struct opt *o)
{
	if (!table_takes_value(o) || !is_offered(o))
		return NO_VALUE;
	if (table_wants_files(o))
		return has_words(spec, o) ? EITHER_VALUE : FILE_VALUE;
	return has_words(spec, o) ? WORD_VALUE : FREE_VALUE;
}

/* What stands before the value of an option: "--by | --by= | -b". */
static void
bash_pattern(const struct opt *o)
{
	if (table_needs_value(o))
		printf("--%s | ", o->name);
	printf("--%s=", o->name);
	if (o->key)
		printf(" | -%c", o->key);
}

/* One arm of the case for all options of a kind. */
static void
bash_arm(const struct spec *spec, enum value_kind kind, const char *then)
{
	bool first = true;

	for (const struct opt *o = NULL; (o = table_next(spec, o));) {
		if (value_kind(spec, o) != kind)
			continue;
		fputs(first ? "\t" : " | \\\n\t\t", stdout);
		bash_pattern(o);
		first = false;
	}
	if (!first)
		printf(")\n\t\t%s\n\t\t;;\n", then);
}

static void
bash_choices(const struct spec *spec)
{
	for (const struct opt *o = NULL; (o = table_next(spec, o));) {
		enum value_kind kind = value_kind(spec, o);

		if (kind != WORD_VALUE && kind != EITHER_VALUE)
			continue;
		putchar('\t');
		bash_pattern(o);
		fputs(")\n\t\twords='", stdout);
		put_words(spec, o);
		puts(kind == EITHER_VALUE ? "' either=1\n\t\t;;" : "'\n\t\t;;");
	}
}

static void
bash_names(const struct spec *spec)
{
	const char *gap = "";

	fputs("\t*)\n\t\twords='", stdout);
	for (const struct opt *o = NULL; (o = table_next(spec, o));) {
		if (!is_offered(o))
			continue;
		fputs(gap, stdout);
		if (o->key)
			printf("-%c ", o->key);
		if (!table_needs_value(o))
			printf("--%s", o->name);
		if (table_takes_value(o) && !table_needs_value(o))
			putchar(' ');
		if (table_takes_value(o))
			printf("--%s=", o->name);
		gap = "\n\t\t\t";
	}
	puts("'");
}

/* The name of a command as that of a shell function. */
static void
put_function(const char *command)
{
	putchar('_');
	for (; *command; command++)
		putchar(*command == '-' ? '_' : *command);
}

/*
 * Bash cuts --name=value into three words where COMP_WORDBREAKS has "=", so
 * the option stands one or two words back; otherwise it is in the same word.
 */
static const char bash_head[] =
    "()\n"
    "{\n"
    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prefix='' words='' files='' i\n"
    "\tlocal either=''\n"
    "\tlocal option=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "\n"
    "\tif [[ $cur == --*=* ]]; then\n"
    "\t\tprefix=${cur%%=*}= option=${cur%%=*}= cur=${cur#*=}\n"
    "\telif [[ $cur == = ]]; then\n"
    "\t\toption=$option= cur=''\n"
    "\telif [[ $option == = && $COMP_CWORD -gt 2 ]]; then\n"
    "\t\toption=${COMP_WORDS[COMP_CWORD - 2]}=\n"
    "\tfi\n"
    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
    "\t\t[[ ${COMP_WORDS[i]} == -- ]] && option=--\n"
    "\tdone\n"
    "\n"
    "\tcase $option in\n"
    "\t--)\n"
    "\t\tfiles=1\n"
    "\t\t;;\n";

/* Readline itself is the best judge of file names: ~, blanks, folders. */
static const char bash_tail[] =
    "\t\t[[ $cur == -* ]] || files=1\n"
    "\t\t;;\n"
    "\tesac\n"
    "\n"
    "\tCOMPREPLY=()\n"
    "\tif [[ $either ]]; then\n"
    "\t\tcompopt -o filenames\n"
    "\t\tmapfile -t COMPREPLY < <(\n"
    "\t\t\tcompgen -W \"$words\" -P \"$prefix\" -- \"$cur\"\n"
    "\t\t\tcompgen -f -P \"$prefix\" -- \"$cur\"\n"
    "\t\t)\n"
    "\telif [[ $files && ! $prefix ]]; then\n"
    "\t\tcompopt -o default\n"
    "\t\treturn\n"
    "\telif [[ $files ]]; then\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -f -P \"$prefix\" -- \"$cur\")\n"
    "\telse\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -P \"$prefix\" "
    "-- \"$cur\")\n"
    "\tfi\n"
    "\tif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then\n"
    "\t\tcompopt -o nospace\n"
    "\tfi\n"
    "}\n";

void
write_bash(const struct spec *spec)
{
	printf("# bash completion, written by '%s --emit=bash'\n", spec->name);
	put_function(spec->name);
	fputs(bash_head, stdout);
	bash_arm(spec, FILE_VALUE, "files=1");
	bash_arm(spec, FREE_VALUE, "words=''");
	bash_choices(spec);
	bash_names(spec);
	fputs(bash_tail, stdout);
	fputs("complete -F ", stdout);
	put_function(spec->name);
	printf(" %s\n", spec->name);
}

static void
zsh_value(const struct spec *spec, const struct opt *o)
{
	bool either = value_kind(spec, o) == EITHER_VALUE;

	if (either)
		fputs("{_alternative \"names\\:name\\:", stdout);
	else if (table_wants_files(o))
		fputs("_files", stdout);
	if (has_words(spec, o)) {
		putchar('(');
		put_words(spec, o);
		putchar(')');
	}
	if (either)
		fputs("\" \"files\\:file\\:_files\"}", stdout);
}

/* One argument of _arguments: '(-b --by)'{-b+,--by=}'[help]:UNIT:(a b)'. */
static void
zsh_option(const struct spec *spec, const struct opt *o)
{
	const char *joint = "";

	if (!is_offered(o))
		return;
	if (table_needs_value(o))
		joint = "=";
	else if (table_takes_value(o))
		joint = "=-";
	if (o->kind == OPT_HELP || o->kind == OPT_VERSION)
		fputs("\t\t'(- *)'", stdout);
	else if (table_repeats(o))
		fputs("\t\t'*'", stdout);
	else if (o->key)
		printf("\t\t'(-%c --%s)'", o->key, o->name);
	else
		fputs("\t\t", stdout);
	if (o->key)
		printf("{-%c%s,--%s%s}'", o->key, *joint ? "+" : "", o->name,
		    joint);
	else
		printf("'--%s%s", o->name, joint);
	putchar('[');
	put_quoted(o->help, "\\[]");
	putchar(']');
	if (*joint) {
		fputs(table_needs_value(o) ? ":" : "::", stdout);
		put_quoted(o->arg, "\\:");
		putchar(':');
	}
	zsh_value(spec, o);
	if (*joint && !has_words(spec, o) && !table_wants_files(o))
		putchar(' ');
	puts("' \\");
}

/* Works from a folder of $fpath, and when it is sourced. */
void
write_zsh(const struct spec *spec)
{
	printf("#compdef %s\n# zsh completion, written by '%s --emit=zsh'\n",
	    spec->name, spec->name);
	printf("_%s()\n{\n\t_arguments -s -S : \\\n", spec->name);
	for (const struct opt *o = NULL; (o = table_next(spec, o));)
		zsh_option(spec, o);
	puts("\t\t'*:file:_files'\n}");
	printf("if [[ $funcstack[1] == _%s ]]; then\n\t_%s \"$@\"\nelse\n"
	       "\tcompdef _%s %s\nfi\n",
	    spec->name, spec->name, spec->name, spec->name);
}

static void
fish_option(const struct spec *spec, const struct opt *o)
{
	if (!is_offered(o))
		return;
	printf("complete -c %s -l %s", spec->name, o->name);
	if (o->key)
		printf(" -s %c", o->key);
	if (table_wants_files(o))
		fputs(table_needs_value(o) ? " -r -F" : " -F", stdout);
	else if (table_needs_value(o))
		fputs(" -x", stdout);
	else if (table_takes_value(o))
		fputs(" -f", stdout);
	if (has_words(spec, o)) {
		fputs(" -a '", stdout);
		put_words(spec, o);
		putchar('\'');
	}
	fputs(" -d '", stdout);
	for (const char *c = o->help; *c; c++) {
		if (*c == '\\' || *c == '\'')
			putchar('\\');
		putchar(*c);
	}
	puts("'");
}

void
write_fish(const struct spec *spec)
{
	printf("# fish completion, written by '%s --emit=fish'\n", spec->name);
	for (const struct opt *o = NULL; (o = table_next(spec, o));)
		fish_option(spec, o);
}
