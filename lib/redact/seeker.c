#include "redact/seeker.h"

#include "redact/bic.h"
#include "redact/plate.h"
#include "redact/said.h"

const struct seeker *const seekers[N_SEEKERS] = {
	&said_seeker,
	&bic_seeker,
	&plate_seeker,
};

const struct text *
passage_words(const struct passage *p)
{
	if (!p->reader->is_read)
		text_read(&p->reader->words, p->text);
	p->reader->is_read = true;
	return &p->reader->words;
}

static bool
continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

size_t
passage_byte(const struct passage *p, size_t n)
{
	struct text_reader *r = p->reader;

	if (n < r->codepoint)
		r->codepoint = r->byte = 0;
	for (; r->codepoint < n && r->byte < p->text.n; r->codepoint++)
		do
			r->byte++;
		while (r->byte < p->text.n && continues(p->text.p[r->byte]));
	return r->byte;
}
