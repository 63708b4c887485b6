#ifndef EXPR_TREE_H
#define EXPR_TREE_H

#include "expr/syntax.h"
#include "expr/value.h"

/*
 * A compiled expression: names are resolved, defs are expanded where they are
 * called, paths into shaped facts are slots.  Read-only once built.  Private
 * to the room.
 */
enum op {
	OP_CONST, /* value */
	OP_DOT,
	OP_VARIABLE,	  /* slot */
	OP_PATH,	  /* a, then steps */
	OP_PATH_OPTIONAL, /* a, then one step with a `?` */
	OP_INDEX,	  /* a[b] */
	OP_SLICE,	  /* a[b:c], either may be NULL */
	OP_EACH,	  /* a[] */
	OP_RECURSE,	  /* .. */
	OP_TRY,		  /* a? */
	OP_ARRAY,	  /* [a] */
	OP_RECORD,	  /* names and list: distinct constant names */
	OP_OBJECT,	  /* list: key, value, key, value */
	OP_STRING,	  /* list, joined */
	OP_NEGATE,	  /* -a */
	OP_ARITHMETIC,	  /* a binary b */
	OP_COMPARE,	  /* a binary b */
	OP_AND,
	OP_OR,
	OP_NOT,
	OP_ALTERNATIVE, /* a // b */
	OP_PIPE,
	OP_COMMA,   /* list */
	OP_IF,	    /* a then b else c */
	OP_BIND,    /* a as variable `slot` | b */
	OP_REDUCE,  /* a as `slot` (b; c) */
	OP_FOREACH, /* a as `slot` (b; c; d) */
	OP_NATIVE,  /* native(., list...) */
	OP_ANY,
	OP_ALL,	  /* of a: b */
	OP_FIRST, /* first(a) */
	OP_RANGE, /* range(a; b) */
	OP_TEST,  /* test: pattern */
	OP_EMPTY,
	OP_ASSIGN,  /* of a view only: a = b, and the like */
	OP_OUTSIDE, /* of a view only: what libjq alone can run; list */
};

/* One name of a path; where the value is a record of `shape` it is `slot`. */
struct step {
	struct str name;
	const struct expr_shape *shape;
	size_t slot;
};

enum { NATIVE_ARGS = 2 };

/* args[0] is the input; args[1] and on are the arguments. */
typedef bool native_fn(
    struct eval *ev, const struct expr_value *args, struct expr_value *out);

struct pattern;

struct node {
	uint8_t op;	/* enum op */
	uint8_t binary; /* enum binary */
	bool single;	/* one output or an error, always */
	bool optional;	/* errors of this step mean no output */
	uint32_t slot;
	unsigned depth; /* of the C stack it may need */
	size_t at;
	const struct node *a, *b, *c, *d;
	const struct node **list;
	size_t n; /* of list, or of steps */
	struct step *steps;
	struct expr_value value;
	const struct expr_shape *shape; /* OP_RECORD */
	native_fn *native;
	const struct pattern *pattern;
	struct str flags; /* OP_TEST; the regular expression is `value` */

	/* What is known of the output, for the paths behind it: its shape,
	 * and the path that led there (p is NULL where it is no input's). */
	const struct expr_shape *known;
	struct str path;
};

struct unknown {
	struct str path, nearest;
	size_t at;
	struct unknown *next;
};

struct expr {
	struct str text;
	const struct node *root;
	const struct node *tree; /* the same, but also of a jailed one, to be
				    looked at; or NULL */
	size_t n_slots;
	struct unknown *unknown;
	const struct expr_shape *shape;
	const char *outside;   /* of the core, hence jailed; or NULL */
	struct jailed *jailed; /* then, without a root */
};

/*
 * Resolve the names of a syntax tree.  `outside` is NULL, or lets through what
 * only libjq could run, as nodes that say little: the first of it is noted
 * there.  Such a tree is to be looked at, never to be run.
 */
struct expr *tree_bind(struct str text, const struct syntax *s,
    const struct expr_shape *shape, struct arena *run, struct expr_error *err,
    struct expr_error *outside);

/* "path.name", or path["a name"]. */
struct str path_step(struct str path, struct str name, struct arena *run);

/* The path that `name` behind `n` was probably meant to be: among the members
 * known there, or anywhere in the shape of the input. */
struct str path_nearest(const struct node *n, struct str name,
    const struct expr_shape *root, struct arena *run);

/*
 * Evaluation.  A sink takes outputs one by one and returns false to stop,
 * as it does when ev->why tells of a failure.
 */
struct sink {
	bool (*take)(struct eval *ev, const struct sink *self,
	    const struct expr_value *v);
};

/* Only for nodes that are `single`. */
bool eval_value(struct eval *ev, const struct node *n,
    const struct expr_value *in, struct expr_value *out);
bool eval_truth(struct eval *ev, const struct node *n,
    const struct expr_value *in, bool *yes);

/* Note where it failed, unless something deeper in has; returns false. */
bool eval_fail_at(struct eval *ev, const struct node *n);

/* The last step of a node, on values: for both ways to get at them. */
bool eval_steps(struct eval *ev, const struct node *n, struct expr_value *v);
bool eval_index(struct eval *ev, const struct node *n,
    const struct expr_value *v, const struct expr_value *key,
    struct expr_value *out);
bool eval_slice(struct eval *ev, const struct node *n,
    const struct expr_value *v, const struct expr_value *from,
    const struct expr_value *to, struct expr_value *out);
bool eval_member(struct eval *ev, const struct node *n, struct building *b,
    const struct expr_value *key, const struct expr_value *v);
bool eval_joined(struct eval *ev, const struct expr_value *parts, size_t n,
    struct expr_value *out);
bool eval_negate(struct eval *ev, const struct node *n,
    const struct expr_value *v, struct expr_value *out);
bool eval_binary(struct eval *ev, const struct node *n,
    const struct expr_value *a, const struct expr_value *b,
    struct expr_value *out);
bool eval_native(struct eval *ev, const struct node *n,
    const struct expr_value *args, struct expr_value *out);
bool eval_reduce(struct eval *ev, const struct node *n,
    const struct expr_value *in, struct expr_value *state);

/* For all nodes. */
bool eval_each(struct eval *ev, const struct node *n,
    const struct expr_value *in, const struct sink *out);

bool eval_arithmetic(struct eval *ev, enum binary op,
    const struct expr_value *a, const struct expr_value *b,
    struct expr_value *out);
bool eval_comparison(struct eval *ev, enum binary op,
    const struct expr_value *a, const struct expr_value *b, bool *yes);

/* `a op b` as `b op a`, of comparisons. */
enum binary binary_turned(enum binary op);

/* Of two numbers, neither of them NaN: what nearly every rule compares. */
static inline bool
binary_holds(enum binary op, double a, double b)
{
	switch (op) {
	case BINARY_EQ:
		return a == b;
	case BINARY_NE:
		return a != b;
	case BINARY_LT:
		return a < b;
	case BINARY_LE:
		return a <= b;
	case BINARY_GT:
		return a > b;
	default:
		return a >= b;
	}
}

/* Functions: what is called natively, or what is written in jq. */
struct function {
	const char *name;
	size_t arity;
	native_fn *native;
	const char *text; /* "def NAME(...): ...; ." */
};

const struct function *function_find(struct str name, size_t arity);

/* Some jq has a function of this name; the one that is much like it, or an
 * empty string. */
bool function_is_of_jq(struct str name);
struct str function_nearest(struct str name, struct arena *run);

/* It is among the doors that are shut to programs, in both engines. */
bool function_is_shut(struct str name);

/* Patterns of test() that are plain text or alternatives of plain texts. */
struct pattern *pattern_plain(
    struct str regex, struct str flags, struct arena *run);
bool pattern_in(const struct pattern *p, struct str text);

#endif
