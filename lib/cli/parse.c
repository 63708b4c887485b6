#include "cli/cli.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/die.h"
#include "cli/answer.h"
#include "cli/files.h"
#include "cli/table.h"
#include "cli/value.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif

/* Where the values go. */
struct target {
	const struct spec *spec;
	void *own;
	struct common *common;
};

/*
 * A file that we open must not land on a descriptor that some code believes
 * to be standard.  The wrong direction makes a later read or write fail,
 * where a silent /dev/null would lose output.
 */
static void
open_standard(void)
{
	static const int wrong_way[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", wrong_way[fd]) != fd)
			_exit(TROUBLE);
}

/*
 * A core file would hold conversations.  Not dumpable also covers a
 * core_pattern that is a pipe, which the limit does not, and hides memory and
 * environment from other processes of the user; the sanitizers' leak check
 * needs to look there.
 */
static void
forbid_core_dumps(void)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
#ifndef SANITIZED
	prctl(PR_SET_DUMPABLE, 0);
#endif
}

static const char *
choose(const struct opt *o, const char *value)
{
	const char *near;
	size_t n = 0;

	for (; o->choices[n]; n++)
		if (!strcmp(o->choices[n], value))
			return o->choices[n];
	near = nearest_word(str_of(value), o->choices, n);
	if (near)
		die("--%s: unknown choice %s (did you mean %s?)", o->name,
		    value, near);
	die("--%s: unknown choice %s (one of %s)", o->name, value,
	    answer_list(o->choices, n));
}

/* -o, where the records go. */
static bool
is_output(const struct opt *o)
{
	return o->written && o->key == 'o';
}

static const char *
append(struct list *l, const char *value)
{
	if (l->n == LIST_CEILING)
		return "given too many times";
	l->at[l->n++] = value;
	return NULL;
}

/* What is wrong with the name of a file.  "-" is standard input where a file is
 * read, and for -o standard output; nothing else may get in between there. */
static const char *
file_fault(const struct opt *o, const char *name)
{
	if (!*name)
		return "an empty file name";
	if (o->written && !is_output(o) && !strcmp(name, "-"))
		return "standard output is for -o (a file of that name is ./-)";
	return NULL;
}

/* Store a value; the phrase that refuses it, or NULL. */
static const char *
store(const struct opt *o, void *field, const char *value)
{
	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)field = true;
		return NULL;
	case OPT_COUNT:
		return value_count(value, field);
	case OPT_SIZE:
		return value_size(value, field);
	case OPT_NUMBER:
		return value_number(value, field);
	case OPT_RATIO:
		return value_ratio(value, field);
	case OPT_CHOICE:
		value = choose(o, value);
		break;
	case OPT_FILE:
		if (file_fault(o, value))
			return file_fault(o, value);
		if (is_output(o) && !strcmp(value, "-"))
			value = NULL;
		break;
	case OPT_FILES:
		if (file_fault(o, value))
			return file_fault(o, value);
		return append(field, value);
	case OPT_MAYBE:
		if (!value)
			value = "";
		else if (file_fault(o, value))
			return file_fault(o, value);
		break;
	case OPT_LIST:
		return append(field, value);
	case OPT_LIMIT:
		if (value_limit(value))
			return value_limit(value);
		break;
	default:
		break;
	}
	*(const char **)field = value;
	return NULL;
}

static void
set(const struct target *t, const struct opt *o, const char *value)
{
	char *base = table_is_common(o) ? (char *)t->common : t->own;
	const char *why;

	switch (o->kind) {
	case OPT_HELP:
		answer_help(t->spec);
	case OPT_VERSION:
		answer_version(t->spec);
	case OPT_DEFAULTS:
		answer_defaults(t->spec, value);
	case OPT_EMIT:
		answer_emit(t->spec, choose(o, value));
	default:
		break;
	}
	if ((why = store(o, base + o->at, value)))
		die("--%s: %s%s%s", o->name, why, *value ? ": " : "", value);
}

/* The field as if the option had never been given. */
static void
set_default(const struct target *t, const struct opt *o)
{
	char *base = table_is_common(o) ? (char *)t->common : t->own;
	void *field = base + o->at;

	switch (o->kind) {
	case OPT_FLAG:
		*(bool *)field = false;
		break;
	case OPT_COUNT:
	case OPT_SIZE:
		*(size_t *)field = 0;
		break;
	case OPT_NUMBER:
	case OPT_RATIO:
		*(double *)field = 0;
		break;
	case OPT_TEXT:
	case OPT_FILE:
	case OPT_MAYBE:
	case OPT_CHOICE:
	case OPT_LIMIT:
		*(const char **)field = NULL;
		break;
	case OPT_LIST:
	case OPT_FILES:
		((struct list *)field)->n = 0;
		break;
	default:
		return;
	}
	if (o->value)
		set(t, o, o->value);
}

static noreturn void
unknown_name(const struct spec *spec, struct str name)
{
	const char *known[128], *near;
	size_t n = 0;

	for (const struct opt *o = NULL;
	     n < sizeof(known) / sizeof(*known) && (o = table_next(spec, o));)
		known[n++] = o->name;
	near = nearest_word(name, known, n);
	if (near)
		die("unknown option --%.*s (did you mean --%s?)", STR_ARG(name),
		    near);
	die("unknown option --%.*s (try --help)", STR_ARG(name));
}

/* --name, --name=value, --name value; returns how many words it took. */
static int
take_long(const struct target *t, char **argv)
{
	const char *body = *argv + 2;
	struct str name = { body, strcspn(body, "=") };
	const char *value = body[name.n] ? body + name.n + 1 : NULL;
	const struct opt *o = table_by_name(t->spec, name);

	if (!o)
		unknown_name(t->spec, name);
	if (value && !table_takes_value(o))
		die("--%s takes no value", o->name);
	if (value || !table_needs_value(o)) {
		set(t, o, value);
		return 1;
	}
	if (!argv[1])
		die("--%s needs a value: %s", o->name, o->arg);
	set(t, o, argv[1]);
	return 2;
}

/* -abc, -n5, -n 5; returns how many words it took. */
static int
take_short(const struct target *t, char **argv)
{
	for (const char *key = *argv + 1; *key; key++) {
		const struct opt *o = table_by_key(t->spec, *key);

		if (!o && key == *argv + 1 &&
		    table_by_name(t->spec, str_of(key)))
			die("unknown option -%c (did you mean --%s?)", *key,
			    key);
		if (!o)
			die("unknown option -%c (try --help)", *key);
		if (!table_needs_value(o)) {
			set(t, o, NULL);
			continue;
		}
		if (key[1]) {
			set(t, o, key + 1);
			return 1;
		}
		if (!argv[1])
			die("-%c needs a value: %s", o->key, o->arg);
		set(t, o, argv[1]);
		return 2;
	}
	return 1;
}

char **
cli_parse(
    const struct spec *spec, void *opts, struct common *common, char **argv)
{
	struct target t = { spec, opts, common };
	char **operands, **end;

	open_standard();
	forbid_core_dumps();
	program = spec->name;
	for (const struct opt *o = NULL; (o = table_next(spec, o));)
		set_default(&t, o);

	/* Operands move up to where they stand without the options. */
	operands = end = argv + (*argv != NULL);
	for (argv = end; *argv;) {
		if (!strcmp(*argv, "--")) {
			argv++;
			break;
		}
		if (**argv != '-' || !(*argv)[1])
			*end++ = *argv++;
		else if ((*argv)[1] == '-')
			argv += take_long(&t, argv);
		else
			argv += take_short(&t, argv);
	}
	while (*argv)
		*end++ = *argv++;
	*end = NULL;
	files_check(spec, opts, common, operands);
	return operands;
}
