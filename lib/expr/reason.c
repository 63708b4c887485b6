#include "expr/reason.h"

struct expr_view *
expr_view(struct str text, const struct expr_shape *shape, struct arena *run,
    struct expr_error *err)
{
	const struct syntax *s = syntax_parse(text, run, err);
	struct expr_view *v = arena_zalloc(run, sizeof(*v));

	v->text = text;
	v->run = run;
	if (s)
		v->e = tree_bind(text, s, shape, run, err, &v->outside);
	return v->e ? v : NULL;
}

const struct expr_error *
expr_view_outside(const struct expr_view *v)
{
	return v->outside.detail[0] ? &v->outside : NULL;
}

bool
expr_view_assigns(const struct expr_view *v, struct expr_error *err)
{
	return expr_assigns(v->e, err);
}

static struct expr_place
place_of(const struct expr_view *v, size_t at)
{
	struct expr_error err;

	lex_place(v->text, at, &err);
	return (struct expr_place){ err.line, err.column };
}

size_t
expr_view_unknown(const struct expr_view *v, size_t i, struct str *path,
    struct str *nearest, struct expr_place *place)
{
	size_t n = 0;

	for (const struct unknown *u = v->e->unknown; u; u = u->next, n++)
		if (n == i) {
			*path = u->path;
			*nearest = u->nearest;
			*place = place_of(v, u->at);
		}
	return n;
}

/* Where a node's text begins: its leftmost operand. */
static size_t
beginning(const struct node *n)
{
	size_t at = n->at;

	for (; n; n = n->a)
		if (n->at < at)
			at = n->at;
	return at;
}

struct review {
	const struct expr_view *view;
	const struct expr_knowledge *knowledge;
	struct arena run;
	void (*found)(void *arg, const struct expr_remark *remark);
	void *arg;
};

static bool
is_possible(const struct expr_knowledge *k, const struct node *n,
    const struct context *c, enum claim claim)
{
	struct arena scratch;
	struct claims claims = { n, c, claim, NULL };
	bool possible;

	arena_init(&scratch, 64 << 20);
	possible = proof_possible(proof_new(k, &scratch), &claims);
	arena_free(&scratch);
	return possible;
}

static enum expr_verdict
judge(const struct expr_knowledge *k, const struct node *n,
    const struct context *c)
{
	return !is_possible(k, n, c, IS_TRUE)	 ? EXPR_NEVER
	       : !is_possible(k, n, c, NOT_TRUE) ? EXPR_ALWAYS
						 : EXPR_DEPENDS;
}

enum expr_verdict
expr_view_verdict(
    const struct expr_view *v, const struct expr_knowledge *knowledge)
{
	return judge(knowledge, v->e->root, NULL);
}

static bool
remark(struct review *r, const struct node *n, enum expr_verdict verdict,
    enum expr_cause cause, const struct expr_known *known)
{
	struct expr_remark m = { .verdict = verdict,
		.cause = cause,
		.place = place_of(r->view, beginning(n)),
		.known = known };

	r->found(r->arg, &m);
	return true;
}

/* One kind of value only, or none: null does not count beside others. */
static bool
share_kind(const struct range *a, const struct range *b)
{
	struct range common;

	for (enum expr_kind k = EXPR_NULL; k <= EXPR_OBJECT; k++) {
		struct range kind = range_kind(k), of_a, of_b;

		if (k == EXPR_TRUE)
			continue; /* with EXPR_FALSE */
		if (k == EXPR_FALSE) {
			common = range_kind(EXPR_TRUE);
			if (!range_or(&kind, &common, &kind))
				return true;
		}
		if (!range_and(a, &kind, &of_a) || !range_and(b, &kind, &of_b))
			return true;
		if (of_a.n && of_b.n)
			return true;
	}
	return false;
}

/* A number that the path's values cannot reach, on one side or the other. */
static bool
is_outside(const struct expr_known *known, const struct range *other)
{
	double low, high;
	bool null;

	return known && known->number &&
	       range_numeric(other, &low, &high, &null) && !null &&
	       low <= high && (low > known->high || high < known->low);
}

static bool
review_comparison(
    struct review *r, const struct node *n, const struct context *c)
{
	struct proof *p = proof_new(r->knowledge, &r->run);
	const struct expr_known *of_a, *of_b;
	struct range a = term_range(p, n->a, c, &of_a);
	struct range b = term_range(p, n->b, c, &of_b);
	enum expr_verdict verdict = judge(r->knowledge, n, c);

	if (is_outside(of_a, &b))
		return remark(r, n, verdict, EXPR_OUTSIDE, of_a);
	if (is_outside(of_b, &a))
		return remark(r, n, verdict, EXPR_OUTSIDE, of_b);
	/* null aside, which is below all: `.channel > 5` asks for any */
	if ((of_a || of_b || verdict != EXPR_DEPENDS) && !share_kind(&a, &b))
		return remark(r, n, verdict, EXPR_BY_KIND, of_a ? of_a : of_b);
	if (verdict == EXPR_DEPENDS)
		return false;
	return remark(r, n, verdict,
	    of_a || of_b ? EXPR_BY_RANGE : EXPR_BY_LOGIC, of_a ? of_a : of_b);
}

static bool review(
    struct review *r, const struct node *n, const struct context *c);

static bool
review_parts(struct review *r, const struct node *n, const struct context *c)
{
	bool found = false;

	switch (n->op) {
	case OP_AND:
	case OP_OR:
		found = review(r, n->a, c);
		return review(r, n->b, c) || found;
	case OP_IF:
		found = review(r, n->a, c);
		found |= review(r, n->b, c);
		return review(r, n->c, c) || found;
	case OP_ANY:
	case OP_ALL:
		return review(r, n->b, context_element(&r->run, c));
	case OP_BIND:
		return review(
		    r, n->b, context_variable(&r->run, n->slot, n->a, c));
	case OP_PIPE:
		for (size_t i = 0; i < n->n; i++) {
			const struct node *next =
			    i + 1 < n->n ? n->list[i + 1] : NULL;

			if (!next || next->op == OP_NOT)
				found |= review(r, n->list[i], c);
			c = n->list[i]->single
				? context_dot(&r->run, n->list[i], c)
				: context_element(&r->run, c);
		}
		return found;
	default:
		return false;
	}
}

/* Who asks whether an object or a list is there means just that; of text and
 * numbers it is true whatever they say. */
static bool
review_truth(struct review *r, const struct node *n, const struct context *c)
{
	enum expr_verdict verdict = judge(r->knowledge, n, c);
	const struct expr_known *k;

	term_range(proof_new(r->knowledge, &r->run), n, c, &k);
	if (k && (k->string || k->number) && !k->boolean)
		return remark(r, n, verdict, EXPR_BY_TRUTH, k);
	return verdict != EXPR_DEPENDS &&
	       remark(r, n, verdict, EXPR_BY_LOGIC, NULL);
}

/* Of a part that is asked for its truth; the smallest that shows it counts. */
static bool
review(struct review *r, const struct node *n, const struct context *c)
{
	if (n->op == OP_COMPARE && n->single)
		return review_comparison(r, n, c);
	if (n->op == OP_NOT || n->op == OP_DOT)
		return false; /* what it is of has been looked at */
	return review_parts(r, n, c) || review_truth(r, n, c);
}

/* Call `each` for a node and all within. */
static void
walk(const struct node *n, void (*each)(void *arg, const struct node *n),
    void *arg)
{
	const struct node *parts[] = { n->a, n->b, n->c, n->d };

	each(arg, n);
	for (size_t i = 0; i < 4; i++)
		if (parts[i])
			walk(parts[i], each, arg);
	for (size_t i = 0; n->list && i < n->n; i++)
		walk(n->list[i], each, arg);
}

static void
note_regex(void *arg, const struct node *n)
{
	struct review *r = arg;
	struct expr_remark m = { .cause = EXPR_BY_REGEX };

	if (n->op != OP_TEST || n->value.kind != EXPR_STRING)
		return;
	m.place = place_of(r->view, n->at);
	m.regex = n->value.string;
	r->found(r->arg, &m);
}

static void
note_failure(void *arg, const struct node *n, const char *why)
{
	struct review *r = arg;
	struct expr_remark m = { .cause = EXPR_BY_FAILURE, .why = why };

	m.place = place_of(r->view, beginning(n));
	r->found(r->arg, &m);
}

void
expr_view_remarks(const struct expr_view *v,
    const struct expr_knowledge *knowledge,
    void (*found)(void *arg, const struct expr_remark *remark), void *arg)
{
	struct review r = {
		.view = v, .knowledge = knowledge, .found = found, .arg = arg
	};

	arena_init(&r.run, 256 << 20);
	review(&r, v->e->root, NULL);
	walk(v->e->root, note_regex, &r);
	find_fails(v->e->root, note_failure, &r);
	arena_free(&r.run);
}

bool
expr_view_implies(const struct expr_view *a, const struct expr_view *b,
    const struct expr_knowledge *knowledge)
{
	struct claims not_b = { b->e->root, NULL, NOT_TRUE, NULL };
	struct claims both = { a->e->root, NULL, IS_TRUE, &not_b };
	struct arena scratch;
	bool possible;

	arena_init(&scratch, 64 << 20);
	possible = proof_possible(proof_new(knowledge, &scratch), &both);
	arena_free(&scratch);
	return !possible;
}

/* The paths a view reads. */
enum { PATHS = 128 };

struct reading {
	struct arena *run;
	struct str paths[PATHS];
	size_t n;
};

static void
note_path(void *arg, const struct node *n)
{
	struct reading *r = arg;
	struct str path;

	if ((n->op != OP_PATH && n->op != OP_PATH_OPTIONAL) || !n->a->path.p)
		return;
	path = n->a->path;
	for (size_t i = 0; i < n->n; i++)
		path = path_step(path, n->steps[i].name, r->run);
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->paths[i], path))
			return;
	if (r->n < PATHS)
		r->paths[r->n++] = path;
}

size_t
expr_view_paths(const struct expr_view *v, size_t i, struct str *path)
{
	struct reading r = { .run = v->run };

	walk(v->e->root, note_path, &r);
	if (i < r.n)
		*path = r.paths[i];
	return r.n;
}
