#include "base/ascii.h"
#include "import/preset.h"

/* "2022-03-25T02:06:07", a digit for each 0 */
static const char form[] = "0000-00-00T00:00:00";

/* Whether a line begins with a time to the second. */
static bool
is_stamped(struct str line)
{
	if (line.n < sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == '0' ? !is_digit(line.p[i])
				   : line.p[i] != form[i])
			return false;
	return true;
}

struct str
preset_unstamped(struct str line)
{
	size_t i = sizeof(form) - 1, end;

	if (!is_stamped(line))
		return line;
	while (i < line.n &&
	       (is_digit(line.p[i]) || is_any_of(line.p[i], ".:+-Z")))
		i++;
	end = i;
	while (i < line.n && is_any_of(line.p[i], " \t"))
		i++;
	if (i == end || i == line.n || line.p[i] != '{')
		return line;
	return (struct str){ line.p + i, line.n - i };
}
