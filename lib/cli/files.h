#ifndef CLI_FILES_H
#define CLI_FILES_H

#include "cli/cli.h"

/*
 * Die where a file that an option names would be written and is also read, or
 * written by two options (stream_check()).  To be called when all options have
 * their values.
 */
void files_check(const struct spec *spec, const void *opts,
    const struct common *common, char **operands);

#endif
