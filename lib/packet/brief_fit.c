#include "packet/brief.h"
#include "packet/brief_lines.h"
#include "packet/one_line.h"
#include "text/text.h"

/* Most code points of what the customer wants, of what else was said, and of
 * what the bot did: the first room where there is time for it. */
struct room {
	size_t wants, said, did;
};

enum {
	N_ROOMS = 13,
	STEP = 3,  /* rooms that are tried first: 0, 3 ... 12 */
	SPARE = 8, /* lines of this rank and higher only where there is time */
};

static struct room
nth_room(size_t n)
{
	return (struct room){ 180 - 9 * n, 140 - 7 * n, 95 - 5 * n };
}

static size_t
room_of(const struct brief_line *line, size_t nth)
{
	struct room room = nth_room(nth);

	switch (line->label) {
	case BRIEF_WANTS:
		return room.wants;
	case BRIEF_TRIED:
	case BRIEF_PROMISED:
		return room.did;
	default:
		return room.said;
	}
}

/* Cut the line's text to its n-th room; false where that changes nothing. */
static bool
fit(const struct sketch *s, struct brief_line *line, size_t nth)
{
	size_t most = room_of(line, nth);
	struct buf text = { 0 };

	if (!line->excerpt.said.n)
		return false;
	if (!line->length)
		line->length = text_codepoints(line->excerpt.said);
	if (most > line->length)
		most = line->length;
	if (line->room == most)
		return false;
	line->room = most;
	buf_str(&text, line->before);
	buf_str(&text, excerpt_text(s, &line->excerpt, most));
	buf_str(&text, line->behind);
	line->text = one_line(s->scratch, buf_view(&text));
	line->words = ease_words(line->text);
	buf_free(&text);
	return true;
}

/* The line that ranks last, the later of equals. */
static size_t
worst_of(const struct brief *b)
{
	size_t worst = 0;

	for (size_t i = 1; i < b->n; i++)
		if (b->lines[i].rank >= b->lines[worst].rank)
			worst = i;
	return worst;
}

static size_t
words_of(const struct brief *b)
{
	size_t words = 0;

	for (size_t i = 0; i < b->n; i++)
		words += b->lines[i].words;
	return words;
}

/* What may stand behind a line, where it is told nowhere else and there still
 * is time; the mood gives it its own. */
static void
extend(const struct sketch *s, struct brief *b, size_t i, size_t words)
{
	enum { SAME = 12 /* bytes, of what stands in another line */ };
	struct brief_line *line = &b->lines[i], as_it_was = *line;
	struct str begin = line->source;
	const struct brief_line *mood = brief_find(b, BRIEF_MOOD);

	begin.n = begin.n < SAME ? begin.n : SAME;
	if (!line->more.n || (begin.n && brief_holds(b, begin)))
		return;
	line->text =
	    one_line(s->scratch, arena_printf(s->scratch, "%.*s%.*s",
				     STR_ARG(line->text), STR_ARG(line->more)));
	line->words = ease_words(line->text);
	if (!words || words_of(b) <= words)
		return;
	if (mood && words_of(b) - mood->words <= words)
		brief_remove(b, BRIEF_MOOD);
	else
		*line = as_it_was;
}

static void
extend_all(const struct sketch *s, struct brief *b, size_t words)
{
	for (int rank = 0; rank < N_BRIEF; rank++)
		for (size_t i = 0; i < b->n; i++)
			if (b->lines[i].rank == rank)
				extend(s, b, i, words);
}

/* More of a line, where there is time for it; where there is not, there is none
 * for a larger room, either. */
static void
grow_line(
    const struct sketch *s, struct brief *b, size_t i, size_t nth, size_t words)
{
	struct brief_line *line = &b->lines[i], as_it_was = *line;

	if (!fit(s, line, nth) || words_of(b) <= words)
		return;
	*line = as_it_was;
	line->full = true;
}

/* The lines that were cut, each to a larger room, the most important first. */
static void
grow(const struct sketch *s, struct brief *b, size_t nth, size_t words)
{
	for (int rank = 0; rank < SPARE; rank++)
		for (size_t i = 0; i < b->n; i++) {
			const struct brief_line *line = &b->lines[i];

			if (line->rank == rank && !line->full &&
			    line->room < line->length)
				grow_line(s, b, i, nth, words);
		}
}

/* The ends of what was said go first; where that is not enough, the lines that
 * matter least.  One stays. */
void
brief_make(const struct sketch *s, struct brief *b)
{
	size_t words = s->plan->o.brief_s * BRIEF_READ_A_MINUTE / 60;

	brief_lines(s, b);
	while (b->n > s->plan->o.brief_lines)
		brief_leave_out(b, worst_of(b));
	for (size_t i = 0; i < b->n; i++)
		fit(s, &b->lines[i], 0);
	if (!words) {
		extend_all(s, b, words);
		return;
	}
	for (size_t k = 0; k < N_ROOMS && words_of(b) > words; k += STEP) {
		for (size_t i = 0; i < b->n; i++)
			fit(s, &b->lines[i], k);
		while (
		    words_of(b) > words && b->lines[worst_of(b)].rank >= SPARE)
			brief_leave_out(b, worst_of(b));
	}
	while (words_of(b) > words && b->n > 1)
		brief_leave_out(b, worst_of(b));
	for (size_t k = N_ROOMS; k-- > 0;)
		grow(s, b, k, words);
	extend_all(s, b, words);
}
