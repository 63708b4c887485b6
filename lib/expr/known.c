#include "expr/known.h"

/* The Makefile lays one of these beside each program it embeds; the linker
 * joins those of what is linked, and knows where they begin and end. */
struct known {
	const char *program, *program_end, *value, *value_end;
};

extern const struct known first[] __asm__("__start_programs")
    __attribute__((weak));
extern const struct known end[] __asm__("__stop_programs")
    __attribute__((weak));

struct str
known_value(struct str program)
{
	for (const struct known *k = first; k < end; k++)
		if (k->program == program.p &&
		    k->program_end == program.p + program.n)
			return (struct str){ k->value,
				(size_t)(k->value_end - k->value) };
	return STR("");
}
