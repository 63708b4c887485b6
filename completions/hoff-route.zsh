#compdef hoff-route
# zsh completion, written by 'hoff-route --emit=zsh'
_hoff-route()
{
	_arguments -s -S : \
		'*'{-a+,--agents=}'[read the agents from FILE, a CSV table; each further one is compared with the first, instead of the records]:FILE:_files' \
		'(-r --rules)'{-r+,--rules=}'[read the queues from FILE, a rules file of hoff-score]:FILE:_files' \
		'*'{-p+,--policy=}'[read from FILE what queues do, and in which order contacts and agents go; each further one is compared with the first, instead of the records]:FILE:_files' \
		'--from=[read FILE, the product'\''s own, and print it as a policy for -p]:PRODUCT:(twilio-workflow connect-criteria)' \
		'--replications=[compare policies or rosters on N draws of what is drawn]:N: ' \
		'--explain[say of each contact why other agents did not take it]' \
		'--window=[put contacts in order of arrival that are up to N records out of it; 0: the whole input]:N: ' \
		'--hold=[keep at most SIZE bytes of records that wait for their outcome; 0: all of them]:SIZE: ' \
		'--max-wait=[nobody waits longer than this, whatever the queue]:SECONDS: ' \
		'--max-pause=[a pause in the log is handling for at most SECONDS]:SECONDS: ' \
		'--report=-[print a report on waits, service levels and loads instead of the records, or write it to FILE beside them]::FILE:_files' \
		'--format=[how to print the report]:FORMAT:(table json csv markdown)' \
		'--html=[also write the report as one self-contained page]:FILE:_files' \
		'--staff=-[print how many agents of which skills each half hour needs, and how much the roster can take, instead of the records, or write it to FILE beside them]::FILE:_files' \
		'--goal=[with --staff, the service level that is to be met]:LEVEL: ' \
		'--level=[with --staff, the convention of the service level, as the report defines them]:CONVENTION:(offered served less-short met-or-left)' \
		'--by-weekday[with --staff, the half hours of each weekday by themselves]' \
		'--volume=[with --staff, plan for FACTOR times the contacts of the log]:FACTOR: ' \
		'--aht=[with --staff, plan for FACTOR times as much work on each (average handle time)]:FACTOR: ' \
		'--shrinkage=[with --staff, the share of their paid time in which agents are not there: leave, illness, training, breaks; so many more are to be rostered]:SHARE: ' \
		'--max-occupancy=[with --staff, no kind of agents is to be busier than SHARE]:SHARE: ' \
		'--shift-hours=[with --staff, also say when shifts of so many hours begin that cover the half hours; 0: none]:HOURS: ' \
		'--wage=[with --staff, what an hour of an agent costs whose row has no wage, and so what one more or one less does; 0: not known]:MONEY: ' \
		'--short-abandon=[in the report, who gives up within SECONDS did not really wait]:SECONDS: ' \
		'--starved=[in the report, a wait of more than N times its sla_s is too long, when agents then take work of lower priority]:N: ' \
		'--time-zone=[where the half hours of the report begin, as in Europe/Berlin]:ZONE: ' \
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
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(agents.csv rules.jq policy.jq route.schema.json report.schema.json compare.schema.json staff.schema.json)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-route ]]; then
	_hoff-route "$@"
else
	compdef _hoff-route hoff-route
fi
