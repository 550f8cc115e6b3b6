"""English pages: articles that are points, numbers that begin anew at each indent."""

from .reading import day, outline, paths, read, said

PAGE = """• Font Size:
  • S
  • M
  • L

Article NO. Content


Establishing Inspection Mechanisms for Cable Cars  CH

Amended Date: 2020.02.10 (Articles 9, 12 amended,English version coming soon)
Current English version amended on 2018.11.30 
Categories: Market Supervision > Regulation of Cable Cars
9     Cabin Development and Maintenance (CC-19000, semi-annualaudit)
  1. The requirements shall be included in the analysis.
  2. Whether doors are checked to confirm that they close.
  8. Management of changes to cabins:
    1. Drawings for trial and formal operations shall be stored separately.
    2. When a cabin is changed, its drawing shall be updated.
  9. Inspect cables (applicable to high cable cars, but not applicable to those on rails).
"""


def test_numbers_begin_anew_under_an_indent():
    found = read(PAGE)

    assert found.title == "Establishing Inspection Mechanisms for Cable Cars"
    assert day(found) == "2018-11-30"
    assert paths(found) == "9 9.1 9.2 9.8 9.8.1 9.8.2 9.9"
    assert said(found, "title") == {
        "9": "Cabin Development and Maintenance",
        "9.8": "Management of changes to cabins",
    }
    assert set(said(found, "cadence").values()) == {"semiannual"}
    assert said(found, "applies_text") == {
        "9.9": "applicable to high cable cars, but not applicable to those on rails"
    }


def test_heading_says_whom_it_binds_between_two_brackets():
    text = (
        "14     Shared cabin management (CC-23000), applicable to firms using a shared cabin "
        "(monthly or semi-annual audit)\n"
        "  1. The company shall make an application (semi-annual audit).\n"
        "  2. The firm’s cabins shall be protected (monthly or semi-annual audit).\n"
    )

    found = read(text)

    assert said(found, "title") == {"14": "Shared cabin management"}
    assert said(found, "applies_text") == {"14": "applicable to firms using a shared cabin"}
    assert said(found, "cadence") == {
        "14": "monthly semiannual",
        "14.1": "semiannual",
        "14.2": "monthly semiannual",
    }


def test_points_of_a_whole_english_page():
    text = """Title Establishment of an Inspection System for Cable Cars CH
Date 2023.08.25 ( AMENDMENT )

Article Content

1     Cable management (applicable to operators of high cable cars):
  1. All cables shall be identified.
  2. The acceptable wear shall be determined.
2     Cabin policy:
  1. The company shall adopt a policy.
  2. The following content shall be included in the policy:
    1. A definition of the policy.
    2. A description of the unit in charge.
  3. The policy shall be approved by its management and issued, with the requirement that all
"""

    found = read(text)

    assert found.title == "Establishment of an Inspection System for Cable Cars"
    assert paths(found) == "1 1.1 1.2 2 2.1 2.2 2.2.1 2.2.2 2.3"
    assert said(found, "applies_text") == {"1": "applicable to operators of high cable cars"}
    assert said(found, "title") == {"1": "Cable management", "2": "Cabin policy"}


def test_articles_paragraphs_and_items():
    text = """Regulations Governing Cable Cars
Chapter I General Principles
Article 36-1 (Purpose)
These Regulations are adopted pursuant to Article 18 of the Act.
Article 36-2
An operator shall appoint a chief officer who meets either of the following conditions:
1. A vice president.
2. A person of equivalent rank:
A. as resolved by the board; or
B. as approved by the authority.
The officer in the preceding paragraph shall report to the board.
An operator shall comply by the end of
March 2022.
Article 37
These Regulations shall enter into force on January 1, 2022.
"""

    found = read(text)

    assert (
        paths(found) == "36-1 36-2 36-2.1 36-2.1.1 36-2.1.2 36-2.1.2.a 36-2.1.2.b 36-2.2 36-2.3 37"
    )
    assert outline(found)[8] == "36-2.3 An operator shall comply by the end of March 2022."


def test_letters_and_roman_numerals():
    text = (
        "Rules for Ferries\n1. Safety (CC-11000, annual audit)\n(1) Boats:\na. Hull:\ni. paint;\n"
        "ii. welds;\niii. rivets.\nb. Deck.\n(2) Crew.\n"
    )

    assert paths(read(text)) == "1 1.1 1.1.a 1.1.a.1 1.1.a.2 1.1.a.3 1.1.b 1.2"


def test_words_wrapped_at_a_hyphen_stay_one_word():
    text = (
        "1. Boats (CC-11000, semi-\nannual audit)\n(1) The co-\nlocated boats shall be\nlisted.\n"
    )

    found = read(text)

    assert outline(found)[1] == "1.1 The co-located boats shall be listed."
    assert said(found, "cadence")["1"] == "semiannual"


def test_bulleted_items_of_an_article_are_its_items():
    text = """Chapter V Access |
Article 21 | Users shall comply with the following rules:
- Staff shall submit a request before they may enter.
- Equipment shall be inventoried.
The operator may prohibit a person from entering.
|
Info |
Article 22 | Measures shall be in place.
The operator may suspend the service.
|
Info |
"""

    found = read(text)

    assert outline(found) == [
        "21 <>",
        "21.1 Users shall comply with the following rules:",
        "21.1.1 Staff shall submit a request before they may enter.",
        "21.1.2 Equipment shall be inventoried.",
        "21.2 The operator may prohibit a person from entering.",
        "22 <>",
        "22.1 Measures shall be in place.",
        "22.2 The operator may suspend the service.",
    ]


def test_exception_list_in_english():
    text = (
        "7. Operations (CC-17000)\n"
        "(1) Network (CC-17010, applicable to online firms; items a and c "
        "are also applicable to all firms; monthly audit)\na. Assess.\nb. Protect.\nc. Scan.\n"
    )

    bound = said(read(text), "applies_text")

    assert [path for path in bound if path.startswith("7.1.")] == ["7.1.a", "7.1.c"]


def test_chinese_and_english_side_by_side_keep_their_spaces():
    text = (
        "1.備份 Backup(CC-20000,年度查核)\n(1)應依 Business Continuity Plan(BCP)\n"
        "辦理 failover 演練,\n"
        "並保存 log file。\n"
    )

    assert outline(read(text))[1] == (
        "1.1 應依Business Continuity Plan（BCP）辦理failover演練，並保存log file。"
    )
