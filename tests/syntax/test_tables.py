"""Lemmas and forms are those that lemminflect gives; it is asked here and nowhere else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.syntax.tables import _table, find_forms, find_lemmas

WORDS = sorted({row.split(",")[0] for name in ("lemma_lu.csv.gz", "infl_overrides.csv") for row in _table(name)})
AUXILIARIES = ["be", "can", "may", "will", "shall", "must", "ought", "dare", "have", "do", "those", "'d", "lesser"]
words = st.sampled_from([word for word in WORDS if word == word.lower()] + AUXILIARIES) | st.text(
    "abceinrst-'", max_size=8
)


@settings(deadline=None)
@given(words)
def test_lemmas_are_lemminflects(word: str) -> None:
    from lemminflect import getAllLemmas

    assert find_lemmas(word) == getAllLemmas(word)


@settings(deadline=None)
@given(words)
def test_forms_are_lemminflects(word: str) -> None:
    from lemminflect import getAllInflections

    assert find_forms(word) == {form for forms in getAllInflections(word).values() for form in forms}


def test_auxiliaries_have_the_forms_that_lemminflect_gives_them() -> None:
    from lemminflect import getAllInflections

    for word in AUXILIARIES:
        assert find_forms(word) == {form for forms in getAllInflections(word).values() for form in forms}, word
