/** Words that the offline rules look for, beyond those that found the pushback. English: other languages get fewer labels. */
export const cues = {
  /** A ban, an allow-list or a required step, as a developer states it. */
  rule: /(?<![-`\w])(?:do not|don['’]?t|never|must(?: not)?|only|always|make sure|without|no (?:new|more)|ask (?:me )?(?:first|before)|keep|leave)\b/i,
  /** A plain order: not a rule by its words, but one that can be said again. */
  order:
    /^(?:[-*\d.)\s]*)(?:please |(?:and|then|also|now|so|ok(?:ay)?),? |(?:can|could) you |let['’]?s |you (?:should|need to|have to) |(?:i|we) (?:want|need)(?: you)?(?: to)? )*(?:use|add|put|follow|address|fix|write|read|run|create|move|rename|remove|replace|implement|change|update|test|check|show|tell|stop|start|do|give|include|exclude|name|call|set|return|merge|split|match|commit)\b/i,
  /** The developer says that it was said before. */
  insists:
    /\bi(?:['’]ve| have)? (?:already |just |specifically |explicitly |clearly )*(?:said|told|asked|specified|mentioned|requested|instructed|explained)\b|\b(?:as|like) i (?:said|told|asked|mentioned)\b|\b(?:how many times|remember (?:that|to|what|,)|you (?:forgot|ignored|skipped|missed)|(?:did|do) you not read|i (?:did|do) not ask|didn['’]?t ask|supposed to)\b/i,
  /** The agent says that its work is done and right. */
  claim:
    /\b(?:all (?:\d+ )?(?:tests?|checks?) (?:now )?(?:pass\w*|green)|(?:is|are|has been|have been|i(?:['’]ve| have)?|now) (?:now )?(?:fixed|resolved|done|complete[d]?|implemented|working|verified|updated|added|removed)|successfully|works? (?:now|correctly|as expected)|should (?:now )?work|everything (?:is|works|passes))\b/i,
  /** A claim about proof, not only about having done something. */
  proof:
    /\b(?:all (?:\d+ )?(?:tests?|checks?) (?:now )?(?:pass\w*|green)|verified|tested|confirmed|(?:is|are) (?:now )?(?:fixed|resolved|working|complete)|works? (?:now|correctly|as expected)|everything (?:is|works|passes)|fully (?:working|functional|implemented))\b/i,
  /** What is to come, or under a condition, claims nothing of how things stand. */
  intent:
    /\b(?:let me|let['’]s|i['’]ll|will|should|would|once|if|when|to (?:verify|ensure|make sure|check|confirm|see))\b/i,
  /** The developer corrects a belief about the project. */
  fact: /\b(?:(?:is|was)(?:n['’]t| not) (?:simply )?true|yes,? (?:there|it) (?:is|does)|is right there|wrong (?:file|place|path|branch|version|one|directory|table|port)|does(?:n['’]t| not) exist|there (?:is|are) no|that['’]?s not (?:true|right|correct|how|what|where)|is not (?:true|right|correct)|you(?:['’]re| are) (?:wrong|mistaken|confus\w+)|not the (?:problem|issue|cause|reason)|already (?:exists?|has|have))\b/i,
  undo: /\b(?:(?:revert|restor)(?:e|s|ed|ing)?|undo(?:es|ing|ne)?|undid|roll(?:ed|ing)? ?back|put (?:it|that|them) back|change it back|git (?:reset|restore|checkout|revert))\b/i,
  overreach:
    /\b(?:(?:did|have)n['’]?t ask|did not ask|never asked|nobody asked|who (?:asked|told)|only asked|just asked|why (?:did|are|would|have) you|should(?:n['’]t| not) have|not asked|(?:do not|don['’]?t) (?:need|want|do) (?:a|an|any|the|it|this|that|these|those|to)|no need (?:for|to)|nobody needs|just (?:tell|show|give) me|you are to ask)\b/i,
  /** The developer says what is wanted in place of what came. */
  wanted:
    /\b(?:i (?:want|wanted|meant|mean|need|asked for)|we (?:want|wanted|need)|should (?:be|have|do|use|only|also|just)|instead|rather|supposed to|let['’]?s (?:use|do|have|make)|the (?:whole )?point (?:is|of))\b/i,
  /** A later developer turn that says it works. */
  confirmed:
    /\b(?:(?:it|that|this|everything|now it) (?:now )?(?:works|worked|is fixed|is working)|works (?:now|great|well|perfectly|fine)|(?:that|this) (?:fixed|did) it|fixed now|perfect|looks (?:good|great)|well done)\b|^(?:great|thanks|thank you|nice|awesome|excellent)\b/i,
  byMyself:
    /\bi(?:['’]ve| have)? (?:fixed|solved|did|changed|handled|reverted) (?:it|this|that) (?:myself|manually|by hand)\b/i,
  doubt: /\b(?:but|still|not|n['’]t|however|except|wrong|error|fail\w*)\b/i,
  approval:
    /^(?:yes|yep|yeah|ok(?:ay)?|sure|great|perfect|nice|good|cool|awesome|excellent|thanks|thank you|lgtm|go ahead|proceed|continue)\b/i,
  check: /\b(?:tests?|vitest|jest|pytest|check|lint|build|tsc|typecheck|compile|cargo|make)\b/i,
} as const;
