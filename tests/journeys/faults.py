"""What is wrong with a page, as a browser sees it."""

from functools import cache

WIDTHS = (420, 1366)  # the wide one last, for what comes after
HEIGHT = 900
# rules that WCAG does not ask for are asked too: a page that breaks them is harder to use
# not preload: axe would copy every style sheet into a <style>, which the policy rightly refuses
RULES = {"resultTypes": ["violations"], "preload": False}
CONTRAST = {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
# how much axe looks at, which takes a second: nothing, the page, the page and its dark colours
NONE, SOME, ALL = range(3)


@cache
def _axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def faults_of(person, path, *, status=200, rules=ALL):
    """Visit a page; return what is wrong with it."""
    person.wrong.clear()
    response = person.go(path)
    found = [] if response.status == status else [f"status {response.status}"]
    return found + faults_here(person, rules=rules)


def faults_here(person, *, rules=ALL):
    """Return what is wrong with the page a person is on."""
    page = person.page
    found = [*_structure(page), *_too_wide(page), *person.wrong]  # before axe adds its own script
    if rules >= SOME:
        found += _broken(page, RULES)
    if rules >= ALL:
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {each}" for each in _broken(page, CONTRAST)]
        page.emulate_media(color_scheme="light")
    person.wrong.clear()
    return found


def _structure(page):
    lang = page.locator("html").get_attribute("lang")
    headings = page.locator("h1").all_inner_texts()
    title, _, site = page.title().rpartition("｜")
    if lang != "zh-Hant-TW":
        yield f"lang is {lang}"
    if len(headings) != 1 or not headings[0].strip():
        yield f"h1 are {headings}"
    if not title.strip() or site != "查核":
        yield f"title is {page.title()}"


def _too_wide(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            yield f"{over} px too wide at {width}"


def _broken(page, options):
    broken = _axe().run(page, options=options).response["violations"]
    return [
        f"axe {rule['id']}: {[node['html'][:150] for node in rule['nodes']]}" for rule in broken
    ]
