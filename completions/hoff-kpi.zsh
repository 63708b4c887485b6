#compdef hoff-kpi
# zsh completion, written by 'hoff-kpi --emit=zsh'
_hoff-kpi()
{
	_arguments -s -S : \
		'--by=[also report for each value of these members, as in channel,customer.tier or hoff.score.decision]:PATH[,PATH]: ' \
		'--ab=[compare the arms of an experiment, as in experiment.arm]:PATH: ' \
		'--control=[the arm that others are compared with; default: the first by name]:ARM: ' \
		'--split=[the weights that were meant for the arms, in the order of their names; default: even]:W,W,...: ' \
		'--unit=[what --ab, --fair-by and --baseline compare, and what varies: with customer (customer.id) their conversations count together; takes about 300 bytes for each]:UNIT:(conversation customer)' \
		'--pre-period=[the experiment began at TIME: what its customers did before sharpens the comparison (CUPED)]:TIME: ' \
		'--covariate=[a number that was known of customers before the experiment, as in customer.prior_csat, to sharpen the comparison with (CUPED)]:PATH: ' \
		'--peek=[any-time intervals, for who looks before the end, are narrowest at about N conversations or customers of two arms]:N: ' \
		'--compare=[compare arms by these KPIs and amounts only, which are then the family; default: all that differ]:ID,ID,...: ' \
		'--primary=[the one KPI or amount that arms or releases are compared for: its p is a family of its own]:ID: ' \
		'--sweep[what other thresholds of the readiness would do, against labels, and whether it is a probability]' \
		'--capacity=[the share of conversations that agents can take, for a threshold of --sweep that keeps to it]:SHARE: ' \
		'--per-agent[what came of the escalations that each human had a part in, beside what is expected of such]' \
		'--mix=[which escalations are alike, for --per-agent; empty: all]:PATH[,PATH]: ' \
		'--fair-by=[compare what groups get, as in language or customer.segment.region, with the largest one or --control; with --by also inside each of its groups]:PATH: ' \
		'--whole-tags[with --fair-by language: keep es-MX and es-ES apart; default: both are es, as in hoff-route]' \
		'--min-n=[of a group or an agent with fewer than N cases --fair-by and --per-agent say nothing]:N: ' \
		'--baseline=[compare with an earlier run, which --partial wrote; gates may then name ID.delta, as in '\''containment_loose.delta >= -1%'\'']:FILE:_files' \
		'--against=[say what has drifted since an earlier run, which --partial wrote: outcomes, decisions, rules, intents, languages, signals and times; --baseline says that, too]:FILE:_files' \
		'--every=[also report for each hour, day or week, by the starts of conversations]:PERIOD:(1h 1d 1w)' \
		'--time-zone=[where days and weeks (from Monday) begin, as in Europe/Berlin]:ZONE: ' \
		'--top=[only the N largest groups, the rest as (other); 0: all, by name]:N: ' \
		'--max-groups=[keep at most N groups, the first in byte order, the rest as (other); each takes about 8 kB, and 5 more in each further thread, or 50 where --ab or --fair-by compares it]:N: ' \
		'--definitions=[what contained, escalated, abandoned and so on mean: google, microsoft, zendesk, intercom, ibm, connect, genesys, or a file; default: hoff]:NAME|FILE:{_alternative "names\:name\:(hoff google microsoft zendesk intercom ibm connect genesys)" "files\:file\:_files"}' \
		'--cost=[a price list: cost per contact, net saving, return and occupancy; no price has a default]:FILE:_files' \
		'--history[also see who came back, by customer.id: containment, strict and durable, FCR; takes about 150 bytes for each conversation]' \
		'--matter=[with --history, the member that says what a conversation is about, as in outcome.disposition, one or a list; default: the intents of the customer'\''s turns]:PATH: ' \
		'--no-matter=[with --history, a CSV table of the intents that are about no matter: greetings, thanks, the wish for a person]:FILE:_files' \
		'--target=[a handoff is answered in time within SECONDS, in a CHANNEL within others, as in 20,email=14400]:SECONDS[,CHANNEL=SECONDS]...: ' \
		'--short-abandon=[who leaves the queue within SECONDS did not really wait]:SECONDS: ' \
		'--lambda=[GT-T is harder on late escalations (above 0, up to 1) or on early ones (below 0)]:X: ' \
		'--fixed-turn=[the baseline that escalates at the Nth customer turn, whatever is said]:N: ' \
		'--confidence=[confidence level of the intervals]:LEVEL: ' \
		'*''--gate=[a bound that must be kept, as in '\''containment_strict >= 30%'\'' or '\''human_s.p90 <= 120'\'']:GATE: ' \
		'--allow-inconclusive[do not end with status 1 for a gate that the data cannot answer]' \
		'--partial[write what was counted, for --merge, and not the report]' \
		'--merge[the operands are partials: report on all of them together]' \
		'--format=[how to print the report]:FORMAT:(table json csv markdown junit github prometheus openmetrics)' \
		'--html=[also write the report as one self-contained page]:FILE:_files' \
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
		'--show-defaults=-[print the built-in files, or the one called NAME, and exit]::NAME:(hoff.jq google.jq microsoft.jq zendesk.jq intercom.jq ibm.jq connect.jq genesys.jq no-matter.csv kpi.schema.json)' \
		'(- *)'{-h,--help}'[show this help and exit]' \
		'(- *)'{-V,--version}'[show the versions of the command and its libraries, and exit]' \
		'*:file:_files'
}
if [[ $funcstack[1] == _hoff-kpi ]]; then
	_hoff-kpi "$@"
else
	compdef _hoff-kpi hoff-kpi
fi
