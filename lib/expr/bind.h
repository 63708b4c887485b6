#ifndef EXPR_BIND_H
#define EXPR_BIND_H

#include "expr/tree.h"

/* What bind.c (the tree) and call.c (names and what they stand for) share. */
enum entry_kind { ENTRY_VARIABLE, ENTRY_DEF, ENTRY_SELF, ENTRY_CLOSURE };

/* What a name means from here on inward. */
struct scope {
	struct scope *outer;
	enum entry_kind kind;
	struct str name;
	size_t arity;
	const struct syntax *body; /* DEF: the def; CLOSURE: an argument */
	struct scope *home;	   /* where the body's names belong */
	uint32_t slot;		   /* VARIABLE */
	const struct node *known;  /* VARIABLE: its source */
	bool inside;		   /* CLOSURE: where its text stands */
	bool used;
};

struct binder {
	struct str text;
	struct arena *run;
	struct expr_error *err;
	struct expr_error *outside; /* see tree_bind() */
	bool failed;
	struct expr *e;
	const struct expr_shape *shape;
	struct unknown **last;
	size_t budget;	    /* nodes it may still make */
	unsigned depth;	    /* of the C stack, while binding */
	bool inside;	    /* a function of ours written in jq */
	bool caller_inside; /* what calls it is one too */
	bool quiet;	    /* a def that nobody calls */
	size_t at;	    /* inside: where it was called */
};

/* The first fault is kept; dummies stand in for what is wrong from there on,
 * so that nothing need look for NULL. */
void bind_refuse(struct binder *b, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* bind_refuse() what only libjq could run, or note it. */
void bind_outside(struct binder *b, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

struct node *bind_make(struct binder *b, enum op op, size_t at);
struct node *bind_const(struct binder *b, size_t at, struct expr_value v);

/* A part of n whose outputs n waits for, or goes on from; returns it. */
const struct node *bind_part(struct node *n, const struct node *child);

/* `in` tells what is known of the input. */
struct node *bind_node(struct binder *b, const struct syntax *s,
    struct scope *sc, const struct node *in);
struct node *bind_list(struct binder *b, struct node *n, const struct syntax *s,
    struct scope *sc, const struct node *in);

/* call.c */
struct node *bind_def(struct binder *b, const struct syntax *s,
    struct scope *sc, const struct node *in);
struct node *bind_call(struct binder *b, const struct syntax *s,
    struct scope *sc, const struct node *in);
struct node *bind_variable(
    struct binder *b, const struct syntax *s, struct scope *sc);

/* `source as $name`: the scope of what follows, and the slot. */
struct scope *scope_bind(struct binder *b, struct scope *outer, struct str name,
    const struct node *source, uint32_t *slot);

#endif
