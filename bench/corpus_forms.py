"""The sentences of the generated corpus: each with the kinds of word that its `%s` stand for.

n: a noun; v: a verb; b: its plain form; p: a participle; a: an adjective. `%t` is a term, `%q` one in the plural, `%T`
one in the plural as the first word, in entries the term itself; `%G` is its genus.
"""

LICENCE = """<!--Copyright 2026 The Generated Team. All rights reserved.

Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with
the License. You may obtain a copy of the License at

http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
specific language governing permissions and limitations under the License.

-->
"""
FILLER = (
    ("The %s %s the %s %s before the %s is %s.", "nvannp"),
    ("Each %s of a %s is %s when the %s %s the %s.", "nnpnvn"),
    ("If the %s is %s, %s the %s and %s the %s %s.", "npbnban"),
    ("You can %s a %s %s with the %s in the %s.", "bannn"),
    ("A %s that %s the %s should be %s only once, because the %s %s every %s.", "nvnpnvn"),
    ("By default, the %s is %s and the %s %s it.", "npnv"),
    ("To %s a %s, %s the %s first; the %s is %s afterwards.", "bnbnnp"),
    ("Most of the time a %s %s %s more than the %s needs.", "anvn"),
)
NAMING = (
    ("The %t %s the %s of the %s.", "vnn"),
    ("Every %t %s a %s before the %s is %s.", "vnnp"),
    ("When the %s is %s, a %t %s it.", "npv"),
    ("%T work on a %s %s.", "an"),
    ("You can %s several %q in one %s.", "bn"),
    ("The %s %s each %t and %s the %t.", "nvv"),
    ("Set up a %t before you %s the %s.", "bn"),
    ("%T are %s by the %s and %s by the %s.", "pnpn"),
)
DEFINING = ("A %T is a kind of %G that %s the %s of a %s.", "A %T is a %G that %s every %s and the %s.")
OPENING = "A %T %s every %s of a %s before the %s is %s."
HEADINGS = (
    "Overview", "Usage tips", "Resources", "How to {b} a {n}", "Set up the {n} {n}", "Before You {B} the {N}",
    "{N} and {N}", "The {a} {n} of the {n}", "Troubleshoot a {a} {n}", "Why is the {n} {p}?",
)  # fmt: skip
