#include "kpi/dropoff.h"

/* How many of a histogram are at least `value`, and how many are equal to it;
 * turns are exact. */
struct standing {
	uint64_t at_least, equal;
};

static struct standing
standing_of(const struct bin *bins, size_t n, uint64_t value)
{
	struct standing s = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		if (bins[i].low >= value)
			s.at_least += bins[i].count;
		if (bins[i].low == value)
			s.equal = bins[i].count;
	}
	return s;
}

static void
read_turns(struct report *r, struct dropoff *d)
{
	const struct spread *s = &r->total->spreads[LEFT_TURNS];
	size_t n_left, n_stayed;
	struct bin *left = histogram_bins(&s->values, &n_left, &r->arena);
	struct bin *stayed = histogram_bins(&s->censored, &n_stayed, &r->arena);
	uint64_t all = s->values.n + s->censored.n, left_so_far = 0;

	for (uint64_t turn = 1; turn <= DROPOFF_TURNS; turn++) {
		struct standing gone = standing_of(left, n_left, turn);
		struct standing rest = standing_of(stayed, n_stayed, turn);
		uint64_t there = gone.at_least + rest.at_least;
		struct dropoff_turn *t = &d->turns[d->n_turns];

		if (!there)
			return;
		left_so_far += gone.equal;
		*t = (struct dropoff_turn){ .turn = turn,
			.left = figure_of(
			    gone.equal, there, r->o->confidence, NULL),
			.staying = stats_round4(
			    1 - (double)left_so_far / (double)all) };
		d->n_turns++;
	}
}

void
dropoff_read(struct report *r, struct dropoff *d)
{
	size_t n = r->n_names[INTENTS];

	*d = (struct dropoff){ .n_turns = 0 };
	read_turns(r, d);
	d->intents = arena_zalloc(&r->arena, (n + 1) * sizeof(*d->intents));
	for (size_t i = 0; i < n; i++) {
		const struct name *name = &r->names[INTENTS][i];
		const struct mentions *m = &name->mentions;

		d->intents[d->n_intents++] =
		    (struct dropoff_intent){ .name = name->name,
			    .other = name->other,
			    .left = figure_of(m->times, m->conversations,
				r->o->confidence, NULL) };
	}
}

static void
share_cells(struct report *r, const struct figure *f, struct row *row)
{
	row->cells[1] = say_share(r, f->value);
	row->cells[2] =
	    arena_printf(&r->arena, "%.2f-%.2f", f->low * 100, f->high * 100);
	row->cells[3] =
	    arena_printf(&r->arena, "%llu", (unsigned long long)f->numerator);
	row->cells[4] =
	    arena_printf(&r->arena, "%llu", (unsigned long long)f->denominator);
	row->share = f->value;
	row->low = f->low;
	row->high = f->high;
}

static void
begin(struct report *r, struct grid *g, const char *first, size_t rows)
{
	grid_column(g, first, false, false);
	grid_column(g, "left", true, false);
	grid_column(g,
	    arena_printf(&r->arena, "%g%% interval", r->o->confidence * 100).p,
	    true, false);
	grid_column(g, "n", true, false);
	grid_column(g, "of", true, false);
	grid_rows(g, &r->arena, rows);
}

void
grid_dropoff_turns(struct report *r, const struct dropoff *d, struct grid *g)
{
	*g = (struct grid){ .title = "Where customers leave: by turn",
		.note = "left (abandoned, as the default definitions have it) "
			"after this turn, of those who wrote so many; "
			"\"staying\" is the share of all that has not left by "
			"then; who ended otherwise never does",
		.bars = true };
	begin(r, g, "customer turn", d->n_turns);
	grid_column(g, "staying", true, false);
	if (!d->n_turns)
		g->absent = "no conversation with a customer turn";
	for (size_t i = 0; i < d->n_turns; i++) {
		const struct dropoff_turn *t = &d->turns[i];
		struct row *row = grid_row(g);

		row->cells[0] = arena_printf(
		    &r->arena, "%llu", (unsigned long long)t->turn);
		share_cells(r, &t->left, row);
		row->cells[5] = say_share(r, t->staying);
	}
}

/* So many are listed for people; the others are rare, and in the JSON. */
enum { LISTED = 20 };

void
grid_dropoff_intents(struct report *r, const struct dropoff *d, struct grid *g)
{
	size_t rare = d->n_intents > LISTED ? d->n_intents - LISTED : 0;

	*g = (struct grid){ .title = "Where customers leave: by intent",
		.note = "left, in the same sense, of the conversations in "
			"which this is the last intent of a customer turn",
		.absent = d->n_intents ? NULL : "no intent of a customer turn",
		.bars = true };
	if (rare)
		g->note = arena_printf(&r->arena,
		    "%s; %zu rarer ones are in the JSON", g->note, rare)
			      .p;
	begin(r, g, "last intent", d->n_intents - rare);
	for (size_t i = 0; i < d->n_intents - rare; i++) {
		struct row *row = grid_row(g);

		row->cells[0] = d->intents[i].name;
		share_cells(r, &d->intents[i].left, row);
	}
}

void
dropoff_json(const struct dropoff *d, struct buf *out)
{
	json_member(out, "drop_off");
	buf_cstr(out, "{\"by_turn\":[");
	for (size_t i = 0; i < d->n_turns; i++) {
		json_next(out);
		buf_char(out, '{');
		json_member_count(out, "turn", d->turns[i].turn);
		figure_json(&d->turns[i].left, out);
		json_member_number(out, "staying", d->turns[i].staying);
		buf_char(out, '}');
	}
	buf_cstr(out, "],\"by_intent\":[");
	for (size_t i = 0; i < d->n_intents; i++) {
		json_next(out);
		buf_cstr(out, "{\"name\":");
		json_put_string(out, d->intents[i].name);
		json_member_bool(out, "other", d->intents[i].other);
		figure_json(&d->intents[i].left, out);
		buf_char(out, '}');
	}
	buf_cstr(out, "]}");
}
