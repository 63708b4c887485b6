#include "base/die.h"
#include "conv/conv.h"

enum {
	SCRATCH_CEILING = 1 << 28, /* bytes --select may use on a record */
	USUAL_VALUES = 1 << 17,	   /* of a record: 2 MiB of index */
};

void
conv_open(struct conv_reader *r, struct worker *w, const struct expr *select)
{
	*r = (struct conv_reader){ .worker = w, .select = select };
	json_init(&r->json);
	arena_init(&r->scratch, SCRATCH_CEILING);
}

void
conv_shut(struct conv_reader *r)
{
	json_free(&r->json);
	arena_free(&r->scratch);
}

/* Whether the record in hand was asked for.  If not, it has ended: one on which
 * the expression fails is counted, too. */
static bool
is_selected(struct conv_reader *r)
{
	static const char *const why[N_EXPR_ANSWERS] = {
		[EXPR_FAILED] = "it fails, or has not one answer",
		[EXPR_CRASHED] = "it brings libjq down",
		[EXPR_TIMED_OUT] = "it takes too long",
		[EXPR_NO_MEMORY] = "it needs too much memory",
		[EXPR_OFF] = "it has used up its time in this run",
	};
	long steps = expr_steps(r->json.text.n);
	enum expr_answer answer;

	if (!r->select)
		return true;
	arena_reset(&r->scratch);
	answer = expr_test_within(
	    r->select, expr_json(&r->json, 0), &r->scratch, &steps);
	if (answer >= EXPR_FAILED) {
		stream_count(r->worker, STR("select_failed"), 1);
		stream_undecided(r->worker, why[answer]);
	} else if (answer == EXPR_NO) {
		stream_skip(r->worker);
	}
	return answer == EXPR_YES;
}

/* The index of one giant record must not stay while others wait for room. */
static void
forget_giant(struct conv_reader *r)
{
	if (r->json.room > USUAL_VALUES) {
		json_free(&r->json);
		json_init(&r->json);
	}
}

/* A log that is wrong from its first line on is hardly one of ours. */
static void
reject(struct conv_reader *r, const struct fault *f)
{
	struct worker *w = r->worker;
	bool foreign =
	    w->number == 1 &&
	    (f->reason == BAD_JSON || f->reason == BAD_UTF8 ||
		f->reason == NOT_OBJECT || f->reason == MISSING_FIELD);

	stream_bad(w, f);
	if (foreign && !r->imports)
		stream_advise(w, "is it a log of conversations, one a line? "
				 "hoff-import makes one of other formats");
}

bool
conv_next(struct conv_reader *r, struct conv *c)
{
	struct worker *w = r->worker;
	struct fault f;

	for (;;) {
		forget_giant(r);
		if (!stream_next(w))
			return false;
		if (!json_index(&r->json, w->line, &f) ||
		    !conv_parse(&r->json, &w->record, c, &f))
			reject(r, &f);
		else if (is_selected(r))
			return true;
	}
}

void
conv_annotate(struct conv_reader *r, const struct conv *c, const char *name,
    struct str annotation)
{
	conv_annotate_edited(
	    r, c, (struct json_edits){ 0 }, name, json_note_of(&annotation));
}

void
conv_annotate_edited(struct conv_reader *r, const struct conv *c,
    struct json_edits edits, const char *name, struct json_note note)
{
	struct worker *w = r->worker;
	struct fault f;

	if (json_splice_edited(c->json, edits, str_of(name), note, w->out, &f))
		stream_done(w);
	else
		stream_bad(w, &f);
}

const struct expr *
conv_select(const char *text, struct arena *run)
{
	struct expr_jail_opts usual = { 0 };
	static struct expr_jail *jail; /* until the process ends */
	struct expr_error err;
	const struct expr *e;
	size_t wrong;

	if (!text)
		return NULL;
	e = expr_compile(str_of(text), NULL, run, &err);
	if (!e || expr_assigns(e, &err) ||
	    !expr_jail_open(&jail, &e, 1, &usual, &wrong, &err))
		die("--select:%zu:%zu: %s", err.line, err.column, err.detail);
	return e;
}
