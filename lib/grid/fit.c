#include "grid/room.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "json/json.h"

enum {
	LEAST = 24, /* columns that a text beside others needs */
	USUAL = 80,
};

/* What tints takes no column. */
static size_t
skip_tint(struct str line, size_t i)
{
	if (line.p[i] != '\x1b')
		return i;
	while (i < line.n && line.p[i] != 'm')
		i++;
	return i < line.n ? i + 1 : i;
}

/* Columns of a line, and where its last field begins: behind two blanks. */
static size_t
measure(struct str line, size_t *at, size_t *column)
{
	size_t width = 0, blanks = 0;

	*at = *column = 0;
	for (size_t i = 0, next; i < line.n; i = next) {
		if ((next = skip_tint(line, i)) != i)
			continue;
		if (line.p[i] != ' ' && blanks > 1) {
			*at = i;
			*column = width;
		}
		blanks = line.p[i] == ' ' ? blanks + 1 : 0;
		width += grid_columns_of(json_codepoint(line.p, line.n, &next));
	}
	return width;
}

static void
new_line(struct buf *out, size_t indent)
{
	while (out->n && out->p[out->n - 1] == ' ')
		out->n--;
	buf_char(out, '\n');
	while (indent--)
		buf_char(out, ' ');
}

/* The text of a line, word by word, from `column` on. */
static void
put_words(
    struct str text, size_t column, size_t hang, size_t width, struct buf *out)
{
	while (text.n) {
		const char *blank = memchr(text.p, ' ', text.n);
		struct str word = { text.p,
			blank ? (size_t)(blank - text.p) : text.n };
		size_t ignored, columns = measure(word, &ignored, &ignored);

		if (column > hang && column + 1 + columns > width) {
			new_line(out, hang);
			column = hang;
		} else if (column > hang) {
			buf_char(out, ' ');
			column++;
		}
		buf_str(out, word);
		column += columns;
		text.p += word.n + (blank != NULL);
		text.n -= word.n + (blank != NULL);
	}
}

/* What stands before the last field, without the blanks at its end. */
static void
put_before(struct str part, struct buf *out)
{
	size_t end = 0;

	for (size_t i = 0, next; i < part.n; i = next) {
		next = skip_tint(part, i);
		if (next == i && part.p[next++] != ' ')
			end = next;
	}
	buf_put(out, part.p, end);
	for (size_t i = end, next; i < part.n; i = next) {
		next = skip_tint(part, i);
		buf_put(out, part.p + i, next - i);
		next += next == i;
	}
}

static void
put_line(struct str line, size_t width, struct buf *out)
{
	size_t at, column, hang;

	if (!width || measure(line, &at, &column) <= width) {
		buf_str(out, line);
		return;
	}
	hang = column + LEAST <= width ? column : INDENT;
	if (hang == column) {
		buf_put(out, line.p, at);
	} else {
		put_before((struct str){ line.p, at }, out);
		new_line(out, hang);
	}
	put_words(
	    (struct str){ line.p + at, line.n - at }, hang, hang, width, out);
}

void
grid_fit(struct str text, size_t width, struct buf *out)
{
	while (text.n) {
		const char *end = memchr(text.p, '\n', text.n);
		size_t n = end ? (size_t)(end - text.p) : text.n;

		put_line((struct str){ text.p, n }, width, out);
		if (end)
			buf_char(out, '\n');
		text.p += n + (end != NULL);
		text.n -= n + (end != NULL);
	}
}

size_t
grid_terminal_width(void)
{
	struct winsize w;

	return !ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) && w.ws_col ? w.ws_col
								 : USUAL;
}
