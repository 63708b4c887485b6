#ifndef REDACT_POLICY_H
#define REDACT_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "json/json.h"
#include "redact/kind.h"
#include "redact/operator.h"
#include "redact/recogniser.h"
#include "redact/redact.h"
#include "redact/wordbook.h"

/* Digits, or bytes of a token, that are counted. */
enum { FIND_ENOUGH = 24 };

/*
 * Paths into a record, as a tree: each step a member, or each element of an
 * array.
 */
enum {
	PATH_KEEP = 1,	     /* the string or number here is not looked at */
	PATH_KEEP_BELOW = 2, /* nor anything below */
	PATH_ONLY = 4,	     /* this and what is below, and nothing else */
};

/* How a step of a path has come across: what is below each element of an array
 * that has none could have been there. */
enum met { UNMET, MET_EMPTY, MET };

struct path {
	struct str member; /* empty: each element */
	unsigned here;	   /* which paths end here */
	bool known;	   /* that one is of the record's own members */
	unsigned number;   /* of the step, for who counts what is met */
	struct str text;   /* as it was written */
	struct path *inner, *next;
};

struct redact_policy {
	struct str name;
	double version;
	char sha256[65]; /* of the file's bytes */
	bool kinds[N_KINDS];
	bool asks_cvv; /* not only because it always is */
	enum operation operators[N_KINDS];
	bool narrowed; /* by the command line: the file says more */
	bool corpus;   /* equal values of all records are written alike */
	struct str domain;
	size_t match_limit;
	const struct wordbook *words;
	const struct lexicon *lexicon; /* with its own words */
	struct path root;	       /* the paths begin inside it */
	unsigned n_steps;
	bool has_only;
	bool finds_only;   /* nothing is written */
	bool tags_all;	   /* all that is found is written in < and > */
	bool is_loud;	   /* its own recognisers may find something anywhere */
	struct arena *run; /* it lives there */
	struct recogniser
	    recognisers[MOST_RECOGNISERS]; /* ours, then its own */
	struct pattern *patterns[MOST_RECOGNISERS];
	size_t n_recognisers;
	const struct lists *lists;	/* of terms, or NULL */
	const struct redact_keys *keys; /* NULL: nothing keyed */

	/* A bit for each recogniser: those that a byte raises, may begin with,
	 * may stand before the byte that raised one; and those that so many
	 * digits, or bytes of a token, are enough for.  An unbroken run of
	 * digits and the byte behind it rule most of them out. */
	uint64_t raises[256];
	bool stops[256]; /* where a scan stops: for that, or at < and * */
	uint64_t begins[256];
	uint64_t behind[256];
	uint64_t digits[FIND_ENOUGH + 1];
	uint64_t token[FIND_ENOUGH + 1];
	uint64_t size[FIND_ENOUGH + 1];	    /* so long a text */
	uint64_t unbroken[FIND_ENOUGH + 1]; /* so many digits without a break */
	uint64_t after[256];		    /* behind those */
	uint64_t numbers;		    /* those that look for numbers */
	uint64_t called; /* those that depend on what a number is called */
	uint64_t alone;	 /* no letter or digit may stand before them */
	uint64_t firsts; /* and the digit that raises one is their first */
};

enum { PATH_WHY = 192 };

/* Add ".turns[].text"; with ".." behind it, PATH_KEEP is PATH_KEEP_BELOW.
 * False, and why: it is no path, or no record can have it. */
bool policy_add_path(struct redact_policy *p, struct str path, unsigned here,
    char why[PATH_WHY]);

/* The step for a member or for each element; NULL: none. */
const struct path *path_member(
    const struct path *k, const struct json *j, uint32_t key);
const struct path *path_element(const struct path *k);

/* Whether a step for a member of that name is anywhere below. */
bool path_has(const struct path *k, struct str member);

/* private to the policy's own files */

/* Read the members of a policy file; dies on what is wrong. */
void policy_read(struct redact_policy *p, struct str source, const char *file);

#endif
