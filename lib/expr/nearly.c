#include "expr/tree.h"

#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"

/* The comparisons of a condition, as they stand on one input. */

enum { MEMORY = 16 << 20, STEPS = 1 << 16, DEEPEST = 200 };

struct walk {
	struct eval ev;
	const struct expr *e;
	struct expr_comparison *out;
	size_t n, room;
	unsigned depth;
};

static const char *const signs[] = {
	[BINARY_EQ] = "==",
	[BINARY_NE] = "!=",
	[BINARY_LT] = "<",
	[BINARY_LE] = "<=",
	[BINARY_GT] = ">",
	[BINARY_GE] = ">=",
};

/* What an operand is, in words of the text; dots where that is hard to say. */
static void
name_operand(const struct node *n, struct buf *out, unsigned depth)
{
	static const char *const names[] = {
		[BINARY_ADD] = " + ",
		[BINARY_SUB] = " - ",
		[BINARY_MUL] = " * ",
		[BINARY_DIV] = " / ",
		[BINARY_MOD] = " % ",
	};

	if (n->op == OP_CONST && n->value.kind == EXPR_NUMBER)
		json_put_number(out, n->value.number);
	else if (n->op == OP_ARITHMETIC && depth < DEEPEST) {
		name_operand(n->a, out, depth + 1);
		buf_cstr(out, names[n->binary]);
		name_operand(n->b, out, depth + 1);
	} else if (n->path.p) {
		buf_str(out, n->path);
	} else if (n->op == OP_PATH && depth < DEEPEST) {
		if (n->a->op != OP_DOT)
			name_operand(n->a, out, depth + 1);
		for (size_t i = 0; i < n->n; i++) {
			buf_char(out, '.');
			buf_str(out, n->steps[i].name);
		}
	} else {
		buf_cstr(out, "...");
	}
}

/* Where a number stands in the text, its sign included; n is 0 when what
 * stands there is not just that number. */
static void
find_literal(
    const struct expr *e, const struct node *n, struct expr_comparison *c)
{
	char digits[64];
	size_t i = n->at, k = 0;

	if (n->at >= e->text.n)
		return;
	for (; i < e->text.n && k + 1 < sizeof(digits); i++, k++) {
		char x = e->text.p[i];
		bool sign = (x == '-' || x == '+') &&
			    (k == 0 || e->text.p[i - 1] == 'e' ||
				e->text.p[i - 1] == 'E');

		if (!is_digit(x) && !sign && x != '.' && x != 'e' && x != 'E')
			break;
		digits[k] = x;
	}
	digits[k] = '\0';
	if (k == 0 || strtod(digits, NULL) != n->value.number)
		return;
	c->literal_at = n->at;
	c->literal_n = k;
}

static const struct str thresholds = { ".thresholds.", 12 };

static bool
is_threshold(const struct node *n)
{
	return n->path.p && n->path.n > thresholds.n &&
	       memcmp(n->path.p, thresholds.p, thresholds.n) == 0;
}

/* The same of a threshold's path, which may have been noted at its end. */
static void
find_path(const struct expr *e, const struct node *n, struct expr_comparison *c)
{
	struct str path = n->path;

	for (size_t at = n->at; n->at - at <= path.n; at--) {
		if (at + path.n <= e->text.n &&
		    memcmp(e->text.p + at, path.p, path.n) == 0) {
			c->literal_at = at;
			c->literal_n = path.n;
			return;
		}
		if (at == 0)
			return;
	}
}

/* A failure on the way makes one comparison unknown, not the others. */
static void
forgive(struct walk *w)
{
	if (!w->ev.spent)
		w->ev.why = NULL;
	w->ev.at = 0;
}

static bool
number_of(struct walk *w, const struct node *n, const struct expr_value *in,
    double *x)
{
	struct expr_value v;

	if (!n->single || !eval_value(&w->ev, n, in, &v) ||
	    !value_settle(&w->ev, &v)) {
		forgive(w);
		return false;
	}
	*x = v.kind == EXPR_NUMBER ? v.number : NAN;
	return !isnan(*x);
}

/* What is known of a comparison but for its numbers. */
static void
describe(struct walk *w, const struct node *value, const struct node *literal,
    enum binary op, struct expr_comparison *c)
{
	struct buf name = { 0 };

	if (literal->op == OP_CONST) {
		find_literal(w->e, literal, c);
	} else {
		find_path(w->e, literal, c);
		c->right = literal->path;
	}
	c->sign = signs[op];
	c->holds = binary_holds(op, c->value, c->literal);
	name_operand(value, &name, 0);
	c->left = arena_copy(w->ev.arena, buf_view(&name));
	buf_free(&name);
}

static void
take(struct walk *w, const struct node *n, const struct expr_value *in)
{
	const struct node *value = n->a, *literal = n->b;
	enum binary op = (enum binary)n->binary;
	struct expr_comparison c = { 0 };

	if (value->op == OP_CONST ||
	    (is_threshold(value) && literal->op != OP_CONST)) {
		value = n->b;
		literal = n->a;
		op = binary_turned(op);
	}
	if (value->op == OP_CONST ||
	    (literal->op != OP_CONST && !is_threshold(literal)) ||
	    !number_of(w, value, in, &c.value) ||
	    !number_of(w, literal, in, &c.literal) || w->n == w->room)
		return;
	describe(w, value, literal, op, &c);
	w->out[w->n++] = c;
}

static void walk(
    struct walk *w, const struct node *n, const struct expr_value *in);

/* Only as far as the way is one: behind a generator there is no one input. */
static void
walk_pipe(struct walk *w, const struct node *n, const struct expr_value *in)
{
	struct expr_value v = *in, out;

	for (size_t i = 0; i < n->n; i++, v = out) {
		walk(w, n->list[i], &v);
		if (!n->list[i]->single ||
		    !eval_value(&w->ev, n->list[i], &v, &out)) {
			forgive(w);
			return;
		}
	}
}

static void
walk(struct walk *w, const struct node *n, const struct expr_value *in)
{
	if (!n || w->ev.why || w->depth == DEEPEST)
		return;
	w->depth++;
	switch (n->op) {
	case OP_COMPARE:
		take(w, n, in);
		break;
	case OP_AND:
	case OP_OR:
	case OP_ALTERNATIVE:
		walk(w, n->a, in);
		walk(w, n->b, in);
		break;
	case OP_IF:
		walk(w, n->a, in);
		walk(w, n->b, in);
		walk(w, n->c, in);
		break;
	case OP_PIPE:
		walk_pipe(w, n, in);
		break;
	case OP_BIND:
		if (n->a->single &&
		    eval_value(&w->ev, n->a, in, &w->ev.variables[n->slot]))
			walk(w, n->b, in);
		else
			forgive(w);
		break;
	default:
		break;
	}
	w->depth--;
}

size_t
expr_comparisons(const struct expr *e, struct expr_value input,
    struct arena *scratch, struct expr_comparison *out, size_t room)
{
	struct walk w = {
		.e = e,
		.out = out,
		.room = room,
	};

	eval_begin(&w.ev, scratch, MEMORY, STEPS);
	w.ev.variables = eval_array(
	    &w.ev, e->n_slots ? e->n_slots : 1, sizeof(*w.ev.variables));
	if (!w.ev.why && value_settle(&w.ev, &input))
		walk(&w, e->root, &input);
	return w.n;
}
