#ifndef MODEL_FORMAT_H
#define MODEL_FORMAT_H

#include "model/model.h"

/*
 * Private to the room: a model's file.  All numbers are little-endian, doubles
 * their bits; each part begins at a multiple of 64.
 *
 *	"hoffmod1", SHA-256 of what follows, then a fixed header, a record for
 *	each head, the texts, the rows
 */
enum {
	FORMAT_MAGIC = 8,
	FORMAT_HASHED = 40, /* from here on */
	FORMAT_HEADER = 256,
	FORMAT_HEAD = 64, /* bytes of a head's record */
	FORMAT_ALIGN = 64,
	FORMAT_WIDTH = 16,	  /* a row is a multiple of it */
	FORMAT_HEADS = 4096,	  /* at most */
	FORMAT_BUCKETS = 1 << 22, /* of runs, and of the rest, at most */
};

#define FORMAT_MARK "hoffmod1"

/* Where the header's numbers stand. */
enum {
	AT_KIND = FORMAT_HASHED,
	AT_SIZE = 48, /* of the file; 64 bits */
	AT_HEADS = 56,
	AT_WIDTH = 60,
	AT_RUN_BUCKETS = 64,
	AT_WORD_BUCKETS = 68,
	AT_SHAPE = 72, /* order, skips, low, high, stems: a byte each */
	AT_TEXTS = 80, /* name, version, attribution, card: place and length,
			  32 bits each */
	AT_ROWS = 112,
	AT_PRIOR = 120,
	AT_PARAMETERS = 128,
};

enum { N_TEXTS = 4 };

/* In a head's record: place and length of the name, then doubles. */
enum { AT_HEAD_NAME = 0, AT_HEAD_NUMBERS = 8, N_HEAD_NUMBERS = 7 };

static inline size_t
format_align(size_t n)
{
	return (n + FORMAT_ALIGN - 1) / FORMAT_ALIGN * FORMAT_ALIGN;
}

/* The bytes of m, whose rows are as model_read() would leave them. */
void model_write(const struct model *m, struct buf *out);

#endif
