/* hoff-route - give every escalation a queue and an agent */

#include <inttypes.h>
#include <stdlib.h>

#include "base/die.h"
#include "base/embed.h"
#include "cli/cli.h"
#include "conv/conv.h"
#include "csv/csv.h"
#include "expr/expr.h"
#include "grid/grid.h"
#include "route/route.h"
#include "rules/rules.h"
#include "stream/stream.h"
#include "zone/zone.h"

EMBED(embed_route_agents_csv);
EMBED(embed_route_compare_schema_json);
EMBED(embed_route_policy_jq);
EMBED(embed_route_report_schema_json);
EMBED(embed_route_route_schema_json);
EMBED(embed_route_staff_schema_json);
EMBED(embed_score_rules_jq);

enum { FILE_CEILING = 16 << 20 };
#define RUN_CEILING ((size_t)1 << 30)

struct opts {
	const char *rules;
	struct list agents, policies;
	const char *from;
	struct compare_opts compare;
	struct route_opts route;
	const char *report; /* "": in place of the records */
	const char *html;
	struct report_opts reports;
	const char *staff; /* as report */
	struct staff_opts staffing;
};

static const struct opt options[] = {
	FILES('a', "agents", "FILE", struct opts, agents,
	    "read the agents from FILE, a CSV table; each further one is "
	    "compared with the first, instead of the records"),
	A_FILE('r', "rules", "FILE", struct opts, rules, NULL,
	    "read the queues from FILE, a rules file of hoff-score"),
	FILES('p', "policy", "FILE", struct opts, policies,
	    "read from FILE what queues do, and in which order contacts and "
	    "agents go; each further one is compared with the first, instead "
	    "of the records"),
	CHOICE(0, "from", "PRODUCT", struct opts, from, NULL, route_vendors,
	    "read FILE, the product's own, and print it as a policy for -p"),
	COUNT(0, "replications", "N", struct opts, compare.replications, "20",
	    "compare policies or rosters on N draws of what is drawn"),
	FLAG(0, "explain", struct opts, route.explain,
	    "say of each contact why other agents did not take it"),
	COUNT(0, "window", "N", struct opts, route.window, "4096",
	    "put contacts in order of arrival that are up to N records out "
	    "of it; 0: the whole input"),
	SIZE(0, "hold", "SIZE", struct opts, route.hold, "20M",
	    "keep at most SIZE bytes of records that wait for their outcome; "
	    "0: all of them"),
	NUMBER(0, "max-wait", "SECONDS", struct opts, route.max_wait_s, "86400",
	    "nobody waits longer than this, whatever the queue"),
	NUMBER(0, "max-pause", "SECONDS", struct opts, route.max_pause_s,
	    "1800", "a pause in the log is handling for at most SECONDS"),
	MAYBE_OUT(0, "report", "FILE", struct opts, report,
	    "print a report on waits, service levels and loads instead of "
	    "the records, or write it to FILE beside them"),
	CHOICE(0, "format", "FORMAT", struct opts, reports.format, "table",
	    route_formats, "how to print the report"),
	OUT_FILE(0, "html", "FILE", struct opts, html, NULL,
	    "also write the report as one self-contained page"),
	MAYBE_OUT(0, "staff", "FILE", struct opts, staff,
	    "print how many agents of which skills each half hour needs, and "
	    "how much the roster can take, instead of the records, or write "
	    "it to FILE beside them"),
	RATIO(0, "goal", "LEVEL", struct opts, staffing.goal, "0.8",
	    "with --staff, the service level that is to be met"),
	CHOICE(0, "level", "CONVENTION", struct opts, staffing.level, "offered",
	    route_levels,
	    "with --staff, the convention of the service level, as the report "
	    "defines them"),
	FLAG(0, "by-weekday", struct opts, staffing.by_weekday,
	    "with --staff, the half hours of each weekday by themselves"),
	NUMBER(0, "volume", "FACTOR", struct opts, staffing.volume, "1",
	    "with --staff, plan for FACTOR times the contacts of the log"),
	NUMBER(0, "aht", "FACTOR", struct opts, staffing.aht, "1",
	    "with --staff, plan for FACTOR times as much work on each "
	    "(average handle time)"),
	RATIO(0, "shrinkage", "SHARE", struct opts, staffing.shrinkage, "0",
	    "with --staff, the share of their paid time in which agents are "
	    "not there: leave, illness, training, breaks; so many more are to "
	    "be rostered"),
	RATIO(0, "max-occupancy", "SHARE", struct opts, staffing.max_occupancy,
	    "1", "with --staff, no kind of agents is to be busier than SHARE"),
	NUMBER(0, "shift-hours", "HOURS", struct opts, staffing.shift_hours,
	    "0",
	    "with --staff, also say when shifts of so many hours begin "
	    "that cover the half hours; 0: none"),
	NUMBER(0, "wage", "MONEY", struct opts, staffing.wage, "0",
	    "with --staff, what an hour of an agent costs whose row has no "
	    "wage, and so what one more or one less does; 0: not known"),
	NUMBER(0, "short-abandon", "SECONDS", struct opts,
	    reports.short_abandon_s, "5",
	    "in the report, who gives up within SECONDS did not really wait"),
	NUMBER(0, "starved", "N", struct opts, reports.starved, "3",
	    "in the report, a wait of more than N times its sla_s is too "
	    "long, when agents then take work of lower priority"),
	TEXT(0, "time-zone", "ZONE", struct opts, reports.time_zone, "UTC",
	    "where the half hours of the report begin, as in Europe/Berlin"),
	END
};

static const struct example examples[] = {
	{ "who would have taken the escalations of a day, and when",
	    "hoff-score testdata/logs/bank.ndjson | hoff-route | "
	    "jq -c .hoff.route" },
	{ "how many people would have waited with one agent at the desk",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --summary "
	    "-a testdata/hoff-route/one-agent.csv 2>&1 >/dev/null" },
	{ "the same as a report: waits, service levels, who is how busy",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --report "
	    "-a testdata/hoff-route/one-agent.csv" },
	{ "one number of it for a script",
	    "hoff-score testdata/logs/bank.ndjson | hoff-route --report "
	    "--format json | jq .total.service_level_offered.value" },
	{ "how many agents each half hour needs, and what the roster can take",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --staff "
	    "--goal 0.9" },
	{ "and on which weekday",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --staff "
	    "--by-weekday" },
	{ "with a fifth more contacts, and of every ten hours paid three "
	  "away from the desk",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --staff "
	    "--volume 1.2 --shrinkage 0.3 --max-occupancy 0.85" },
	{ "when shifts of eight hours are to begin",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --staff "
	    "--shift-hours 8 --format json | jq -c '.shifts[]'" },
	{ "what a day of each agent costs, and by contact he serves in time",
	    "hoff-score testdata/logs/*.ndjson | hoff-route --staff "
	    "--wage 21.50 --format json | "
	    "jq -c '.profiles[] | [.agents_with, .cost.one, "
	    ".cost.one_less_saves_each]'" },
	{ "the threshold that escalates what the roster can take, no more",
	    "hoff-score testdata/logs/*.ndjson | hoff-kpi --sweep --capacity "
	    "\"$(hoff-score testdata/logs/*.ndjson | hoff-route --staff "
	    "-a testdata/hoff-route/one-agent.csv --format json | "
	    "jq .capacity.share_of_conversations)\"" },
	{ "what if there were two fewer",
	    "hoff-score testdata/logs/*.ndjson | hoff-route "
	    "-a testdata/hoff-route/three-agents.csv "
	    "-a testdata/hoff-route/one-agent.csv" },
	{ "a workflow of Twilio's as a policy",
	    "hoff-route --from twilio-workflow "
	    "testdata/hoff-route/workflow.json | jq ." },
	{ "what customers in no hurry would lose if the others went first",
	    "hoff-score testdata/logs/*.ndjson | hoff-route "
	    "-a testdata/hoff-route/one-agent.csv "
	    "-p testdata/hoff-route/age.jq -p testdata/hoff-route/urgent.jq" },
	{ "start a roster of your own from the built-in one",
	    "hoff-route --show-defaults=agents.csv" },
	{ NULL, NULL }
};

static const struct field fields[] = {
	{ "outcome", "\"assigned\"; \"abandoned\": the customer's patience "
		     "ended; \"unserved\": see reason; \"not_routed\": "
		     "hoff-score did not escalate (then there is nothing "
		     "else); \"joined\": it went on as a later contact of "
		     "the customer" },
	{ "reason", "of \"unserved\": no_skill (held by no agent: missing "
		    "names it), no_agent (nobody has all of the skills, "
		    "or with them both the language and the channel), "
		    "no_language, no_channel, no_time (nothing says when it "
		    "arrives), no_queue (a crisis whose queue is not in the "
		    "rules file), max_wait, backlog (see --hold), closed, "
		    "full (max_waiting), not_reached (a callback was taken, "
		    "and nobody picked up)" },
	{ "queue", "of the rules file; an unknown one is the first" },
	{ "unknown_queue", "that hoff.score names, and the rules have not" },
	{ "agent", "id of the agent, or null" },
	{ "arrival", "when the contact entered the queue: hoff.score.at, else "
		     "the time of that turn, of the last turn before it that "
		     "has one, of the conversation's start" },
	{ "assigned_at", "when the agent took it, or null" },
	{ "wait_s", "seconds from arrival to that, or to giving up" },
	{ "position", "place in the queue on arrival, 1: first" },
	{ "target_met", "assigned within sla_s, of the channel in the "
			"policy, else of the queue" },
	{ "opens_at", "where the queue was closed, or nobody who could take it "
		      "was on shift, when it came: until then, by the clock "
		      "of the queue's time_zone, else of who starts then" },
	{ "step", "of the queue's steps, from 0: the one in force at last" },
	{ "asked_queue", "where it came to, when it overflowed" },
	{ "moments", "what happened while it waited: kind (step, overflow, "
		     "no_answer, callback: taken, unreached: called in vain), "
		     "at, due: of the next call" },
	{ "called_back", "Of who took a callback: whether he was reached." },
	{ "calls", "Of who took a callback: how often an agent called." },
	{ "joins", "the customer's contact before it: conversation_id, "
		   "channel_changed, kept_place, waits_since, agent_before" },
	{ "goes_on_as",
	    "of \"joined\": conversation_id of that later contact" },
	{ "passed_on", "what became of it when its agent passed it on" },
	{ "alternatives", "with --explain: agents, by what kept them from it, "
			  "and the nearest of them" },
	{ "priority", "hoff.score.priority, else the queue's" },
	{ "handle_s", "how long the work on it takes; the queue's "
		      "wrap_up_s comes on top, where the log has none" },
	{ "handle_from", "\"log\": the agents' turns and wrap_up_s of this "
			 "conversation; \"intent\", \"draw\": the policy's "
			 "distribution for its intent, for the queue; "
			 "\"queue\": handle_s of the queue" },
	{ "channel", "of the conversation, or null" },
	{ "skills", "that the queue asks for" }, { NULL, NULL }
};

static const struct default_file defaults[] = {
	{ "agents.csv", "the agents", embed_route_agents_csv,
	    embed_route_agents_csv_end },
	{ "rules.jq", "the rules file, for its queues", embed_score_rules_jq,
	    embed_score_rules_jq_end },
	{ "policy.jq", "the policy", embed_route_policy_jq,
	    embed_route_policy_jq_end },
	{ "route.schema.json", "JSON Schema of the annotation hoff.route",
	    embed_route_route_schema_json, embed_route_route_schema_json_end },
	{ "report.schema.json", "JSON Schema of --report --format json",
	    embed_route_report_schema_json,
	    embed_route_report_schema_json_end },
	{ "compare.schema.json",
	    "JSON Schema of a comparison with --format json",
	    embed_route_compare_schema_json,
	    embed_route_compare_schema_json_end },
	{ "staff.schema.json", "JSON Schema of --staff --format json",
	    embed_route_staff_schema_json, embed_route_staff_schema_json_end },
	{ NULL, NULL, NULL, NULL }
};

static const char *(*const libraries[])(
    void) = { csv_library, expr_library, stream_library, NULL };

static const struct spec spec = {
	.name = "hoff-route",
	.does = "give every escalation a queue and an agent",
	.operands = "[FILE]...",
	.about = FLOOR_MANUAL ROSTER_MANUAL QUEUE_MANUAL POLICY_MANUAL
	    ORDER_MANUAL REPORT_MANUAL STAFF_MANUAL,
	.options = options,
	.examples = examples,
	.fields = fields,
	.defaults = defaults,
	.libraries = libraries,
};

/* What is compared: policies, rosters, or a policy with a roster each. */
static size_t
n_rivals(const struct opts *o)
{
	size_t n = o->policies.n > o->agents.n ? o->policies.n : o->agents.n;

	return n ? n : 1;
}

/* A report takes the place of the records. */
static bool
is_report(const struct opts *o)
{
	return (o->report && !*o->report) || (o->staff && !*o->staff) ||
	       n_rivals(o) > 1;
}

struct job {
	struct opts o;
	struct common common;
	const struct expr *select;
	struct route *route;
	struct rival rivals[LIST_CEILING];
};

static void
count(struct worker *w, const struct route_totals *t)
{
	stream_count(w, STR("assigned"), t->assigned);
	stream_count(w, STR("target_met"), t->target_met);
	stream_count(w, STR("abandoned"), t->abandoned);
	stream_count(w, STR("unserved"), t->unserved);
	stream_count(w, STR("unserved_backlog"), t->backlog);
	stream_count(w, STR("not_routed"), t->not_routed);
	stream_count(w, STR("not_scored"), t->not_scored);
	stream_count(w, STR("unknown_queue"), t->unknown_queue);
}

/* Write the records whose outcome is certain; with a report in their place
 * they are only counted. */
static void
write_certain(struct worker *w, const struct job *job)
{
	while (route_next(job->route, w->out)) {
		if (is_report(&job->o))
			buf_clear(w->out);
		stream_done(w);
	}
}

static void
work(struct worker *w, void *arg)
{
	const struct job *job = arg;
	struct conv_reader reader;
	struct conv c;
	struct fault f;

	conv_open(&reader, w, job->select);
	while (conv_next(&reader, &c)) {
		if (route_take(job->route, &c, &f))
			stream_hold(w);
		else
			stream_bad(w, &f);
		write_certain(w, job);
	}
	route_end(job->route);
	write_certain(w, job);
	count(w, route_totals(job->route));
	conv_shut(&reader);
}

/* A file the user named, or the built-in one. */
static struct str
read_file(const char *file, struct str builtin, struct arena *run)
{
	return file ? stream_slurp(file, FILE_CEILING, run) : builtin;
}

/* The i-th file of a list, the last one for those that have none of their own;
 * NULL: the list is empty. */
static const char *
nth_file(const struct list *files, size_t i)
{
	return files->n ? files->at[i < files->n ? i : files->n - 1] : NULL;
}

static void
read_rivals(struct job *job, const char *rules_file, struct arena *run)
{
	const struct opts *o = &job->o;

	if (o->agents.n > 1 && o->policies.n > 1 &&
	    o->agents.n != o->policies.n)
		die("--agents and --policy: %zu and %zu files; give one, or as "
		    "many of both",
		    o->agents.n, o->policies.n);
	for (size_t i = 0; i < n_rivals(o); i++) {
		const char *agents = nth_file(&o->agents, i);
		const char *policy = nth_file(&o->policies, i);
		struct rival *r = &job->rivals[i];

		route_read_rival(
		    &(struct rival_texts){
			read_file(
			    agents, EMBEDDED(embed_route_agents_csv), run),
			read_file(
			    o->rules, EMBEDDED(embed_score_rules_jq), run),
			read_file(policy, EMBEDDED(embed_route_policy_jq), run),
			agents ? agents : "agents.csv", rules_file,
			policy ? policy : "policy.jq" },
		    run, r);
		r->name = route_rival_name(
		    r, o->agents.n > 1, o->policies.n > 1, run);
	}
}

static void
set_up(struct job *job, struct arena *run)
{
	const char *file = job->o.rules ? job->o.rules : "rules.jq";

	if (job->o.route.max_wait_s < 0)
		die("--max-wait: %g is less than 0", job->o.route.max_wait_s);
	if (job->o.route.max_pause_s < 0)
		die("--max-pause: %g is less than 0", job->o.route.max_pause_s);
	if (job->o.compare.replications == 0)
		die("--replications: at least 1");
	zone_need(job->o.reports.time_zone, run); /* also where none is used */
	read_rivals(job, file, run);
	job->route = route_new(job->rivals[0].agents, job->rivals[0].rules,
	    job->rivals[0].policy, &job->o.route, run);
	route_warn_unserved(job->route, file);
	if (job->o.report || job->o.html)
		route_count(job->route, &job->o.reports);
	job->o.staffing.short_abandon_s = job->o.reports.short_abandon_s;
	job->o.staffing.time_zone = job->o.reports.time_zone;
	job->o.staffing.format = job->o.reports.format;
	if (job->o.staff)
		route_keep(job->route, &job->o.staffing);
	job->o.compare.format = job->o.reports.format;
	if (n_rivals(&job->o) > 1)
		route_rivals(job->route, job->rivals, n_rivals(&job->o),
		    &job->o.compare);
}

/* What was asked for by an option: here, or in the file it names. */
static void
publish(const char *name, struct stream *s, struct buf *b)
{
	if (!*name)
		stream_print(s, buf_view(b));
	else
		stream_beside(s, name, buf_view(b));
	buf_clear(b);
}

static void
report(const struct job *job, struct stream *s)
{
	const struct opts *o = &job->o;
	bool terminal = stream_is_terminal(s);
	bool colour = terminal && !getenv("NO_COLOR");
	size_t width = terminal ? grid_terminal_width() : 0;
	struct buf b = { 0 };

	if (n_rivals(o) > 1) {
		route_compare(job->route, colour, width, &b);
		publish("", s, &b);
	}
	if (o->report) {
		route_report(job->route, colour && !*o->report,
		    *o->report ? 0 : width, &b);
		publish(o->report, s, &b);
	}
	if (o->staff) {
		route_staff(job->route, colour && !*o->staff,
		    *o->staff ? 0 : width, &b);
		publish(o->staff, s, &b);
	}
	if (o->html) {
		route_page(job->route, &b);
		publish(o->html, s, &b);
	}
	buf_free(&b);
}

/* Print the file of another product as a policy. */
static int
convert(const struct job *job, char **operands, struct arena *run)
{
	const char *file = *operands;
	struct buf b = { 0 };
	int status;

	if (!file || operands[1])
		die("--from: it takes one file");
	route_import(
	    job->o.from, stream_slurp(file, FILE_CEILING, run), file, run, &b);
	status = stream_report(&job->common.stream, buf_view(&b), false);
	buf_free(&b);
	arena_free(run);
	return status;
}

/* One word of a roster that no record has leaves many without anybody. */
static void
warn_of_lack(
    const struct job *job, uint64_t n, const char *does, const char *what)
{
	if (n)
		warning("%s: nobody with the skills %s their %s: contacts that "
			"are unserved (no_%s): %" PRIu64,
		    job->rivals[0].agents_file, does, what, what, n);
}

/* What the user should know of the run that its records alone do not say. */
static void
warn(const struct job *job)
{
	const struct route_totals *t = route_totals(job->route);

	if (t->not_scored && t->not_scored == t->not_routed &&
	    !(t->assigned + t->abandoned + t->unserved))
		warning("no record has been judged: hoff-score comes first");
	if (t->backlog)
		warning("%" PRIu64 " contacts made room for later ones and "
			"are unserved (see --hold)",
		    t->backlog);
	if (t->assigned + t->abandoned + t->unserved)
		route_warn_unused(job->route);
	warn_of_lack(job, t->no_language, "speaks", "language");
	warn_of_lack(job, t->no_channel, "takes", "channel");
	route_warn_strays(job->route, job->o.rules ? job->o.rules : "rules.jq");
}

int
main(int argc, char **argv)
{
	struct job job = { 0 };
	char **operands = cli_parse(&spec, &job.o, &job.common, argv);
	struct arena run;
	struct stream *s;

	(void)argc;
	arena_init(&run, RUN_CEILING);
	if (job.o.from)
		return convert(&job, operands, &run);
	set_up(&job, &run);
	job.select = conv_select(job.common.select, &run);
	s = stream_open(&job.common.stream, operands);
	stream_in_sequence(s);
	stream_work(s, work, &job);
	warn(&job);
	report(&job, s);
	route_free(job.route);
	arena_free(&run);
	return stream_close(s);
}
