#include "expr/tree.h"

#include <stdio.h>

bool
expr_never_boolean(const struct expr *e)
{
	const struct node *n = e->tree;

	switch (n ? (enum op)n->op : OP_EMPTY) {
	case OP_CONST:
		return n->value.kind >= EXPR_NUMBER;
	case OP_ARITHMETIC:
		/* null + true is true, "a" * 0 is null */
		return n->binary != BINARY_ADD && n->binary != BINARY_MUL;
	case OP_NEGATE:
	case OP_STRING:
	case OP_ARRAY:
	case OP_RECORD:
	case OP_OBJECT:
		return true;
	default:
		return false;
	}
}

/* The last of a pipe is what it yields; `not` asks for the truth before it. */
static const struct node *
last_asked(const struct node *pipe)
{
	size_t i = pipe->n - 1;

	while (i && pipe->list[i]->op == OP_NOT)
		i--;
	return pipe->list[i];
}

/* Among the parts of a condition that are asked for their truth; or NULL. */
static const struct node *
find_assignment(const struct node *n)
{
	const struct node *found;

	switch (n->op) {
	case OP_ASSIGN:
		return n;
	case OP_AND:
	case OP_OR:
		found = find_assignment(n->a);
		return found ? found : find_assignment(n->b);
	case OP_IF:
		found = find_assignment(n->a);
		if (!found)
			found = find_assignment(n->b);
		return found ? found : find_assignment(n->c);
	case OP_ANY:
	case OP_ALL:
	case OP_BIND:
		return find_assignment(n->b);
	case OP_PIPE:
		return find_assignment(last_asked(n));
	default:
		return NULL;
	}
}

bool
expr_assigns(const struct expr *e, struct expr_error *err)
{
	const struct node *n = e->tree ? find_assignment(e->tree) : NULL;

	if (!n)
		return false;
	lex_place(e->text, n->at, err);
	snprintf(err->detail, sizeof(err->detail),
	    "an assignment is no condition; '==' compares");
	return true;
}
