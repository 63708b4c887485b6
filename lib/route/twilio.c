#include "base/die.h"
#include "route/vendor.h"

/*
 * A workflow of Twilio's TaskRouter: filters that pick tasks, each with targets
 * that are tried one after the other.  A timeout adds to those before it, as it
 * counts from when the target began.  A filter becomes a queue and the route
 * that leads to it, a target a step; who is in a task queue has its name as a
 * skill.  A first target for one worker alone, whom the task names, is the time
 * that the queue waits for its preferred agent.
 */

static const char *const read_members[] = { "queue", "expression", "timeout",
	"priority", "skip_if", "order_by", NULL };

static struct str
text_or(const struct vendor *v, uint32_t object, const char *name,
    struct str fallback)
{
	uint32_t at = vendor_member(v, object, name, JSON_STRING);

	return at ? json_string(v->j, at, v->a) : fallback;
}

static bool
is_one_of(struct str s, const char *const *known)
{
	for (; *known; known++)
		if (str_eq(s, str_of(*known)))
			return true;
	return false;
}

/* What is not read is said, that nobody takes it for obeyed. */
static void
warn_unread(const struct vendor *v, uint32_t target)
{
	for (uint32_t i = json_first(v->j, target); i;
	     i = json_after(v->j, target, i)) {
		struct str name = json_string(v->j, i, v->a);

		if (!is_one_of(name, read_members))
			warning("%s: %.*s of a target is not read", v->file,
			    STR_ARG(name));
	}
}

/* Blanks do not count. */
static struct str
squeeze(const struct vendor *v, struct str s)
{
	char *p = arena_alloc(v->a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ' && s.p[i] != '\t')
			p[n++] = s.p[i];
	return (struct str){ p, n };
}

enum skip { SKIP_NEVER, SKIP_UNSTAFFED, SKIP_AT_ONCE };

static enum skip
read_skip(const struct vendor *v, uint32_t target)
{
	uint32_t at = vendor_member(v, target, "skip_if", JSON_STRING);
	struct str text;

	if (!at)
		return SKIP_NEVER;
	text = squeeze(v, json_string(v->j, at, v->a));
	if (str_eq(text, STR("workers.available==0")))
		return SKIP_UNSTAFFED;
	if (str_eq(text, STR("1==1")) || str_eq(text, STR("true")))
		return SKIP_AT_ONCE;
	vendor_fail(
	    v, at, "skip_if is neither workers.available == 0 nor 1 == 1");
}

/* When the target ends, -1: never. */
static double
put_target(const struct vendor *v, uint32_t target, double from)
{
	uint32_t timeout = vendor_member(v, target, "timeout", JSON_NUMBER);
	uint32_t priority = vendor_member(v, target, "priority", JSON_NUMBER);
	uint32_t expression =
	    vendor_member(v, target, "expression", JSON_STRING);
	struct str queue = text_or(v, target, "queue", STR(""));
	enum skip skip = read_skip(v, target);
	struct buf *b = v->out;
	struct buf jq = { 0 };

	warn_unread(v, target);
	if (!queue.n)
		warning("%s: a target names no queue: anybody may take it",
		    v->file);
	json_next(b);
	buf_char(b, '{');
	json_member(b, "skills");
	buf_char(b, '[');
	if (queue.n)
		json_put_string(b, queue);
	buf_char(b, ']');
	if (expression) {
		twilio_expression(v, expression, true, &jq);
		json_member(b, "expression");
		json_put_string(b, buf_view(&jq));
	}
	if (timeout)
		from += json_number(v->j, timeout);
	if (timeout || skip == SKIP_AT_ONCE)
		json_member_number(b, "until_age_s", from);
	if (skip == SKIP_UNSTAFFED)
		buf_cstr(b, ",\"skip_unstaffed\":true");
	if (priority)
		json_member_number(b, "priority", json_number(v->j, priority));
	buf_char(b, '}');
	buf_free(&jq);
	return timeout || skip == SKIP_AT_ONCE ? from : -1;
}

/* Workers by an attribute are agents by their skills. */
static void
put_order(const struct vendor *v, uint32_t targets)
{
	for (uint32_t i = json_first(v->j, targets); i;
	     i = json_after(v->j, targets, i)) {
		struct str order = text_or(v, i, "order_by", STR(""));
		bool falls = order.n >= 4 &&
			     (order.p[order.n - 4] | 0x20) == 'd' &&
			     (order.p[order.n - 3] | 0x20) == 'e';

		if (!order.n)
			continue;
		json_member(v->out, "agent_order");
		buf_cstr(
		    v->out, falls ? "[\"proficiency\"" : "[\"least-skilled\"");
		buf_cstr(v->out, ",\"longest-idle\"]");
		return;
	}
}

static struct str
filter_name(const struct vendor *v, uint32_t filter, size_t n)
{
	struct str name = text_or(v, filter, "filter_friendly_name", STR(""));

	if (!name.n)
		name = text_or(v, filter, "friendly_name", STR(""));
	return name.n ? name : arena_printf(v->a, "filter %zu", n);
}

/* Where a task names the worker that a target is for alone; "": nowhere. */
static struct str
known_worker(const struct vendor *v, uint32_t target)
{
	struct str path = text_or(v, target, "known_worker_sid", STR(""));
	uint32_t expression =
	    vendor_member(v, target, "expression", JSON_STRING);
	struct str task = STR("task.");

	if (!path.n)
		path =
		    text_or(v, target, "known_worker_friendly_name", STR(""));
	if (path.n > task.n && !memcmp(path.p, task.p, task.n))
		return (struct str){ path.p + task.n, path.n - task.n };
	if (!path.n && expression && twilio_known_worker(v, expression, &path))
		return path;
	return STR("");
}

/* A target for a known worker, before others: who is not there is not waited
 * for, as skip_if has it. */
static bool
is_for_known(const struct vendor *v, uint32_t targets, uint32_t target)
{
	return target == json_first(v->j, targets) &&
	       json_after(v->j, targets, target) &&
	       vendor_member(v, target, "timeout", JSON_NUMBER) &&
	       known_worker(v, target).n;
}

/* Such a target is the queue's time for its preferred agent alone. */
static double
put_known(const struct vendor *v, uint32_t target)
{
	uint32_t timeout = vendor_member(v, target, "timeout", JSON_NUMBER);

	if (read_skip(v, target) == SKIP_NEVER)
		warning("%s: a target for a known worker has no skip_if: here "
			"nobody waits for who is not there",
		    v->file);
	if (vendor_member(v, target, "priority", JSON_NUMBER))
		warning("%s: priority of a target for a known worker is not "
			"read",
		    v->file);
	json_member_number(v->out, "preferred_s", json_number(v->j, timeout));
	return json_number(v->j, timeout);
}

/* After the last timeout a task is cancelled: its time is its patience. */
static void
put_queue(const struct vendor *v, uint32_t filter, size_t n)
{
	uint32_t targets = vendor_member(v, filter, "targets", JSON_ARRAY);
	uint32_t first = targets ? json_first(v->j, targets) : 0;
	double until = 0;

	if (!first)
		vendor_fail(v, filter, "a filter has no targets");
	json_next(v->out);
	buf_cstr(v->out, "{\"name\":");
	json_put_string(v->out, filter_name(v, filter, n));
	if (json_kind_of(v->j, first) == JSON_OBJECT &&
	    is_for_known(v, targets, first)) {
		until = put_known(v, first);
		first = json_after(v->j, targets, first);
	}
	json_member(v->out, "steps");
	buf_char(v->out, '[');
	for (uint32_t i = first; i; i = json_after(v->j, targets, i)) {
		if (json_kind_of(v->j, i) != JSON_OBJECT)
			vendor_fail(v, i, "a target is no object");
		if (until < 0)
			vendor_fail(
			    v, i, "a target follows one without a timeout");
		until = put_target(v, i, until);
	}
	buf_char(v->out, ']');
	put_order(v, targets);
	if (until > 0)
		json_member_number(v->out, "patience_s", until);
	buf_char(v->out, '}');
}

static void
put_default_queue(const struct vendor *v, uint32_t filter)
{
	struct str queue = text_or(v, filter, "queue", STR(""));

	json_next(v->out);
	buf_cstr(v->out, "{\"name\":\"default\",\"skills\":[");
	if (queue.n)
		json_put_string(v->out, queue);
	buf_cstr(v->out, "]}");
}

static void
put_route(const struct vendor *v, uint32_t filter, size_t n)
{
	uint32_t expression =
	    vendor_member(v, filter, "expression", JSON_STRING);
	struct buf jq = { 0 };

	if (expression)
		twilio_expression(v, expression, false, &jq);
	else
		buf_cstr(&jq, "true");
	json_next(v->out);
	buf_cstr(v->out, "{\"when\":");
	json_put_string(v->out, buf_view(&jq));
	json_member(v->out, "queue");
	json_put_string(v->out, filter_name(v, filter, n));
	buf_char(v->out, '}');
	buf_free(&jq);
}

/* A policy has one place where records name an agent. */
static void
put_preferred(const struct vendor *v, uint32_t filters)
{
	struct str path = STR("");

	for (uint32_t i = filters ? json_first(v->j, filters) : 0; i;
	     i = json_after(v->j, filters, i)) {
		uint32_t targets = vendor_member(v, i, "targets", JSON_ARRAY);
		uint32_t first = json_first(v->j, targets);

		if (!is_for_known(v, targets, first))
			continue;
		if (path.n && !str_eq(path, known_worker(v, first)))
			vendor_fail(v, first,
			    "it names a known worker by another attribute "
			    "than a target before it");
		path = known_worker(v, first);
	}
	if (!path.n)
		return;
	json_member(v->out, "preferred");
	json_put_string(v->out, path);
}

void
twilio_workflow(const struct vendor *v)
{
	uint32_t routing = vendor_member(v, 0, "task_routing", JSON_OBJECT);
	uint32_t filters = vendor_member(v, routing, "filters", JSON_ARRAY);
	uint32_t rest =
	    vendor_member(v, routing, "default_filter", JSON_OBJECT);
	size_t n = 0;

	if (!routing || (!filters && !rest))
		vendor_fail(v, routing, "it has no task_routing with filters");
	buf_cstr(v->out, "{\"queues\":[");
	for (uint32_t i = filters ? json_first(v->j, filters) : 0; i;
	     i = json_after(v->j, filters, i))
		put_queue(v, i, ++n);
	if (rest)
		put_default_queue(v, rest);
	buf_cstr(v->out, "],\"routes\":[");
	n = 0;
	for (uint32_t i = filters ? json_first(v->j, filters) : 0; i;
	     i = json_after(v->j, filters, i))
		put_route(v, i, ++n);
	if (rest) {
		json_next(v->out);
		buf_cstr(v->out, "{\"when\":\"true\",\"queue\":\"default\"}");
	}
	buf_char(v->out, ']');
	put_preferred(v, filters);
	buf_cstr(v->out, "}\n");
}
