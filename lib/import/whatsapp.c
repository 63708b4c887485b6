#include "import/preset.h"

#include <string.h>

#include "import/word_lists.h"

/*
 * A message of an exported chat begins with its date: "[04/05/2026, 10:13:01]"
 * from iOS, "2/9/21, 7:26 pm - " from Android, in the order and with the signs
 * of the telephone's country.
 */
struct stamp {
	int part[3]; /* of the date, as written */
	int hour, minute, second;
	bool first_is_year;
	size_t n; /* bytes, with what is behind it */
};

static size_t
skip_mark(struct str s, size_t i)
{
	static const char *const marks[] = { "\xe2\x80\x8e", "\xe2\x80\x8f",
		"\xe2\x80\xaa", "\xe2\x80\xac", "\xef\xbb\xbf" };

	for (size_t k = 0; k < sizeof(marks) / sizeof(*marks); k++)
		if (s.n - i >= 3 && memcmp(s.p + i, marks[k], 3) == 0) {
			i += 3;
			k = (size_t)-1;
		}
	return i;
}

/* Blanks, also the narrow ones before AM and PM. */
static size_t
skip_blanks(struct str s, size_t i)
{
	for (;;) {
		if (i < s.n && s.p[i] == ' ')
			i++;
		else if (s.n - i >= 2 && !memcmp(s.p + i, "\xc2\xa0", 2))
			i += 2;
		else if (s.n - i >= 3 && !memcmp(s.p + i, "\xe2\x80\xaf", 3))
			i += 3;
		else
			return i;
	}
}

/* The digit at s.p[*i], of those that telephones write, or -1. */
static int
read_digit(struct str s, size_t *i)
{
	static const struct {
		struct str before;  /* the bytes of all ten but the last */
		unsigned char zero; /* the last one of the zero */
	} digits[] = { { { "", 0 }, '0' }, { { "\xd9", 1 }, 0xa0 } /* Arabic */,
		{ { "\xdb", 1 }, 0xb0 } /* Persian */,
		{ { "\xe0\xa5", 2 }, 0xa6 } /* Devanagari */,
		{ { "\xe0\xa7", 2 }, 0xa6 } /* Bengali */ };

	for (size_t k = 0; k < sizeof(digits) / sizeof(*digits); k++) {
		size_t n = digits[k].before.n;
		int digit;

		if (s.n - *i <= n || memcmp(s.p + *i, digits[k].before.p, n))
			continue;
		digit = (unsigned char)s.p[*i + n] - digits[k].zero;
		if (digit < 0 || digit > 9)
			continue;
		*i += n + 1;
		return digit;
	}
	return -1;
}

/* Returns how many digits it has. */
static size_t
read_number(struct str s, size_t *i, size_t most, int *out)
{
	size_t n = 0;
	int digit;

	*out = 0;
	for (; n < most && (digit = read_digit(s, i)) >= 0; n++)
		*out = *out * 10 + digit;
	*i = skip_mark(s, *i);
	return n;
}

static bool
read_sign(struct str s, size_t *i, const char *any)
{
	if (*i >= s.n || !is_any_of(s.p[*i], any))
		return false;
	*i = skip_mark(s, *i + 1);
	return true;
}

/* Any of these words, the longest first. */
static bool
read_word(struct str s, size_t *i, const char *const *words)
{
	for (; *words; words++) {
		size_t n = strlen(*words);

		if (s.n - *i < n || memcmp(s.p + *i, *words, n) != 0)
			continue;
		*i += n;
		return true;
	}
	return false;
}

/* "12.3.26 klo 14.05", "12/03/2026 \303\240 14:05" */
static void
skip_to_clock(struct str s, size_t *i)
{
	static const char *const commas[] = { ",", "\xd8\x8c" /* Arabic */,
		NULL };
	static const char *const words[] = { "klo ", "kl. ", "kl ", "\303\240 ",
		"\303\240s ", "um ", NULL };

	read_word(s, i, commas);
	*i = skip_blanks(s, skip_mark(s, *i));
	if (read_word(s, i, words))
		*i = skip_blanks(s, *i);
}

/* "am", "PM", "a. m.", and in Arabic; 12 hours make it 24. */
static void
read_half(struct str s, size_t *i, int *hour)
{
	static const char *const arabic[] = { "\xd8\xb5", "\xd9\x85", NULL };
	size_t at = skip_blanks(s, *i);
	bool pm;

	if (read_word(s, &at, arabic)) {
		*hour = *hour % 12 + (s.p[at - 1] == '\x85' ? 12 : 0);
		*i = at;
		return;
	}
	if (at >= s.n || !is_any_of(s.p[at], "aApP"))
		return;
	pm = (s.p[at++] | 32) == 'p';
	at += at < s.n && s.p[at] == '.';
	at = skip_blanks(s, at);
	if (at >= s.n || (s.p[at] | 32) != 'm')
		return;
	at++;
	at += at < s.n && s.p[at] == '.';
	*hour = *hour % 12 + (pm ? 12 : 0);
	*i = at;
}

static bool
read_stamp(struct str s, struct stamp *t)
{
	size_t i = skip_mark(s, 0), n;
	bool brackets = i < s.n && s.p[i] == '[';

	*t = (struct stamp){ 0 };
	i += brackets;
	if (!(n = read_number(s, &i, 4, &t->part[0])))
		return false;
	t->first_is_year = n == 4;
	if (!read_sign(s, &i, "/.-") || !read_number(s, &i, 2, &t->part[1]) ||
	    !read_sign(s, &i, "/.-") || !read_number(s, &i, 4, &t->part[2]))
		return false;
	skip_to_clock(s, &i);
	if (!read_number(s, &i, 2, &t->hour) || !read_sign(s, &i, ":.") ||
	    !read_number(s, &i, 2, &t->minute))
		return false;
	if (read_sign(s, &i, ":.") && !read_number(s, &i, 2, &t->second))
		return false;
	read_half(s, &i, &t->hour);
	i = skip_blanks(s, i);
	if (!read_sign(s, &i, brackets ? "]" : "-"))
		return false;
	t->n = skip_blanks(s, i);
	return true;
}

bool
whatsapp_begins(void *ignored, struct str line)
{
	struct stamp t;

	(void)ignored;
	return read_stamp(line, &t);
}

/* A day's place in time, where dates are written so; years may have two digits,
 * as all of a chat have. */
static int
day_of(const struct stamp *t, const char *order)
{
	return t->part[strchr(order, 'y') - order] * 10000 +
	       t->part[strchr(order, 'm') - order] * 100 +
	       t->part[strchr(order, 'd') - order];
}

/* By a date that is possible in one order only; else by the one in which time
 * does not go back, as it never does in a chat. */
const char *
whatsapp_order(struct str begin)
{
	static const char *const orders[] = { "dmy", "mdy" };
	int last[2] = { 0, 0 };
	bool back[2] = { false, false };

	while (begin.n) {
		const char *end = memchr(begin.p, '\n', begin.n);
		size_t n = end ? (size_t)(end - begin.p) : begin.n;
		struct stamp t;

		if (read_stamp((struct str){ begin.p, n }, &t)) {
			if (t.first_is_year)
				return "ymd";
			if (t.part[0] > 12)
				return "dmy";
			if (t.part[1] > 12)
				return "mdy";
			for (size_t k = 0; k < 2; k++) {
				int day = day_of(&t, orders[k]);

				back[k] |= day < last[k];
				last[k] = day;
			}
		}
		n += end != NULL;
		begin.p += n;
		begin.n -= n;
	}
	return back[0] == back[1] ? NULL : orders[back[0]];
}

static bool
put_time(const struct stamp *t, const char *order, struct buf *out)
{
	int year = t->part[strchr(order, 'y') - order];
	int month = t->part[strchr(order, 'm') - order];
	int day = t->part[strchr(order, 'd') - order];

	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	buf_printf(out, "\"%04d-%02d-%02dT%02d:%02d:%02d\"",
	    year < 100 ? 2000 + year : year, month, day, t->hour, t->minute,
	    t->second);
	return true;
}

static bool
ends_with(struct str s, struct str end)
{
	return s.n >= end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0;
}

/* The last word of a text, which is of a few words: "image omitted", "Bild
 * weggelassen". */
static bool
is_omitted(struct str text)
{
	enum { MOST = 4 /* words */ };
	size_t n_words = 1, last = 0;

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == ' ') {
			n_words++;
			last = i + 1;
		}
	return last && n_words <= MOST &&
	       wordlist_has(import_words(IMPORT_WORDS_media_omitted),
		   (struct str){ text.p + last, text.n - last });
}

static bool
is_deleted(struct str text)
{
	return wordlist_has(import_words(IMPORT_WORDS_message_deleted), text);
}

/* "PHOTO.jpg" */
static bool
is_file_name(struct str s)
{
	size_t dot = s.n;

	while (dot && s.p[dot - 1] != '.')
		dot--;
	return dot > 1 && s.n - dot >= 2 && s.n - dot <= 5 &&
	       !memchr(s.p + dot, ' ', s.n - dot);
}

/* Whatever the language: "<attached: 12-PHOTO.jpg>", "<Media omitted>", and
 * "IMG-1.jpg (file attached)", which a caption may follow. */
static bool
take_attachment(struct str *text, struct str *name)
{
	const char *end = memchr(text->p, '\n', text->n);
	struct str line = { text->p, end ? (size_t)(end - text->p) : text->n };
	const char *open = memchr(line.p, '(', line.n), *colon;

	*name = STR("media, left out of the export");
	if (!end && line.n > 4 && line.p[0] == '<' &&
	    memchr(line.p, '>', line.n) == line.p + line.n - 1) {
		colon = memmem(line.p, line.n, ": ", 2);
		if (colon)
			*name = (struct str){ colon + 2,
				(size_t)(line.p + line.n - 1 - colon - 2) };
		if (colon && !is_file_name(*name))
			return false;
		text->n = 0;
		return true;
	}
	if (open && open - line.p > 1 && open[-1] == ' ' &&
	    line.p[line.n - 1] == ')' &&
	    is_file_name((struct str){ line.p, (size_t)(open - 1 - line.p) })) {
		*name = (struct str){ line.p, (size_t)(open - 1 - line.p) };
		text->p += line.n + (end != NULL);
		text->n -= line.n + (end != NULL);
		return true;
	}
	return false;
}

/* Without "<This message was edited>" behind it. */
static struct str
without_edited(struct str text)
{
	struct wordlist edited = import_words(IMPORT_WORDS_message_edited);
	size_t i = 0;

	while (i < edited.n && !ends_with(text, wordlist_at(edited, i)))
		i++;
	if (i == edited.n)
		return text;
	text.n -= wordlist_at(edited, i).n;
	while (
	    text.n >= 3 && memcmp(text.p + text.n - 3, "\xe2\x80\x8e", 3) == 0)
		text.n -= 3;
	while (text.n && text.p[text.n - 1] == ' ')
		text.n--;
	return text;
}

/* A message of several lines, whatever ends them. */
static void
put_lines(struct str text, struct buf *out)
{
	struct buf lines = { 0 };

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r' || i + 1 == text.n ||
		    text.p[i + 1] != '\n')
			buf_char(&lines, text.p[i]);
	json_put_string(out, buf_view(&lines));
	buf_free(&lines);
}

static void
put_attachment(struct str name, const char *more, struct buf *out)
{
	struct buf whole = { 0 };

	buf_str(&whole, name);
	buf_cstr(&whole, more);
	buf_cstr(out, ",\"attachments\":[");
	json_put_string(out, buf_view(&whole));
	buf_char(out, ']');
	buf_free(&whole);
}

static void
put_text(struct str text, struct buf *out)
{
	struct str name;
	bool attached;

	text = without_edited(text);
	if (is_deleted(text)) {
		buf_cstr(out, ",\"deleted\":true");
		return;
	}
	if (is_omitted(text)) {
		name = text;
		name.n = (size_t)((const char *)memchr(text.p, ' ', text.n) -
				  text.p);
		put_attachment(name, ", left out of the export", out);
		return;
	}
	attached = take_attachment(&text, &name);
	if (attached)
		put_attachment(name, "", out);
	if (!attached || text.n) {
		buf_cstr(out, ",\"text\":");
		put_lines(text, out);
	}
}

static struct str
without_returns(struct str s)
{
	while (s.n && (s.p[s.n - 1] == '\r' || s.p[s.n - 1] == '\n'))
		s.n--;
	return s;
}

/* Lines may have been made to end in carriage returns alone. */
static bool
holds_another(struct str entry)
{
	const char *end = entry.p + entry.n, *at = entry.p;
	struct stamp t;

	while ((at = memchr(at, '\r', (size_t)(end - at)))) {
		at++;
		if (read_stamp((struct str){ at, (size_t)(end - at) }, &t))
			return true;
	}
	return false;
}

bool
whatsapp_entry(
    struct str entry, const char *order, struct buf *out, struct fault *f)
{
	struct stamp t;
	const char *colon, *line;
	struct str text, name;
	size_t mark;

	*f = (struct fault){ BAD_VALUE, 0, "no message begins here" };
	entry = without_returns(entry);
	if (!read_stamp(entry, &t))
		return false;
	f->detail = "a message behind a carriage return, which ends no line: "
		    "see tr '\\r' '\\n'";
	if (holds_another(entry))
		return false;
	f->detail = "the date does not fit the order of the others "
		    "(see --date-order)";
	buf_cstr(out, "{\"channel\":\"whatsapp\",\"turns\":[{\"at\":");
	if (!put_time(&t, t.first_is_year ? "ymd" : order, out))
		return false;
	text = (struct str){ entry.p + t.n, entry.n - t.n };
	line = memchr(text.p, '\n', text.n);
	colon =
	    memmem(text.p, line ? (size_t)(line - text.p) : text.n, ": ", 2);
	if (!colon) {
		buf_cstr(out, ",\"role\":\"system\"");
	} else {
		name = (struct str){ text.p, (size_t)(colon - text.p) };
		text.n -= (size_t)(colon + 2 - text.p);
		text.p = colon + 2;
		mark = skip_mark(text, 0);
		text.p += mark;
		text.n -= mark;
		if (mark && text.n && text.p[0] != '<' && !is_omitted(text) &&
		    !is_deleted(text)) {
			buf_cstr(out, ",\"role\":\"system\"");
		} else {
			buf_cstr(out, ",\"author\":");
			json_put_string(out, name);
		}
	}
	put_text(text, out);
	buf_cstr(out, "}]}");
	return true;
}
