#compdef hoff-packet
# zsh completion, written by 'hoff-packet --emit=zsh'
_hoff-packet()
{
	_arguments -s -S : \
		'(-T --target)'{-T+,--target=}'[make the packet that TARGET takes, within its limits]:TARGET:(native botframework copilot twilio connect genesys zendesk sunshine salesforce dialogflow intercom vcon markdown text)' \
		'--fields=[tell these fields only, as in reason,summary=KEY, where KEY is what the target calls it]:FIELDS: ' \
		'*''--set=[set what only you know of the target, as in Timeout=3600]:NAME=VALUE: ' \
		'--limit=[fit into SIZE bytes or characters instead of the target'\''s own limit]:SIZE: ' \
		'--fail-on-cut[exit 1 when the limit of a target cut anything]' \
		'--outdir=[also write each packet to a file of its own in DIR, which replaces none]:DIR:_files' \
		'(-t --templates)'{-t+,--templates=}'[take messages and next steps from FILE instead of the built-in ones]:FILE:_files' \
		'(-r --rules)'{-r+,--rules=}'[take what a crisis is, and what is told of one, from FILE, the rules file of hoff-score]:FILE:_files' \
		'--messages[add the messages of all moments, up to the log'\''s end; takes --crisis-numbers]' \
		'--crisis-numbers=[take the numbers to call in a crisis from FILE, a CSV table of region and number]:FILE:_files' \
		'--promises=[know promises by the phrases in FILE instead of the built-in ones]:FILE:_files' \
		'--kb=[add the three articles of FILE, NDJSON or CSV, that fit best]:FILE:_files' \
		'--kb-index=[keep the index of --kb in FILE; an index of other articles, or of another version, is made anew]:FILE:_files' \
		'--kb-eval[--kb: report how well it answers, against outcome.article_id]' \
		'--audit-transfer[add what was asked or said again after a human took over]' \
		'--audit-report=-[print a report on what was asked or said again instead of the records, or write it to FILE beside them]::FILE:_files' \
		'--asks=[know what is asked for by the phrases in FILE instead of the built-in ones]:FILE:_files' \
		'--brief-lines=[keep the brief to N lines, the most important ones]:N: ' \
		'--brief-seconds=[quote no more in the brief than is read in SECONDS; 0: all that tells anything]:SECONDS: ' \
		'--brief-language=[write the brief for agents who read LANGUAGE, as far as the words are ours; customer: for those who speak the conversation'\''s]:LANGUAGE: ' \
		'--gist=[know by the phrases in FILE, instead of the built-in ones, which sentences the brief passes over, and what of the others is asked, wanted, done or told]:FILE:_files' \
		'--matters=[beside what was learned, know what customers are here for, which the next step depends on, by the phrases in FILE instead of the built-in ones]:FILE:_files' \
		'--whisper=[in a call, whisper for at most SECONDS to the agent; 0: nothing]:SECONDS: ' \
		'--link=[link to conversations by URL, in which {id} stands for one'\''s]:URL: ' \
		'(-n --last)'{-n+,--last=}'[show the last N turns beside the first request; 0: all]:N: ' \
		'--text=[cut texts longer than N characters, behind a word]:N: ' \
		'--unredacted[take records that hoff-redact has not seen]' \
		'--lint[check the operands, which are templates files (none: -t'\''s, or the built-in one); exit 1 when one has faults]' \
		'--lint-words=[--lint: know promises, blame and the like by the words in FILE instead of the built-in ones]:FILE:_files' \
		'--sarif=[--lint: also write the findings to FILE, as SARIF 2.1.0]:FILE:_files' \
		'--format=[how to print what --lint, --kb-eval or --audit-report find]:FORMAT:(text json)' \
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
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(templates.jq promises.csv asks.csv gist.csv matters.csv words.csv wording.csv stopwords.csv packet.schema.json audit.schema.json record.schema.json)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-packet ]]; then
	_hoff-packet "$@"
else
	compdef _hoff-packet hoff-packet
fi
