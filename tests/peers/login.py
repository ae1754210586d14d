"""A person's way through a login, whoever the two parties are: forms are filled in and submitted as they come."""
import base64

MOST_PAGES = 10


def walk(browser, start, user, bend=None):
    """From the URL `start` until a page has no form; `bend` may change the Response (bytes) on its way.

    Returns the Response as the IdP sent it, as bytes; None when none came.
    """
    response = None
    browser.open(start)
    for _ in range(MOST_PAGES):
        form = browser.form()
        if form is None:
            return response
        typed = {}
        if form.has_password():
            typed = credentials(form, user)
        elif "SAMLResponse" in form.fields:
            response = base64.b64decode(form.fields["SAMLResponse"])
            if bend:
                typed["SAMLResponse"] = base64.b64encode(bend(response)).decode()
        browser.submit(**typed)
    raise AssertionError(f"no end after {MOST_PAGES} pages; the last one was {browser.url}:\n{browser.body[:2000]}")


def credentials(form, user):
    """The person's name and password for whatever the form calls these fields."""
    typed = {name: user["password"] for name, kind in form.types.items() if kind == "password"}
    names = [name for name, kind in form.types.items() if kind in ("text", "email")]
    return {**typed, names[0]: user["username"]}
