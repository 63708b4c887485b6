#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

/* Bytes that someone else owns: no terminator, any byte value. */
struct str {
	const char *p;
	size_t n; /* bytes */
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })

/* For "%.*s" of printf, which takes no more than INT_MAX bytes. */
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str
str_of(const char *cstr)
{
	return (struct str){ cstr, strlen(cstr) };
}

/* Copy it to p, where there is room; returns its end there. */
static inline char *
str_write(char *p, struct str s)
{
	return (char *)memcpy(p, s.p, s.n) + s.n;
}

/*
 * The same in blocks of a fixed size, for short texts: nearly all are one
 * block, so that their lengths, which cannot be foreseen, are no branches.
 * STR_BLOCK bytes behind the text can be read, and behind its end at p written.
 */
enum { STR_BLOCK = 48 };

static inline char *
str_write_blocks(char *p, struct str s)
{
	size_t at = 0;

	do {
		memcpy(p + at, s.p + at, STR_BLOCK);
		at += STR_BLOCK;
	} while (at < s.n);
	return p + s.n;
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
str_begins(struct str s, struct str with)
{
	return s.n >= with.n && str_eq((struct str){ s.p, with.n }, with);
}

/* The same whatever the case of the letters a to z, in every locale. */
static inline bool
char_eq_nocase(char a, char b)
{
	return a == b || ((a ^ b) == 0x20 && is_alpha(a));
}

/* All of them: unlike strncasecmp(), a NUL ends nothing. */
static inline bool
str_eq_nocase(struct str a, struct str b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && char_eq_nocase(a.p[i], b.p[i]))
		i++;
	return i == a.n;
}

static inline bool
str_begins_nocase(struct str s, struct str with)
{
	return s.n >= with.n &&
	       str_eq_nocase((struct str){ s.p, with.n }, with);
}

/* Without the blanks around it. */
static inline struct str
str_trimmed(struct str s)
{
	while (s.n && s.p[0] == ' ')
		s = (struct str){ s.p + 1, s.n - 1 };
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* 0 to 9, anywhere in it. */
static inline bool
str_has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return true;
	return false;
}

/* Whether c is in `set`: NUL is in none, whereas strchr() finds the end. */
static inline bool
is_any_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Byte order; a prefix comes before what it begins. */
static inline int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* The language of a tag without its region: "de" of "de-AT" and "de_AT". */
static inline struct str
str_language(struct str tag)
{
	size_t n = 0;

	while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_')
		n++;
	return (struct str){ tag.p, n };
}

/* The same as a number, its two or three letters in small ones of ASCII; 0: it
 * says no language ("und", or what is no code of ISO 639). */
static inline uint32_t
str_language_code(struct str tag)
{
	struct str name = str_language(tag);
	uint32_t code = 0;

	if (name.n < 2 || name.n > 3)
		return 0;
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i] | 0x20;

		if (c < 'a' || c > 'z')
			return 0;
		code = code << 8 | c;
	}
	return code == ('u' << 16 | 'n' << 8 | 'd') ? 0 : code;
}

#endif
