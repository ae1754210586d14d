#!/usr/bin/env python3
"""report.html in a real Chromium: from a cell to its message, by mouse and by keys; light and dark, phone, paper; and what a
hostile peer's text does there, which is nothing."""
import json
import pathlib
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from idpsim_process import data_copy, folder, run

HOSTILE = ('"><img src=x onerror="window.pwned=1"><script>window.pwned=2</script></template><svg onload="window.pwned=3">'
           "javascript:window.pwned=4 ' onmouseover='window.pwned=5 </pre></details> \u202e\u0645\u0631\u062d\u0628\u0627 \x00\x07\x1b[31m\x1e\x1f")


def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for one in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(one)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def hostile(journal):
    """The journal with a hostile peer in it: wherever a text stands that a peer has its say in."""
    def spoiled(value, key=""):
        if isinstance(value, dict):
            return {name: spoiled(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [spoiled(one, key) for one in value]
        free = key in ("title", "reason", "check", "expected", "actual", "where", "saw", "explanation", "body", "url", "sentence", "text", "tags", "notes")
        return HOSTILE + value if isinstance(value, str) and free else value
    out = []
    for line in journal.splitlines():
        event = json.loads(line)
        event = spoiled(event)
        if event["event"] == "case" and event["exchanges"]:
            event["exchanges"][0]["response"]["body"] = (HOSTILE + "<b>") * 20000
            event["exchanges"][0]["response"]["headers"] = [["Content-Type", "application/json"], ["X-Bad", HOSTILE]]
        out.append(json.dumps(event))
    return "\n".join(out) + "\n"


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = folder()
        cls.out = pathlib.Path(cls.folder.name, "run")
        with folder() as data:
            env = data_copy(data)
            story = pathlib.Path(data, "scenarios/sso/logout.lua")
            story.write_text(story.read_text().replace('== nil, t.sp:who_am_i(login))', '== "nobody", "planted")'))
            answer = run("run", "--out", cls.out, "--idp", "okta,google", "--select", "jit/* or sso/logout or sso/sp-initiated-login or scim/not-offered", env=env)
        assert answer.code == 1, answer.out + answer.err
        cls.spoiled = pathlib.Path(cls.folder.name, "hostile")
        cls.spoiled.mkdir()
        (cls.spoiled / "journal.jsonl").write_text(hostile((cls.out / "journal.jsonl").read_text()))
        answer = run("report", "render", cls.spoiled)
        assert answer.code == 0, answer.err
        cls.browser = chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
        self.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.open(self.out)

    def open(self, where, anchor=""):
        self.browser.get("about:blank")
        self.browser.get((where / "report.html").as_uri() + anchor)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def seen(self, selector):
        return [one for one in self.browser.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]

    def js(self, text):
        return self.browser.execute_script("return " + text)

    def until(self, what):
        return WebDriverWait(self.browser, 20).until(lambda _: what())

    def open_everything(self):
        """Whatever can be opened, and what comes out of it."""
        def all_open():
            self.js("document.querySelectorAll('details:not([open])').forEach(e => e.open = true)")
            return self.js("document.querySelectorAll('[data-pack],details:not([open])').length") == 0
        self.until(all_open)

    def counted(self):
        return int(self.one("#filter output").text.split()[0])

    # -- filtering and following

    def test_filters_by_idp_claim_verdict_and_text(self):
        every = self.counted()
        self.assertGreater(every, 10)
        for name, choice, selector in (("idp", "google", "[data-idp=google]"), ("claim", "jit-saml-only", "[data-claims~=jit-saml-only]"),
                                       ("verdict", "fail", "[data-verdict=fail]")):
            Select(self.one(f"#filter [name={name}]")).select_by_value(choice)
            shown = self.seen(".case")
            self.assertEqual(len(shown), self.counted())
            self.assertTrue(0 < len(shown) < every, name)
            self.assertEqual(len(shown), len(self.browser.find_elements(By.CSS_SELECTOR, ".case" + selector)), name)
            self.one("#filter button").click()
            self.until(lambda: self.counted() == every)
        self.one("#filter [name=text]").send_keys("leaver OKTA")
        self.assertEqual([one.get_attribute("id") for one in self.seen(".case")], ["okta/jit/leaver-stays-until-disabled"])

    def test_a_cell_leads_to_its_cases_their_findings_and_messages(self):
        self.one('.matrix a[href="#cell:compat-saml/okta"]').click()
        self.until(lambda: self.counted() == 2)
        case = self.one('.case[id="okta/sso/sp-initiated-login"]')
        case.find_element(By.TAG_NAME, "summary").click()
        link = case.find_element(By.CSS_SELECTOR, '.findings a[href^="#okta/sso/sp-initiated-login/"]')
        wanted = link.get_attribute("textContent").split()[1]
        link.click()
        self.until(lambda: self.js("document.activeElement.tagName") == "SUMMARY")
        focused = self.browser.switch_to.active_element
        self.assertTrue(focused.text.startswith(wanted), focused.text)
        self.assertTrue(focused.is_displayed())
        self.assertTrue(case.find_elements(By.CSS_SELECTOR, ".messages pre .s"), "the signed part is marked")

    def test_an_address_with_an_anchor_opens_what_it_names(self):
        self.open(self.out, "#google/jit/saml-only/5")
        self.until(lambda: self.js("document.activeElement.tagName") == "SUMMARY")
        self.assertTrue(self.one('.case[id="google/jit/saml-only"] .messages').is_displayed())

    def test_what_failed_is_explained_before_any_click(self):
        self.assertIn("planted", self.one(".problems").text)

    def test_the_products_page_leads_to_evidence(self):
        mark = self.one('.list a[href="#google/scim/not-offered"]')
        self.assertIn("no", mark.text)
        mark.click()
        self.until(lambda: self.one('.case[id="google/scim/not-offered"]').get_attribute("open"))

    # -- keys alone

    def press(self, *keys):
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def test_keys_alone_reach_a_message(self):
        self.press(Keys.TAB)
        self.assertEqual(self.js("document.activeElement.className"), "jump")
        self.assertTrue(self.browser.switch_to.active_element.location["x"] >= 0, "it is seen when it is reached")
        self.press(Keys.ENTER)
        self.until(lambda: self.js("location.hash") == "#matrix")
        for _ in range(200):
            self.press(Keys.TAB)
            if self.js("document.activeElement.getAttribute('href')") == "#okta/jit/saml-only":
                break
        self.assertNotEqual(self.js("getComputedStyle(document.activeElement).outlineStyle"), "none")
        self.press(Keys.ENTER)
        self.until(lambda: self.js("document.activeElement.tagName") == "SUMMARY")
        self.assertEqual(self.js("document.activeElement.parentElement.id"), "okta/jit/saml-only")
        for _ in range(40):
            self.press(Keys.TAB)
            if self.js("document.activeElement.parentElement.className") == "messages":
                break
        self.press(Keys.ENTER)
        self.until(lambda: self.js("document.activeElement.parentElement.querySelectorAll('details').length > 3"))
        self.press(Keys.TAB, Keys.ENTER)
        self.assertTrue(self.js("document.activeElement.parentElement.open"))

    def test_tables_say_what_they_are(self):
        self.assertEqual(self.js("document.querySelectorAll('table').length"),
                         self.js("[...document.querySelectorAll('table')].filter(t => t.querySelector('th[scope]')).length"))
        self.assertEqual(self.js("document.querySelectorAll('h1').length"), 1)
        self.assertTrue(self.js("[...document.querySelectorAll('button,select,input')].every(e => e.labels && e.labels.length || e.textContent || e.ariaLabel)"))
        self.assertEqual(self.js("document.documentElement.lang"), "en")

    # -- how it looks

    def colours(self):
        return self.js("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")

    def test_is_dark_where_the_system_is_and_by_its_switch(self):
        light = self.colours()
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        dark = self.colours()
        self.assertNotEqual(light, dark)
        self.one("#theme").click()
        self.assertEqual(self.colours(), light)
        self.open(self.out)
        self.assertEqual(self.colours(), light, "the choice is kept")
        self.one("#theme").click()
        self.assertEqual(self.colours(), dark)
        self.js("localStorage.clear()")

    def test_paper_has_the_matrix_and_what_did_not_pass(self):
        self.one("#theme").click()
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.js("dispatchEvent(new Event('beforeprint'))")
        self.assertFalse(self.one("#filter").is_displayed() or self.one("nav").is_displayed())
        self.assertEqual({one.get_attribute("data-verdict") for one in self.seen(".case")}, {"fail"})
        self.assertTrue(self.one(".matrix").is_displayed())
        self.assertEqual(self.colours()[0], "rgb(255, 255, 255)", "paper is white, whatever the screen is")
        self.js("localStorage.clear()")

    def test_a_phone_needs_no_scrolling_to_the_side(self):
        for where in (self.out, self.spoiled):
            self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True})
            self.open(where, "#okta/sso/sp-initiated-login")
            self.until(lambda: self.js("document.activeElement.tagName") == "SUMMARY")
            self.js("document.activeElement.parentElement.querySelector('.messages').open = true")
            self.until(lambda: self.js("document.activeElement.parentElement.querySelectorAll('.messages details').length > 3"))
            self.js("document.querySelectorAll('[id=\"okta/sso/sp-initiated-login\"] details, .says, .list').forEach(e => e.open = true)")
            self.assertLessEqual(self.js("document.documentElement.scrollWidth"), 360)
            self.assertLessEqual(self.js("document.querySelector('.matrix').getBoundingClientRect().width"), 360)

    # -- a hostile peer

    def test_no_text_of_a_peer_is_taken_for_markup(self):
        self.open(self.spoiled)
        self.open_everything()
        self.assertEqual(self.js("typeof window.pwned"), "undefined")
        self.assertEqual(self.js("document.querySelectorAll('script').length"), 1)
        self.assertEqual(self.js("document.querySelectorAll('img,svg,iframe,object,embed,link,base,meta[http-equiv=refresh]').length"), 0)
        self.assertEqual(self.js("[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style' || a.name === 'src')).length"), 0)
        self.assertTrue(self.js("[...document.querySelectorAll('a[href]')].every(a => a.getAttribute('href').startsWith('#'))"))
        self.assertIn("<img src=x", self.js("document.querySelector('.case summary').textContent"))
        self.assertFalse(self.js("document.body.textContent.includes('\\u0007')"), "control characters are shown as pictures")

    def test_nothing_is_fetched(self):
        self.open_everything()
        self.assertEqual(self.js("performance.getEntriesByType('resource').length"), 0)
        self.assertEqual([one for one in self.browser.get_log("browser") if one["level"] == "SEVERE"], [])


if __name__ == "__main__":
    import sys
    unittest.main(argv=sys.argv[:1], verbosity=1)
