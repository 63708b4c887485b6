#include "packet/brief.h"
#include "packet/brief_lines.h"
#include "packet/one_line.h"

enum { LEAST = 5 /* words of what was said that tell anything */ };

/* Of fewer lines than all, these stay: the first the longest. */
static const enum brief_label order[N_BRIEF] = { BRIEF_NEXT, BRIEF_PROBLEM,
	BRIEF_WHY, BRIEF_WANTS, BRIEF_SO_FAR, BRIEF_KNOWN, BRIEF_CUSTOMER };

static void
leave_out(struct brief *b, size_t i)
{
	b->n--;
	memmove(&b->lines[i], &b->lines[i + 1], (b->n - i) * sizeof(*b->lines));
}

static void
keep_lines(struct brief *b, size_t most)
{
	for (size_t k = N_BRIEF; k-- > 0 && b->n > most;)
		for (size_t i = 0; i < b->n && b->n > most; i++)
			if (b->lines[i].label == order[k])
				leave_out(b, i--);
}

/* Tell a part; of one that matters as much as there is time for. */
static void
tell(struct brief_part *p, size_t *left)
{
	if (p->words > *left && (p->rank > RANK_CORE || *left < LEAST))
		return;
	p->is_told = true;
	p->told = p->words < *left ? p->words : *left;
	*left -= p->told;
}

/* The lines there are, as they matter. */
static size_t
put_in_order(struct brief *b, struct brief_line *lines[static N_BRIEF])
{
	struct brief_line *by_label[N_BRIEF] = { NULL };
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		by_label[b->lines[i].label] = &b->lines[i];
	for (size_t k = 0; k < N_BRIEF; k++)
		if (by_label[order[k]])
			lines[n++] = by_label[order[k]];
	return n;
}

/* The parts of each rank, line by line. */
static void
tell_all(struct brief *b, size_t left)
{
	struct brief_line *lines[N_BRIEF];
	size_t n = put_in_order(b, lines);

	for (enum brief_rank rank = 0; rank < N_RANKS; rank++)
		for (size_t k = 0; k < n; k++)
			for (size_t i = 0; i < lines[k]->n_parts; i++)
				if (lines[k]->parts[i].rank == rank)
					tell(&lines[k]->parts[i], &left);
}

/* What was said of it, as far as it is told. */
static struct str
told(const struct sketch *s, const struct brief_part *p)
{
	size_t at = 0;

	if (p->told == p->words)
		return p->said;
	for (size_t words = 0; at < p->said.n; at++) {
		if (p->said.p[at] != ' ')
			continue;
		words = ease_words((struct str){ p->said.p, at });
		if (words >= p->told)
			break;
	}
	while (at && strchr(" ,;:-", p->said.p[at - 1]))
		at--;
	return ARENA_JOIN(
	    s->scratch, (struct str){ p->said.p, at }, STR("\xe2\x80\xa6"));
}

static void
cite(struct brief_line *line, size_t turn)
{
	size_t i = line->n_turns;

	while (i > 0 && line->turns[i - 1] > turn)
		i--;
	if (turn == NO_TURN || (i > 0 && line->turns[i - 1] == turn))
		return;
	memmove(&line->turns[i + 1], &line->turns[i],
	    (line->n_turns - i) * sizeof(*line->turns));
	line->turns[i] = turn;
	line->n_turns++;
}

static void
put_line(const struct sketch *s, struct brief_line *line)
{
	static const char *const joints[] = { "; ", " " };
	struct buf all = { 0 };

	line->turns =
	    arena_array(s->scratch, line->n_parts + 1, sizeof(*line->turns));
	for (size_t i = 0; i < line->n_parts; i++) {
		const struct brief_part *p = &line->parts[i];

		if (!p->is_told)
			continue;
		if (all.n && (p->before.n || p->said.n))
			buf_cstr(&all, joints[p->joint]);
		buf_str(&all, p->before);
		buf_str(&all, told(s, p));
		buf_str(&all, p->behind);
		cite(line, p->turn);
	}
	line->text =
	    one_line(s->scratch, arena_copy(s->scratch, buf_view(&all)));
	buf_free(&all);
}

void
brief_make(const struct sketch *s, struct brief *b)
{
	size_t seconds = s->plan->o.brief_s;
	size_t left = seconds ? seconds * BRIEF_READ_A_MINUTE / 60 : SIZE_MAX;

	brief_lines(s, b);
	keep_lines(b, s->plan->o.brief_lines);
	tell_all(b, left);
	for (size_t i = 0; i < b->n; i++)
		put_line(s, &b->lines[i]);
	for (size_t i = 0; i < b->n; i++)
		if (!b->lines[i].text.n)
			leave_out(b, i--);
}
