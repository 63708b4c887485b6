#include "score/score.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "rules/rules.h"
#include "stream/stream.h"

enum { CEILING = 16 << 20 }; /* bytes of a file we read whole */

EMBED(embed_score_rules_jq);

const char *
score_beside(const char *rules, struct str file, struct arena *run)
{
	const char *slash = strrchr(rules, '/');
	struct buf b = { 0 };
	const char *path;

	if (slash && file.p[0] != '/')
		buf_put(&b, rules, (size_t)(slash - rules) + 1);
	buf_str(&b, file);
	path = arena_cstr(run, buf_view(&b));
	buf_free(&b);
	return path;
}

const struct score_plan *
score_load(
    const char *file, const struct score_limits *limits, struct arena *run)
{
	struct rules r = { 0 };
	struct score_list *lists;
	struct str text;

	if (!file)
		return score_plan(EMBEDDED(embed_score_rules_jq),
		    "built-in rules", NULL, 0, limits, run);
	text = stream_slurp(file, CEILING, run);
	rules_peek_terms(text, file, run, &r);
	lists = arena_array(run, r.n_terms + 1, sizeof(*lists));
	for (size_t i = 0; i < r.n_terms; i++) {
		const char *path = score_beside(file, r.terms[i].file, run);

		if (access(path, R_OK) < 0)
			rules_wrong(&r, r.terms[i].at, run, "terms: %s: %s",
			    path, strerror(errno));
		lists[i] = (struct score_list){
			.name = arena_cstr(run, r.terms[i].name),
			.file = path,
			.csv = stream_slurp(path, CEILING, run),
		};
	}
	return score_plan(text, file, lists, r.n_terms, limits, run);
}
