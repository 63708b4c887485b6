#include "expr/tree.h"

/*
 * Which members of its input an expression may look at.  A node's input is the
 * whole one only as far as nothing has been computed from it; whoever uses that
 * in another way than by a path may look at all of it.
 */
static bool reads(const struct node *n, struct str member, bool whole);

static bool
any_reads(
    const struct node *const *list, size_t n, struct str member, bool whole)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] && reads(list[i], member, whole))
			return true;
	return false;
}

static bool
path_reads(const struct node *n, struct str member, bool whole)
{
	if (n->a->op != OP_DOT || n->n == 0)
		return reads(n->a, member, whole);
	return whole && str_eq(n->steps[0].name, member);
}

static bool
reads(const struct node *n, struct str member, bool whole)
{
	const struct node *const parts[] = { n->a, n->b, n->c, n->d };

	switch (n->op) {
	case OP_PATH:
	case OP_PATH_OPTIONAL:
		return path_reads(n, member, whole);
	case OP_PIPE:
		return n->n &&
		       (reads(n->list[0], member, whole) ||
			   any_reads(n->list + 1, n->n - 1, member, false));
	case OP_REDUCE:
	case OP_FOREACH: /* behind the start, the input is the state */
		return any_reads(parts, 2, member, whole) ||
		       any_reads(parts + 2, 2, member, false);
	case OP_ANY:
	case OP_ALL:
		return reads(n->a, member, whole) || reads(n->b, member, false);
	case OP_DOT:
	case OP_RECURSE:
	case OP_NATIVE:
	case OP_TEST:
	case OP_ASSIGN:
	case OP_OUTSIDE:
		if (whole)
			return true;
		break;
	default:
		break;
	}
	return any_reads(parts, 4, member, whole) ||
	       (n->list && any_reads(n->list, n->n, member, whole));
}

bool
expr_reads(const struct expr *e, struct str member)
{
	return !e->tree || reads(e->tree, member, true);
}
