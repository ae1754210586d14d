"""The forms of an HTML page, read by the standard library's parser."""
import html.parser


class Form:
    """One form: where it goes, how, and what its fields hold before anybody types."""

    def __init__(self, action, method):
        self.action, self.method = action, method
        self.fields, self.types, self.buttons = {}, {}, {}

    def has_password(self):
        return "password" in self.types.values()


class _Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms = []
        self.open_option = False                          # an option whose text is its value
        self.area = self.select = None                    # the names of the textarea and the select being read

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        if tag == "form":
            self.forms.append(Form(of.get("action") or "", (of.get("method") or "get").lower()))
        elif tag == "option" and self.select:
            if "selected" in of or self.select not in self.forms[-1].fields:
                self.forms[-1].fields[self.select] = of.get("value") or ""
                self.open_option = "value" not in of
        elif self.forms and of.get("name"):
            self.field(tag, of)

    def field(self, tag, of):
        form, name, kind = self.forms[-1], of["name"], (of.get("type") or "").lower()
        if tag == "button" or kind in ("submit", "image", "button"):
            form.buttons.setdefault(name, of.get("value") or "")
        elif tag == "textarea":
            self.area = name
            form.fields[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "input" and (kind not in ("checkbox", "radio") or "checked" in of):
            form.fields[name] = of.get("value") or ""
            form.types[name] = kind or "text"

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "option":
            self.open_option = False

    def handle_data(self, data):
        if self.area is not None:
            self.forms[-1].fields[self.area] += data
        elif self.select is not None and self.open_option:
            self.forms[-1].fields[self.select] += data.strip()


def read_forms(page):
    """Every form of the page, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms
