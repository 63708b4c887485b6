#ifndef SCORE_MANUAL_H
#define SCORE_MANUAL_H

/*
 * What values each signal may have, and what it says.  Every one is rounded to
 * four decimals and finite, or null where the log does not tell.
 *
 *	slot of signals.h, path behind .signals, values, what it says
 */
#define SIGNAL_VALUES(X) \
	X(HUMAN_REQUEST, "human_request", UNIT, "asks for a person") \
	X(SENTIMENT, "sentiment", SIGNED, "of the turn's words, -1 the worst") \
	X(SENTIMENT_TREND, "sentiment_trend", SIGNED, \
	    "its moving average, 0.4 of the newest") \
	X(ANGER, "anger", UNIT, "anger and frustration") \
	X(ANXIETY, "anxiety", UNIT, "worry, fear, being lost") \
	X(URGENCY, "urgency", UNIT, "haste") \
	X(PROFANITY, "profanity", UNIT, "swear words") \
	X(SHOUTING, "shouting", UNIT, "capitals and exclamation marks") \
	X(CONFIDENCE, "confidence", UNIT_OR_NULL, "of the turn's intent") \
	X(MARGIN, "margin", SIGNED_OR_NULL, "of it over the next intent's") \
	X(OUT_OF_SCOPE, "out_of_scope", UNIT_OR_NULL, \
	    "the intent is a fallback, or none the model knows") \
	X(FALLBACKS, "fallbacks", COUNT, \
	    "exchanges in which the bot did not understand") \
	X(FALLBACK_STREAK, "fallback_streak", COUNT, "those running") \
	X(BOT_REPEATS, "bot_repeats", COUNT, \
	    "answers that the bot had given before") \
	X(REPHRASES, "rephrases", COUNT, \
	    "turns in which the customer says a thing again") \
	X(LOOPS, "loops", COUNT, "the bot's answers ran in a circle") \
	X(BREAKDOWN, "breakdown", UNIT, \
	    "the bot's answer left nothing to go on with") \
	X(NEGATIVE_FEEDBACK, "negative_feedback", UNIT, \
	    "says that the answer was no use") \
	X(CLOSING, "closing", UNIT, "thanks and goodbyes") \
	X(TURNS, "turns", COUNT, "customer turns so far, this one too") \
	X(ELAPSED_S, "elapsed_s", SECONDS, \
	    "since started_at, else the first turn") \
	X(BOT_WAIT_S, "bot_wait_s", SECONDS, \
	    "how long the bot took for its last answer") \
	X(CUSTOMER_GAP_S, "customer_gap_s", SECONDS, \
	    "since the last answer of the bot") \
	X(SLOT_REPEATS, "slot_repeats", COUNT, \
	    "the bot asked for something again") \
	X(UNANSWERED, "unanswered", COUNT, \
	    "questions that got a fallback, or nothing") \
	X(UNHELPFUL, "unhelpful", COUNT, \
	    "answers that the customer called no use") \
	X(LENGTH_TREND, "length_trend", SIGNED, \
	    "longer or shorter than the customer's turns before") \
	X(ASR_CONFIDENCE, "asr_confidence", UNIT_OR_NULL, \
	    "of what was heard on the telephone") \
	X(SILENCES, "silences", COUNT, \
	    "turns with a silence of 5 seconds or more") \
	X(DTMF, "dtmf", COUNT, "turns with keys pressed") \
	X(BARGE_INS, "barge_ins", COUNT, "turns that cut the bot off") \
	X(SELF_HARM, "safety.self_harm", UNIT, "suicide and self-harm") \
	X(VIOLENCE, "safety.violence", UNIT, "threats and violence") \
	X(MEDICAL, "safety.medical", UNIT, "medical emergencies") \
	X(ABUSE, "safety.abuse", UNIT, "abuse of whoever answers") \
	X(CHILD, "safety.child", UNIT, "children in danger") \
	X(HAZARD, "safety.hazard", UNIT, \
	    "gas, fire and other things that endanger life") \
	X(FRAUD, "compliance.fraud", UNIT, "fraud") \
	X(LEGAL, "compliance.legal", UNIT, "lawyers, courts, regulators") \
	X(COMPLAINT, "compliance.complaint", UNIT, "complaints") \
	X(PRIVACY, "compliance.privacy", UNIT, "requests about personal data") \
	X(VULNERABLE, "compliance.vulnerable", UNIT, \
	    "customers who need special care") \
	X(PAYMENT, "compliance.payment", UNIT, "cannot pay") \
	X(SECURITY, "compliance.security", UNIT, \
	    "security of accounts and devices") \
	X(DROPOFF_RISK, "dropoff_risk", UNIT, "the customer may give up") \
	X(READINESS, "readiness", UNIT, \
	    "for a person to take over: what thresholds are of")

#define SAY_UNIT	   "0 to 1"
#define SAY_UNIT_OR_NULL   "0 to 1, or null"
#define SAY_SIGNED	   "-1 to 1"
#define SAY_SIGNED_OR_NULL "-1 to 1, or null"
#define SAY_COUNT	   "0, 1, 2 ..."
#define SAY_SECONDS	   "seconds, or null"
#define SIGNAL_LINE(slot, path, values, says) \
	"    ." path ": " SAY_##values "; " says "\n"
#define SIGNAL_LINES SIGNAL_VALUES(SIGNAL_LINE)

/* What conditions see, for the manual. */
#define FACTS_MANUAL \
	"A condition (when, until) is a jq expression over the facts at one " \
	"customer turn: .turn, that turn as the record has it, an object " \
	"(.turn.text, .turn.at, .turn.intent.name ...); .history, the array " \
	"of the turns before it; in both .role is customer, bot, agent or " \
	"system, also where the record says user or assistant (but as " \
	"written where the turns take more than 1 MiB); .customer " \
	"and .bot, objects or null; " \
	".channel and .language, texts or null; .thresholds.NAME; " \
	".local_time, null where the turn has no time, else .date, .clock " \
	"(\"09:30\"), .weekday (\"mon\"), .hour, .minute and .open, in the " \
	"rules file's time_zone and hours; and .signals, which are, null " \
	"where the log does not say:\n\n" SIGNAL_LINES \
	"    .intent: a text, or null; the turn's intent, from the log or " \
	"the model of -m\n" \
	"    .terms.NAME: a number; of a term list of your own\n\n"

/* How hoff-score judges, for its manual. */
#define SCORE_MANUAL \
	FACTS_MANUAL \
	"The decision is escalate at the first customer turn where a rule " \
	"or readiness escalates; else watch, at the first turn where one " \
	"watches; else contain. At each turn, with the rules by priority " \
	"and then in the file's order: (1) every rule's condition is " \
	"answered; a rule fires when it is true, unless it took effect " \
	"within its cooldown. (2) Suppress rules take theirs out for the " \
	"turn, though never a hard rule, nor a suppress rule that has " \
	"acted already. (3) Hold rules begin, each for its turns or until " \
	"its expression is true, which may be at once. (4) Escalate and " \
	"clarify rules take effect, but not while any hold runs, unless " \
	"they are hard; a clarify rule first only asks, which is a watch, " \
	"and escalates when it fires again within its turns. Watch rules " \
	"always take effect. (5) The first rule that escalates decides; " \
	"else readiness at its threshold, unless a hold runs; else the " \
	"first rule that watches; else readiness. What takes no effect " \
	"starts neither cooldown nor question. A rule that cannot be " \
	"evaluated does not fire; it is named on standard error at the end, " \
	"with where first and why, and counted in the summary as " \
	"rule_failed.ID, once for each turn. Overrides replace thresholds " \
	"where the channel, " \
	"language or tier fits, whatever the case; the last wins.\n\n" \
	"A rule is run by our own core of jq as far as that goes (reduce " \
	"is in it, try catch and regular expressions are not). There it " \
	"may take 16384 steps, and 16 for each byte of the turns, to be " \
	"answered once, and 16384 for each millisecond of --rule-deadline " \
	"on one conversation. A step is a value that a loop makes or " \
	"compares, or 32 bytes looked through: steps are counted, not " \
	"timed, so that no answer hangs on the machine or on -j. Other " \
	"rules are run by libjq, in a process that can open, send and " \
	"start nothing, and may take 512 MiB and, on one conversation, " \
	"--rule-deadline of processor time. Here time decides: a rule " \
	"near its deadline may be given up in one run and not in another, " \
	"and which conversations come after its --rule-budget is used up " \
	"depends on -j.\n\n" \
	"Where a rule meets a limit, or crashes libjq, it does not fire " \
	"from that turn to the end of the conversation; other rules and " \
	"conversations keep their answers. It is named on standard error, " \
	"once for each cause, and the conversations are counted as " \
	"rule_crash.ID, rule_timeout.ID or rule_memory.ID; rule_off.ID are " \
	"those where --rule-budget kept it from being asked. The status " \
	"stays 0.\n\n" \
	"The replay ends where a human agent first speaks: what the bot " \
	"should have done before is judged, what comes after is not. " \
	"Notes (private turns) and system turns are not read; notes are " \
	"not in .history either, for the customer never saw them.\n\n" \
	"tier says how much of it a bot can do: self-serve, assisted, " \
	"human-first, human-only. It is that of the first row of the " \
	"rules file's tiers that fits. A row may name an intent (a name, " \
	"an array of them, \"card_*\"), which fits when a customer turn " \
	"up to an escalation had it, and a risk, which fits from there " \
	"up: low for contain, medium for watch, high for escalate, " \
	"critical when a hard rule decided; or a number, for readiness. " \
	"Where no row fits these four stand for the four tiers. The " \
	"signals are those of the " \
	"decision's turn, for contain those of the turn with the highest " \
	"readiness; signals_turn says which.\n\n" \
	"A rules file may have up to 10000 rules. It names term lists " \
	"of your own by terms: { NAME: " \
	"\"FILE.csv\" }; the file stands beside it. .signals.terms.NAME is " \
	"then the sum of the weights found. The CSV has a header that names " \
	"its columns, in any order: term, and where you like weight (a " \
	"number; 1), language (as in en; every) and kind, which is exact, " \
	"stem (the last word may go on) or regex (Perl's syntax, bounded " \
	"quantifiers only: \\d{1,9}, not \\d+), which begins where a word " \
	"does and is matched against the text in small letters.\n\n" \
	"Signals of words (anger, safety.self_harm ...) are 1 - " \
	"product(1 - weight) over the terms found; a term of weight 0 " \
	"cancels the terms inside its words. A negator up to three words " \
	"before cancels anger, anxiety and urgency, leaves 0.25 of " \
	"compliance terms and 0.45 of safety terms. Dangers are also put " \
	"together from the parts in danger_*.csv that lie within a few " \
	"words of each other: who, which deed, to whom; that counts 0.4 " \
	"where the turn speaks of games, films or jokes. A turn of up to " \
	"eight words that begins with a yes, and has no negator, says what " \
	"the bot's last question since the customer's turn before asks " \
	"about: the dangers that the lists find in it count 0.9, unless an " \
	"if stands before them (\"do you smell gas?\"). human_request " \
	"combines nouns, verbs and wishes, minds refusals and quotation " \
	"marks, and takes a yes to the bot's offer (0.9) and an intent " \
	"that asks for a person (its confidence) for one.\n\n" \
	"A model of words, pairs of words and runs of characters adds " \
	"to the lists what they do not spell out. Each of its heads has " \
	"a probability, which below the head's floor is drawn out over " \
	"the numbers under 0.05: such a trace puts turns in an order, and " \
	"adds nothing to readiness or to a trend, and is no evidence. The " \
	"signal is the greater of the lists' and the model's. Some heads " \
	"cast doubt on their list: where the probability, before it is " \
	"drawn out, is below the bound that the model card names " \
	"(doubt), and the turn has four words or more, 0.49 of what the " \
	"list says is left. So have negative_feedback, closing, " \
	"those of compliance and, of a sentiment above 0, positive; " \
	"dangers and requests for a person have no such bound, and a hit " \
	"of theirs is never lowered. On a turn of fewer than four words " \
	"the model counts half, so that it puts such turns in an order and " \
	"passes no threshold of 0.5; but for the heads that proved right " \
	"there, of which it counts as much as the model card names " \
	"(brief), and that of child, which leaves a trace there. A head is " \
	"silent where its list " \
	"found a counter-term, or a word with a negator before it, unless " \
	"all that is taken away or denied has a weight below 0.5; one of " \
	"a danger then judges what the turn says beside its " \
	"counter-terms. That " \
	"of human_request leaves a trace where the lists found a person " \
	"or a bot that is spoken of, unless it is at least 0.98. In " \
	"other languages than English, German, French, Spanish, " \
	"Portuguese, Italian, Dutch, Swedish and Polish only those of " \
	"anger, anxiety, urgency, closing, abuse, self-harm and " \
	"sentiment speak; the others, and all on a short turn, leave a " \
	"trace. " \
	"To sentiment it adds (1 - |sentiment|) times the " \
	"difference of positive and negative, each of which counts " \
	"from 0.3 on. A bot's turn is a fallback from 0.5 on, too. " \
	"Where only the model speaks the evidence is the run of at most " \
	"four words that adds most to its score. " \
	"--model-card says what it was trained and measured on, and its " \
	"sha256 is in the output; --no-model leaves the lists.\n\n" \
	"Where the log names no language (or \"und\"), each turn's is " \
	"guessed from its everyday words: English, German, French, " \
	"Spanish, Portuguese, Italian, Dutch, Swedish, Polish, or none " \
	"of these. A word " \
	"counts 1 for each language that has it, 2 where it can hardly " \
	"be missed. A guess is sure with a lead of 4 over the next " \
	"language and twice its count. Where a turn leaves a doubt, the " \
	"customer's last sure turn counts, else the bot's, unless the " \
	"turn leans to another language; with none before it, a lead of " \
	"2 and half as much again is a guess. What comes later changes " \
	"nothing. A guess drops terms of other languages; those of " \
	"self-harm, violence, medical, child and hazard only when it is " \
	"sure, " \
	"and those of your own lists never. Without a guess all " \
	"languages are looked for and the model speaks. Hindi, in either " \
	"script, is not guessed: its terms are looked for in all. Naming the " \
	"language is better than any guess. A bot's turn is guessed by " \
	"its own words alone; where the language is named, a turn of the " \
	"bot of up to 24 words that the lists do not know in it is " \
	"looked up in English, too.\n\n" \
	"Where the log names no intents, --train-intents learns them " \
	"from a file of tab-separated values without quoting, whose " \
	"first line names the columns text and intent; rows of the " \
	"intents oos and out_of_scope say what is none of them. One text " \
	"in ten of each intent is held back to measure on, by an order " \
	"that only the texts decide; the model that is written learns " \
	"from all. With -m it fills intent, confidence (the softmax of " \
	"the scores, made honest on folds), margin (to the next one's " \
	"confidence) and out_of_scope (none of them, from 0.5 on) for " \
	"customer turns without a logged intent.\n\n" \
	"sentiment is VADER's rule over our list: valences plus 0.293 " \
	"for an intensifier (0.05 less for each word between), times " \
	"-0.74 behind a negator, plus 0.733 for a word in capitals, 0.5 " \
	"before and 1.5 after a but, 0.292 for each exclamation mark up " \
	"to four, x / sqrt(x^2 + 15). sentiment_trend is its moving " \
	"average, 0.4 of the newest. shouting is the share of words in " \
	"capitals where there are two or more, and 0.1 for each " \
	"exclamation mark beyond the first, three at most.\n\n" \
	"fallbacks counts exchanges in which the bot did not understand, " \
	"by its intent's name or its wording; fallback_streak those " \
	"running. bot_repeats counts answers of three words or more given " \
	"before, politeness aside; loops the times when the bot's answers " \
	"run in a cycle of two or three twice, or of one three times. " \
	"rephrases counts turns that say again one of the last three: the " \
	"mean of the Dice coefficients of content words and of their " \
	"three-letter pieces is 0.6 or more; next or done, step after " \
	"step, is none. A wait for the bot of 30 seconds is friction, " \
	"long_wait; so is blocked_exit, asking for a person and getting " \
	"a fallback or a repeat.\n\n" \
	"breakdown is the chance that the bot's answer left the customer " \
	"nothing to go on with, the greatest of its turns since the " \
	"customer's turn before: 1 / (1 + e^-x), x = -1.6 + 0.3 the log " \
	"odds of the model's head for its words (-3 where it does not " \
	"speak) + 0.8 where it has content words and none of the first " \
	"twelve of the customer's last turn - 0.5 where it asks " \
	"something, + 0.5 where that answers a question + 0.15 where it " \
	"says a thing again + 1.5 for a fallback + 2 x a tenth of the " \
	"customer's turns so far, ten at " \
	"most. Bot turns of 0.73 and more are friction, breakdown. It was " \
	"learnt from people chatting with bots, not from support: it has " \
	"no weight in readiness.\n\n" \
	"slot_repeats counts the times when the bot asked for something " \
	"again in a later exchange: the same slot, where turns say which " \
	"(slot), else a question whose question word and content words " \
	"have a Dice coefficient of 0.75 with those of one of its last " \
	"four. unanswered counts the customer's questions that got a " \
	"fallback, or nothing for 30 seconds; unhelpful the bot's answers " \
	"that the customer called no use (negative_feedback of 0.6 right " \
	"behind them). length_trend is (words - mean) / (words + mean), " \
	"the mean over the customer's earlier turns.\n\n" \
	"On the telephone, where the log has them: asr_confidence is " \
	"asr.confidence of the turn; silences counts turns with silence_s " \
	"of 5 or more, dtmf those with keys pressed, barge_ins those with " \
	"barge_in. Nothing but a zero pressed (0, 00, *0 ...) in a turn " \
	"without words counts as asking for a person, 0.6. A yes accepts " \
	"the offer of a person only when that was the bot's last " \
	"question, when it said that it can (\"I can connect you\"), or " \
	"told to say so; so does the number or letter of the choice that " \
	"is a person (\"2) Talk to our team\").\n\n" \
	"dropoff_risk is 1 / (1 + e^-x), x = -2.5 + 0.6 fallback_streak + " \
	"0.3 bot_repeats + 0.4 rephrases + 0.6 loops + " \
	"negative_feedback - 1.2 sentiment_trend + 0.01 bot_wait_s - " \
	"2 closing. readiness is 1 / (1 + e^-x) with x the sum of the " \
	"contributions printed: weight times value, for confidence and " \
	"asr_confidence weight times (value - 1). The weights are fitted " \
	"on development dialogues, drawn towards those set by hand, each " \
	"with the sign it had, so that readiness never falls as a risk " \
	"grows; --model-card compares both; the weights of a rules file " \
	"replace " \
	"them. Check them on logs of your own.\n\n" \
	"outlook is for whoever reads a log, and decides nothing: over " \
	"the customer turns up to the one that escalates, dissatisfied is " \
	"1 / (1 + e^-x), x = -3.9 + 8.6 the mean of readiness, and " \
	"unfinished the same of x = -0.9 - 4 closing - 4 " \
	"sentiment_trend, both of the last of these turns. Which field " \
	"answers what: should a person take over, and where: decision, " \
	"turn, and for a ranking readiness; is the customer dissatisfied: " \
	"outlook.dissatisfied, at a single turn sentiment_trend; did a " \
	"task come to its end: outlook.unfinished; does an answer of the " \
	"bot leave nothing to go on: the breakdown of the customer turn " \
	"behind it (--turns), and friction of that kind; is a question " \
	"beyond the bot: out_of_scope.\n\n" \
	"Every number is rounded to four decimals before rules see " \
	"it.\n\n"

#endif
