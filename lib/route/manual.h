#ifndef ROUTE_MANUAL_H
#define ROUTE_MANUAL_H

/* What the manual says of this room; of its header. */
#define FLOOR_MANUAL \
	"Replays the escalations that hoff-score found through the " \
	"queues of a rules file and a roster of agents: a simulation of " \
	"discrete events in whole microseconds, the same every time.\n\n" \
	"A contact goes to its queue and waits until an agent is free " \
	"who is on shift, has all skills of the queue, speaks the " \
	"language of the conversation (its primary subtag) and takes its " \
	"channel. Among the contacts an agent can take, the highest " \
	"priority goes first, then the earliest arrival, then the " \
	"earliest line. Among the agents free for a contact, the one " \
	"with the fewest contacts in hand goes first, then the one for " \
	"whom that has been so the longest (the longest idle), then the " \
	"first id in byte order. A call (channel voice or phone) needs " \
	"an agent with empty hands and fills them; chats share an agent " \
	"up to his slots. An agent finishes what he has when his shift " \
	"ends.\n\n" \
	"What happens at the same instant happens in this order: " \
	"contacts end; shifts end, then start; queues close and open; " \
	"contacts arrive; steps end and old contacts overflow; agents " \
	"take contacts; patience ends. So who waits exactly as long as " \
	"he has patience is served.\n\n"

#define ROSTER_MANUAL \
	"The roster is a CSV table, as a spreadsheet writes it (UTF-8; " \
	"where its header has no commas, semicolons or tabs separate the " \
	"columns, and a wage may be 18,50). Its columns (id and skills are " \
	"needed; several values are separated by semicolons, in quotes " \
	"where these separate columns):\n\n" \
	"  id         of the agent, unique\n" \
	"  name       for people\n" \
	"  skills     card;kyc:3 (levels 1 to 5; without one, 1)\n" \
	"  languages  codes, as in en;sw; empty: all\n" \
	"  channels   webchat:3;voice (three at once); empty: all\n" \
	"  slots      contacts at once; empty: 1\n" \
	"  shift      Mon-Fri 08:00-17:00;Sat-Sun 22:00-06:00 (to the next " \
	"day); empty: always\n" \
	"  breaks     Mon-Fri 12:00-12:30: what is not worked of it; by " \
	"the day on which it is, also in a night shift\n" \
	"  zone       of the shift: Z, +01:00, Europe/Berlin\n" \
	"  time_off   2026-03-04;2026-03-09/2026-03-13: days of that zone on " \
	"which no shift begins\n" \
	"  team       for expressions of steps\n" \
	"  state      available, or away until his next shift starts\n" \
	"  wage       what an hour of him costs, 18.50; empty: see --wage\n\n"

#define QUEUE_MANUAL \
	"A queue, in the rules file or in the policy (-p), has these " \
	"members, all but the name optional:\n\n" \
	"  skills         [\"card:3\"]: an agent needs all of them\n" \
	"  priority, sla_s, handle_s, patience_s\n" \
	"  wrap_up_s      work after a contact, where the log has no " \
	"outcome.wrap_up_s\n" \
	"  handle         drawn where the log is silent: {exponential: " \
	"300}, {lognormal: {mean, cv}}, {uniform: [a, b]}, {values: " \
	"[...]}, {constant: 300}\n" \
	"  patience       drawn likewise\n" \
	"  steps          [{skills, expression, until_age_s, priority, " \
	"skip_unstaffed}]: who may take a contact, on top of skills, " \
	"until it is so old; expression is jq over an agent, " \
	"'.skills.card >= 3 and .team == \\\"desk\\\"'\n" \
	"  rings          [{after_s, drop: [\"card:3\"]}]: skills that " \
	"are given up one after the other\n" \
	"  time_zone, hours {mon: [\"09:00-17:00\"]}, holidays " \
	"[\"2026-12-25\"]; opens_at is told by the clocks of time_zone\n" \
	"  closed         out of them: wait, refuse, overflow\n" \
	"  overflow       {to, waiting, after_age_s, when_unstaffed}: " \
	"waiting is how many wait already when nobody is free\n" \
	"  max_waiting    who finds so many waiting, and nobody free, is " \
	"refused; 0: nobody waits\n" \
	"  no_answer      {share, after_s, rest_s}: of the offers, " \
	"agents let so many ring\n" \
	"  transfer       {share, to, spent}: passed on after that part " \
	"of the work\n" \
	"  callback       {after_s: 60, share: 1, answered: 1, dial_s: " \
	"20, attempts: 1, retry_s: 600, appointment}: who calls (an " \
	"exclusive channel) and has waited after_s may hang up, keep the " \
	"place and be called when it is his turn: this share does; of the " \
	"calls so many are picked up, the others an agent lets ring for " \
	"dial_s, and calls again after retry_s, attempts calls in all\n" \
	"  appointment    of a callback, {share: 1, delay: 0, slot_s: " \
	"1800, places, priority}: this share of who takes one is called at " \
	"a time instead, which is the next slot that begins while the queue " \
	"is open and somebody on shift who may take him, and has one of its " \
	"places left (slots are slot_s long, from each midnight of " \
	"time_zone); where there is none in 400 days he keeps his place; a " \
	"delay, drawn as handle is, is how much later the customer wants " \
	"it; priority is his then\n" \
	"  preferred_s    waits so long for its preferred agent alone\n" \
	"  reserve        so many free agents are kept for it\n" \
	"  crisis         goes before all others, at any hour, never to " \
	"who lacks its skills: no overflow, no ring, no route and no " \
	"transfer leads out of it, nor what its customer writes next\n" \
	"  agent_order    as in the policy\n\n"

#define POLICY_MANUAL \
	"A policy is a file as the rules file is, with the members:\n\n" \
	"  queues         change those of the rules file, or add to them\n" \
	"  contact_order  of priority, age, score, deadline; per_minute " \
	"is what a minute of waiting adds to a priority in a score\n" \
	"  agent_order    of preferred, fewest, spare-capacity, " \
	"least-occupied, longest-idle, round-robin, proficiency, " \
	"least-skilled, id\n" \
	"  channels       {email: {weight: 0.5, sla_s: 14400, patience_s: " \
	"0}, voice: {exclusive: true}}; sla_s in place of that of queues, " \
	"but " \
	"for a crisis; patience_s (0: never gives up, as who writes an " \
	"e-mail) in place of that of intents and queues\n" \
	"  slow_down      k contacts at once each go k^-this fast, or " \
	"[1, 0.8, 0.6]\n" \
	"  intents        {NAME: {handle, patience}}\n" \
	"  routes         [{when, queue, priority}]: the first whose jq " \
	"expression over the record is true leads it\n" \
	"  preferred      path of the preferred agent in a record; of a " \
	"list the first\n" \
	"  join           {within_s, keep_place, same_agent}: contacts " \
	"of a customer within so long are one matter\n" \
	"  seed           of what is drawn, for each conversation_id and " \
	"arrival: the same under every policy\n\n"

#define ORDER_MANUAL \
	"Records come out in the order of the input, each as soon as its " \
	"outcome is certain and all before it are out; until then its " \
	"bytes are kept, at most --hold of them: when there are more, " \
	"who waits in the oldest record is unserved (reason backlog), " \
	"which is counted and said at the end. A queue says with " \
	"patience_s when its customers give up; where it does not, " \
	"--max-wait ends the wait after a day.\n\n" \
	"A contact that arrives before one whose record stands --window " \
	"or more records ahead (fewer, when --hold is full and they take " \
	"half of it) is rejected as out-of-order: what it would change " \
	"is already decided. With --window=0 all of the input is held.\n\n"

#define REPORT_MANUAL \
	"--report prints what came of it instead of the records (or, " \
	"with a file name, beside them), and --html writes it as a page: " \
	"waits, service levels by the four conventions that vendors use, " \
	"who gave up, how busy agents were, in all and by queue, " \
	"channel, skill, language and half hour of the day, and why who " \
	"was never served was not. Who came when a queue was closed and " \
	"lets nobody wait (closed: refuse) was not offered to anybody, and " \
	"is in no service level, here and in hoff-kpi, nor is who gave up a " \
	"share of such. Callbacks stand " \
	"apart: who took one is served when reached, else unserved " \
	"(not_reached), and his wait, until an agent calls, is in none of " \
	"those of who stayed on the line, nor is he in a service level " \
	"(with Genesys a callback is an interaction of its own) but " \
	"Amazon Connect's, where leaving the queue in time is enough. He " \
	"loses no patience, and is in the queue for Little's law, but " \
	"until his appointment and between two attempts. With an " \
	"appointment he waits from then on, behind who waits already " \
	"unless it has a priority, and it is told how late he was called, " \
	"and how many were called before their slot was over. Each attempt " \
	"is picked up as often as the first, whatever came of that; so " \
	"answered 0.6 with three attempts reaches 0.936, and costs agents " \
	"1.56 calls for each. Records wait for all this: see --hold. Whether " \
	"it " \
	"was fair: overtaken is who saw somebody served first that came " \
	"to the same queue later with no higher priority; starved is who " \
	"waited for --starved times its sla_s while agents with " \
	"the skills took work of lower priority; evenness of load is " \
	"Jain's index of the agents' occupancies. The skill that most " \
	"waiting is due to is called the bottleneck, and skills that " \
	"agents have for nothing are named. Where the policy joins the " \
	"contacts of a customer, it is told how often customers came " \
	"again, and by another channel; beside it stand the same " \
	"contacts in channels that do not know each other: how often a " \
	"wait began anew, what had been waited in vain, and how often " \
	"another agent took it than who had known the matter.\n\n" \
	"Agents are observed from the first arrival to when the last " \
	"contact comes or leaves the queue, but for silences of more " \
	"than two weeks. Occupancy is time with a contact in hand, of " \
	"the time on shift (or finishing what is left after it). A " \
	"figure that cannot be, for want of anything to divide by, is " \
	"null with the reason, never 0. Each run is checked against " \
	"itself: contacts that came are those served, given up and never " \
	"served, and by Little's law the time that contacts spent in the " \
	"queue is the number waiting, added up over time; the same for " \
	"agents. A run that broke one of these would end in status 2. " \
	"The report of one day is one draw: compare over many.\n\n" \
	"Its memory does not grow with the log. Waits are counted in bins " \
	"(of a millisecond below two seconds, above it of a thousandth of " \
	"the wait), so that a percentile is off by at most 1/2048 of " \
	"itself; a row of the report takes less than 0.7 MB, however many " \
	"contacts are in it. The longest wait and all counts, " \
	"sums and shares are exact.\n\n" \
	"To hold it against theory, let the log be arrivals alone (a " \
	"turn of the customer with its time, and hoff.score with " \
	"decision escalate and a queue) and a queue say how work and " \
	"patience are distributed, handle: {exponential: 300}, patience: " \
	"{exponential: 120}; one log with another seed for each " \
	"replication, whose first contacts are left out as warm-up. " \
	"Agents without shifts are then M/M/c, with patience Erlang A, " \
	"with another law M/G/c; max_waiting leaves room for so many, " \
	"and none with 0 (Erlang B).\n\n" \
	"Several rosters (-a), policies (-p), or as many of both, are " \
	"compared on the same contacts and draws: what if there were two " \
	"fewer, or one more. Measures have intervals of the paired " \
	"differences. Who is served in time, and who gives up, is of all " \
	"who came, also out of hours or called back, or the policy that " \
	"sends more away would be the better one. The time within which " \
	"nine of ten are served is of " \
	"all: who gives up is behind all who are served, so that it is " \
	"\"never\" where more than one in ten does. And each contact is " \
	"laid beside itself: who is served in both and later, or no " \
	"longer, by queue, though there are more agents or less " \
	"work. That cannot be where all agents can take all contacts, " \
	"the first to come goes first and nobody gives up; with skills, " \
	"priorities or patience it can, and it is told. As each " \
	"replication plays the log anew, its escalations are kept in " \
	"memory, half a kilobyte each and policy at most; so does --staff, " \
	"one kilobyte.\n\n"

#define STAFF_MANUAL \
	"--staff answers how many agents are needed to meet a service " \
	"level of --goal, each contact within its sla_s. " \
	"For each half hour of the day, all days of the log together or " \
	"(--by-weekday) each weekday by itself, Erlang's formulas (C, and A " \
	"where customers give up) say how " \
	"many each queue would need for itself. Then contacts like those " \
	"of that half hour, at their rate, are played with agents of the " \
	"kinds that the roster has, who take from all queues that they " \
	"have the skills for, as long as agents can be left out and " \
	"every queue still meets the goal (those with few contacts " \
	"together) and no kind of them is busier than --max-occupancy. " \
	"Occupancy is work in hand, of what their slots hold. Beside " \
	"them stand how many are on shift, and the service level and " \
	"mean wait with one less and one more.\n\n" \
	"The agents that are found are at work. Where leave, illness, " \
	"training and breaks take 0.3 of the paid time (--shrinkage), " \
	"agents / (1 - 0.3) are rostered, and paid. The roster " \
	"is played as if all came, less their breaks. What is to come " \
	"may be other than the log: --volume 1.2 plans for a fifth more " \
	"contacts, --aht 0.9 for a tenth less work on each, in the half " \
	"hours and with the roster.\n\n" \
	"--shift-hours covers these half hours with shifts of that length, " \
	"of each kind of agents by itself, whoever is there too many for " \
	"some of them: begun whenever somebody is missing, from the hour " \
	"of the day (--by-weekday: of the week) that takes the fewest. With " \
	"a full house round the clock fewer may do.\n\n" \
	"The days of a log are a sample. For the mean of their contacts " \
	"stands a 95% interval (Garwood's for a Poisson mean; where days " \
	"differ in level by more than chance, of all half hours together, " \
	"it is wider), and for its ends the search is done again: so " \
	"many agents are needed if the mean was so low, or so high. That " \
	"is not the range of single days, and where contacts are many the " \
	"simulation itself may be off by one agent.\n\n" \
	"A mean of days divides by those of the log: days, in " \
	"--time-zone, on which any conversation of the input began or " \
	"came to the agents, escalated or not. What --select leaves out, " \
	"or the export never had, is no day; nor are the half hours " \
	"before the first conversation and behind the last one. So give " \
	"the whole log, not its escalations alone: a quiet day counts " \
	"when somebody talked to the bot. Few days are a weak ground, and " \
	"a mean of busy and quiet weekdays is enough for neither: the " \
	"table of the days tells how far apart they are.\n\n" \
	"Who takes a callback is not served in time here, by whatever " \
	"convention (the report leaves him out): or else so few agents that " \
	"all hang up would be enough for those who stay. He is in no mean " \
	"wait; what agents spend on him, calls in vain too, is in their " \
	"occupancy. Who is called at an " \
	"appointment is played as if that were in the half hour in which he " \
	"hung up: where the goal is met, few wait for so long. With the " \
	"roster, the log is played as it is, appointments at their time.\n\n" \
	"Where handling times or patience are drawn, the formulas use " \
	"the mean of the distribution, not that of a draw.\n\n" \
	"Below, the log itself is played once more with the roster and " \
	"its shifts, with one agent less or more of each kind; and with " \
	"some of its contacts, or all of them and some again, until the " \
	"goal is just met: so many escalations a day the roster can " \
	"take, and rules that escalate more need more agents. For one " \
	"more, and for all work a tenth shorter, it is counted who is " \
	"served later than before. Contacts that no agent can ever serve " \
	"are left out and counted. With wages, the roster's or --wage, " \
	"it is told what these agents cost and what one more or less " \
	"does, in all and by contact that is served in time or no longer.\n\n" \
	"The share of conversations that the roster can take is the " \
	"--capacity of hoff-kpi --sweep, which finds the threshold of " \
	"hoff-score that escalates no more than that."

#endif
