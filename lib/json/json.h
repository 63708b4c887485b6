#ifndef JSON_JSON_H
#define JSON_JSON_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/str.h"

/*
 * One record as JSON: json_index() validates the text against RFC 8259 and
 * notes where each value lies.  Nothing is copied or converted before it is
 * asked for, and what is not asked for keeps its bytes.
 *
 * Policy: UTF-8 only, no byte order mark, at most JSON_DEPTH levels; numbers
 * of any size are kept as written; a lone surrogate escape is accepted and
 * reads as U+FFFD; \u0000 reads as a NUL byte; of equal keys the last counts.
 */
enum {
	JSON_PADDING = 64, /* readable bytes behind a text */
	JSON_DEPTH = 1024,
	JSON_VALUES = 1 << 20, /* per text: 16 MiB of index */
	JSON_EXACT = 15,       /* digits that every double keeps */
};

enum json_kind {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

/*
 * A value in document order.  An object is followed by key, value, key, value;
 * an array by its elements; `next` is the index behind all of that.
 */
struct json_value {
	uint32_t start, end; /* byte range, quotes included */
	uint32_t next;
	uint32_t kind : 3;    /* enum json_kind */
	uint32_t escaped : 1; /* JSON_STRING: holds a backslash */
	uint32_t n : 28;      /* elements, or members of an object */
};

/* One index, reused for every record of a worker.  Fields are read-only. */
struct json {
	struct str text;
	struct json_value *values; /* values[0] is the root */
	uint32_t n_values;
	bool long_integers; /* numbers with more than JSON_EXACT digits in
			       front of the point are there */
	uint32_t room;	    /* private */
};

void json_init(struct json *j);
void json_free(struct json *j);

/*
 * Index one text, which may hold any byte and must have JSON_PADDING readable
 * bytes behind it; `j` borrows it.  False: *f says what is wrong, and at which
 * byte.  What the padding holds has no influence.
 */
bool json_index(struct json *j, struct str text, struct fault *f);

/* The scanner in use, for --version: "avx2", "sse2" or "portable". */
const char *json_kernel(void);

/*
 * The value of member `key` of object `at`, or 0 when `at` is no object or has
 * no such member.  (0 is the root, which is nobody's member.)  Keys written
 * with escapes are compared decoded.
 */
uint32_t json_get(const struct json *j, uint32_t at, struct str key);

/* What stands at a path of keys between dots, "customer.id", from `at` on, or
 * 0; an empty path is `at` itself. */
uint32_t json_find(const struct json *j, uint32_t at, struct str path);

/* As json_get(), when the value is of that kind; else 0. */
uint32_t json_get_as(
    const struct json *j, uint32_t at, const char *key, enum json_kind kind);

/*
 * Several members of object `at` in one walk: out[k] is the value of the
 * member keys[k], or 0 (for all of them when `at` is no object).  The keys
 * differ.
 */
void json_pick(const struct json *j, uint32_t at, const struct str *keys,
    size_t n_keys, uint32_t *out);

/* Walk an array or the members of an object (`i` is then the key; its value
 * is i + 1):  for (i = json_first(j, at); i; i = json_after(j, at, i)) */
static inline uint32_t
json_first(const struct json *j, uint32_t at)
{
	return j->values[at].n ? at + 1 : 0;
}

static inline uint32_t
json_after(const struct json *j, uint32_t at, uint32_t i)
{
	const struct json_value *v = &j->values[at];
	uint32_t next = v->kind == JSON_OBJECT ? i + 1 : i;

	next = j->values[next].next;
	return next < v->next ? next : 0;
}

static inline enum json_kind
json_kind_of(const struct json *j, uint32_t at)
{
	return (enum json_kind)j->values[at].kind;
}

/* "a number", for messages. */
const char *json_kind_name(enum json_kind k);

/* The bytes of the value as written. */
static inline struct str
json_raw(const struct json *j, uint32_t at)
{
	const struct json_value *v = &j->values[at];

	return (struct str){ j->text.p + v->start, v->end - v->start };
}

/* A JSON_STRING as written, without its quotes ... */
static inline struct str
json_content(const struct json *j, uint32_t at)
{
	const struct json_value *v = &j->values[at];

	return (struct str){ j->text.p + v->start + 1, v->end - v->start - 2 };
}

/* ... and with its escapes decoded, in `a`. */
struct str json_decoded(const struct json *j, uint32_t at, struct arena *a);

/*
 * A string's content, decoded.  Points into the text where there is nothing
 * to decode, into `a` otherwise.  Only for JSON_STRING.
 */
static inline struct str
json_string(const struct json *j, uint32_t at, struct arena *a)
{
	return j->values[at].escaped ? json_decoded(j, at, a)
				     : json_content(j, at);
}

/* A string's content equals `s`; false for any other kind. */
bool json_is(const struct json *j, uint32_t at, struct str s);

/* A JSON_NUMBER as the nearest double (infinite where it overflows). */
double json_number(const struct json *j, uint32_t at);

/*
 * Write the text with `annotation` (one JSON value) as member `name` of the
 * root's member "hoff": added where it is absent, replaced where it stands; a
 * "hoff" of null is as good as absent and becomes an object where it stands.
 * Every other byte of the text is copied unchanged.  The root must be an
 * object.  False, with *f, when "hoff" is anything else.
 */
bool json_splice(const struct json *j, struct str name, struct str annotation,
    struct buf *out, struct fault *f);

/* What is written in the place of `n` values that hold no others, or of keys,
 * in document order: asked for one by one, so that nobody has to hold it. */
struct json_edits {
	size_t n;
	uint32_t (*value)(const void *of, size_t i);
	void (*put)(void *of, size_t i, struct buf *out); /* JSON */
	void *of;
};

/* An annotation that is written, one JSON value, where it belongs: so that
 * nobody has to hold it either. */
struct json_note {
	void (*put)(void *of, struct buf *out);
	void *of;
};

/* One that is at hand: `value`, which outlives it. */
struct json_note json_note_of(const struct str *value);

/* As json_splice(), with edits of values outside of the one that is written
 * anew: hoff.NAME, or a "hoff" of null. */
bool json_splice_edited(const struct json *j, struct json_edits edits,
    struct str name, struct json_note note, struct buf *out, struct fault *f);

/*
 * A value and all in it as a text of its own, with edits of strings, which
 * write strings without a backslash.  Value i of the copy is value at + i of
 * `j`.  Zero-initialised is empty.
 */
struct json_copy {
	struct json json; /* never json_free()d */
	struct buf text, values;
};

void json_copy_edited(struct json_copy *copy, const struct json *j, uint32_t at,
    struct json_edits edits);
void json_copy_free(struct json_copy *copy);

/* Writing JSON: s with quotes and the escapes RFC 8259 demands, no others;
 * bytes that are not UTF-8 become U+FFFD. */
void json_put_string(struct buf *b, struct str s);

/* Without the quotes: for a string that is written in pieces, which cut no
 * character. */
void json_put_content(struct buf *b, struct str s);

/* What stands in b behind a quote at `start` is a text: write it as a string,
 * by way of `spare` where that is more than to close it. */
void json_close_string(struct buf *b, size_t start, struct buf *spare);

/* The fewest digits that read back as x, laid out as in RFC 8785 except that
 * -0 keeps its sign; null when x is not finite. */
void json_put_number(struct buf *b, double x);
void json_put_int(struct buf *b, int64_t n);
void json_put_count(struct buf *b, uint64_t n);

/*
 * The same to a place where JSON_NUMBER_ROOM bytes fit; returns their end.
 * json_write_decimal() writes n / 10000, without zeros at its end.
 */
enum { JSON_NUMBER_ROOM = 24 };
char *json_write_int(char *p, int64_t n);
char *json_write_decimal(char *p, int64_t n);

/*
 * Writing objects and arrays piece by piece: a member's name and colon, with a
 * comma unless it opens its object; a comma unless the next element opens its
 * array, whose '[' is in the buffer; and whole members, NULL or no bytes being
 * null.  Who opened them closes them.
 */
void json_member(struct buf *b, const char *name);
void json_next(struct buf *b);
void json_member_string(struct buf *b, const char *name, const char *text);
void json_member_str(struct buf *b, const char *name, struct str text);
void json_member_number(struct buf *b, const char *name, double x);
void json_member_count(struct buf *b, const char *name, uint64_t n);
void json_member_bool(struct buf *b, const char *name, bool yes);

/*
 * The next code point at p[*i], moving *i behind it; -1 where the bytes are
 * not UTF-8 (then *i moves by one byte).  *i < n is the caller's duty.
 */
int32_t json_codepoint(const char *p, size_t n, size_t *i);

#endif
