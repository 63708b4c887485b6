# Google CX Insights: the conversation data format, a file a conversation.
#: version 1
#: has entries[].start_timestamp_usec
#: has entries[].role conversation_info
#: has entries[].user_id
#: example {"entries":[{"start_timestamp_usec":1700000001000000,"text":"Hello","user_id":1,"role":"CUSTOMER"}]}
def role:
  { CUSTOMER: "customer", END_USER: "customer", AUTOMATED_AGENT: "bot",
    AGENT: "agent", HUMAN_AGENT: "agent" }[. // "" | tostring | ascii_upcase]
    // "system";
def seconds: if . == null then null else (try tonumber catch null)
  | if . == null then null else . / 1000000 end end;
{ conversation_id: (.conversation_id // .name // null),
  turns: [ .entries[] | (.start_timestamp_usec | seconds) as $s
    | { at: (if $s == null or $s < 1e8 then null else $s end),
        offset_s: (if $s != null and $s < 1e8 then $s else null end),
        role: (.role | role), text: .text,
        agent_id: (if (.role // "") == "AGENT" then .user_id else null end) } ],
  categories: [ (.conversation_info.categories // [])[] | .display_name ],
  warnings: (if any(.entries[]; (.start_timestamp_usec | seconds // 1e9) < 1e8)
    then [ "times are relative to a start that is not told" ] else [] end) }
