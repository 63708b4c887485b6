/* Sources that do not say who is named in them: lines in which somebody or some
 * place could be are left out, or put in. */

#include <string.h>

#include "base/ascii.h"
#include "json/json.h"
#include "tagger/train/fillers.h"
#include "tagger/train/training.h"

enum { RECORD_CEILING = 64 << 20, MARKS = 8 };

static const char blank[] = "[NAME]";

/* "Priya", "bangalore": a name or a place, and no word. */
static bool
could_name(const struct lessons *l, const struct text *x, size_t i)
{
	unsigned is = x->tokens[i].class == TEXT_WORD
			  ? tagger_word(l->tagger, x->tokens[i].hash)
			  : 0;

	return i > 0 && x->tokens[i].upper == 1 && !(is & WORD_KNOWN);
}

/* Behind these a name may stand that no list has. */
static bool
announces_name(struct str word)
{
	return str_eq(word, STR("name")) || str_eq(word, STR("named")) ||
	       str_eq(word, STR("called"));
}

/* But for those that are marked. */
static bool
names_nobody(struct lessons *l, struct str text, const struct mark *marks,
    size_t n_marks)
{
	text_read(&l->text, text);
	for (size_t i = 0; i < l->text.n_tokens; i++) {
		bool marked = false;

		for (size_t k = 0; k < n_marks; k++)
			marked |= l->text.tokens[i].start >= marks[k].start &&
				  l->text.tokens[i].start < marks[k].end;
		if (!marked && (could_name(l, &l->text, i) ||
				   announces_name(text_token(
				       &l->text, &l->text.tokens[i]))))
			return false;
	}
	return true;
}

/* A first name, a family name or both, as people of whom one talks. */
static void
put_name(struct buf *b, struct fillers *f, uint64_t *random)
{
	static const char *const forms[] = { "F", "F", "F", "L", "FL", "FL" };

	for (const char *slot = forms[draw(random) % 6]; *slot; slot++) {
		struct str word = fillers_choose(f, *slot, random);
		char first = to_upper(word.p[0]);

		buf_put(b, &first, 1);
		buf_put(b, word.p + 1, word.n - 1);
		if (slot[1])
			buf_put(b, " ", 1);
	}
}

/* The text with names for all blanks; false: more is blanked out in it. */
static bool
fill_blanks(struct lessons *l, struct str text, struct buf *b,
    struct mark *marks, size_t *n)
{
	uint64_t random = text_hash(text);
	size_t from = 0;

	buf_clear(b);
	*n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '[')
			continue;
		if (text.n - i < sizeof(blank) - 1 || *n == MARKS ||
		    memcmp(text.p + i, blank, sizeof(blank) - 1) != 0)
			return false;
		buf_put(b, text.p + from, i - from);
		marks[*n].tag = TAG_PERSON;
		marks[*n].start = text_codepoints(buf_view(b));
		put_name(b, l->fillers, &random);
		marks[*n].end = text_codepoints(buf_view(b));
		++*n;
		from = i + sizeof(blank) - 1;
	}
	buf_put(b, text.p + from, text.n - from);
	return true;
}

/* text, and what does not matter here: people are blanks */
void
read_blanked(struct lessons *l, struct str file, bool dev, unsigned writings)
{
	struct mark marks[MARKS];
	struct buf b = { 0 };
	struct str line;
	size_t n;

	next_line(&file, &line);
	while (next_line(&file, &line)) {
		struct str text = next_field(&line, '\t');

		if (is_carved(text) == dev &&
		    fill_blanks(l, text, &b, marks, &n) &&
		    names_nobody(l, buf_view(&b), marks, n))
			lessons_add(
			    l, buf_view(&b), marks, n, ASKED_NOTHING, writings);
	}
	buf_free(&b);
}

static void
read_turns(struct lessons *l, const struct json *j, struct arena *record,
    unsigned writings)
{
	uint32_t turns = json_get(j, 0, STR("turns"));

	for (uint32_t i = json_first(j, turns); i;
	     i = json_after(j, turns, i)) {
		uint32_t role = json_get(j, i, STR("role"));
		uint32_t text = json_get(j, i, STR("text"));
		struct str said;

		if (!text || !role ||
		    !str_eq(json_string(j, role, record), STR("customer")))
			continue;
		said = json_string(j, text, record);
		if (names_nobody(l, said, NULL, 0))
			lessons_add(l, said, NULL, 0, ASKED_NOTHING, writings);
	}
}

/* What customers say in conversations. */
void
read_chats(struct lessons *l, struct str file, bool dev, unsigned writings)
{
	struct arena record;
	struct json j;
	struct str line;
	struct fault f;

	arena_init(&record, RECORD_CEILING);
	json_init(&j);
	while (next_line(&file, &line)) {
		if (is_carved(line) == dev && json_index(&j, line, &f))
			read_turns(l, &j, &record, writings);
		arena_reset(&record);
	}
	json_free(&j);
	arena_free(&record);
}
