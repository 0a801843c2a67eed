"""Words that name no concept of their own, whatever the documentation is about.

Shell nouns (Schmid, "English Abstract Nouns as Conceptual Shells", 2000) stand for what the next sentence says
("the problem is that ..."); metadiscourse nouns (Hyland, "Metadiscourse", 2005) speak of the text ("this section");
classifiers only say "some kind of". Adjectives here order, compare or recommend, and add no kind: "next step",
"full example", "best practice" are as empty as their nouns. A phrase of such words alone is no concept, but one of
them may end a real name ("test case", "use case diagram").
"""

from kg.text import singular

_TABLE: tuple[tuple[str, str], ...] = (
    ("shell nouns: facts, ideas, circumstances (Schmid 2000)", """
        advantage aim answer approach aspect assumption attempt background basis behavior behaviour benefit best
        capability care case caution cause caveat challenge chance change choice circumstance comparison complexity
        concept conclusion concern condition consequence consideration context contrast contribution convention
        decision definition demand detail difference difficulty disadvantage discussion drawback effect effort
        emphasis enhancement expectation experience explanation extent fact factor feature field finding focus goal
        guarantee guideline hint idea impact implication importance improvement installation instruction intention
        interest issue kind know-how knowledge lack lesson limit limitation matter meaning method mistake motivation
        need notion novelty objective observation opportunity option outcome part pattern perspective pitfall plan
        point possibility practice precaution preference prerequisite pre-requisite principle problem procedure
        process property proposal pros cons purpose question rationale reason recommendation reference relation
        requirement responsibility restriction result risk role rule scenario scope sense shortcoming similarity
        situation solution specific specification step story strategy strength style subject success suggestion
        support system task technique tendency test thing thought tip topic implementation dependency utility
        constraint philosophy performance tradeoff trade-off trick trouble truth understanding use usage value
        variation version view warning way weakness work workaround world access action activity ability addition
        achievement advance advice alternative amount
        """),
    ("metadiscourse nouns: the text and its parts (Hyland 2005)", """
        abstract acknowledgement acknowledgment addendum announcement answer appendix article author below book
        changelog chapter citation code community contact content contents contribution contributor copyright credit
        description doc docs document documentation edition example excerpt faq feedback figure file footnote guide
        help heading history howto index info information intro introduction issue item lesson license licence link
        list listing literature maintainer manual material news note notebook notice outline overview page paper
        paragraph picture post preface preview quickstart reader readme recap recipe reference release remark report
        resource review roadmap sample section sentence site snippet source start summary table tldr term text title
        tour tutorial user video walkthrough website writing wording getting
        """),
    ("classifiers and measures", """
        amount bit bunch category class collection couple degree dozen element end entity entry family form group
        half instance item kind level list lot majority manner member minority mode name number object one pair part
        percentage piece place portion position quantity range rate series set share side size sort stage status
        total type unit variant variety
        """),
    ("time and place", """
        area beginning bottom center century day decade date end evening front future hour inside left middle minute
        moment month morning night now once past period present right second start time today top week year
        """),
    ("people and organisations in general", """
        anyone audience author beginner colleague developer everyone individual man newcomer organization people
        person researcher somebody someone staff team woman
        """),
    ("adjectives that order, compare or recommend (Quirk et al. 1985, 7.35)", """
        able above actual additional advanced aforementioned alternative appropriate available average bad basic
        best better big bigger biggest brief broad certain clear close common complete complex concrete convenient
        correct corresponding current custom customized default dedicated desired detailed different difficult
        direct earlier early easier easy effective entire essential exact excellent existing expected extra fair
        familiar far fast faster few final fine first following former frequent full further general given good
        great greater greatest half handy hard helpful high higher highest huge ideal important impressive
        individual initial interesting known large larger largest last late later latest least less long longer low
        lower lowest main major many maximum minimal minimum minor missing more most much multiple necessary new
        newer next nice normal notable obvious official old older only optimal optional original other overall own
        particular perfect popular possible potential practical preferred previous primary proper quick quicker rare
        ready real recent recommended related relevant remaining required respective same second separate several
        short shorter significant similar simple simpler simplest single slight small smaller smallest special
        specific standard straightforward strong subsequent sufficient suitable sure third tiny total typical unique
        useful usual valid various vast whole wide wrong extensive comprehensive thorough careful modern cutting-edge
        """),
    ("glue", """
        a an and as at by for from how in into of on or per the this that these those to via with without your our
        my its
        """),
)  # fmt: skip
GENERIC = frozenset(singular(word) for _, words in _TABLE for word in words.split())

_HEADS = """
    apparatus artifact artefact assembly component construct container copy device discipline domain engine environment
    equipment event expression extension facility field form format framework function functionality infrastructure
    interface language library machine machinery means measure measurement mechanism medium method metric module
    number operation operator package platform product program programme project quantity region representation
    service software space state statement structure system technique technology tool toolkit toolset value vehicle
    word
"""
VAGUE = frozenset(word for word in _HEADS.split())
"""Heads that classify anything made, measured or said (the unique beginners of WordNet's nouns and their next level:
Miller 1990, "Nouns in WordNet", IJL): alone they are no kind, "data structure" and "search engine" are one."""


def is_generic(keys: tuple[str, ...]) -> bool:
    """Tell whether a phrase consists of generic words alone, or only says "kind of" something.

    Words in their comparison form.

    >>> is_generic(("next", "step")), is_generic(("type", "of", "model")), is_generic(("test", "suite"))
    (True, True, False)
    """
    head = keys[: keys.index("of")] if "of" in keys else keys
    return all(word in GENERIC or word.isdigit() for word in head)
