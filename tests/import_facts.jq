# What a reader would say of a conversation that hoff-import wrote, a fact a
# line behind the file's name, its parts separated by tabs.  The expectations in
# testdata/hoff-import/*.expect are written by hand, from what the vendor says
# its export means.
def word: if type == "string" then tojson[1:-1] else tojson end;
def pairs($but):
  to_entries | map(select(.key as $k | $but | index($k) | not))
  | sort_by(.key) | map("\(.key)=\(.value | word)");
def choice:
  "\(.name)@\(.confidence // "-")"
  + ([ pairs([ "name", "confidence", "alternatives" ])[] | "[\(.)]" ] | join(""));
def intent: [ ., (.alternatives // [])[] | choice ] | join(" ");
def line($start; $rest): [ $start[], $rest[] ] | join("\t");
input_filename + "\t" + (
line([ "conversation", .conversation_id ];
  (if .channel then [ "channel=" + .channel ] else [] end)
  + (if .language then [ "language=" + .language ] else [] end)
  + [ (.customer // {} | pairs([]))[] | "customer." + . ]
  + [ (.bot // {} | pairs([]))[] | "bot." + . ]
  + [ (.outcome // {} | pairs([]))[] | "outcome." + . ]
  + pairs([ "conversation_id", "channel", "language", "customer", "bot",
      "outcome", "turns", "events", "hoff", "source" ])),
( .turns[]
  | line([ "turn", .at // "-", .role, (.text // "-" | word) ];
      (if .intent then [ "intent=\(.intent | intent)" ] else [] end)
      + pairs([ "at", "role", "text", "intent", "id" ])) ),
( (.events // [])[]
  | line([ "event", .at // "-", .type ]; pairs([ "at", "type", "id" ])) ),
( .hoff.import
  | (.dropped | to_entries | sort_by(.key)[] | "dropped\t\(.key)=\(.value)"),
    (.derived | sort[] | "derived\t" + .),
    (.warnings | sort[] | "warning\t" + .) ) )
