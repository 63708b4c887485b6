#compdef hoff-score
# zsh completion, written by 'hoff-score --emit=zsh'
_hoff-score()
{
	_arguments -s -S : \
		'(-r --rules)'{-r+,--rules=}'[decide by these rules instead of the built-in ones]:FILE:_files' \
		'*'{-m+,--model=}'[use this model: of signals, instead of the built-in one, or of intents, as --train-intents writes it, for turns whose intent the log does not say; twice for both]:FILE:_files' \
		'--no-model[let the term lists alone speak]' \
		'--turns[also write the trajectory: the signals and the fired rules at every customer turn, about a kilobyte each, in memory too while their record is in work]' \
		'--rule-deadline=[give a rule up on a conversation when it takes more than MS milliseconds of processor time; in the native core, MS times 16384 steps]:MS: ' \
		'--rule-budget=[ask a rule outside the native core no more when it has lost SECONDS to the deadline]:SECONDS: ' \
		'--test[run the tests in the rules files given as operands and in NAME.tests.jq beside NAME.jq, and print TAP; status 1 when one fails, or there is none]' \
		'--only=[--test: only tests whose names hold TEXT; that there is none is a mistake (status 2)]:TEXT: ' \
		'--junit=[--test: also write the results to FILE, as JUnit XML]:FILE:_files' \
		'--bless[write the tests (with --test) or conversations as tests that expect what happens now, for review]' \
		'--check[look for faults in the rules files given as operands (or in those of -r); status 1 when something is worse than a note]' \
		'--sarif=[--check: also write the findings to FILE, as SARIF 2.1.0]:FILE:_files' \
		'--format=[--check, --rule-stats, --friction: how to print what is found; table is another name for text, markdown and csv are for --friction]:FORMAT:(text table json markdown csv)' \
		'--explain=[say why the conversation with this id was decided as it was, turn by turn, and what would have changed it; status 1 when it is not there]:ID: ' \
		'--rule-stats[report what each rule did on the log: how often it fired and decided, with which others, how right, and what changes without it]' \
		'--friction[report which utterances of the bot and which intents stand right before exits, loops, fallbacks and escalations, most first]' \
		'--evidence-text[show the words that evidence points at, also with --explain, and those of --friction: the output then holds text of the conversations]' \
		'--explain-rules[print the rules in the order in which they are asked, with what each does and asks for]' \
		'--train-intents=[learn intents from FILE and write the model to the file of -o; print how well it does on a part held back]:FILE:_files' \
		'--train-small[with --train-intents: a model of a fraction of the size and the time, a little less sure]' \
		'--model-card[print where the model comes from, what it was measured on and how it failed; of the one of -m, if given]' \
		'(-o --output)'{-o+,--output=}'[write to FILE, which appears whole or not at all; gzipped when its name ends in .gz; - is standard output]:FILE:_files' \
		'(-j --threads)'{-j+,--threads=}'[worker threads; the output is the same for any number]:N: ' \
		'--select=[use only the records for which the jq expression EXPR is true; on how many it fails is said at the end]:EXPR: ' \
		'--strict[stop at the first bad record, with status 2]' \
		'--max-rejects=[stop with status 2 when more than N records, or P% of them, are bad]:N|P%: ' \
		'--max-record=[reject a record that is longer than SIZE bytes]:SIZE: ' \
		'--reject=[write place and reason of each bad record to FILE, as NDJSON; never through a symbolic link to a file]:FILE:_files' \
		'--reject-raw[add the bytes of the record to what --reject writes; they may hold personal data]' \
		'--summary[end with one line of counts on standard error]' \
		'--stats=[write the counts to FILE, as JSON]:FILE:_files' \
		'--progress[show a progress bar even where standard error is no terminal; of a pipe, which has no size, what has been read]' \
		'--no-progress[never show a progress bar]' \
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(rules.jq score.schema.json record.schema.json rule-stats.schema.json human_request.csv human_contact.csv human_desire.csv human_noun.csv human_after.csv human_away.csv human_bot.csv human_not.csv human_boundary.csv human_asking.csv human_please.csv affirm.csv sentiment.csv intensifiers.csv negators.csv anger.csv anxiety.csv urgency.csv profanity.csv negative_feedback.csv closing.csv self_harm.csv violence.csv medical.csv abuse.csv child.csv hazard.csv danger_death.csv danger_life.csv danger_harm.csv danger_wreck.csv danger_state.csv danger_gone.csv danger_poison.csv danger_drug.csv danger_age.csv danger_wish.csv danger_no.csv danger_self.csv danger_better.csv danger_will.csv danger_you.csv danger_place.csv danger_who.csv danger_body.csv danger_me.csv danger_ingest.csv danger_much.csv danger_mistake.csv danger_child.csv danger_fear.csv danger_play.csv fraud.csv legal.csv complaint.csv privacy.csv vulnerable.csv payment.csv security.csv bot_fallback.csv bot_offer.csv bot_routine.csv intent_fallback.csv intent_human.csv words.csv stopwords.csv NOTICE sentences.md readiness.md)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-score ]]; then
	_hoff-score "$@"
else
	compdef _hoff-score hoff-score
fi
