"""The words by which plans say what a part of them is. General to British strategy documents."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache


class Role(StrEnum):
    """What the text under a heading, or the list after a sentence, holds."""

    PRIORITIES = "priorities"
    AIMS = "aims"
    VISION = "vision"
    PRINCIPLES = "principles"
    ACTIONS = "actions"
    OUTCOMES = "outcomes"
    MEASURES = "measures"
    RATIONALE = "rationale"
    ASIDE = "aside"  # nothing of it belongs in the tree


NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "final", "last",
)  # fmt: skip
#: Words for the things that a plan is divided into.
DIVISION = (
    r"(?:strategic |key |shared |joint |core |cross[- ]cutting |corporate |partnership |overall )*"
    r"(?:priority(?: area| theme| outcome)?|objective|theme|pillar|goal|ambition|aim|outcome|"
    r"workstream|work ?stream|mission|strand|focus area|area of focus|action area|commitment|"
    r"chapter of work|driver|foundation|cornerstone|imperative)"
)
_PLURALS = (
    r"(?:priorities|priority (?:areas?|groups?|themes?|outcomes?)|themes|pillars|goals|ambitions|"
    r"objectives|areas of focus|areas for focus|focus areas|areas of work|workstreams|work streams|"
    r"missions|strands|action areas|strategic (?:aims|outcomes|objectives)|drivers|cornerstones)"
)
_COUNT = rf"(?:{'|'.join(NUMBER_WORDS)}|\d{{1,2}})"
_WE = r"(?:we|you|they|the (?:partnership|board|committee|council|trust|service|plan|strategy))"

_HEADINGS: tuple[tuple[Role, str], ...] = (
    (Role.ASIDE, (r"contents|table of contents|foreword(?: .*)?|introduction(?: .*)?|welcome(?: "
        r".*)?|preface|acknowledge?ments?|"
     r"glossary|abbreviations|acronyms|references|bibliography|version control|document control|"
     r"document history|distribution|(?:\w+ ){0,4}membership|contact(?: us| details)?|"
     r"about (?:us|this (?:plan|strategy|document)|the \w+)|governance(?: .*)?|"
     r"how to (?:read|use) .*|statutory dut(?:y|ies).*|our (?:statutory )?dut(?:y|ies)|"
     r"legal (?:framework|context|duties)|financial implications|policy implications|"
     r"consultations?|background papers|equality (?:impact|duty|and diversity).*|"
     r"executive summary|summary|who we are|our partners(?:hip)?|partnership structure|"
     r"roles and responsibilities|terms of reference|useful (?:links|contacts)|further reading|"
     r"existing (?:strategic )?documents.*|related (?:documents|strategies|plans).*|resources|"
     r"review(?:ing)? (?:of )?(?:this|the) (?:plan|strategy)|data protection|feedback|"
     r"how (?:we|the partnership) (?:work|works|are organised|is organised)|funding|finance|"
     r"risks?(?: and .*)?|risk register|risk management|easy read|alternative formats")),
    (Role.VISION, (r"(?:our |the |shared |strategic )*vision(?: statement)?(?: for .*| to .*)?|"
     r"our (?:mission|purpose)(?: statement)?|where we want to be")),
    (Role.PRINCIPLES, (r"(?:our |the |key |guiding |shared |core |underpinning |strategic )*"
     r"(?:principles|values|behaviours|core business|core functions|ways of working)"
     r"(?: (?:and|that|which|we|for) .*)?|cross[- ]cutting (?:themes|issues|principles)(?: .*)?|"
     r"how we will work(?: together)?|what (?:guides|underpins) (?:us|our work|this plan)")),
    (Role.MEASURES, (rf"how (?:will|do|would|shall|can) {_WE} (?:know|monitor|measure|track|tell|"
     rf"check|evidence).*|how {_WE}(?: will|'ll|’ll)? (?:know|monitor|measure|track|check|"
     r"evidence|tell).*|how (?:progress|success|impact|change|this|it) (?:will|is to) be "
     r"(?:measured|monitored|judged|tracked|known|assessed).*|(?:our |the |key |headline |success |"
     r"performance |outcome |national |local |proposed |suggested |progress )*(?:measures|metrics|"
     r"indicators|kpis?|targets|statements|scorecard|data set|dataset)(?: of .*| for .*| and .*)?|"
     r"(?:success|performance) (?:measures?|criteria|statements?|indicators?|framework)(?: .*)?|"
     r"(?:monitoring|measuring|evaluating|tracking)(?: (?:success|progress|impact|change|our|and|"
     r"the|performance|outcomes).*)?|measures? of success.*|statements? of success|evidence of "
     r"(?:success|impact|progress|change)|what (?:we will|will we|we'll) (?:measure|monitor|track|"
     r"count).*|signs of (?:success|progress)|tests? of success|evaluation")),
    (Role.OUTCOMES, (r"what (?:does |would |will )?(?:good|success|great|better|excellent) "
     r"(?:will |would )?(?:looks?|mean|means|be|feels?).*|what (?:will|would) (?:be different|"
     r"change|success look like|good look like|improve|people (?:see|notice)|this mean).*|"
     r"what (?:difference|change)s? (?:will|we|this|it).*|(?:our |the |key |expected |intended |"
     r"desired |anticipated |planned |target |shared |strategic )*(?:outcomes?|results|impacts?|"
     r"benefits)(?: (?:we|for|that|sought|by|and|statements?) ?.*)?|"
     r"what (?:we|people) (?:want|hope|expect|aim|intend|are aiming) (?:to (?:achieve|see)|for).*|"
     r"(?:the )?difference (?:we|this|it) (?:will|want).*|success (?:will )?(?:looks?|means?).*|"
     r"what (?:you|people|residents|children|adults|victims|patients|families|communities) "
     r"(?:will|can|should) (?:see|notice|expect|experience|feel).*|by (?:20\d\d|the end of .*)|"
     r"(?:our )?ambitions?|how (?:will )?(?:things|life|it) (?:will )?(?:be|look) (?:better|"
     r"different).*|what it (?:will|should) (?:look|feel) like.*")),
    (Role.RATIONALE, (r"why\b.*|(?:the )?case for change|(?:the )?(?:local |national |strategic |"
     r"our )*(?:context|background|picture|challenge|evidence|need|needs|rationale)(?: .*)?|"
     r"what (?:we|do we) (?:know|understand|have heard|heard|learned|have done|did)(?: .*)?|"
     r"what (?:is|are) the (?:issue|problem|challenge|evidence|data).*|what (?:the )?(?:data|"
     r"evidence|research|people|residents|you|communities|partners|families|children|survivors) "
     r"(?:say|says|said|tell|tells|told|shows?)(?: .*)?|where (?:are we|we are) (?:now|today|"
     r"starting).*|where we are|current (?:position|picture|situation)|the (?:issue|problem|"
     r"challenge)s?|achievements.*|our (?:achievements|progress|journey).*|progress (?:so far|to "
     r"date).*|what is (?:it|this|meant|\w+)|how this (?:priority|theme|aim|goal|objective) "
     r"(?:aligns|links|fits).*|links? (?:to|with) .*|definition.*|reason.*")),
    (Role.ACTIONS, (rf"what (?:will|shall|are) {_WE}(?: \w+)? (?:do|be doing|going to do|deliver|"
     rf"achieve).*|what {_WE}(?: (?:will|plan to|are going to|intend to|shall|need to|must|"
     r"are)|'ll|’ll) (?:do|be doing|deliver|focus on|work on|commit to).*|how (?:will|shall) "
     rf"{_WE} (?:do|get|achieve|deliver|make|go|respond|address|tackle).*|how {_WE}(?: will|'ll|"
     r"’ll) (?:do|get|achieve|deliver|make|go|respond|address|tackle).*|(?:our |the |key |"
         r"priority |"
     r"high[- ]level |planned |specific |strategic |main |supporting |immediate |proposed |"
     r"detailed |agreed |shared |partnership |next |\w+ )?(?:actions?|activit(?:y|ies)|"
     r"deliverables|commitments|pledges|promises|steps|tasks|milestones|interventions|"
     r"recommendations)(?: (?:to|we|for|and|that|in|plan|area)s?(?: .*)?)?|"
     r"(?:\w+ ){0,3}(?:action|delivery|implementation|work|improvement) ?(?:plan|programme)s?"
     r"(?: .*)?|(?:our )?(?:approach|response|offer|plan of work)|to (?:do|achieve) this,? we "
         r"will.*|"
     r"(?:the )?next (?:steps|phase|12 months|year)|future (?:\w+ )?(?:phases|work|actions|plans|"
     r"steps)|(?:we|the partnership|together we|partners) will|delivering (?:this|the|our) .*|"
     r"delivery|looking ahead|(?:our |key |supporting )?objectives")),
    (Role.AIMS, (r"(?:our |the |key |strategic |overall |overarching |main )*(?:aims?|purpose)"
     r"(?: (?:of|and|for) .*)?")),
)  # fmt: skip
_PRIORITIES = (
    rf"(?:our |the |key |strategic |agreed |shared |joint |local |partnership |{_COUNT} |"
    rf"summary of |"
    rf"plan |thematic |headline |main |overview of )*{_PLURALS}"
    rf"(?: (?:for|of|and|to|in|at|20\d\d|across|from|areas?|on a page)(?: .*)?)?"
)
#: What a sentence before a list says the list holds; the first that fits counts.
_LEADS: tuple[tuple[Role, str], ...] = (
    (Role.ASIDE, (r"\b(?:statutory|dut(?:y|ies)|responsibilit|responsible for|legislation|"
     r"legal framework|members?(?:hip)?\b|represent(?:ed|ation|atives)|comprises?|made up of|"
     r"consists? of|documents?|guidance (?:is|are|includes?)|types? of|forms of|defin(?:ed|ition)|"
     r"information considered|foundation|includes? people|examples? (?:of|are|include)|"
     r"contact|read more|available (?:at|from)|abbreviat|sources? of (?:data|information)|"
     r"partners (?:are|include)|agencies (?:are|include))")),
    (Role.RATIONALE, (r"\b(?:told us|we heard|highlight(?:s|ed)|show(?:s|ed|n) that|found that|"
     r"evidence (?:shows|tells|suggests)|we know (?:that|from)|data (?:shows|tells)|because|"
     r"factors|challenges (?:are|include|we)|reasons|achieve(?:d|ments)|since 20\d\d|last year we|"
     r"already|so far|findings|learning from)")),
    (Role.PRINCIPLES, (r"\b(?:principles|values|core business|core functions|functions of|system "
     r"where|cross[- ]?cutting|underpin|ways? of working|behaviours|continue to have a focus)")),
    (Role.MEASURES, (r"\b(?:measur(?:e|es|ed|ing)\b|indicators?|metrics?|kpis?|monitor(?:ed|"
        r"ing)?\b|"
     r"track(?:ed|ing)?\b|(?:will|we'll|can) know\b|success statements?|statements of success|"
     r"targets|(?:judge|evidence) (?:of )?(?:success|progress|impact)|success criteria|"
     r"will be (?:assessed|judged|evidenced) by|data (?:sources|sets?) )")),
    (Role.OUTCOMES, (r"\b(?:outcomes?|(?:success|good|great) (?:will |would )?(?:look|be|mean)s?|"
     r"be different|difference|(?:result|results) in|want (?:people|to see|everyone|children|"
     r"adults|communities|residents|victims)|(?:people|children|adults|residents|families|victims|"
     r"patients|communities|everyone|staff|survivors|carers|young people) (?:will|can|should)\b"
     r"(?! work)|will (?:see|mean|notice)|we will have|by (?:20\d\d|the end)[^:]{0,60}\bwill have|"
     r"ambitions?|achieved when|succeeded when|our success)")),
    (Role.PRIORITIES, (rf"(?:\b(?:are|is|has|have|following|identified|these|our|{_COUNT}|under|"
     rf"agreed|across|around|on|into|as)\b[^.:]{{0,60}}\b{_PLURALS}\b(?![^.:]*\bwill\b)|"
     rf"^(?:the |our |these )?(?:\w+ ){{0,3}}{_PLURALS}\b(?![^.:]*\b(?:we|will|by)\b))")),
    (Role.ACTIONS, (r"(?:\bwill\b|\bactions?\b|\bactivit(?:y|ies)\b|\bobjectives?\b|\bcommit|"
     r"programme of work|\bwork\b.*\bto\s*:?$|\bundertak|\bdeliver|next steps|plan(?:s|ned)? to|"
     r"intend|\bby\s*:?$|recommend|\bpledge|\bpromise|\bfocus(?:ed|ing)? on|\bneed to\s*:?$|"
     r"\btasks?\b|\bsteps\b|going to)")),
    (Role.AIMS, r"\b(?:aims?|aiming)\b"),
)  # fmt: skip
#: Lines that say themselves what they are: "Action: …", "Lead: …".
INLINE = re.compile(
    r"(?P<word>(?:key |priority |our |success )?(?:actions?|outcomes?|measures?|targets?|"
    r"indicators?|kpis?|"
    r"lead|owner|lead officer|lead agency|led by|responsible|by when|deadline|timescale|due|"
    r"status))"
    r"\s*(?:\d{1,2}(?:\.\d{1,2})?)?\s*[:–—]\s*(?P<rest>\S.+)",
    re.IGNORECASE,
)
_VERBS = frozenset(
    re.findall(
        r"\S+",
        "achieve act adapt address adopt advance agree align analyse appoint apply approve "
        "arrange ask "
        "assess assist attend audit begin bring build campaign capture carry challenge champion "
        "change "
        "check close co-design co-produce codesign collaborate collect commission commit complete "
        "conduct connect consider consult continue contribute convene coordinate co-ordinate "
        "coproduce "
        "create cut deliver demonstrate deploy design determine develop direct disrupt distribute "
        "educate embed empower enable encourage engage enhance ensure establish evaluate evidence "
        "examine expand explore extend facilitate find finish focus follow form formalise fund "
        "gather "
        "give grow guide have help highlight hold host identify implement improve include increase "
        "influence inform integrate introduce invest investigate invite involve issue join keep "
        "launch "
        "lead learn link listen lobby look maintain make map maximise meet minimise monitor "
        "move note "
        "offer open oversee participate pilot plan prepare present prevent prioritise procure "
        "produce "
        "promote protect provide publicise publish pursue put raise recognise recommend recruit "
        "reduce "
        "refer refresh reinforce remove replace report require research respond restore review "
        "revise "
        "roll run scale scope secure seek set share shape simplify start streamline strengthen "
        "submit "
        "support sustain tackle take target teach tell test track train transform trial understand "
        "undertake update upgrade upskill use utilise welcome widen work write",
    )
)


def tidy(text: str) -> str:
    """*text* without numbering, marks and case, for comparing headings."""
    bare = re.sub(
        r"^\W*(?:(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])[.):]\s*|\d+(?:\.\d+)*\s+)?", "", text.lower()
    )
    bare = re.sub(r"^(?:appendix|annexe?|section|part|chapter)\s+\w{1,3}\b[\s.:–—-]*", "", bare)
    return re.sub(r"\s+", " ", re.sub(r"[\s:?.!…–—-]+$", "", bare)).strip()


@cache
def _heading_patterns() -> Sequence[tuple[Role, re.Pattern[str]]]:
    return [(role, re.compile(rf"(?:{pattern})\Z")) for role, pattern in
            ((Role.PRIORITIES, _PRIORITIES), *_HEADINGS)]  # fmt: skip


@cache
def _lead_patterns() -> Sequence[tuple[Role, re.Pattern[str]]]:
    return [(role, re.compile(pattern)) for role, pattern in _LEADS]


def heading_role(text: str) -> Role | None:
    """What a heading says of the text under it; None when it says nothing that we know."""
    bare = tidy(text).replace("’", "'")
    if len(bare.split()) > 14:
        return None
    for role, pattern in _heading_patterns():
        if pattern.match(bare):
            return role
    return Role.RATIONALE if re.fullmatch(r"w[hn][vy]", bare) else None  # as scanners read "Why"


def lead_role(text: str) -> Role | None:
    """What the sentence before a list says of the list."""
    sentence = _last_sentence(text).lower().replace("’", "'")
    return next((role for role, pattern in _lead_patterns() if pattern.search(sentence)), None)


def _last_sentence(text: str) -> str:
    """The last sentence; with the one before when it only points back (“They are:”)."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text.strip())
    while len(parts) > 1 and len(parts[-1].split()) < 6:
        parts[-2:] = [f"{parts[-2].rstrip('.')}; {parts[-1]}"]
    return parts[-1]


def starts_with_verb(text: str) -> bool:
    """Whether *text* tells somebody to do something: “Develop …”, “To ensure …”, “Ensuring …”."""
    found = re.match(
        r"(?:to\s+|and\s+|we(?: will|'ll|’ll| shall)\s+|will\s+)?(?:\w+ly\s+)?([\w-]+)",
        text.lower(),
    )
    if not found:
        return False
    word = found[1]
    return word in _VERBS or any(
        base in _VERBS for base in _bases(word)
    )  # fmt: skip


def _bases(word: str) -> Sequence[str]:
    if word.endswith("ing"):
        stem = word[:-3]
        return (stem, stem + "e", stem[:-1])
    return ()
