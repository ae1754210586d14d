#include "reports/page.hpp"

namespace idpsim::reports {

// Two things that HTML alone does not do: opening the block that a link leads to, and filtering the cases.
constexpr std::string_view script = R"js(
'use strict';
(() => {
const cases = [...document.querySelectorAll('.case')], groups = [...document.querySelectorAll('.idp')];
const form = document.getElementById('filter'), field = form.elements, words = new Map();

// What a case says of itself, without its messages; read when it is first asked for.
const text = one => {
  if (!words.has(one))
    words.set(one, [...one.children].filter(e => !e.matches('.messages'))
      .map(e => e.textContent).join(' ').toLowerCase());
  return words.get(one);
};

const filter = () => {
  const wanted = field.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    const d = one.dataset;
    const on = (!field.idp.value || d.idp === field.idp.value) &&
      (!field.verdict.value || d.verdict === field.verdict.value) &&
      (!field.claim.value || d.claims.split(' ').includes(field.claim.value)) &&
      wanted.every(w => text(one).includes(w));
    one.hidden = !on;
    shown += on;
  }
  for (const group of groups) group.hidden = !group.querySelector('.case:not([hidden])');
  form.querySelector('output').textContent = `${shown} of ${cases.length} cases`;
};

// Only messages that the page itself links to carry an id; "CASE/NUMBER" of any other is found by its number.
const message = id => {
  const [, name, number] = /^(.*)\/(\d+)$/.exec(id) || [];
  const one = name && document.getElementById(name);
  return one && [...one.querySelectorAll('.messages details')].find(e => {
    const [first, last] = e.firstChild.textContent.split(' ')[0].split('-').map(Number);
    return first <= number && number <= (last || first);
  });
};

// A cell of the matrix shows its cases by way of the filter; anything else is opened where it stands.
const go = () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { return; }
  const cell = /^cell:(.*)\/([^/]*)$/.exec(id);
  if (cell) {
    form.reset();
    [field.claim.value, field.idp.value] = [cell[1], cell[2]];
    filter();
    document.getElementById('cases').scrollIntoView();
    return;
  }
  const target = document.getElementById(id) || message(id);
  if (!target) return;
  const one = target.closest('.case');
  if (one && one.hidden) { form.reset(); filter(); }
  for (let e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
  target.scrollIntoView();
  const summary = target.querySelector('summary');
  if (summary) summary.focus({preventScroll: true});
};

form.hidden = false;
form.addEventListener('input', filter);
form.addEventListener('submit', e => e.preventDefault());
form.addEventListener('reset', () => setTimeout(filter));
addEventListener('hashchange', go);
// A second click on the same link is no change of the hash.
addEventListener('click', e => {
  const link = e.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) go();
});
addEventListener('beforeprint', () => {
  for (const one of cases) if (one.dataset.verdict !== 'pass') one.open = true;
});
filter();
go();
})();
)js";

const std::string_view page_script = script;

} // namespace idpsim::reports
