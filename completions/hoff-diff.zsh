#compdef hoff-diff
# zsh completion, written by 'hoff-diff --emit=zsh'
_hoff-diff()
{
	_arguments -s -S : \
		'*'{-r+,--rules=}'[score the log by these rules; twice: the old ones, then the new ones; once: the new ones, against the log'\''s hoff.score]:FILE:_files' \
		'*''--gate=[a bound that must be kept, as in '\''recall >= 0.95'\'' or '\''escalated.delta <= 2%'\'']:GATE: ' \
		'--allow-inconclusive[do not end with status 1 for a gate that the data cannot answer]' \
		'--changed=[also write the conversations that changed, as NDJSON: id, decisions, turns, rules, queues, priorities, tiers; no text]:FILE:_files' \
		'--by=[also compare for each value of these members of the old record, as in channel,customer.tier]:PATH[,PATH]: ' \
		'--top=[only the N largest groups, the rest as (other); 0: all, by name]:N: ' \
		'--max-groups=[keep at most N groups, the first in byte order, the rest as (other); each takes about 3 kB in each thread]:N: ' \
		'--window=[pair records up to N lines apart]:N: ' \
		'--confidence=[confidence level of the intervals]:LEVEL: ' \
		'--format=[how to print the report]:FORMAT:(table json markdown junit github)' \
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
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(diff.schema.json)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-diff ]]; then
	_hoff-diff "$@"
else
	compdef _hoff-diff hoff-diff
fi
