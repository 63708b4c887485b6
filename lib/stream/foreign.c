#include "stream/foreign.h"

#define MARK(text) \
	{ \
		"" text, sizeof(text) - 1 \
	}

static const struct form {
	size_t at; /* bytes in front of the mark */
	struct str mark;
	const char *advice;
} forms[] = {
	{ 0, MARK("\050\265\057\375"),
	    "packed by zstd: unpack it, as by zstd -dc" },
	{ 0, MARK("\3757zXZ\0"), "packed by xz: unpack it, as by xz -dc" },
	{ 0, MARK("\004\042M\030"), "packed by lz4: unpack it, as by lz4 -dc" },
	{ 4, MARK("1AY&SY"), "packed by bzip2: unpack it, as by bzip2 -dc" },
	{ 0, MARK("\037\213\010"),
	    "packed by gzip twice: unpack it, as by gzip -dc" },
	{ 257, MARK("ustar"),
	    "a tar archive: unpack it, as by tar -xO --wildcards '*.ndjson' "
	    "-f" },
	{ 0, MARK("7z\274\257\047\034"), "a 7z archive: unpack it" },
	{ 0, MARK("PK\003\004"),
	    "a workbook or an archive, whatever its name: unpack it, or save "
	    "the sheet as CSV for hoff-import" },
	{ 0, MARK("\320\317\021\340"),
	    "an old workbook, whatever its name: save the sheet as CSV for "
	    "hoff-import" },
	{ 0, MARK("PAR1\025"),
	    "Parquet: have its engine write it as JSON, an object a line" },
	{ 0, MARK("Obj\001"),
	    "Avro: have its tools write it as JSON, an object a line" },
	{ 0, MARK("SQLite format 3\0"),
	    "a database of SQLite: have sqlite3 -json write its rows" },
};

const char *
foreign_form(struct str begin)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		const struct form *f = &forms[i];

		if (begin.n >= f->at + f->mark.n &&
		    !memcmp(begin.p + f->at, f->mark.p, f->mark.n))
			return f->advice;
	}
	return NULL;
}
