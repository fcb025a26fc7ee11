"""The query language by itself: how the words of a command line are read, and that a tree's text is that tree."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crmcli import query
from crmcli.errors import Invalid
from crmcli.query import And, Field, Node, Not, Or, Saved, Value, Words
from tests.rows import each_row


def field(name: str, *texts: str, operator: str = "", is_literal: bool = False) -> Field:
    return Field(name, tuple(Value(text, operator, is_literal) for text in texts))


@each_row(
    ("words", "tree"),
    [
        ([], query.EVERYTHING),
        (["budi", "santoso"], Words(("budi", "santoso"))),
        (["budi santoso"], Words(("budi", "santoso"))),
        (["0812", "3456", "7890"], Words(("0812", "3456", "7890"))),
        (["city:bandung"], field("city", "bandung")),
        (["city:bandung,jakarta"], field("city", "bandung", "jakarta")),
        (["city=bandung,jakarta"], Field("city", (Value("bandung", "="), Value("jakarta")))),
        (["not:city：台北"], Not(field("city", "台北"))),
        (["company:=maju"], field("company", "maju", operator="=")),
        (["idle:90d.."], field("idle", "90d..")),
        (["idle>90d"], field("idle", "90d", operator=">")),
        (["idle:>90d"], field("idle", "90d", operator=">")),
        (["created<=2026-01"], field("created", "2026-01", operator="<=")),
        (["@vip"], Saved("vip")),
        (["not:group:cold"], Not(field("group", "cold"))),
        (["not:", "group:cold"], Not(field("group", "cold"))),
        (["not<5"], Words(("not<5",))),
        (["not: ani"], Not(Words(("ani",)))),
        (["not", "group:cold"], Not(field("group", "cold"))),
        (["NOT", "ani"], Not(Words(("ani",)))),
        (["not:@vip"], Not(Saved("vip"))),
        (["field.size:XL"], field("field.size", "XL")),
        (['field."shoe size":44'], field("field.shoe size", "44")),
        (["-ani"], Not(Words(("ani",)))),
        (["budi -city:jakarta"], And((Words(("budi",)), Not(field("city", "jakarta"))))),
    ],
)
def test_words_conditions_and_negations_are_read(words: list[str], tree: Node) -> None:
    assert query.parsed(words) == tree


@each_row(
    ("words", "tree"),
    [
        (["a:1", "b:2", "or", "c:3"], Or((And((field("a", "1"), field("b", "2"))), field("c", "3")))),
        (["not", "a:1", "b:2"], And((Not(field("a", "1")), field("b", "2")))),
        (["(", "a:1", "or", "b:2", ")", "c:3"], And((Or((field("a", "1"), field("b", "2"))), field("c", "3")))),
        (["(a:1 or b:2) c:3"], And((Or((field("a", "1"), field("b", "2"))), field("c", "3")))),
        (["a:1 and b:2"], And((field("a", "1"), field("b", "2")))),
        (["a:1", "AND", "budi"], And((field("a", "1"), Words(("budi",))))),
        (["not(a:1)or(b:2)and(c:3)"], Or((Not(field("a", "1")), And((field("b", "2"), field("c", "3")))))),
        (["not (a:1 b:2)"], Not(And((field("a", "1"), field("b", "2"))))),
        (["budi or ani"], Or((Words(("budi",)), Words(("ani",))))),
        (["(budi)", "(santoso)"], Words(("budi", "santoso"))),
    ],
)
def test_not_binds_before_and_and_and_before_or(words: list[str], tree: Node) -> None:
    assert query.parsed(words) == tree


@each_row(
    ("word", "tree"),
    [
        ("company:PT Maju", field("company", "PT Maju", is_literal=True)),
        ("not: company:PT Maju", Not(field("company", "PT Maju", is_literal=True))),
        ("not:company:PT Maju", Not(field("company", "PT Maju", is_literal=True))),
        ("-company:PT Maju", Not(field("company", "PT Maju", is_literal=True))),
        ("company:PT Telkom (Persero) Tbk", field("company", "PT Telkom (Persero) Tbk", is_literal=True)),
        ("company:Bed Bath and Beyond", field("company", "Bed Bath and Beyond", is_literal=True)),
        ("company:Maju, PT", field("company", "Maju, PT", is_literal=True)),
        ("city:Kota Baru,Bandung", field("city", "Kota Baru", "Bandung", is_literal=True)),
        ("company:=PT Maju", field("company", "PT Maju", operator="=", is_literal=True)),
        ("notes:call at x=5", field("notes", "call at x=5", is_literal=True)),
        ("notes:call at 10:30", field("notes", "call at 10:30", is_literal=True)),
        ("notes:see https://maju.example", field("notes", "see https://maju.example", is_literal=True)),
        ("@big fish", Saved("big fish")),
        ("not:@big fish", Not(Saved("big fish"))),
    ],
)
def test_a_word_with_blanks_is_one_condition_as_a_shell_hands_it_over(word: str, tree: Node) -> None:
    assert query.parsed([word]) == tree


@each_row(
    ("word", "count"),
    [
        ("city:bandung or ani", 2),
        ("city:bandung -ani", 2),
        ("city:bandung not ani", 2),
        ("city:bandung group:vip", 2),
        ("city:bandung @vip", 2),
        ("city:bandung (group:vip ani)", 3),
        ('company:"PT Maju" ani', 2),
        ("budi company:maju", 2),
        ("@vip ani -budi", 3),
    ],
)
def test_a_word_with_other_parts_of_a_query_in_it_is_read_as_text(word: str, count: int) -> None:
    tree = query.parsed([word])
    assert isinstance(tree, And | Or)
    assert len(tree.parts) == count


@each_row(
    "word",
    [
        "budi@maju.example",
        "10:30",
        "https://maju.example",
        "(021)",
        "+62(21)5790",
        "PT.",
        "a,b",
        '5"',
        "foo(bar)",
        "-3",
    ],
)
def test_what_only_looks_like_a_part_of_a_query_is_a_word(word: str) -> None:
    assert query.parsed([word]) == Words((word,))


def test_quotes_make_a_text_literal() -> None:
    assert query.parsed(['company:"Maju, PT",jaya']) == Field("company", (Value("Maju, PT", "", True), Value("jaya")))
    assert query.parsed(['"or"', '"city:x"', '"say ""hi"""']) == Words(("or", "city:x", 'say "hi"'))
    assert query.parsed(['created:"1..2"']) == field("created", "1..2", is_literal=True)


def test_signs_that_programs_use_are_read_as_they_mean_them() -> None:
    assert query.parsed(["city!=Bandung"]) == Not(field("city", "Bandung", operator="="))
    assert query.parsed(["city:x && group:y || has:email"]) == query.parsed(["city:x and group:y or has:email"])
    assert query.parsed(['"||" "a!=b"']) == Words(("||", "a!=b"))
    assert query.parsed([query.text(Words(("||", "&&", "a!=b")))]) == Words(("||", "&&", "a!=b"))


def test_and_between_two_words_is_a_word_like_them() -> None:
    assert query.parsed(["bed", "bath", "and", "beyond"]) == Words(("bed", "bath", "and", "beyond"))
    assert query.parsed(["bath", "and", "city:x"]) == And((Words(("bath",)), field("city", "x")))


@each_row(
    ("words", "message"),
    [
        (["city:"], "After 'city:' a value is missing."),
        (["city:", "bandung"], "After 'city:' a value is missing."),
        (["city:bandung,", "jakarta"], "Beside a comma of 'city:bandung,' a value is missing."),
        (["city:=="], None),
        (["city:="], "After 'city:=' a value is missing."),
        (["idle>"], "After 'idle>' a value is missing."),
        (['city:""'], "There is nothing between two double quotes."),
        (['company:"PT Maju'], "A double quote is not closed."),
        ([""], "A word of the query is empty."),
        (["budi", " "], "A word of the query is empty."),
        (["or", "budi"], "Before 'or' something is missing."),
        (["budi", "or"], "After 'or' something is missing."),
        (["a:1", "and", "or", "b:1"], "After 'and' something is missing."),
        (["not"], "After 'not' something is missing."),
        (["(", ")"], "There is nothing inside a pair of parentheses."),
        (["(", "budi"], "A ( is not closed."),
        (["budi", ")"], "A ) closes nothing."),
        (["(" * 100 + "a" + ")" * 100], "The query has too many parentheses inside one another."),
        (["not"] * 5000 + ["a"], "The query has too many parentheses inside one another."),
        (["x" * 20_001], "The query is too long."),
    ],
)
def test_what_cannot_be_read_is_said(words: list[str], message: str | None) -> None:
    if message is None:
        assert query.parsed(words) == field("city", "=", operator="=")
        return
    with pytest.raises(Invalid) as error:
        query.parsed(words)
    assert error.value.message == message


def test_a_look_up_reads_names_that_nobody_knows_as_text() -> None:
    def read(*words: str) -> Node:
        return query.parsed(words, is_field="city".__eq__, is_saved="vip".__eq__)

    assert read("xx:y", "@who", "city:x") == And((Words(("xx:y", "@who")), field("city", "x")))
    assert read("(budi", "or") == Words(("(budi", "or"))
    assert read("@vip") == Saved("vip")
    assert read("xx:PT Maju") == Words(("xx:PT", "Maju"))
    with pytest.raises(Invalid, match="value is missing"):
        read("city:")
    with pytest.raises(Invalid, match="is not closed"):
        read("(", "city:x")


def test_names_of_saved_queries_are_found_and_renamed() -> None:
    tree = query.parsed(["@a or not (b @c city:x)"])
    assert list(query.saved_names(tree)) == ["a", "c"]
    assert query.text(query.with_saved_renamed(tree, str.upper)) == "@A or not (b @C city:x)"


# Trees as reading makes them: words with anything in them, names that can be names, values bare or in quotes.
_TEXTS = st.text(min_size=1, max_size=8).filter(lambda text: text.encode("utf-8", "ignore").decode().strip() == text)
_NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True).filter(lambda name: name != "not")
_OWN = st.builds("field.{}".format, _TEXTS)
_BARE = st.from_regex(r"[\w.+-]{1,8}", fullmatch=True).map(Value)
_VALUES = st.one_of(_BARE, st.builds(Value, _TEXTS, st.sampled_from(["", *query.OPERATORS]), st.just(True)))
_LEAVES = st.one_of(
    st.builds(lambda words: query.all_of([Words(tuple(words))]), st.lists(_TEXTS, min_size=1, max_size=3)),
    st.builds(
        lambda name, values: Field(name, tuple(values)),
        st.one_of(_NAMES, _OWN),
        st.lists(_VALUES, min_size=1, max_size=3),
    ),
    st.builds(Saved, _TEXTS),
)
TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(query.all_of, st.lists(inner, min_size=1, max_size=3)),
        st.builds(query.any_of, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)


@given(TREES)
@example(And((field("city", "x"), Words(("ani",)))))
@example(Words(("a", "and", "b")))
@example(Not(And((field("company", "(a", is_literal=True), Words(("(", ")"))))))
def test_the_text_of_a_tree_reads_as_the_same_tree(tree: Node) -> None:
    assert query.parsed([query.text(tree)]) == tree


@given(st.lists(st.text(max_size=20), max_size=4))
@example(['a:"'])
@example(["city:foo(bar"])
@example(["(city:foo(bar)"])
@example(["not:-not:-a:="])
@example(['field."":x'])
@example(["@(a)"])
def test_any_words_are_read_or_refused_and_what_is_read_can_be_written(words: list[str]) -> None:
    try:
        tree = query.parsed(words)
    except Invalid:
        return
    if tree != query.EVERYTHING:
        assert query.parsed([query.text(tree)]) == tree


@given(st.text(alphabet='ab:."()=<>,@- \tnotr', max_size=24))
def test_texts_full_of_signs_are_read_or_refused_and_what_is_read_can_be_written(text: str) -> None:
    test_any_words_are_read_or_refused_and_what_is_read_can_be_written.hypothesis.inner_test([text])  # type: ignore[attr-defined]
