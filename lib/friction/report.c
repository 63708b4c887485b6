#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/die.h"
#include "csv/csv.h"
#include "friction/map.h"
#include "grid/grid.h"
#include "json/json.h"
#include "stats/stats.h"

#define CONFIDENCE 0.95
enum { WORST = 10, LINE = 64, AT_ONCE = 1 << 16 /* bytes */ };

/* An item and one trouble behind it. */
struct line {
	const struct item *item;
	double share, lift, low, high, excess;
};

const char *
map_trouble(enum trouble t)
{
	static const char *const names[] = {
		[TROUBLE_EXIT] = "exit",
		[TROUBLE_LOOP] = "loop",
		[TROUBLE_FALLBACK] = "fallback",
		[TROUBLE_ESCALATION] = "escalation",
	};

	return names[t];
}

const char *
map_kind(enum item_kind k)
{
	return k == ITEM_INTENT ? "intent" : "utterance";
}

static double
to_four(double x)
{
	return isfinite(x) ? rint(x * 10000) / 10000 : x;
}

/* More than its part first; of equals the one seen more, then by name. */
static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order;

	if (x->excess != y->excess)
		return x->excess < y->excess ? 1 : -1;
	if (x->item->seen != y->item->seen)
		return x->item->seen < y->item->seen ? 1 : -1;
	if (x->item->kind != y->item->kind)
		return x->item->kind < y->item->kind ? -1 : 1;
	order = str_cmp(x->item->id, y->item->id);
	if (order)
		return order;
	return x->item->turn < y->item->turn ? -1
					     : x->item->turn > y->item->turn;
}

static struct line
measure(const struct friction *f, const struct item *i, enum trouble t)
{
	double all = (double)f->troubled[i->kind][t] / (double)f->with[i->kind];
	struct interval w = stats_wilson(i->count[t], i->seen, CONFIDENCE);
	double share = (double)i->count[t] / (double)i->seen;

	return (struct line){
		.item = i,
		.share = to_four(share),
		.lift = to_four(share / all),
		.low = to_four(w.low / all),
		.high = to_four(w.high / all),
		.excess = to_four((double)i->count[t] - (double)i->seen * all),
	};
}

/* The items with this trouble, the worst first. */
static struct line *
rank(const struct friction *f, const struct item *items, size_t n_items,
    enum trouble t, size_t *n)
{
	struct line *lines = calloc(n_items + 1, sizeof(*lines));

	if (!lines)
		die_of_memory();
	*n = 0;
	for (size_t i = 0; i < n_items; i++)
		if (items[i].count[t])
			lines[(*n)++] = measure(f, &items[i], t);
	qsort(lines, *n, sizeof(*lines), compare_lines);
	return lines;
}

static void
put_name(const struct item *i, struct buf *b)
{
	buf_str(b, i->id);
	if (i->kind == ITEM_UTTERANCE)
		buf_printf(b, "#%" PRIu32, i->turn);
}

static struct str cell(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static struct str
cell(struct arena *a, const char *fmt, ...)
{
	char text[LINE];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return arena_copy(a, str_of(text));
}

static void
fill_row(const struct line *l, enum trouble t, bool texts, struct arena *a,
    struct row *r)
{
	struct buf name = { 0 };

	put_name(l->item, &name);
	*r = (struct row){ .share = NAN, .low = NAN, .high = NAN };
	r->cells[0] = arena_copy(a, buf_view(&name));
	r->cells[1] = str_of(map_kind(l->item->kind));
	r->cells[2] = cell(a, "%" PRIu64, l->item->seen);
	r->cells[3] = cell(a, "%" PRIu64, l->item->count[t]);
	r->cells[4] = cell(a, "%.4f", l->share);
	r->cells[5] = cell(a, "%.4f", l->lift);
	r->cells[6] = cell(a, "%.4f-%.4f", l->low, l->high);
	if (texts)
		r->cells[7] = l->item->text;
	buf_free(&name);
}

struct skin {
	bool markdown; /* of a terminal else, which has: */
	bool colour;
	size_t width; /* columns; 0: as many as it takes */
};

static void
put_grid(const struct grid *g, const struct skin *s, size_t n_theirs,
    struct buf *out)
{
	if (s->markdown)
		grid_markdown(g, n_theirs, out);
	else
		grid_text_within(g, s->colour, s->width, out);
}

static void
put_trouble(const struct friction *f, const struct item *items, size_t n_items,
    enum trouble t, const struct skin *s, struct buf *out)
{
	static const char *const titles[] = {
		[TROUBLE_EXIT] = "Before customers left",
		[TROUBLE_LOOP] = "Said again, or in a loop",
		[TROUBLE_FALLBACK] = "Before the bot did not understand",
		[TROUBLE_ESCALATION] = "Before a human should take over",
	};
	struct grid g = { .title = titles[t] };
	struct row rows[WORST];
	struct arena arena;
	size_t n;
	struct line *lines = rank(f, items, n_items, t, &n);

	arena_init(&arena, 1 << 20);
	grid_column(&g, "where", false, false);
	grid_column(&g, "what", false, false);
	grid_column(&g, "seen", true, false);
	grid_column(&g, "count", true, false);
	grid_column(&g, "share", true, false);
	grid_column(&g, "lift", true, false);
	grid_column(&g, "95 %", false, false);
	if (f->texts)
		grid_column(&g, "text", false, true);
	g.rows = rows;
	for (; g.n_rows < n && g.n_rows < WORST; g.n_rows++)
		fill_row(
		    &lines[g.n_rows], t, f->texts, &arena, &rows[g.n_rows]);
	if (n == 0)
		g.absent = "Nowhere.";
	if (n > WORST)
		g.note = "The ten worst; --format json and csv have all.";
	put_grid(&g, s, f->texts ? 8 : 1, out);
	arena_free(&arena);
	free(lines);
}

static void
put_tables(struct friction *f, const struct skin *s, struct buf *out)
{
	size_t n;
	const struct item *items = map_items(f, &n);
	struct buf head = { 0 };

	buf_printf(&head,
	    "%" PRIu64 " conversations, %" PRIu64
	    " with utterances of a bot, %" PRIu64 " with intents.\n",
	    f->conversations, f->with[ITEM_UTTERANCE], f->with[ITEM_INTENT]);
	grid_fit(buf_view(&head), s->width, out);
	buf_free(&head);
	for (enum trouble t = 0; t < N_TROUBLES; t++)
		put_trouble(f, items, n, t, s, out);
}

void
friction_table(struct friction *f, bool colour, size_t width, struct buf *out)
{
	struct skin s = { .colour = colour, .width = width };

	put_tables(f, &s, out);
}

void
friction_markdown(struct friction *f, struct buf *out)
{
	struct skin s = { .markdown = true };

	put_tables(f, &s, out);
}

static void
put_json_line(const struct friction *f, const struct line *l, enum trouble t,
    struct buf *b)
{
	const struct item *i = l->item;

	buf_printf(b, "{\"what\":\"%s\"", map_kind(i->kind));
	json_member(b, i->kind == ITEM_INTENT ? "intent" : "conversation_id");
	json_put_string(b, i->id);
	if (i->kind == ITEM_UTTERANCE)
		json_member_count(b, "turn", i->turn);
	json_member_count(b, "seen", i->seen);
	json_member_count(b, "count", i->count[t]);
	json_member_number(b, "share", l->share);
	json_member_number(b, "lift", l->lift);
	json_member_number(b, "low", l->low);
	json_member_number(b, "high", l->high);
	if (f->texts && i->kind == ITEM_UTTERANCE) {
		json_member(b, "text");
		json_put_string(b, i->text);
	}
	buf_char(b, '}');
}

void
friction_json(struct friction *f, struct buf *out,
    void (*spill)(void *arg, struct buf *out), void *arg)
{
	size_t n_items, n;
	const struct item *items = map_items(f, &n_items);

	buf_printf(out, "{\"conversations\":%" PRIu64, f->conversations);
	json_member_count(out, "with_utterances", f->with[ITEM_UTTERANCE]);
	json_member_count(out, "with_intents", f->with[ITEM_INTENT]);
	for (enum trouble t = 0; t < N_TROUBLES; t++) {
		struct line *lines = rank(f, items, n_items, t, &n);

		json_member(out, map_trouble(t));
		buf_char(out, '[');
		for (size_t i = 0; i < n; i++) {
			if (out->n >= AT_ONCE)
				spill(arg, out);
			buf_cstr(out, i ? "," : "");
			put_json_line(f, &lines[i], t, out);
		}
		buf_char(out, ']');
		free(lines);
	}
	buf_cstr(out, "}\n");
}

static void
put_csv_count(struct buf *out, uint64_t n)
{
	char text[LINE];

	snprintf(text, sizeof(text), "%" PRIu64, n);
	csv_put_number(out, text, false);
}

static void
put_csv_ratio(struct buf *out, double x)
{
	char text[LINE];

	snprintf(text, sizeof(text), "%.4f", x);
	csv_put_number(out, text, false);
}

void
friction_csv(struct friction *f, struct buf *out,
    void (*spill)(void *arg, struct buf *out), void *arg)
{
	size_t n_items, n;
	const struct item *items = map_items(f, &n_items);
	struct buf name = { 0 };

	buf_cstr(out, "trouble,what,where,seen,count,share,lift,low,high");
	buf_cstr(out, f->texts ? ",text\r\n" : "\r\n");
	for (enum trouble t = 0; t < N_TROUBLES; t++) {
		struct line *lines = rank(f, items, n_items, t, &n);

		for (size_t i = 0; i < n; i++) {
			const struct item *item = lines[i].item;

			if (out->n >= AT_ONCE)
				spill(arg, out);
			buf_clear(&name);
			put_name(item, &name);
			csv_put(out, str_of(map_trouble(t)), true);
			csv_put(out, str_of(map_kind(item->kind)), false);
			csv_put(out, buf_view(&name), false);
			put_csv_count(out, item->seen);
			put_csv_count(out, item->count[t]);
			put_csv_ratio(out, lines[i].share);
			put_csv_ratio(out, lines[i].lift);
			put_csv_ratio(out, lines[i].low);
			put_csv_ratio(out, lines[i].high);
			if (f->texts)
				csv_put(out, item->text, false);
			buf_cstr(out, "\r\n");
		}
		free(lines);
	}
	buf_free(&name);
}
