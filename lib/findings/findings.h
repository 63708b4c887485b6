#ifndef FINDINGS_FINDINGS_H
#define FINDINGS_FINDINGS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "expr/expr.h"
#include "json/json.h"
#include "stream/stream.h"

/*
 * What is found wrong with files before they are used: rules, templates.  Each
 * finding has a code, of a closed list, and a place in its file.
 */
enum finding_level { FINDING_NOTE, FINDING_WARNING, FINDING_ERROR };

struct finding_code {
	enum finding_level level;
	const char *name, *help;
};

struct findings;

/* `tool` names the command; a code is an index into `codes`.  Both are
 * borrowed. */
struct findings *findings_new(
    const char *tool, const struct finding_code *codes, size_t n_codes);
void findings_free(struct findings *f);

/* What is added from here on is about this file; its name is borrowed. */
void findings_begin(struct findings *f, const char *file);

void findings_add(struct findings *f, struct expr_place place, size_t code,
    const char *fmt, va_list ap) __attribute__((format(printf, 4, 0)));

/*
 * Read a file that is a program and has to give one object: its places, and
 * what it evaluates to.  False after a finding of code `syntax` (none where f
 * is NULL) when it does not.  Both live in `run`, but for the index, which the
 * caller frees.
 */
bool findings_read(struct findings *f, struct str text, size_t syntax,
    struct expr_source **source, struct json *j, struct arena *run);

/* Whether the file that was begun last has an error. */
bool findings_refuse(const struct findings *f);

/* By file, place, code and text; before they are reported. */
void findings_sort(struct findings *f);

/*
 * Print them as the output of the run, as FILE:LINE:COLUMN: LEVEL: CODE: TEXT
 * a line each, or as a JSON array; and write them to the file `sarif`, unless
 * that is NULL, as SARIF 2.1.0.  Returns the exit status: 1 when something is
 * worse than a note.
 */
int findings_report(const struct findings *f, const struct stream_opts *o,
    bool json, const char *sarif);

/*
 * What act(arg) dies of, in its words ("churn.csv:3: ..."); NULL when it does
 * not.  Who reads a file to use it dies of what is wrong: a child does it here.
 */
const char *findings_rehearse(
    void (*act)(void *), void *arg, struct arena *run);

/* Take "FILE:LINE:COLUMN: " off such words; *place is left alone where they
 * name none. */
const char *findings_locate(
    const char *words, const char *file, struct expr_place *place);

#endif
