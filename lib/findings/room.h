#ifndef FINDINGS_ROOM_H
#define FINDINGS_ROOM_H

#include "findings/findings.h"

/* Private to the room. */
struct finding {
	size_t file; /* which of them */
	struct expr_place place;
	size_t code;
	struct str text;
};

struct findings {
	const char *tool;
	const struct finding_code *codes;
	size_t n_codes;
	struct arena run;
	const char **files;
	size_t n_files;
	struct finding *all;
	size_t n, room;
	bool failed;  /* something worse than a note */
	bool refused; /* an error in the last file */
};

#endif
