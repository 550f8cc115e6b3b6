"""What is wrong with a page, as a browser sees it."""

from functools import cache

WIDTHS = (1366, 420)
HEIGHT = 900
# rules WCAG does not ask for are asked too: a page without them is only harder to use
LIGHT = {"resultTypes": ["violations"]}
DARK = {**LIGHT, "runOnly": {"type": "rule", "values": ["color-contrast"]}}


@cache
def _axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def faults_of(person, path, *, status=200):
    """Visit a page; return what is wrong with it, nothing left out."""
    person.wrong.clear()
    person.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    response = person.go(path)
    found = [] if response.status == status else [f"status {response.status}"]
    return found + faults_here(person)


def faults_here(person):
    """Return what is wrong with the page a person is on."""
    page = person.page
    found = [*_structure(page), *_wide(page), *person.wrong]  # before axe adds its own script
    found += _broken_rules(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {each}" for each in _broken_rules(page, DARK)]
    page.emulate_media(color_scheme="light")
    person.wrong.clear()
    return found


def _structure(page):
    lang = page.locator("html").get_attribute("lang")
    headings = page.locator("h1").all_inner_texts()
    if lang != "zh-Hant-TW":
        yield f"lang is {lang}"
    if len(headings) != 1 or not headings[0].strip():
        yield f"h1 are {headings}"
    if page.title().removesuffix("｜查核").strip() in ("", "查核"):
        yield f"title is {page.title()}"


def _wide(page):
    for width in WIDTHS[::-1]:  # the wide one last, for what comes after
        page.set_viewport_size({"width": width, "height": HEIGHT})
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            yield f"{over} px too wide at {width}"


def _broken_rules(page, options):
    broken = _axe().run(page, options=options).response["violations"]
    return [f"axe {rule['id']}: {[node['html'][:150] for node in rule['nodes']]}" for rule in broken]
