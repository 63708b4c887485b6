#include "stream/survey.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "stream/foreign.h"
#include "stream/stream.h"

const char *
stream_name(const char *operand)
{
	return strcmp(operand, "-") ? operand : "<stdin>";
}

/* Only of what can be read twice; what gzip has packed is seen when it is read.
 */
static void
look_inside(const char *name)
{
	char p[FOREIGN_BYTES];
	int fd = open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : pread(fd, p, sizeof(p), 0);
	struct str begin = { p, n < 0 ? 0 : (size_t)n };
	const char *advice = NULL;

	if (n < 0)
		die("%s: %s", name, strerror(errno));
	close(fd);
	if (!str_begins(begin, STR("\x1f\x8b")))
		advice = foreign_form(begin);
	if (advice)
		die("%s: %s", name, advice);
}

uint64_t
survey_operands(char **operands)
{
	bool known = true;
	uint64_t size = 0;
	struct stat st;

	for (char **o = operands; *o; o++) {
		bool standard = !strcmp(*o, "-");

		if (standard ? fstat(STDIN_FILENO, &st) : stat(*o, &st))
			die("%s: %s", stream_name(*o), strerror(errno));
		if (S_ISDIR(st.st_mode))
			die("%s: %s", stream_name(*o), strerror(EISDIR));
		if (!standard && access(*o, R_OK))
			die("%s: %s", *o, strerror(errno));
		if (!standard && S_ISREG(st.st_mode))
			look_inside(*o);
		known = known && S_ISREG(st.st_mode);
		size += (uint64_t)st.st_size;
	}
	return known ? size : 0;
}
