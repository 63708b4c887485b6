# vCon (IETF): conversations with parties and dialog; older drafts too.
#: version 1
#: has uuid parties dialog
#: has vcon parties
#: has uuid dialog
#: example {"uuid":"u","vcon":"0.4.0","created_at":"2026-03-01T09:00:00Z","parties":[{"type":"person","name":"A"},{"type":"bot"}],"dialog":[{"type":"text","start":"2026-03-01T09:00:00Z","originator":0,"mediatype":"text/plain","encoding":"none","body":"hello"}]}
def role:
  (.role // "" | tostring | ascii_downcase) as $role
  | if .type == "bot" then "bot"
    elif $role == "agent" or $role == "supervisor" or $role == "sme" then "agent"
    elif $role == "customer" or $role == "contact" or $role == "caller"
      then "customer"
    else null end;
(.parties // []) as $parties
| (.dialog // []) as $dialog
| { conversation_id: .uuid, started_at: (first($dialog[]?.start) // null),
    channel: (if any($dialog[]?; .type == "recording")
        and (any($dialog[]?; .type == "text") | not) then "voice"
      elif ([ $dialog[]? | (.mediatype // .mimetype // "") ]
        | any(startswith("multipart") or startswith("message")))
        then "email" else null end),
    subject: .subject,
    turns: [ $dialog[]? | select(.type == "text" and (.body | type) == "string")
      | (if (.originator | type) == "number" then .originator
         elif (.parties | type) == "array" then .parties[0]
         else .parties end) as $who
      | (if ($who | type) == "number" then $parties[$who] else null end) as $party
      | { at: .start, role: ($party // {} | role),
          author: ($party.name // $party.mailto // $party.tel
            // (if $who == null then null else "party \($who)" end)),
          text: (if .encoding == "base64url" or .encoding == "base64" then null
                 elif (.mediatype // .mimetype // "" | startswith("text/html"))
                 then null else .body end),
          html: (if (.mediatype // .mimetype // "" | startswith("text/html"))
                 then .body else null end),
          id: .message_id } ],
    events: [ $dialog[]? | if .type == "transfer" then
          { at: .start, type: "handoff_requested" }
        elif .type == "incomplete" then
          { at: .start, type: "handoff_failed", reason: .disposition }
        else empty end ],
    derived: (if ($dialog | length) > 0
      then [ "started_at, from the first dialog" ] else [] end),
    warnings: (if .payload or .ciphertext
      then [ "signed or encrypted: nothing can be read" ] else [] end),
    dropped: (reduce ($dialog[]? | select((.type != "text"
        or (.body | type) != "string") and .type != "transfer"
        and .type != "incomplete") | .type | tostring) as $t
      ({}; .[$t] += 1)) }
