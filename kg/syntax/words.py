"""Closed-class words of English, one class per name; lists after Quirk et al., "A Comprehensive Grammar" (1985).

Closed classes do not grow, so they can be listed; everything else is looked up in `lexicon`.
"""

from typing import Final


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set: lists of words read better so."""
    return frozenset(text.split())


ARTICLES: Final = word_set("a an the")
DEMONSTRATIVES: Final = word_set("this that these those")
POSSESSIVES: Final = word_set("my your his her its our their whose")
QUANTIFIERS: Final = word_set(
    "all any another both each either every few fewer less many more most much neither no other others several some "
    "such various numerous multiple enough certain plenty"
)
DETERMINERS: Final = ARTICLES | DEMONSTRATIVES | POSSESSIVES | QUANTIFIERS
NUMBERS: Final = word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen"
)
ORDINALS: Final = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next former latter final"
)
PREPOSITIONS: Final = word_set(
    "about above across after against along alongside amid among amongst around as at atop before behind below "
    "beneath beside besides between beyond by circa concerning despite down during except following for from in "
    "inside into like near of off on onto opposite out outside over past per regarding since than through "
    "throughout till to toward towards under underneath unlike until unto up upon via versus vs with within "
    "without amidst aboard notwithstanding"
)
PRONOUNS: Final = word_set(
    "i you he she it we they me him us them mine yours hers ours theirs myself yourself himself herself itself "
    "ourselves themselves one's someone somebody something anyone anybody anything everyone everybody "
    "everything nobody nothing there here"
)
RELATIVES: Final = word_set(
    "that which who whom whose where when whereby wherein whereas why how what whether whatever"
)
COORDINATORS: Final = word_set("and or nor but and/or & plus")
SUBORDINATORS: Final = word_set(
    "because although though while whilst if unless since so once until when whenever whereas wherever lest provided"
)
BE: Final = word_set("be am is are was were been being 's 're")
HAVE: Final = word_set("have has had having 've")
DO: Final = word_set("do does did doing done")
MODALS: Final = word_set("can could may might must shall should will would ought cannot ca wo 'll 'd")
AUXILIARIES: Final = BE | HAVE | DO | MODALS
NEGATIONS: Final = word_set("not n't never")
ADVERBS: Final = word_set(
    "also often sometimes usually typically generally commonly frequently normally occasionally rarely formerly "
    "previously originally historically currently now today then thus hence therefore however still yet already "
    "always ever just only even very quite rather too almost nearly about approximately roughly simply merely "
    "essentially basically mostly mainly primarily chiefly largely widely well sometimes alternatively "
    "informally formally technically strictly collectively literally respectively specifically especially "
    "particularly perhaps maybe soon again once twice together apart away back forth elsewhere everywhere "
    "somewhere instead otherwise moreover furthermore nevertheless nonetheless later earlier else more "
    "most less least worldwide abroad indeed further"
)
POSTMODIFYING: Final = word_set(
    "called named termed dubbed titled entitled known nicknamed labelled labeled using containing involving "
    "consisting comprising including having being dealing belonging relating pertaining related based located "
    "situated held made used written given owned composed comprised derived produced caused characterised "
    "characterized defined featuring lasting ranging varying depending allowing enabling providing requiring "
    "describing indicating specifying referring resulting arising stemming originating leading meaning "
    "representing showing forming covering connecting linking resembling serving acting aiming seeking "
    "attempting living occurring existing consisting denoting expressing marking pretending aimed devoted "
    "dedicated designed intended inspired invented developed introduced published released directed recorded "
    "performed held bordered surrounded found born formed founded established built created running growing "
    "working operating moving lying standing sitting coming going travelling traveling flying set according "
    "owing due such responsible capable similar native endemic equivalent equal analogous adjacent available "
    "concerned associated together usually often especially typically generally commonly mainly"
)
OPENING: Final = frozenset("([{")
CLOSING: Final = frozenset(")]}")
QUOTES: Final = frozenset(['"', "“", "”", "'", "‘", "’", "``", "''", "«", "»", "„", "`"])
DASHES: Final = frozenset(["-", "–", "—", "--", "---"])
