#include <math.h>
#include <stdio.h>

#include "expr/reason.h"

/*
 * Terms: which expressions are the same one, and what values they may have.
 */
static const struct context *
add_context(struct arena *run, struct context c)
{
	struct context *made = arena_alloc(run, sizeof(*made));

	*made = c;
	return made;
}

const struct context *
context_dot(struct arena *run, const struct node *node, const struct context *c)
{
	return add_context(run,
	    (struct context){
		.kind = CONTEXT_DOT, .node = node, .home = c, .outer = c });
}

const struct context *
context_variable(struct arena *run, uint32_t slot, const struct node *node,
    const struct context *c)
{
	return add_context(run, (struct context){ .kind = CONTEXT_VARIABLE,
				    .slot = slot,
				    .node = node,
				    .home = c,
				    .outer = c });
}

const struct context *
context_element(struct arena *run, const struct context *c)
{
	return add_context(
	    run, (struct context){ .kind = CONTEXT_ELEMENT, .outer = c });
}

static const struct context *
innermost(const struct node *n, const struct context *c)
{
	for (; c; c = c->outer)
		if (n->op == OP_VARIABLE
			? c->kind == CONTEXT_VARIABLE && c->slot == n->slot
			: c->kind != CONTEXT_VARIABLE)
			break;
	return c;
}

bool
context_resolve(const struct node **n, const struct context **c)
{
	while ((*n)->op == OP_DOT || (*n)->op == OP_VARIABLE) {
		const struct context *of = innermost(*n, *c);

		if (!of || of->kind == CONTEXT_ELEMENT)
			return false;
		*n = of->node;
		*c = of->home;
	}
	return true;
}

/* It cannot fail: a path within the shapes. */
static bool
is_total(const struct node *n, const struct context *c)
{
	if (!context_resolve(&n, &c))
		return n->op == OP_DOT;
	if (n->op == OP_CONST)
		return true;
	if (n->op != OP_PATH)
		return false;
	for (size_t i = 0; i < n->n; i++)
		if (!n->steps[i].shape)
			return false;
	return is_total(n->a, c);
}

static struct str put_key(
    struct proof *p, const struct node *n, const struct context *c);

/* What is like nothing else: its address in this run. */
static struct str
own_key(struct proof *p, const struct node *n)
{
	char text[32];

	snprintf(text, sizeof(text), "#%p", (const void *)n);
	return arena_copy(p->run, str_of(text));
}

static struct str
join(struct proof *p, struct str a, const char *between, struct str b)
{
	size_t n = strlen(between);
	char *s = arena_alloc(p->run, a.n + n + b.n + 1);

	memcpy(s, a.p, a.n);
	memcpy(s + a.n, between, n);
	memcpy(s + a.n + n, b.p, b.n);
	return (struct str){ s, a.n + n + b.n };
}

static struct str
const_key(struct proof *p, const struct node *n)
{
	struct eval ev = { .arena = p->run, .left = 1 << 16, .steps = 1 << 16 };
	struct buf b = { 0 };
	struct str key;

	if (!value_print(&ev, &n->value, &b))
		buf_clear(&b);
	key = b.n ? arena_copy(p->run, buf_view(&b)) : own_key(p, n);
	buf_free(&b);
	return key;
}

static struct str
path_key(struct proof *p, const struct node *n, const struct context *c)
{
	struct str key = put_key(p, n->a, c);

	if (str_eq(key, STR(".")))
		key = STR("");
	for (size_t i = 0; i < n->n; i++)
		key = path_step(key, n->steps[i].name, p->run);
	return n->op == OP_PATH ? key : join(p, key, "?", STR(""));
}

/* Elements i and on of a pipe. */
static struct str
pipe_key(
    struct proof *p, const struct node *n, size_t i, const struct context *c)
{
	const struct node *first = n->list[i];

	if (i + 1 == n->n)
		return put_key(p, first, c);
	if (is_total(first, c))
		return pipe_key(p, n, i + 1, context_dot(p->run, first, c));
	return join(p, join(p, STR("("), "", put_key(p, first, c)), "|",
	    join(p, pipe_key(p, n, i + 1, context_element(p->run, c)), ")",
		STR("")));
}

/* What kind of node it is, but for the expressions in it. */
static struct str
kind_key(struct proof *p, const struct node *n)
{
	uintptr_t native = 0;
	struct buf b = { 0 };
	struct str key;

	memcpy(&native, &n->native, sizeof(native));
	buf_printf(&b, "(%d.%d.%d.%jx", n->op, n->binary, n->optional,
	    (uintmax_t)native);
	for (size_t i = 0; n->op == OP_RECORD && i < n->n; i++) {
		buf_char(&b, ',');
		json_put_string(&b, n->shape->names[i]);
	}
	if (n->op == OP_TEST) {
		json_put_string(&b, n->value.string);
		json_put_string(&b, n->flags);
	}
	key = arena_copy(p->run, buf_view(&b));
	buf_free(&b);
	return key;
}

static bool
sees_input(const struct node *n)
{
	return n->op == OP_NOT || n->op == OP_NATIVE || n->op == OP_TEST ||
	       n->op == OP_RECURSE;
}

static struct str
parts_key(struct proof *p, const struct node *n, const struct context *c)
{
	const struct node *parts[] = { n->a, n->b, n->c, n->d };
	struct node dot = { .op = OP_DOT };
	struct str key = kind_key(p, n);

	if (sees_input(n))
		key = join(p, key, " ", put_key(p, &dot, c));
	for (size_t i = 0; i < 4; i++) {
		const struct context *in = c;

		if (i == 1 && (n->op == OP_ANY || n->op == OP_ALL))
			in = context_element(p->run, c);
		if (parts[i])
			key = join(p, key, ";", put_key(p, parts[i], in));
	}
	for (size_t i = 0; n->list && i < n->n; i++)
		key = join(p, key, ";", put_key(p, n->list[i], c));
	return join(p, key, ")", STR(""));
}

static struct str
put_key(struct proof *p, const struct node *n, const struct context *c)
{
	if (--p->steps < 0)
		return own_key(p, n);
	if (!context_resolve(&n, &c))
		return n->op == OP_VARIABLE	 ? own_key(p, n)
		       : innermost(n, c) == NULL ? STR(".")
						 : STR("@");
	switch (n->op) {
	case OP_CONST:
		return const_key(p, n);
	case OP_PATH:
	case OP_PATH_OPTIONAL:
		return path_key(p, n, c);
	case OP_PIPE:
		return pipe_key(p, n, 0, c);
	case OP_TEST:
		if (n->value.kind == EXPR_STRING)
			return parts_key(p, n, c);
		return own_key(p, n); /* the pattern is computed */
	case OP_BIND:
	case OP_REDUCE:
	case OP_FOREACH:
	case OP_ASSIGN:
	case OP_OUTSIDE:
		return own_key(p, n);
	default:
		return parts_key(p, n, c);
	}
}

struct str
term_key(struct proof *p, const struct node *n, const struct context *c)
{
	return put_key(p, n, c);
}

static struct range
either(const struct range *a, const struct range *b)
{
	struct range r;

	return range_or(a, b, &r) ? r : range_all(true);
}

static struct range
known_strings(const struct expr_known *k)
{
	struct range r = range_none(), part;

	if (!k->words)
		return range_kind(EXPR_STRING);
	if (k->stretch)
		return range_strings(k->words[0], k->words[k->n_words - 1]);
	for (size_t i = 0; i < k->n_words; i++) {
		part = range_strings(k->words[i], k->words[i]);
		r = either(&r, &part);
	}
	return r;
}

static struct range
known_range(const struct expr_known *k)
{
	const bool has[] = {
		[EXPR_NULL] = k->null,
		[EXPR_FALSE] = k->boolean,
		[EXPR_TRUE] = k->boolean,
		[EXPR_NUMBER] = k->number,
		[EXPR_STRING] = k->string,
		[EXPR_ARRAY] = k->array,
		[EXPR_OBJECT] = k->object,
	};
	struct range r = range_none(), part;

	for (enum expr_kind i = EXPR_NULL; i <= EXPR_OBJECT; i++) {
		if (!has[i])
			continue;
		part = i == EXPR_NUMBER	  ? range_numbers(k->low, k->high)
		       : i == EXPR_STRING ? known_strings(k)
					  : range_kind(i);
		r = either(&r, &part);
	}
	return r;
}

static struct range
path_range(struct proof *p, const struct node *n, const struct context *c,
    const struct expr_known **known)
{
	struct str key = term_key(p, n, c);

	for (size_t i = 0; i < p->knowledge->n; i++)
		if (str_eq(p->knowledge->paths[i].path, key)) {
			*known = &p->knowledge->paths[i];
			return known_range(*known);
		}
	return range_all(!is_total(n, c));
}

/* The numbers of two operands, and what may come out. */
struct sides {
	double low[2], high[2];
	bool null[2], fails;
};

static struct range
spread(const struct sides *s, enum binary op)
{
	double low = INFINITY, high = -INFINITY;
	bool null = s->null[0] && s->null[1] && op == BINARY_ADD;
	struct range r, nothing = range_kind(EXPR_NULL);

	for (int i = 0; i < 4; i++) {
		double a = i & 1 ? s->high[0] : s->low[0];
		double b = i & 2 ? s->high[1] : s->low[1];
		double x = op == BINARY_ADD   ? a + b
			   : op == BINARY_SUB ? a - b
			   : op == BINARY_MUL ? a * b
					      : a / b;

		if (isnan(x))
			return range_all(true);
		low = fmin(low, x);
		high = fmax(high, x);
	}
	/* null + x is x; with anything else it fails. */
	for (int i = 0; i < 2 && op == BINARY_ADD; i++)
		if (s->null[i]) {
			low = fmin(low, s->low[!i]);
			high = fmax(high, s->high[!i]);
		}
	r = range_numbers(low, high);
	if (null)
		r = either(&r, &nothing);
	r.fails = s->fails || (op != BINARY_ADD && (s->null[0] || s->null[1]));
	return r;
}

/* Rounding keeps the order of sums and products, so the ends do for all. */
static struct range
arithmetic_range(struct proof *p, const struct node *n, const struct context *c)
{
	const struct expr_known *known;
	struct range a = term_range(p, n->a, c, &known);
	struct range b = term_range(p, n->b, c, &known);
	struct sides s = { .fails = a.fails || b.fails };

	if (n->binary > BINARY_DIV ||
	    !range_numeric(&a, &s.low[0], &s.high[0], &s.null[0]) ||
	    !range_numeric(&b, &s.low[1], &s.high[1], &s.null[1]) ||
	    s.low[0] > s.high[0] || s.low[1] > s.high[1])
		return range_all(true);
	if (n->binary == BINARY_DIV && s.low[1] <= 0 && s.high[1] >= 0)
		return range_all(true);
	return spread(&s, n->binary);
}

static struct range
negated_range(struct proof *p, const struct node *n, const struct context *c)
{
	const struct expr_known *known;
	struct range a = term_range(p, n->a, c, &known), r;
	double low, high;
	bool null;

	if (!range_numeric(&a, &low, &high, &null) || low > high)
		return range_all(true);
	r = range_numbers(-high, -low);
	r.fails = a.fails || null;
	return r;
}

/* `a // b`: what is true of a, or b. */
static struct range
alternative_range(
    struct proof *p, const struct node *n, const struct context *c)
{
	const struct expr_known *known;
	struct range a = term_range(p, n->a, c, &known);
	struct range b = term_range(p, n->b, c, &known);
	struct range truthy = range_truthy(), r;
	bool fails = a.fails || b.fails;

	if (!range_and(&a, &truthy, &a) || !range_or(&a, &b, &r))
		return range_all(true);
	r.fails = fails;
	return r;
}

static struct range
pipe_range(struct proof *p, const struct node *n, const struct context *c)
{
	const struct expr_known *known;
	bool fails = false;
	struct range r;

	for (size_t i = 0; i + 1 < n->n; i++) {
		fails |= term_range(p, n->list[i], c, &known).fails;
		c = context_dot(p->run, n->list[i], c);
	}
	r = term_range(p, n->list[n->n - 1], c, &known);
	r.fails |= fails;
	return r;
}

static struct range
truth_range(bool fails)
{
	struct range no = range_kind(EXPR_FALSE), yes = range_kind(EXPR_TRUE);
	struct range r = either(&no, &yes);

	r.fails = fails;
	return r;
}

static bool
may_fail(struct proof *p, const struct node *n, const struct context *c)
{
	const struct expr_known *known;

	return term_range(p, n, c, &known).fails;
}

struct range
term_range(struct proof *p, const struct node *n, const struct context *c,
    const struct expr_known **known)
{
	struct range r;

	*known = NULL;
	if (--p->steps < 0)
		return range_all(true);
	if (!context_resolve(&n, &c))
		return range_all(n->op != OP_DOT);
	if (!n->single)
		return range_all(true);
	switch (n->op) {
	case OP_CONST:
		return range_compared(BINARY_EQ, &n->value, &r)
			   ? r
			   : range_all(false);
	case OP_PATH:
		return path_range(p, n, c, known);
	case OP_ARITHMETIC:
		return arithmetic_range(p, n, c);
	case OP_NEGATE:
		return negated_range(p, n, c);
	case OP_ALTERNATIVE:
		return alternative_range(p, n, c);
	case OP_PIPE:
		return pipe_range(p, n, c);
	case OP_COMPARE:
		return truth_range(
		    may_fail(p, n->a, c) || may_fail(p, n->b, c));
	case OP_AND:
	case OP_OR:
	case OP_NOT:
	case OP_ANY:
	case OP_ALL:
	case OP_TEST:
		return truth_range(true);
	case OP_STRING:
		r = range_kind(EXPR_STRING);
		break;
	case OP_ARRAY:
		r = range_kind(EXPR_ARRAY);
		break;
	case OP_RECORD:
	case OP_OBJECT:
		r = range_kind(EXPR_OBJECT);
		break;
	default:
		return range_all(true);
	}
	r.fails = true;
	return r;
}

/* Two sides of which neither is constant: all or nothing, or a riddle. */
static struct range
settle_sides(struct proof *p, const struct node *n, const struct context *c)
{
	const struct expr_known *known;
	struct range a = term_range(p, n->a, c, &known);
	struct range b = term_range(p, n->b, c, &known);
	const struct node *side = n->a;
	enum binary op = n->binary;
	const struct context *home = c;
	struct range common;

	if (range_is_below(&a, &b))
		return op == BINARY_LT || op == BINARY_LE || op == BINARY_NE
			   ? range_all(false)
			   : range_none();
	if (range_is_below(&b, &a))
		return op == BINARY_GT || op == BINARY_GE || op == BINARY_NE
			   ? range_all(false)
			   : range_none();
	if ((op == BINARY_EQ || op == BINARY_NE) &&
	    range_and(&a, &b, &common) && common.n == 0)
		return op == BINARY_NE ? range_all(false) : range_none();
	/* What is computed may be NaN, which is not even itself. */
	if (context_resolve(&side, &home) && side->op == OP_PATH &&
	    str_eq(term_key(p, n->a, c), term_key(p, n->b, c)))
		return op == BINARY_EQ || op == BINARY_LE || op == BINARY_GE
			   ? range_all(false)
			   : range_none();
	return range_truthy();
}

void
term_compared(struct proof *p, const struct node *n, const struct context *c,
    const struct node **term, const struct context **home, struct range *holds)
{
	const struct node *a = n->a, *b = n->b;
	const struct context *in_a = c, *in_b = c;

	context_resolve(&a, &in_a);
	context_resolve(&b, &in_b);
	if (b->op == OP_CONST && range_compared(n->binary, &b->value, holds)) {
		*term = a;
		*home = in_a;
	} else if (a->op == OP_CONST &&
		   range_compared(binary_turned(n->binary), &a->value, holds)) {
		*term = b;
		*home = in_b;
	} else {
		*term = n;
		*home = c;
		*holds = settle_sides(p, n, c);
	}
}
