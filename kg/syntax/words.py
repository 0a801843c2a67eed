"""Closed-class words of English, one class per name; lists after Quirk et al., "A Comprehensive Grammar" (1985).

Closed classes do not grow, so they can be listed; everything else is looked up in `lexicon`.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES: Final = _words("a an the")
DEMONSTRATIVES: Final = _words("this that these those")
POSSESSIVES: Final = _words("my your his her its our their whose")
QUANTIFIERS: Final = _words(
    "all any another both each either every few fewer less many more most much neither no other others several some "
    "such various numerous multiple enough certain plenty"
)
DETERMINERS: Final = ARTICLES | DEMONSTRATIVES | POSSESSIVES | QUANTIFIERS
NUMBERS: Final = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen"
)
ORDINALS: Final = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next former latter final"
)
PREPOSITIONS: Final = _words(
    "about above across after against along alongside amid among amongst around as at atop before behind below beneath "
    "beside besides between beyond by circa concerning despite down during except following for from in inside into "
    "like near of off on onto opposite out outside over past per regarding since than through throughout till to toward "
    "towards under underneath unlike until unto up upon via versus vs with within without amidst aboard notwithstanding"
)
PRONOUNS: Final = _words(
    "i you he she it we they me him us them mine yours hers ours theirs myself yourself himself herself itself ourselves "
    "themselves one's someone somebody something anyone anybody anything everyone everybody everything nobody nothing "
    "there here"
)
RELATIVES: Final = _words("that which who whom whose where when whereby wherein whereas why how what whether whatever")
COORDINATORS: Final = _words("and or nor but and/or & plus")
SUBORDINATORS: Final = _words(
    "because although though while whilst if unless since so once until when whenever whereas wherever lest provided"
)
BE: Final = _words("be am is are was were been being 's 're")
HAVE: Final = _words("have has had having 've")
DO: Final = _words("do does did doing done")
MODALS: Final = _words("can could may might must shall should will would ought cannot ca wo 'll 'd")
AUXILIARIES: Final = BE | HAVE | DO | MODALS
NEGATIONS: Final = _words("not n't never")
ADVERBS: Final = _words(
    "also often sometimes usually typically generally commonly frequently normally occasionally rarely formerly "
    "previously originally historically currently now today then thus hence therefore however still yet already always "
    "ever just only even very quite rather too almost nearly about approximately roughly simply merely essentially "
    "basically mostly mainly primarily chiefly largely widely well sometimes alternatively informally formally "
    "technically strictly collectively literally respectively specifically especially particularly perhaps maybe soon "
    "again once twice together apart away back forth elsewhere everywhere somewhere instead otherwise moreover furthermore "
    "nevertheless nonetheless later earlier long else more most less least worldwide abroad indeed further"
)
POSTMODIFYING: Final = _words(
    "called named termed dubbed titled entitled known nicknamed labelled labeled using containing involving consisting "
    "comprising including having being dealing belonging relating pertaining related based located situated held made "
    "used written given owned composed comprised derived produced caused characterised characterized defined featuring "
    "lasting ranging varying depending allowing enabling providing requiring describing indicating specifying referring "
    "resulting arising stemming originating leading meaning representing showing forming covering connecting linking "
    "resembling serving acting aiming seeking attempting living occurring existing consisting denoting expressing "
    "marking pretending aimed devoted dedicated designed intended inspired invented developed introduced published "
    "released directed recorded performed held bordered surrounded found born formed founded established built created "
    "running growing working operating moving lying standing sitting coming going travelling traveling flying set according owing due such responsible capable similar native endemic equivalent equal analogous adjacent "
    "available concerned associated together usually often especially typically generally commonly mainly"
)
OPENING: Final = frozenset("([{")
CLOSING: Final = frozenset(")]}")
QUOTES: Final = frozenset(['"', "“", "”", "'", "‘", "’", "``", "''", "«", "»", "„", "`"])
DASHES: Final = frozenset(["-", "–", "—", "--", "---"])
