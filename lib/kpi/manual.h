#ifndef KPI_MANUAL_H
#define KPI_MANUAL_H

/* What the manual says of this room; of its header. */
#define OUTCOME_MANUAL \
	"Reads conversations, annotated by the other filters or not, and " \
	"prints one report: how they ended, how many were escalated, " \
	"contained and abandoned, how long it took, what the rules say, " \
	"what the routing simulation says. What the input does not hold " \
	"is null, with the reason; it is never 0.\n\n" \
	"Beside every share stand its numerator, its denominator, its " \
	"definition and Wilson's interval. The unit is the conversation. " \
	"Shares and intervals are rounded to four decimals.\n\n" \
	"Each conversation has exactly one outcome, so outcomes add up to " \
	"all. What they mean, and what is a share of what, is said by a " \
	"definition file, a jq program: --show-defaults=hoff.jq prints the " \
	"default one, with the facts that it may ask for. In it, who gave " \
	"up is not resolved, an attempt is not a delivery, and what the " \
	"log does not say is unknown. Of several handoffs in one " \
	"conversation the last one decides how it ended. --definitions " \
	"takes another file, or the words of a vendor; that changes " \
	"definitions only, never what is read.\n\n" \
	"Containment is no resolution. containment_loose (no handoff) and " \
	"containment_strict (nor another contact within 24 hours, which " \
	"is Google's rate) hold those who gave up, and those who are said " \
	"to be not helped. containment_resolved, _assumed, _durable and " \
	"_strict_resolved do not.\n\n" \
	"Two things to know of the default. contained_resolved needs " \
	"outcome.resolved, no abandoned event, and closed_by to be the " \
	"customer or not said; resolved otherwise (a bot, a timer or an " \
	"agent closed it, or the customer had left) is " \
	"contained_assumed, somebody's assumption. abandoned_silent: the " \
	"last word is a question of the bot; \"anything else?\" is a " \
	"question too, so record outcome.resolved.\n\n" \
	"Who came back is known with --history only, by customer.id: " \
	"containment_strict, containment_strict_resolved, " \
	"containment_durable, fcr, fcr_matter and what vendors define so. " \
	"Staying away " \
	"is taken for resolved only where the log does not deny it: fcr " \
	"counts against itself who is said to be not resolved and, where " \
	"nothing is said, who gave up or was refused; a handoff of which " \
	"the log does not say what became is left out. A conversation " \
	"counts for a window of W days only " \
	"when the log goes on for W days after its end, come back or not. " \
	"W is 1 for containment_strict and containment_strict_resolved, 7 " \
	"for containment_durable, fcr and fcr_matter; " \
	"definitions may ask for 1, 3, 7 or 30, and for no other. " \
	"The log ends with the start of its last conversation, to the " \
	"minute; of one that ended before 1970 it is not known. All " \
	"conversations of a customer must be in the input: a " \
	"log that is cut into parts is cut by customer.\n\n" \
	"fcr asks whether the customer came back at all, fcr_matter whether " \
	"it was with the same matter (another contact regarding the same " \
	"issue within 7 days fails it: callcentrehelper.com on FCR): its " \
	"unit is the first " \
	"contact on a matter, so a third call about one bill is not counted " \
	"as another matter that was solved at once. Two contacts are on the " \
	"same matter when they share one of their names: what --matter says " \
	"(a disposition code, a list of them, letter by letter), else the " \
	"intents of the customer's turns, but fallbacks and those of " \
	"--no-matter (their letters and digits, whatever the case; a row " \
	"that ends in * is about all that begin so). A contact of which " \
	"nothing is known may be on any matter: it counts against the one " \
	"before it, and is itself left out, as is who was there with " \
	"nothing known within 7 days before. The log does not tell who was " \
	"there before it began, so of a short one a few contacts pass for " \
	"the first. repeat_matter is how often the same matter comes back, " \
	"of all contacts.\n\n"

#define WAIT_MANUAL \
	"Service levels come in the four conventions that vendors use, by " \
	"name; --target and --short-abandon are theirs. Where a channel " \
	"has time, --target 20,email=14400 gives it (four hours, by the " \
	"conversation's channel) and all others 20 seconds; --by channel " \
	"keeps their waits and handling times apart. They count " \
	"handoffs, of which a conversation may have several: it is another " \
	"one when the last one was given back to the bot or left, or " \
	"failed and the customer wrote since; asked for again before " \
	"that, it is the same. A wait begins with the request and " \
	"ends with the human, or when the customer is gone (abandoned, or " \
	"closed by the customer, at ended_at where no event says when); a " \
	"human who comes unasked was not waited for. " \
	"Offered are also those whom nobody answered: the handoff failed " \
	"or was given back, or a timer closed the conversation meanwhile. " \
	"Not offered are those that failed for it was out of hours, and " \
	"those of which the log does not say what became; a wait whose " \
	"beginning or end has no time is in none of these numbers. Genesys " \
	"leaves the unanswered (its flow-outs) out unless told " \
	"otherwise.\n\n" \
	"Handling (AHT) is the time in which a human was there: from the " \
	"first sign (a turn, handoff_accepted, agent_joined) until " \
	"returned_to_bot, else until the last word before the bot wrote " \
	"again; what the bot says later is not the agent's work. " \
	"outcome.wrap_up_s comes on top where the log has it, and nothing " \
	"where it has not: how many those are stands beside wrap-up.\n\n"

#define LABELS_MANUAL \
	"Against labels.turn (one turn) or labels.turns (several), turn " \
	"by turn: precision, recall and F1 of the turn that hoff.score " \
	"escalates at, and Golden Transfer within Tolerance of 1, 2 and 3 " \
	"turns (Liu et al. 2021, with --lambda): 1 where nobody should " \
	"escalate and nobody does, 0 where one of them does alone, else " \
	"the mean over the turns picked of exp(-d^2 / (2 T^2 (1 - lambda " \
	"s))) to the nearest labelled turn, d turns away, s being 1 when " \
	"late and -1 when early. The same numbers of policies that know " \
	"nothing stand beside them: never, at every customer turn, at the " \
	"customer turn --fixed-turn.\n\n"

#define AMOUNT_MANUAL \
	"Amounts (times, turns, CSAT) come with how often they were " \
	"observed (n), how often the thing never happened (never), and " \
	"how often it did without a time in the log. " \
	"Quantiles are of the observed ones: the value of rank " \
	"ceil(q n), exact below 2048 (milliseconds, turns) and within " \
	"1/2048 of itself above. Of the times to a handoff, a human and a " \
	"judged escalation there are two more medians, for rules that " \
	"escalate less look faster by the first, for no other reason than " \
	"whom they escalate. p50_of_all, \"half of all\", is when half of " \
	"all have met it, who never did included: a conversation that " \
	"ends, solved or given up, never has it any more, so its end " \
	"competes with the handoff and is no censoring (cumulative " \
	"incidence, Aalen and Johansen; as each conversation in the log " \
	"is taken to be whole, it is the plain share). It is null where " \
	"fewer than half ever meet it. p50_kaplan_meier (JSON, CSV and " \
	"gates) takes endings for censored: when half would have met it, " \
	"had no conversation ended before (Kaplan and Meier). It compares " \
	"how fast rules are while a conversation lasts, also where few " \
	"are escalated, but is no share of all: 1 less the curve " \
	"overstates how many ever are.\n\n"

#define GATE_MANUAL \
	"A gate is METRIC OP NUMBER[%], OP one of < <= > >=, on the total. " \
	"Metrics are the ids of --format json (seconds are seconds): " \
	"outcomes and KPIs, conversations, and of amounts ID.p50, ID.p90 " \
	"and, where there are these, ID.p50_of_all and " \
	"ID.p50_kaplan_meier; a quantile (but the last one) has the " \
	"interval of the quantiles at the ends of Wilson's interval for " \
	"its share (Woodruff 1952). It says PASS when the whole interval " \
	"keeps the bound, FAIL when none of it does, and INCONCLUSIVE " \
	"otherwise and where there is nothing to go by. FAIL ends in " \
	"status 1, INCONCLUSIVE too unless it is allowed; each such gate " \
	"is " \
	"named on standard error. A bound that no value can reach or break " \
	"(abandonment <= 5, for 5%) is refused. --format junit " \
	"and --format github are about gates only; the latter prints " \
	"annotations of a GitHub workflow (errors, warnings and, of what " \
	"passed, notices, of which GitHub shows ten of each in a " \
	"step).\n\n"

#define COST_MANUAL \
	"--cost FILE is a jq program, as simple as { currency: \"EUR\", " \
	"agent_hour: 31.5, bot_turn: 0.002, conversation: 0.01, fixed: " \
	"900, human_contact: 6.4, saved: \"containment_strict_resolved\", " \
	"staffed_hours: 320 } (that rate needs --history; without it, " \
	"containment_resolved). fixed and staffed_hours are those of the " \
	"time that the log covers, human_contact is what a contact would " \
	"cost without the bot, and saved names the rate of contacts that " \
	"a human is spared: to take one that counts who gave up, as " \
	"containment_loose and containment_strict do, is to price them as " \
	"served, and the report then says how many those are. Other " \
	"contacts that would never have been, " \
	"and those that the bot causes, no log shows. Gates may name " \
	"cost_per_contact, cost_bot, cost_per_handled, saving_net, roi " \
	"and occupancy.\n\n"

#define EXPERIMENT_MANUAL \
	"--ab compares the arms of an experiment with a control. First " \
	"comes the split: when it is so uneven that chance would do it " \
	"less than once in a thousand times (chi-square against " \
	"--split), something sorts conversations into arms, and nothing " \
	"is compared; nor are arms of several experiments, by the name " \
	"beside the arm (experiment.name): --select takes one of them. " \
	"Where arms ran rather one after the other than side by side, by " \
	"the starts of their conversations, that is said: it is no " \
	"experiment. " \
	"Shares: the z test with the pooled share, or " \
	"Fisher's exact test where a cell is expected to hold fewer than " \
	"five; Newcombe's interval of the difference. Amounts: Welch's " \
	"test and interval of means, and Mann and Whitney's rank test " \
	"with its correction for ties. p values come as they are, and " \
	"adjusted for the family of all in the table: after Holm (the " \
	"chance of one false alarm) and Benjamini and Hochberg (the share " \
	"of false alarms). One hypothesis counts once: of rows that test " \
	"the same numbers, or a share and what it leaves (precision, and " \
	"what of it is false), the first is in the family, and the others " \
	"show its p. What is simulated (hoff.route) is a family of its " \
	"own. How soon a handoff or a human came, of all conversations, is " \
	"a table of its own, for those without one are censored where " \
	"they ended: restricted means (the area under Kaplan and Meier's " \
	"curve, until the earlier of the arms' last times) and the " \
	"log-rank test. Both ask about those who are still with the bot: " \
	"an arm that ends conversations sooner, solved or not, is not " \
	"slower for that. An experiment is looked at once, at the end " \
	"that was planned: these p values do not allow for peeking. " \
	"Those called any-time do, and so do the intervals (the " \
	"asymptotic confidence sequence of Waudby-Smith and others, " \
	"arXiv:2103.06476): they hold for all looks together, and are " \
	"wider for it. They are no part of the family. The last table is " \
	"for planning: how likely an experiment of this size finds an " \
	"effect, and how many units it would take.\n\n" \
	"An experiment is made for one number: --primary names it, and " \
	"its p is adjusted for the other arms alone. What must not get " \
	"worse is a guardrail. Gates on ID.delta say both, of each arm " \
	"against the control (of several the worst answers): --primary " \
	"containment_resolved --gate 'containment_resolved.delta > 0' " \
	"--gate 'abandonment.delta <= 1%' --gate 'csat.delta >= -0.1' " \
	"passes when more are helped, and neither do more give up nor is " \
	"CSAT lower by more than those margins (non-inferiority). Margins " \
	"are chosen before the numbers are seen. A gate looks at its own " \
	"two-sided interval, which is not adjusted: that all of them must " \
	"pass needs no adjustment, that any one does would. Where the " \
	"split is not the one that was meant nothing passes.\n\n" \
	"A * marks numbers that are not about the same share of the units " \
	"of both arms (p_base, in JSON: by the same tests, below 1 - " \
	"--confidence): AHT, CSAT and resolution of the escalated, say, " \
	"where one arm escalates less. Then the arm had a say in who is " \
	"counted, those it kept are the easy or the hard ones, and the " \
	"difference is no effect on anybody. Decide by a number of all.\n\n" \
	"Where customers were assigned to the arms, and some have several " \
	"conversations, these resemble each other, and intervals that " \
	"take them for independent are too narrow. --unit customer counts " \
	"the customers: a share or a mean is a ratio of sums over them, " \
	"with the variance of the delta method and Welch's degrees of " \
	"freedom; the split is that of customers; who is in several arms " \
	"is in none, and who has no customer.id is left out. " \
	"--pre-period TIME takes off what the arms differed by before it, " \
	"as far as that tells of the time after (CUPED, Deng and others " \
	"2013): conversations that began before TIME belong to no arm, " \
	"but to the past of their customer. --covariate PATH does so with " \
	"a number that the record holds (of several, their mean); it must " \
	"be from before the experiment, or it takes off what the " \
	"experiment did. All conversations of a customer must be in one " \
	"part where a log is cut. --fair-by and --baseline count customers " \
	"in the same way, with --by once in each of its groups that they " \
	"are in (\"at equal mix\" is not said of them: the groups then " \
	"are not apart); a baseline is made with --unit customer, too.\n\n"

#define BASELINE_MANUAL \
	"--baseline compares with another log, by the same tests and " \
	"intervals. A gate on ID.delta is a margin: 'fcr.delta >= -1%' " \
	"passes when all of the interval is above it, so that fcr is not " \
	"worse by more than a point (non-inferiority). Drift stands beside " \
	"it: how groups (of the same --by), outcomes, decisions, rules, " \
	"friction and each signal at the decision are made up now and " \
	"then, by the population stability index with the threshold that " \
	"goes with the sizes, by Jensen and Shannon's distance and by " \
	"chi-square, and how times are spread, by Kolmogorov and Smirnov's " \
	"test where they are continuous. --against shows the drift " \
	"alone. A conversation that is in both, by id and start, makes " \
	"them alike: how many are is said (of more than 1024, as a guess " \
	"from some of them).\n\n"

#define FAIRNESS_MANUAL \
	"--fair-by looks at the rules and at what came of them: how often " \
	"each group is judged escalate, who of those that should be is " \
	"(recall), who of those that should not be (false), what " \
	"escalation of the judged was right (precision), whom the bot " \
	"took itself to understand (coverage), who reached a human and " \
	"how long that took, who asked for one and got none, who gave up " \
	"(abandonment), was helped (resolution), came back within 24 " \
	"hours (repeat contact, with --history) and was content. " \
	"Escalation is a " \
	"benefit to who needs a human and a cost to who does not, so the " \
	"first number alone says little. Groups often are a guess, and " \
	"differ in what they ask and where: with --by channel,intent or " \
	"what else may explain it they are also compared inside each of " \
	"those groups, and \"at equal mix\" is the difference that is " \
	"left then (Mantel and Haenszel's weights, Sato's variance). By " \
	"language, es-MX and es-ES are one group, es (the primary subtag " \
	"of BCP 47), as an agent who speaks it is to hoff-route; " \
	"--whole-tags keeps them apart, as --by language does.\n\n" \
	"The numbers of groups come with their reason where there are " \
	"none: fewer than --min-n cases of the number in question, not of " \
	"the group. How many there are is not said then, and the plain " \
	"report of each group, which --by makes, is left out with " \
	"--fair-by: a small group is a few people. One that is withheld " \
	"alone still follows from the total less the others: before the " \
	"report is given away, take it out with --select. Where fewer " \
	"than two " \
	"groups have enough, the largest less the smallest is null, not " \
	"0. In Fairlearn's words it is, of judged_escalate, the " \
	"demographic parity difference, of label_recall that of equal " \
	"opportunity, and the larger of label_recall's and " \
	"label_false_of_contain's that of equalised odds; chance alone " \
	"makes one, the larger the more groups and the fewer cases there " \
	"are. Read the interval of a difference before its p, and " \
	"Holm's p before the plain one: among many groups and numbers " \
	"one is always far off, so Holm's is adjusted for all of them " \
	"together (inside groups of --by they are a family of their " \
	"own), and the first table shows what is left. The wait and CSAT are " \
	"compared by their means, and by " \
	"ranks, which no single long wait can turn. A gate on ID.delta is " \
	"a margin for each group that is large enough: 'label_recall.delta " \
	">= -10%' passes when no group may be served worse than the " \
	"reference by more than that, and 'blocked_exit.delta <= 5%' when " \
	"none is refused more often.\n\n"

#define SWEEP_MANUAL \
	"--sweep asks what hoff.score would have done with another " \
	"threshold, where labels.escalate says what was right. Read the " \
	"table down to the handoffs that agents can take (--capacity), " \
	"then across: who is still missed, and who is bothered. A " \
	"threshold that was picked because it was best looks better than " \
	"it is, so it is picked on one half of the conversations and " \
	"tried on the other; the second number is the one to report. " \
	"Without prices for mistakes the cost curve (Drummond and Holte " \
	"2006) says which threshold is best for which weight of a missed " \
	"escalation, and where no threshold is better than none. Whether " \
	"a readiness of 0.8 means that eight of ten should escalate is " \
	"said by the calibration: bins should show about their own share, " \
	"the expected calibration error should not be far above what " \
	"chance makes, and a small p says that it is.\n\n"

#define AGENTS_MANUAL \
	"--per-agent shows for each human what came of the escalations " \
	"that they had a part in, beside what came of such escalations " \
	"(--mix) with everybody. Handling is the own part of each, from " \
	"their first turn (or their joining) to that of the colleague; " \
	"transferred is who gave it on; resolution, CSAT and wrap-up are " \
	"of the one with whom it ended. Of more than 32 humans in a " \
	"conversation the first 32 are counted. Look at the verdict only: " \
	"within the limits nothing " \
	"is known but chance; outside the usual ones is what one in " \
	"twenty is anyway; beyond those of 99.8% is worth a talk about " \
	"what --mix does not know. There is no ranking.\n\n"

#define PERIODS_MANUAL \
	"--every also follows shares over the periods by cumulative sums " \
	"(CUSUM): a column of one day says little, but a small shift " \
	"that stays adds up and passes 5; \"first beyond\" is when that " \
	"was clear, and the shift began some periods before. With " \
	"--baseline the level itself is in question, else only whether " \
	"it changed.\n\n"

#define PARTS_MANUAL \
	"A log may be cut: --partial writes what was counted, as lines of " \
	"whole numbers, and --merge reports on any number of those, or " \
	"with --partial makes one of them. Any cut, order and tree gives " \
	"the same bytes; partials behind one another are a partial, so " \
	"that what ran in parallel may write to one pipe. With --history " \
	"or --unit customer a log is cut by customer: who comes back in " \
	"another part is not seen. What was counted by other definitions " \
	"or options, or by another version of hoff-kpi, is refused: keep " \
	"the logs, to count them again after an upgrade. So is a partial " \
	"that is cut short or empty, or whose run failed (status 2): it has " \
	"no last line. A partial says of up to 1024 of its " \
	"conversations which these are, by a hash of conversation_id and " \
	"start: where a total is kept beside its parts, or one of " \
	"these given twice, that is told, and counts twice. Who guesses " \
	"an id and its start can see from the hash whether it is there: " \
	"where ids are telephone numbers, a partial is personal data as " \
	"the log is.\n\n" \
	"Threads (-j) make the best of one machine. Beyond that, engines " \
	"that you have run the same binary. GNU parallel cuts a file at " \
	"its lines, or takes files that are parts already:\n\n" \
	" parallel --pipepart -a log.ndjson --block -1 \\\n" \
	"     hoff-kpi -j 1 --partial | hoff-kpi --merge\n\n" \
	" parallel hoff-kpi -j 1 --partial ::: log.*.gz | " \
	"hoff-kpi --merge\n\n" \
	"It cuts by customer, too:\n\n" \
	" jq -r '\"\\(.customer.id | tojson)\\t\\(tojson)\"' log.ndjson |\n" \
	"     parallel --pipe --colsep '\\t' --shard 1 -j 4 \\\n" \
	"         'cut -f 2- | hoff-kpi -j 1 --history --partial' |\n" \
	"     hoff-kpi --merge\n\n" \
	"Slurm counts four parts in an array of jobs, and reports when all " \
	"of them went well:\n\n" \
	" split -n l/4 -d -a 1 log.ndjson log.\n" \
	" job=$(sbatch --parsable --array=0-3 --wrap \\\n" \
	"     'i=$SLURM_ARRAY_TASK_ID\n" \
	"     hoff-kpi -j 1 --partial -o part.$i log.$i')\n" \
	" sbatch --dependency=afterok:$job --wrap \\\n" \
	"     'hoff-kpi --merge -o report part.[0-3]'\n\n" \
	"Spark, from Python, counts each partition of a folder, cut as it " \
	"is or by customer, and then there are files to put behind one " \
	"another (cat parts/part-* | hoff-kpi --merge):\n\n" \
	" sc.textFile(\"logs\") \\\n" \
	"     .pipe(\"hoff-kpi -j 1 --partial\", checkCode=True) \\\n" \
	"     .saveAsTextFile(\"parts\")\n\n" \
	" import json\n" \
	" def customer(line):\n" \
	"     return (json.loads(line).get(\"customer\") or " \
	"{}).get(\"id\")\n" \
	" sc.textFile(\"logs\") \\\n" \
	"     .keyBy(customer).partitionBy(40).values() \\\n" \
	"     .pipe(\"hoff-kpi -j 1 --history --partial\", checkCode=True) " \
	"\\\n" \
	"     .saveAsTextFile(\"parts\")\n\n" \
	"A part in which a record was rejected ends in status 3, which " \
	"engines take for a failure: where that should not stop the whole, " \
	"run sh -c 'hoff-kpi ... || [ $? -eq 3 ]'.\n\n"

#define INPUT_MANUAL \
	"Beyond the record's own members, outcome.nps (0 to 10), " \
	"outcome.ces (1, hard, to 7, easy) and outcome.active_s (the " \
	"seconds that a chat had the human's attention) are read.\n\n" \
	"\"Quality of the log\" says in how many conversations the log " \
	"says what cannot be so (a turn before the one before it, an end " \
	"before the start), names an event that no filter reads, or lacks " \
	"a start or a customer.id, and what becomes of these in the " \
	"numbers; hoff-import --validate names them one by one. An " \
	"ended_at before started_at is not believed.\n\n" \
	"A conversation_id that comes again counts again: the same export " \
	"given twice doubles all. How many did is said on standard error " \
	"(of more than 65536, as a guess from some of them).\n\n" \
	"A group's name is cut after 256 bytes; an absent or null member " \
	"is (none). The report is the same, to the byte, for any order " \
	"of the input, any split of it and any number of threads."

#endif
