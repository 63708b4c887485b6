#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include <stddef.h>
#include <stdnoreturn.h>

#include "cli/cli.h"

/*
 * The questions that are answered instead of running.  Each checks that the
 * answer could be written, so a full disk is noticed, and exits.
 */
noreturn void answer_help(const struct spec *spec);
noreturn void answer_version(const struct spec *spec);
noreturn void answer_emit(const struct spec *spec, const char *form);

/* All built-in files, or the bytes of the one called `name`. */
noreturn void answer_defaults(const struct spec *spec, const char *name);

/* "a, b, c", in memory that is overwritten by the next call. */
const char *answer_list(const char *const *words, size_t n);

/* The writers behind cli_emit(). */
void write_help(const struct spec *spec);
void write_man(const struct spec *spec);
void write_bash(const struct spec *spec);
void write_zsh(const struct spec *spec);
void write_fish(const struct spec *spec);

#endif
