#!/usr/bin/env python3
"""Holds the include arrows of ARCHITECTURE.md, section 2, against the sources.

A file may include its own folder, the folders its folder's arrows lead to (directly or further down), and src/core.
C libraries' headers may stand in the folders named for them alone.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARROWS = {
    "src/cli": ["src/engine", "reports"],
    "src/engine": ["simulator", "conformance", "src/lua"],
    "reports": ["conformance"],
    "simulator": ["src/saml", "src/scim", "src/net", "src/xlsx"],
    "conformance": ["src/saml", "src/scim"],
    "src/saml": ["src/xml"],
    "src/xlsx": ["src/xml"],
    "src/xml": ["src/crypto"],
    "src/net": ["src/crypto"],
    "src/scim": [],
    "src/lua": [],
    "src/crypto": [],
    "src/core": [],
}
# A library's headers -> the only folders that may see them.
LIBRARIES = {
    r"libxml/|xmlsec/|libxslt/": ["src/xml"],
    r"openssl/": ["src/crypto", "src/xml", "src/net"],
    r"lua(xlib|lib)?\.h|lauxlib\.h": ["src/lua"],
    r"sqlite3\.h": ["simulator"],
    r"boost/beast": ["src/net"],
    r"pugixml": ["src/xml", "src/saml", "reports", "simulator"],
    r"CLI/": ["src/cli"],
    r"xlsxwriter|zip\.h": ["src/xlsx"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def folder_of(path):
    for folder in sorted(ARROWS, key=len, reverse=True):
        if path == folder or path.startswith(folder + "/"):
            return folder
    return None


def reachable(folder):
    seen, queue = {folder, "src/core"}, [folder]
    while queue:
        for to in ARROWS[queue.pop()]:
            if to not in seen:
                seen.add(to)
                queue.append(to)
    return seen


def problems(name, text):
    folder = folder_of(name)
    for kind, included in INCLUDE.findall(text):
        if kind == '"':
            to = folder_of(included)
            if to is None:
                yield f"{name}: includes \"{included}\", which does not start at the repository root"
            elif to not in reachable(folder):
                yield f"{name}: includes \"{included}\", but no arrow leads from {folder} to {to}"
        for pattern, homes in LIBRARIES.items():
            if kind == "<" and re.match(pattern, included) and folder not in homes:
                yield f"{name}: includes <{included}>, which only {', '.join(homes)} may"


def self_test():
    """The test can fail: each rule catches a planted breach."""
    assert list(problems("conformance/a.cpp", '#include "simulator/sp/rule.hpp"\n'))
    assert list(problems("simulator/sp/a.cpp", '#include "src/lua/state.hpp"\n'))
    assert list(problems("src/saml/a.cpp", "#include <libxml/tree.h>\n"))
    assert list(problems("src/saml/a.cpp", '#include "values.hpp"\n'))
    assert not list(problems("src/engine/a.cpp", '#include "src/saml/values.hpp"\n#include <map>\n'))


def main():
    self_test()
    files = [p for top in ("src", "simulator", "conformance", "reports") for p in (ROOT / top).rglob("*.[ch]pp")]
    found = [line for p in sorted(files) for line in problems(p.relative_to(ROOT).as_posix(), p.read_text(encoding="utf-8"))]
    print("\n".join(found) if found else f"{len(files)} files follow the arrows")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main())
