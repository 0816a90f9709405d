"""Words and shapes that the line model looks for: general English and the web's habits, no site's own.

All patterns but NAME and BIO read text in lower case: twice as fast as ignoring case.
"""

from __future__ import annotations

from newslint.compiled import compile_pattern

#: The small words of English: a menu has few, a sentence a third or more (jusText asks for 0.30).
SMALL = frozenset(
    "a about after against all also an and any are as at be because been before being between both but by can could"
    " did do does down during each even few first for from get had has have he her here him his how if in into is it"
    " its just last like made make many may me might more most much must my new no not now of off on one only or"
    " other our out over own said same says she should since so some such than that the their them then there these"
    " they this those through time to told too two under until up upon us very was we were what when where which"
    " while who whom why will with would year you your i it's don't that's didn't he's she's they're".split()
)
READER = frozenset("you your yours our us we click here".split())
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = compile_pattern(
    rf"\b(?:{MONTH} \d{{1,2}}\b|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}})?\b"
    rf"|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b)"
)
TIME = compile_pattern(
    r"\b(?:\d{1,2}[:.]\d{2}\b|\d{1,2} ?[ap]\.?m\b|(?:\d+|an?) (?:h|hour|min|minute|day|week|month)s? ago\b)"
)
NAME = compile_pattern(r"(?:[Bb]y:? |BY:? )?(?:[A-ZÀ-Þ][\w.'’-]*\.?(?: |, | and | & |\Z)){1,5}\Z")
#: The words that a credit names the picture by, and its agencies.
PICTURES = "photo photograph picture image video illustration graphic credit source courtesy".split()
AGENCIES = "ap afp reuters getty epa pa shutterstock alamy istock bloomberg wire".split()
CREDIT = compile_pattern(
    rf"(?:\b(?<!open )(?:{'|'.join(PICTURES)})s?\b[^.]{{0,30}}[:/©]|/ ?(?:{'|'.join(AGENCIES)})\b"
    r"|\bgetty images\b|\bap photo\b"
    r"|\b(?:photo|image|photograph|picture)s? (?:by|via|courtesy)\b|\((?:ap|afp|reuters|getty|pa|epa)\b)"
)
#: A text without any of these words matches CREDIT nowhere.
CREDITING = frozenset([*AGENCIES, *PICTURES, *(f"{word}s" for word in PICTURES)])
COUNTER = compile_pattern(
    r"\W*\d[\d,.]*[km]?\+? ?(?:shares?|comments?|likes?|views?|retweets?|replies|followers)?\W*\Z"
)
#: "READ MORE: …", "Related stories", "Watch: …": a line that hands the reader on.
LEAD = compile_pattern(
    r"\W*(?:(?:also )?(?:related|read|see|watch|listen|view|more|recommended|trending|up next|next up|explore|discover)"
    r"\b[^.:]{0,40}(?::|\Z)"
    r"|(?:also|don['’]t miss|must read|click here|go here|most (?:read|popular|viewed)|keep reading)\b)"
)
#: "Dora Quill is a staff writer …": who wrote it, or what the firm is.
BIO = compile_pattern(
    r"(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4}(?:is|was|are|covers|writes|reports|joined|has (?:been|covered|written|worked))\b"
)
ROLES = frozenset(
    role + plural
    for role in "reporter writer editor correspondent columnist journalist contributor producer author fellow professor"
    " freelance blogger newsroom provider headquartered founder".split()
    for plural in ("", "s")
)
ROLE = compile_pattern(rf"\b(?:{'|'.join(sorted(ROLES))})\b")
STAFF = compile_pattern(
    r"\W*(?:(?:additional |with )?(?:reporting|writing|editing|research)|edited|compiled|written|produced|translated"
    r"|story) by\b"
)
CONTRIBUTED = compile_pattern(r".{0,160}\bcontributed (?:to|reporting)\b")
#: A caption names who stands where, and ends with its source in brackets or after a stroke.
CAPTION = compile_pattern(
    r"\b(?:left|right|cent(?:er|re)|pictured|poses?|shown|seen|photograph|file|undated|above|below|view of)\b"
)
SOURCED = compile_pattern(
    r"(?:[(\[][a-z][^()\[\]]{1,70}[)\]]|/ ?[a-z][\w .&'’-]{1,40}"
    r"|\b(?:getty images|shutterstock|reuters|afp|ap|file))\W*\Z"
)
RIGHTS = compile_pattern(r"©|\(c\) ?\d{4}|\bcopyright\b|\ball rights reserved\b")
#: What ends a sentence inside a line.
INNER_STOPS = (". ", "? ", "! ", "” ", '" ')
#: The story's own: "★★★☆☆" and "Rating: 8/10" of a critic, what an editor puts right, a reader's letter.
OWN = compile_pattern(
    r"[★☆⭐✭✩½\ufe0f ]{3,}\Z|(?:[Rr]ating|[Gg]rade|[Ss]core|[Ss]tars): ?\S{1,12}\Z"
    r"|(?:Correction|Clarification|CORRECTION|CLARIFICATION)s?(?: (?:added|made|on|to|appended)\b.{0,60})?:"
    r"|(?:Sirs?|Madam|Dear (?:Sir|Madam|Editor)), ?[–—-]|(?:To the|Dear) [Ee]ditor[:,]"
)
