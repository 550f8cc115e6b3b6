from chahe.readers._parsing.markup.local_names import Local
from chahe.readers._parsing.xml_push import Element

RESULT = Element()
CHILDREN = Local(rule_result=RESULT)


def test_elements_are_known_whatever_their_prefix() -> None:
    found = [CHILDREN.get(tag) for tag in ("rule-result", "xccdf:rule-result", "a:b:rule-result")]

    assert found == [RESULT] * 3


def test_others_are_not() -> None:
    found = [CHILDREN.get(tag) for tag in ("rule_result", "rule-result:x", "result", "")]

    assert found == [None] * 4


def test_it_holds_the_names_it_was_given() -> None:
    assert (list(CHILDREN), len(CHILDREN)) == (["rule-result"], 1)
