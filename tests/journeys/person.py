"""Somebody at a browser of their own."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from .totp import code_now

SCREEN = {"width": 1366, "height": 900}
SECONDS = 10_000  # milliseconds to wait for anything
WATCH = """addEventListener("securitypolicyviolation",
    e => __violated(`${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))"""

FORGED = """([action, token]) => {
    const form = Object.assign(document.createElement("form"), {method: "post", action});
    const field = document.createElement("input");
    form.append(Object.assign(field, {name: "csrfmiddlewaretoken", value: token}));
    document.body.append(form);
    form.submit();
}"""


def roc_today() -> str:
    """Return today in Taipei as a person types it."""
    today = datetime.now(ZoneInfo("Asia/Taipei"))
    return f"{today.year - 1911}/{today.month:02}/{today.day:02}"


class Person:
    """A browser context and its one page; `wrong` gathers what the browser complained of."""

    def __init__(self, browser, url, **settings):
        self.wrong = []
        asked = {"viewport": SCREEN, "locale": "zh-TW", "reduced_motion": "reduce", **settings}
        self.context = browser.new_context(base_url=url, **asked)
        self.context.set_default_timeout(SECONDS)
        if asked.get("java_script_enabled", True):
            self.context.expose_function("__violated", lambda what: self.wrong.append(what))
            self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))

    def _heard(self, message):
        # a page that is refused, or whose form has errors, is told to the console too
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def go(self, path):
        return self.page.goto(path)

    def sees(self, text):
        """Wait until a text is on the page; else say what is there instead."""
        try:
            self.page.get_by_text(text).first.wait_for()
        except Exception as why:
            there = self.page.locator("body").inner_text()
            raise AssertionError(f"no {text} on {self.page.url}:\n{there[:3000]}") from why

    def does_not_see(self, text):
        assert self.page.get_by_text(text).count() == 0

    def press(self, name, within=None):
        """Press a button or follow a link by its whole name."""
        place = self.page.locator(within) if within else self.page
        exactly = re.compile(rf"^\s*{re.escape(name)}\s*$")
        button = place.get_by_role("button", name=exactly)
        (button.or_(place.get_by_role("link", name=exactly))).first.click()

    def fill(self, within=None, **fields):
        """Fill fields by their names; a <select> is given a value."""
        place = self.page.locator(within) if within else self.page
        for name, value in fields.items():
            field = place.locator(f"[name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def forge(self, action):
        """Post to an address that the page does not offer; return the status of the answer."""
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        with self.page.expect_navigation() as coming:
            self.page.evaluate(FORGED, [action, token])
        return coming.value.status

    def give_password(self, username, password):
        self.go("/accounts/login/")
        self.fill(login=username, password=password)
        self.press("登入")

    def replace_password(self, old, new):
        self.fill(oldpassword=old, password1=new, password2=new)
        self.press("變更密碼")

    def enrol(self):
        """Take the secret from the page into an authenticator, and show that it was."""
        secret = self.page.locator("dl.facts code").inner_text()
        self.fill(code=code_now(secret))
        self.press("啟用")
        return secret

    def give_code(self, secret):
        self.fill(code=code_now(secret))
        self.press("登入")

    def sign_out(self):
        self.go("/accounts/logout/")
        self.press("登出", within="main")

    def close(self):
        self.context.close()
