import pytest

from chahe.readers._parsing.json_objects.places import places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", []),
        ('{"a": 1, "b": [{}]}', []),
        ('{"a": []}', []),
        ('{"a":[{},{"b":null}]}', [(6, []), (9, [])]),
        ('{"a":[{"b":[{},{}]}]}', [(6, [12, 15])]),
        ('{"a":[{"b":[{"b":[{}],"a":[{}]}]}]}', [(6, [12])]),
        ('{"x":{"a":[{"b":[{}]}]}}', []),
        ('{"a":[[{}]]}', []),
        ('{"x":"\\"a\\":[{", "a":[{"s":"}]\\\\","b":[{}]}]}', [(22, [39])]),
    ],
)
def test_places(text: str, found: list[tuple[int, list[int]]]) -> None:
    assert places(text, "a", "b") == found


def test_a_long_text_is_read_in_one_go() -> None:
    text = '{"a":[{"b":[' + ",".join(['{"s":"\\\\"}'] * 200_000) + "]}]}"

    ((_, starts),) = places(text, "a", "b")

    assert (len(starts), starts[:2]) == (200_000, [12, 23])
