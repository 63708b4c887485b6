#include "import/piece.h"

#include <string.h>

/*
 * As bytes:
 *
 *	n key  kind  flags  n n n [time]  id author body newline
 *
 * Numbers are of seven bits a byte, the lowest first, and of all bytes but the
 * last the highest bit is set.  The kind's byte holds the role, too.
 */
enum {
	LONGEST = 10, /* bytes of a number */
	KIND = 0x07,
	TIMED = 0x08,
	ROLE_SHIFT = 4,
};

_Static_assert(N_PIECE_KINDS <= KIND + 1, "a kind is of three bits");

static char *
put_number(char *p, uint64_t n)
{
	for (; n > 0x7f; n >>= 7)
		*p++ = (char)(n | 0x80);
	*p++ = (char)n;
	return p;
}

static uint64_t
take_number(const char **p)
{
	uint64_t n = 0;

	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = (uint8_t) * (*p)++;

		n |= (uint64_t)(byte & 0x7f) << shift;
		if (byte <= 0x7f)
			return n;
	}
}

static char *
put_text(char *p, struct str s)
{
	if (s.n)
		memcpy(p, s.p, s.n);
	return p + s.n;
}

static struct str
take_text(const char **p, size_t n)
{
	struct str s = { *p, n };

	*p += n;
	return s;
}

void
piece_put(struct buf *out, const struct piece *piece)
{
	const struct piece_head *h = &piece->head;
	bool timed = h->at_ms != CONV_NO_TIME;
	char *p =
	    buf_reserve(out, piece->key.n + piece->id.n + piece->author.n +
				 piece->body.n + 5 * LONGEST + 3);

	p = put_number(p, piece->key.n);
	p = put_text(p, piece->key);
	*p++ = (char)(h->kind | (timed ? TIMED : 0) | h->role << ROLE_SHIFT);
	*p++ = (char)h->flags;
	p = put_number(p, piece->id.n);
	p = put_number(p, piece->author.n);
	p = put_number(p, piece->body.n);
	if (timed) /* those before 1970 are rare */
		p = put_number(p, (uint64_t)h->at_ms);
	p = put_text(p, piece->id);
	p = put_text(p, piece->author);
	p = put_text(p, piece->body);
	*p++ = '\n';
	out->n = (size_t)(p - out->p);
}

void
piece_put_keyless(struct buf *out, struct str keyless)
{
	buf_char(out, 0);
	buf_str(out, keyless);
}

bool
piece_take(struct str *pieces, struct piece *piece)
{
	struct piece_head *h = &piece->head;
	const char *p = pieces->p, *keyless;
	size_t id, author, body;
	uint8_t kind;

	if (pieces->n == 0)
		return false;
	id = take_number(&p);
	piece->key = take_text(&p, id);
	keyless = p;
	kind = (uint8_t)*p++;
	h->kind = kind & KIND;
	h->role = kind >> ROLE_SHIFT;
	h->flags = (uint8_t)*p++;
	id = take_number(&p);
	author = take_number(&p);
	body = take_number(&p);
	h->at_ms = kind & TIMED ? (int64_t)take_number(&p) : CONV_NO_TIME;
	piece->id = take_text(&p, id);
	piece->author = take_text(&p, author);
	piece->body = take_text(&p, body);
	p++;
	piece->keyless = (struct str){ keyless, (size_t)(p - keyless) };
	pieces->n -= (size_t)(p - pieces->p);
	pieces->p = p;
	return true;
}
