#include "kpi/quality.h"

const struct flaw flaws[N_FLAWS] = {
	[DOUBT_TURN_BACK] = { NULL, "a turn is earlier than one before it",
	    "turns count in the order of the log; a span that would be "
	    "negative counts as \"no time\"" },
	[DOUBT_EVENT_BACK] = { NULL, "an event is earlier than one before it",
	    "events are read in the order of their times" },
	[DOUBT_STARTS_LATE] = { NULL, "a turn is earlier than started_at",
	    "periods, and who came back, go by started_at; spans by the "
	    "turns" },
	[DOUBT_ENDS_EARLY] = { NULL, "a turn is later than ended_at",
	    "who came back goes by ended_at; spans by the turns" },
	[DOUBT_ENDS_FIRST] = { NULL, "ended_at is earlier than started_at",
	    "it is taken to end with its last turn" },
	[DOUBT_UNKNOWN_EVENT] = { NULL, "an event of a type that is not known",
	    "not read: a handoff or an ending by another name is in no "
	    "number" },
	[DOUBT_UNASKED] = { NULL, "an answered handoff was never requested",
	    "accepted: it is in no wait and in no service level; failed: it "
	    "counts as unanswered at once" },
	[DOUBT_NO_AGENT] = { NULL, "an agent joined and never wrote",
	    "delivered, but no human turn: the time to a human is \"no "
	    "time\"" },
	[DOUBT_NO_HANDOFF] = { NULL, "returned to the bot without a handoff",
	    "not given back" },
	[DOUBT_AFTER_CLOSED] = { NULL, "an event comes after the closing",
	    "read like any other; of several closings the last one counts" },
	[DOUBT_LABEL_OUTSIDE] = { NULL, "labels.turn is no turn",
	    "not compared turn by turn" },
	[DOUBT_CSAT_OUTSIDE] = { NULL, "outcome.csat is outside 1 to 5",
	    "in no CSAT" },
	[DOUBT_NO_DURATION] = { NULL, "wrap_up_s, hold_s, active_s is no time",
	    "that time is \"no time\"" },
	[FLAW_NO_START] = { "no-start", "no time tells when it began",
	    "in no period of --every, and in no number of --history" },
	[FLAW_NO_CUSTOMER] = { "no-customer-id", "no customer.id",
	    "in no number of --history, and nobody's with --unit customer" },
};

static const char looked[] = "looked-at", doubtful[] = "doubtful";

struct str
flaw_name(enum flaw_id f)
{
	/* doubts have the names of their own room */
	return str_of(flaws[f].id ? flaws[f].id : doubt_names[f]);
}

static void
count_doubt(void *arg, enum doubt d, const char *what, size_t at)
{
	(void)what;
	(void)at;
	((uint64_t *)arg)[d]++;
}

void
quality_look(struct kpi *k, const struct conv *c, const struct facts *f)
{
	uint64_t found[N_FLAWS] = { 0 };
	bool any = false;

	doubts_find(c, count_doubt, found);
	for (size_t i = 0; i < N_DOUBTS; i++)
		any |= found[i] > 0;
	found[FLAW_NO_START] = facts_start(f, c) == CONV_NO_TIME;
	found[FLAW_NO_CUSTOMER] = c->customer_id.n == 0;
	kpi_mention(k, FLAWS, str_of(looked), 1);
	if (any)
		kpi_mention(k, FLAWS, str_of(doubtful), 1);
	for (size_t i = 0; i < N_FLAWS; i++)
		if (found[i])
			kpi_mention(
			    k, FLAWS, flaw_name((enum flaw_id)i), found[i]);
}

void
quality_read(const struct report *r, struct quality *q)
{
	*q = (struct quality){ .looked = 0 };
	for (size_t i = 0; i < r->n_names[FLAWS]; i++) {
		const struct name *n = &r->names[FLAWS][i];

		if (str_eq(n->name, str_of(looked)))
			q->looked = n->mentions.conversations;
		if (str_eq(n->name, str_of(doubtful)))
			q->doubtful = n->mentions.conversations;
		for (size_t f = 0; f < N_FLAWS; f++)
			if (str_eq(n->name, flaw_name((enum flaw_id)f)))
				q->found[f] = n->mentions;
	}
}

struct figure
quality_figure(struct report *r, const struct quality *q, enum flaw_id f)
{
	return figure_of(q->found[f].conversations, q->looked, r->o->confidence,
	    "no conversation was looked at");
}

struct str
say_quality(struct report *r)
{
	struct quality q;

	quality_read(r, &q);
	if (!q.doubtful)
		return STR("");
	return arena_printf(&r->arena,
	    "doubtful: %llu of the conversations (see \"Quality of the "
	    "log\").",
	    (unsigned long long)q.doubtful);
}

/* Which they are, another command tells. */
static const char note[] =
    "what becomes of each stands beside it; \"hoff-import "
    "--validate\" names the conversations, turns and events, by the same "
    "words as --format json (but those that lack a start or a customer.id)";

void
grid_quality(struct report *r, struct grid *g)
{
	struct quality q;

	quality_read(r, &q);
	*g = (struct grid){ .title = "Quality of the log", .note = note };
	grid_column(g, "conversations in which", false, false);
	grid_column(g, "share", true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	grid_column(g, "times", true, false);
	grid_column(g, "what becomes of it", false, true);
	grid_rows(g, &r->arena, N_FLAWS);
	for (size_t i = 0; i < N_FLAWS; i++) {
		const struct mentions *m = &q.found[i];
		struct row *row;

		if (!m->conversations)
			continue;
		row = grid_row(g);
		row->cells[0] = str_of(flaws[i].label);
		row->cells[1] =
		    say_share(r, quality_figure(r, &q, (enum flaw_id)i).value);
		row->cells[2] = grid_count(m->conversations, &r->arena);
		row->cells[3] = grid_count(q.looked, &r->arena);
		row->cells[4] = grid_count(m->times, &r->arena);
		row->cells[5] = str_of(flaws[i].effect);
	}
	if (!q.looked)
		g->absent = "no conversation was looked at";
	else if (!g->n_rows)
		g->absent = "nothing in it is doubtful or missing";
}

void
quality_json(struct report *r, struct buf *out)
{
	struct quality q;

	quality_read(r, &q);
	json_member(out, "quality");
	buf_char(out, '{');
	json_member_count(out, "looked_at", q.looked);
	json_member_count(out, "doubtful", q.doubtful);
	json_member(out, "flaws");
	buf_char(out, '[');
	for (size_t i = 0; i < N_FLAWS; i++) {
		struct figure f = quality_figure(r, &q, (enum flaw_id)i);

		json_next(out);
		buf_char(out, '{');
		json_member(out, "id");
		json_put_string(out, flaw_name((enum flaw_id)i));
		figure_json(&f, out);
		json_member_count(out, "times", q.found[i].times);
		json_member_string(out, "label", flaws[i].label);
		json_member_string(out, "effect", flaws[i].effect);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}
