/* Paths that a policy names: into a tree, held to the record's own members. */

#include <inttypes.h>
#include <stdio.h>

#include "base/die.h"
#include "conv/conv.h"
#include "redact/finding.h"
#include "redact/policy.h"

/* The step `member` (empty: each element) among those at *k, added if new. */
static struct path *
add_step(struct redact_policy *p, struct path **k, struct str member)
{
	while (*k && !str_eq((*k)->member, member))
		k = &(*k)->next;
	if (!*k) {
		*k = arena_zalloc(p->run, sizeof(**k));
		(*k)->member = member;
		(*k)->number = p->n_steps++;
	}
	return *k;
}

/* Where a path has come to in the record as record.schema.json has it. */
struct shape {
	enum conv_holds holds;
	const struct conv_member *members;
	bool known; /* false: a member that is not ours, or inside one */
};

static bool
refuse(char why[PATH_WHY], struct str before, const char *text)
{
	snprintf(why, PATH_WHY, "%.*s%s", STR_ARG(before), text);
	return false;
}

/*
 * A step inside `at`, of which `before` has been read.  Unknown members may be
 * anywhere in a record.  But nobody has one beside ours whose name is a slip
 * of the finger away, and what then is not looked at would leave as it is.
 */
static bool
step_into(
    struct shape *at, struct str member, struct str before, char why[PATH_WHY])
{
	const struct conv_member *m;
	struct str near;

	if (at->holds == CONV_ANYTHING)
		return true;
	if (at->holds == CONV_VALUE)
		return refuse(why, before, " of a record holds nothing below");
	if (member.n == 0 && at->holds != CONV_OBJECTS)
		return refuse(why, before, " of a record is no array");
	if (member.n == 0) {
		at->holds = CONV_OBJECT;
		return true;
	}
	if (at->holds == CONV_OBJECTS)
		return refuse(
		    why, before, " of a record is an array: [] goes behind it");
	m = conv_member(at->members, member);
	near = at->members == conv_members
		   ? conv_meant_member(at->members, member)
		   : STR("");
	if (!m && near.n) {
		snprintf(why, PATH_WHY,
		    ".%.*s is no member of a record; the nearest is .%.*s",
		    STR_ARG(member), STR_ARG(near));
		return false;
	}
	*at = m ? (struct shape){ m->holds, m->members, true }
		: (struct shape){ CONV_ANYTHING, NULL, false };
	return true;
}

/* The member at the beginning of a path, empty for "[]", and its bytes; 0: it
 * is none. */
static size_t
next_step(struct str path, struct str *member)
{
	size_t n = 1;

	*member = STR("");
	if (path.n > 1 && path.p[0] == '[')
		return path.p[1] == ']' ? 2 : 0;
	if (path.p[0] != '.')
		return 0;
	while (n < path.n && path.p[n] != '.' && path.p[n] != '[')
		n++;
	*member = (struct str){ path.p + 1, n - 1 };
	return n > 1 ? n : 0;
}

bool
policy_add_path(
    struct redact_policy *p, struct str path, unsigned here, char why[PATH_WHY])
{
	struct shape at = { CONV_OBJECT, conv_members, true };
	struct path **level = &p->root.inner, *step = NULL;
	struct str whole = path, member;

	if (path.n > 2 && memcmp(path.p + path.n - 2, "..", 2) == 0) {
		path.n -= 2;
		if (here == PATH_KEEP)
			here = PATH_KEEP_BELOW;
	}
	for (size_t i = 0, n; i < path.n; i += n) {
		n = next_step((struct str){ path.p + i, path.n - i }, &member);
		if (n == 0)
			return refuse(
			    why, STR(""), "not a path such as .turns[].text");
		if (!step_into(&at, member, (struct str){ path.p, i }, why))
			return false;
		step = add_step(p, level, member);
		level = &step->inner;
	}
	if (!step)
		return refuse(why, STR(""), "not a path such as .turns[].text");
	step->here |= here;
	step->known = at.known;
	step->text = whole;
	p->has_only |= here == PATH_ONLY;
	return true;
}

const struct path *
path_member(const struct path *k, const struct json *j, uint32_t key)
{
	for (k = k ? k->inner : NULL; k; k = k->next)
		if (k->member.n && json_is(j, key, k->member))
			return k;
	return NULL;
}

const struct path *
path_element(const struct path *k)
{
	for (k = k ? k->inner : NULL; k; k = k->next)
		if (k->member.n == 0)
			return k;
	return NULL;
}

bool
path_has(const struct path *k, struct str member)
{
	for (k = k->inner; k; k = k->next)
		if ((k->member.n && str_eq(k->member, member)) ||
		    path_has(k, member))
			return true;
	return false;
}

/* By any worker, in any record. */
static enum met
how_met(const struct path *k, struct redact *const *all, size_t n)
{
	enum met most = UNMET;

	for (size_t i = 0; i < n; i++)
		if (all[i] && all[i]->met[k->number] > most)
			most = all[i]->met[k->number];
	return most;
}

/* A walk over the steps of all paths, when all records have been read. */
struct walk {
	struct redact *const *all;
	size_t n;
};

/* Where it has come to. */
struct inside {
	const struct path *path;
	const struct conv_member *members; /* the record's own there */
	bool filled; /* of the innermost array there were elements */
	bool missed; /* none had what the path names on the way */
};

static struct inside
go_into(const struct walk *w, const struct inside *at, const struct path *k,
    const struct conv_member *m)
{
	enum met met = how_met(k, w->all, w->n);
	bool missed = met == UNMET || (met == MET_EMPTY && at->filled);

	if (k->member.n == 0)
		return (struct inside){ k, at->members, met == MET,
			at->missed || met == UNMET };
	return (struct inside){ k, m ? m->members : NULL, at->filled,
		at->missed || missed };
}

static void
warn_of(const struct path *k, struct str near)
{
	warning("%s %.*s: no record has it%s%.*s",
	    k->here & PATH_ONLY ? "only-in" : "keep", STR_ARG(k->text),
	    near.n ? "; the nearest member is " : "", STR_ARG(near));
}

/* Tell of each path that no record has; whether it is one of --only-in. */
static bool
name_unmet(const struct walk *w, const struct inside *at)
{
	bool only = false;

	for (const struct path *k = at->path->inner; k; k = k->next) {
		const struct conv_member *m =
		    k->member.n ? conv_member(at->members, k->member) : NULL;
		struct inside inner = go_into(w, at, k, m);

		if (k->here && !k->known && inner.missed) {
			warn_of(
			    k, k->member.n && !m
				   ? conv_meant_member(at->members, k->member)
				   : STR(""));
			only |= (k->here & PATH_ONLY) != 0;
		}
		only |= name_unmet(w, &inner);
	}
	return only;
}

bool
redact_unmet(const struct redact_policy *p, struct redact *const *all, size_t n)
{
	uint64_t records = 0, spoken = 0, unseen = 0;
	bool unmet;

	for (size_t i = 0; i < n; i++) {
		records += all[i] ? all[i]->record : 0;
		spoken += all[i] ? all[i]->spoken : 0;
		unseen += all[i] ? all[i]->unseen : 0;
	}
	unmet = records > 0 &&
		name_unmet(&(struct walk){ all, n },
		    &(struct inside){ &p->root, conv_members, true, false });
	if (unmet || spoken == 0 || unseen < spoken)
		return unmet;
	warning("nothing was looked at: where only-in and keep leave anything, "
		"no record has a text");
	return true;
}

/* What has such a form is it, wherever it stands: an id that is one names
 * somebody. */
static const enum kind telling[] = { KIND_URL, KIND_EMAIL, KIND_KEY,
	KIND_WALLET, KIND_IBAN, KIND_CARD, KIND_PHONE };

enum { N_TELLING = sizeof(telling) / sizeof(*telling) };

static void
name_kept(const struct path *k, struct redact *const *all, size_t n)
{
	char list[PATH_WHY] = "";
	size_t used = 0;

	for (size_t t = 0; t < N_TELLING; t++) {
		uint64_t sum = 0;

		for (size_t i = 0; i < n; i++)
			if (all[i] && all[i]->kept)
				sum += all[i]->kept[k->number * N_KINDS +
						    (size_t)telling[t]];
		if (sum)
			used += (size_t)snprintf(list + used,
			    sizeof(list) - used, "%s%" PRIu64 " %s",
			    used ? ", " : "", sum, kind_name(telling[t]).p);
	}
	if (used)
		warning("%.*s is kept, with what looks like %s",
		    STR_ARG(k->text), list);
}

static void
name_kept_inside(const struct path *k, struct redact *const *all, size_t n)
{
	for (k = k->inner; k; k = k->next) {
		name_kept(k, all, n);
		name_kept_inside(k, all, n);
	}
}

void
redact_tell_kept(
    const struct redact_policy *p, struct redact *const *all, size_t n)
{
	name_kept_inside(&p->root, all, n);
}
