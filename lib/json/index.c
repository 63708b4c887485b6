#include "json/json.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "json/scan.h"

#define ALWAYS_INLINE inline __attribute__((always_inline))

enum {
	START = 256,	  /* values */
	KEEP = 16 * 1024, /* values that stay allocated: 256 KiB */
};

enum step { REFUSED, MORE, DONE };

/*
 * The walk over one text.  It is inlined whole, once for each kernel, so that
 * it lives in registers: its address is never given to a real function.
 *
 * There is no stack.  While a container is open, its `next` names the
 * container around it and its `end` keeps that one's count.
 */
struct walk {
	enum kernel kernel; /* a constant after inlining */
	struct json *json;
	struct fault *fault;
	const unsigned char *begin, *p, *end;
	struct json_value *values;
	uint32_t n, room;
	uint32_t open;	/* the innermost container */
	uint32_t count; /* its items so far */
	uint32_t depth; /* containers that are open */
	bool object;	/* the innermost is an object */
};

static __attribute__((noinline, cold)) enum step
note(struct fault *f, enum reason reason, size_t at, const char *detail)
{
	*f = (struct fault){ .reason = reason, .at = at, .detail = detail };
	return REFUSED;
}

/* The byte at p, which may be the end of the text, cannot stand there. */
static ALWAYS_INLINE enum step
refuse(const struct walk *w, const unsigned char *p, const char *detail)
{
	if (p >= w->end)
		return note(w->fault, BAD_JSON, (size_t)(w->end - w->begin),
		    "the text ends too early");
	return note(w->fault, BAD_JSON, (size_t)(p - w->begin), detail);
}

/* False: there may be no more, JSON_VALUES is the limit. */
static __attribute__((noinline, cold)) bool
resize(struct json *j, uint32_t room)
{
	struct json_value *values;

	if (room > JSON_VALUES)
		return false;
	values = realloc(j->values, room * sizeof(*values));
	if (!values)
		die_of_memory();
	j->values = values;
	j->room = room;
	return true;
}

/* The byte in hand; 0, which is allowed nowhere, at the end of the text. */
static ALWAYS_INLINE unsigned char
peek(const struct walk *w)
{
	return w->p < w->end ? *w->p : 0;
}

static ALWAYS_INLINE unsigned char
skip_space(struct walk *w)
{
	unsigned char c = peek(w);

	while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
		w->p++;
		c = peek(w);
	}
	return c;
}

static ALWAYS_INLINE bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static ALWAYS_INLINE bool
is_hex(unsigned char c)
{
	/* without a branch: digits and letters come in no order */
	return ((unsigned)c - '0' < 10) | (((unsigned)c | 0x20) - 'a' < 6);
}

/* One more value, which begins here; NULL when there are too many. */
static ALWAYS_INLINE struct json_value *
add(struct walk *w)
{
	struct json_value *v;

	if (w->n == w->room) {
		if (!resize(w->json, w->room * 2)) {
			note(w->fault, TOO_MANY, (size_t)(w->p - w->begin),
			    "more values than can be indexed");
			return NULL;
		}
		w->values = w->json->values;
		w->room = w->json->room;
	}
	v = &w->values[w->n++];
	v->start = (uint32_t)(w->p - w->begin);
	return v;
}

/* Set everything but `start`; the value ends before w->p.  Member by member: as
 * one struct it would be read back, and put together in a register of 16 bytes
 * first. */
static ALWAYS_INLINE void
finish(struct walk *w, struct json_value *v, enum json_kind kind, bool escaped)
{
	v->end = (uint32_t)(w->p - w->begin);
	v->next = w->n;
	v->kind = kind;
	v->escaped = escaped;
	v->n = 0;
}

/* The backslash is at w->p; step behind the escape and any that follow. */
static ALWAYS_INLINE enum step
escapes(struct walk *w)
{
	static const bool simple[256] = {
		['"'] = true,
		['\\'] = true,
		['/'] = true,
		['b'] = true,
		['f'] = true,
		['n'] = true,
		['r'] = true,
		['t'] = true,
	};

	do {
		w->p++;
		if (simple[peek(w)]) {
			w->p++;
			continue;
		}
		if (peek(w) != 'u')
			return refuse(w, w->p, "no such escape in a string");
		w->p++;
		for (int i = 0; i < 4; i++, w->p++)
			if (!is_hex(peek(w)))
				return refuse(w, w->p,
				    "not four hexadecimal digits behind \\u");
	} while (peek(w) == '\\');
	return MORE;
}

/* What the kernel stopped at, short of a quote, at w->p; step behind it. */
static ALWAYS_INLINE enum step
oddity(struct walk *w)
{
	if (*w->p == '\\')
		return escapes(w);
	if (*w->p < 0x20)
		return refuse(w, w->p, "a control character in a string");
	do {
		size_t len;

		if (utf8_decode(w->p, (size_t)(w->end - w->p), &len) < 0)
			return note(w->fault, BAD_UTF8,
			    (size_t)(w->p - w->begin), "bytes are not UTF-8");
		w->p += len;
	} while (peek(w) >= 0x80);
	return MORE;
}

static ALWAYS_INLINE enum step
string(struct walk *w, struct json_value *v)
{
	bool escaped = false;

	w->p++;
	for (;;) {
		w->p = scan(w->kernel, w->p, w->end);
		if (peek(w) == '"')
			break;
		if (w->p >= w->end)
			return refuse(w, w->end, NULL);
		escaped |= *w->p == '\\';
		if (oddity(w) == REFUSED)
			return REFUSED;
	}
	w->p++;
	finish(w, v, JSON_STRING, escaped);
	return DONE;
}

/* At least one digit is wanted; step behind all of them. */
static ALWAYS_INLINE enum step
digits(struct walk *w)
{
	if (!is_digit(peek(w)))
		return refuse(w, w->p, "a digit is missing in a number");
	do
		w->p++;
	while (is_digit(peek(w)));
	return MORE;
}

static ALWAYS_INLINE enum step
number(struct walk *w, struct json_value *v)
{
	if (peek(w) == '-')
		w->p++;
	if (peek(w) == '0')
		w->p++;
	else if (digits(w) == REFUSED)
		return REFUSED;
	if (peek(w) == '.') {
		w->p++;
		if (digits(w) == REFUSED)
			return REFUSED;
	}
	if ((peek(w) | 0x20) == 'e') {
		w->p++;
		if (peek(w) == '+' || peek(w) == '-')
			w->p++;
		if (digits(w) == REFUSED)
			return REFUSED;
	}
	finish(w, v, JSON_NUMBER, false);
	return DONE;
}

static ALWAYS_INLINE enum step
word(struct walk *w, struct json_value *v, enum json_kind kind,
    const char *spelling)
{
	for (const char *s = spelling; *s; s++, w->p++)
		if (peek(w) != (unsigned char)*s)
			return refuse(w, w->p, "not a JSON value");
	finish(w, v, kind, false);
	return DONE;
}

/* The innermost container ends with the bracket at w->p. */
static ALWAYS_INLINE void
leave(struct walk *w)
{
	struct json_value *v = &w->values[w->open];
	uint32_t count = v->end;

	w->p++;
	w->open = v->next;
	v->end = (uint32_t)(w->p - w->begin);
	v->next = w->n;
	v->n = w->count & ((1 << 28) - 1);
	w->count = count;
	w->depth--;
	w->object = w->values[w->open].kind == JSON_OBJECT;
}

static ALWAYS_INLINE enum step
enter(struct walk *w, struct json_value *v, enum json_kind kind,
    unsigned char closing)
{
	if (w->depth == JSON_DEPTH)
		return note(w->fault, TOO_DEEP, (size_t)(w->p - w->begin),
		    "nested too deep");
	w->p++;
	*v = (struct json_value){
		.start = v->start,
		.end = w->count,
		.next = w->open,
		.kind = kind,
	};
	w->open = w->n - 1;
	w->count = 0;
	w->depth++;
	w->object = kind == JSON_OBJECT;
	if (skip_space(w) != closing)
		return MORE;
	leave(w);
	return DONE;
}

/* A value is due.  DONE: it is complete.  MORE: a container was entered. */
static ALWAYS_INLINE enum step
value(struct walk *w)
{
	unsigned char c = skip_space(w);
	struct json_value *v = add(w);

	if (!v)
		return REFUSED;
	if (c == '"')
		return string(w, v);
	switch (c) {
	case '{':
		return enter(w, v, JSON_OBJECT, '}');
	case '[':
		return enter(w, v, JSON_ARRAY, ']');
	case 't':
		return word(w, v, JSON_TRUE, "true");
	case 'f':
		return word(w, v, JSON_FALSE, "false");
	case 'n':
		return word(w, v, JSON_NULL, "null");
	case '-':
		return number(w, v);
	default:
		if (is_digit(c))
			return number(w, v);
		return refuse(w, w->p, "a value is missing");
	}
}

static ALWAYS_INLINE enum step
key(struct walk *w)
{
	unsigned char c = skip_space(w);
	struct json_value *v;

	if (c != '"')
		return refuse(w, w->p, "a key is missing");
	v = add(w);
	if (!v || string(w, v) == REFUSED)
		return REFUSED;
	if (skip_space(w) != ':')
		return refuse(w, w->p, "no colon behind a key");
	w->p++;
	return MORE;
}

/* A value is complete.  MORE: another item is due.  DONE: it was the root. */
static ALWAYS_INLINE enum step
behind(struct walk *w)
{
	while (w->depth) {
		unsigned char c = skip_space(w);

		if (c == ',') {
			w->p++;
			return MORE;
		}
		if (c != (w->object ? '}' : ']'))
			return refuse(w, w->p, "no comma or closing bracket");
		leave(w);
	}
	skip_space(w);
	if (w->p < w->end)
		return refuse(w, w->p, "something behind the value");
	return DONE;
}

static ALWAYS_INLINE bool
walk(enum kernel kernel, struct json *j, struct str text, struct fault *f)
{
	const unsigned char *begin = (const unsigned char *)text.p;
	struct walk w = {
		.kernel = kernel,
		.json = j,
		.fault = f,
		.begin = begin,
		.p = begin,
		.end = begin + text.n,
		.values = j->values,
		.room = j->room,
	};
	enum step step;

	do {
		w.count++;
		if (w.object && key(&w) == REFUSED)
			return false;
		step = value(&w);
		if (step == DONE)
			step = behind(&w);
	} while (step == MORE);
	if (step == DONE)
		j->n_values = w.n;
	return step == DONE;
}

void
json_init(struct json *j)
{
	*j = (struct json){ 0 };
	resize(j, START);
}

void
json_free(struct json *j)
{
	free(j->values);
	*j = (struct json){ 0 };
}

/* False when the text is refused unseen. */
static bool
prepare(struct json *j, struct str text, struct fault *f)
{
	j->text = text;
	j->n_values = 0;
	if (text.n >= UINT32_MAX) {
		note(f, TOO_LONG, 0, "4 GiB or more");
		return false;
	}
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0) {
		note(f, BAD_JSON, 0, "a byte order mark");
		return false;
	}

	/* After a giant: give back what this text cannot need. */
	if (j->room > KEEP && text.n < KEEP)
		resize(j, KEEP);
	return true;
}

bool
json_index_by(enum kernel k, struct json *j, struct str text, struct fault *f)
{
	if (!prepare(j, text, f))
		return false;
	if (k == KERNEL_PORTABLE)
		return walk(KERNEL_PORTABLE, j, text, f);
	return walk(KERNEL_FASTEST, j, text, f);
}

bool
json_index(struct json *j, struct str text, struct fault *f)
{
	return json_index_by(KERNEL_FASTEST, j, text, f);
}

const char *
json_kernel(void)
{
	return KERNEL_FASTEST == KERNEL_PORTABLE ? "portable" : "sse2";
}
