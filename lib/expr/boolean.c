#include "expr/tree.h"

bool
expr_never_boolean(const struct expr *e)
{
	const struct node *n = e->root;

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
