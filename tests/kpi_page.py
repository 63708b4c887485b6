"""Read a page of hoff-kpi as a browser would, and say what is wrong with it.

usage: kpi_page.py PAGE.html

Tags must balance; nothing may be fetched or run; every chart must have a text
alternative or be hidden from those who cannot see it.
"""

import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "link", "img", "input"}
FETCH = {"src", "href", "srcset", "action", "data", "poster", "xlink:href"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "main", "header",
         "h1", "h2", "h3", "p", "b", "div", "section", "strong", "small",
         "span", "svg", "rect", "path", "text", "tspan", "table", "thead", "tbody",
         "tr", "th", "td", "details", "summary", "footer"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.wrong = []
        self.ids = set()
        self.labels = set()
        self.policy = ""
        self.style = ""

    def complain(self, what):
        self.wrong.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in KNOWN:
            self.complain(f"<{tag}> is not expected")
        for name, value in attrs.items():
            if name in FETCH or name.startswith("on") or name == "style":
                self.complain(f"{name}= is not allowed")
            if value and "://" in value:
                self.complain(f"{name}= has an address")
        if tag == "svg" and attrs.get("aria-hidden") != "true":
            if attrs.get("role") != "img" or "aria-labelledby" not in attrs:
                self.complain("a chart without a text alternative")
            self.labels.add(attrs.get("aria-labelledby"))
        if "id" in attrs:
            if attrs["id"] in self.ids:
                self.complain(f"id {attrs['id']} twice")
            self.ids.add(attrs["id"])
        if tag == "th" and "scope" not in attrs:
            self.complain("a heading without a scope")
        if attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if self.open and tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.complain(f"</{tag}> does not fit")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data

    def handle_comment(self, data):
        self.complain("a comment")


def main(name):
    with open(name, encoding="utf-8", newline="") as f:
        text = f.read()
    page = Page()
    page.feed(text)
    page.close()
    if page.open:
        page.complain(f"left open: {page.open}")
    if page.policy != "default-src 'none'; style-src 'unsafe-inline'":
        page.complain("the content security policy")
    if "url(" in page.style or "@import" in page.style:
        page.complain("the style fetches something")
    for label in page.labels - page.ids:
        page.complain(f"nothing is called {label}")
    bad = [c for c in text if ord(c) < 0x20 and c not in "\n\t" or
           0x7f <= ord(c) < 0xa0 or 0x202a <= ord(c) <= 0x202e or
           0x2066 <= ord(c) <= 0x2069]
    if bad:
        page.complain(f"control characters: {bad[:5]!r}")
    if len(text.encode()) > 300_000:
        page.complain(f"{len(text.encode())} bytes")
    print("\n".join(page.wrong))
    return 1 if page.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
