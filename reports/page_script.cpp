#include "reports/page.hpp"

namespace idpsim::reports {

// What HTML alone does not do: opening the block that a link leads to, filtering the cases, unpacking messages that nobody
// has looked at yet (reports/evidence_pack.hpp), and choosing light or dark.
constexpr std::string_view script = R"js(
'use strict';
(() => {
const cases = [...document.querySelectorAll('.case')], groups = [...document.querySelectorAll('.idp')];
const form = document.getElementById('filter'), field = form.elements, words = new Map();
const by = id => document.getElementById(id);

// What a case says of itself, without its messages; read when it is first asked for.
const text = one => {
  if (!words.has(one))
    words.set(one, [...one.children].filter(e => !e.matches('.messages'))
      .map(e => e.textContent).join(' ').toLowerCase());
  return words.get(one);
};

let searchable = false;
const filter = () => {
  const wanted = field.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length && !searchable) {
    searchable = true;
    Promise.all(cases.map(fill)).then(() => { words.clear(); filter(); });
  }
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

// A template's entries: name -> HTML, which our own writer made and escaped. Read once, when first asked for.
const packs = new Map();
const unpack = id => {
  if (!packs.has(id)) packs.set(id, (async () => {
    const octets = Uint8Array.from(atob(by(id).content.textContent), c => c.charCodeAt(0));
    const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const entries = (await new Response(stream).text()).split('\x1e').slice(1);
    return new Map(entries.map(e => [e.slice(0, e.indexOf('\x1f')), e.slice(e.indexOf('\x1f') + 1)]));
  })());
  return packs.get(id);
};

// Puts what is packed where it belongs.
const fill = async place => {
  const id = place && place.dataset.pack;
  if (!id) return;
  try {
    const entries = await unpack(id);
    if (!place.dataset.pack) return;
    place.removeAttribute('data-pack');
    place.insertAdjacentHTML('beforeend', entries.get(place.id || place.parentElement.id));
  } catch (e) {
    const note = document.createElement('p');
    note.textContent = 'This browser cannot open what is packed in the page (' + e.message + '); journal.jsonl has it.';
    place.append(note);
  }
};

// Only messages that the page itself links to carry an id; "CASE/NUMBER" of any other is found by its number.
const message = async id => {
  const [, name, number] = /^(.*)\/(\d+)$/.exec(id) || [];
  const one = name && by(name);
  if (!one) return null;
  await fill(one);
  await fill(one.querySelector('.messages'));
  return by(id) || [...one.querySelectorAll('.messages details')].find(e => {
    const [first, last] = e.firstChild.textContent.split(' ')[0].split('-').map(Number);
    return first <= number && number <= (last || first);
  });
};
const value = async id => {
  if (id.startsWith('packed-value:')) await fill(by('packed-values'));
  return by(id);
};

const select = (claim, idp, words) => {
  form.reset();
  [field.claim.value, field.idp.value, field.text.value] = [claim, idp, words];
  filter();
  by('cases').scrollIntoView();
  form.querySelector('select').focus({preventScroll: true});
};

// A cell of a table shows its cases by way of the filter; anything else is opened where it stands.
const go = async () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { return; }
  const cell = /^(cell|area):(.*)\/([^/]*)$/.exec(id);
  if (cell) return select(cell[1] === 'cell' ? cell[2] : '', cell[3], cell[1] === 'area' ? `${cell[3]}/${cell[2]}/` : '');
  const target = by(id) || await message(id) || await value(id);
  if (!target) return;
  const one = target.closest('.case');
  if (one && one.hidden) { form.reset(); filter(); }
  for (let e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
  target.scrollIntoView();
  const summary = target.querySelector('summary');
  if (summary) summary.focus({preventScroll: true});
};

// Light or dark: as the reader's system says until the reader says otherwise.
const root = document.documentElement, button = by('theme'), dark = matchMedia('(prefers-color-scheme:dark)');
const kept = () => { try { return localStorage.getItem('idpsim-theme'); } catch { return null; } };
const paint = theme => {
  if (theme) root.dataset.theme = theme;
  const is_dark = (root.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark';
  button.textContent = is_dark ? 'Light' : 'Dark';
  button.setAttribute('aria-label', is_dark ? 'switch to light colours' : 'switch to dark colours');
  return is_dark;
};
button.addEventListener('click', () => {
  const theme = paint() ? 'light' : 'dark';
  paint(theme);
  try { localStorage.setItem('idpsim-theme', theme); } catch { /* a file that may keep nothing */ }
});
dark.addEventListener('change', () => paint());

button.hidden = form.hidden = false;
paint(kept());
form.addEventListener('input', filter);
form.addEventListener('change', filter);
form.addEventListener('submit', e => e.preventDefault());
form.addEventListener('reset', () => setTimeout(filter));
// Opening is told to the block alone, not to what is around it.
document.addEventListener('toggle', e => { if (e.target.open) fill(e.target); }, true);
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
// Once more when the browser itself has gone there, for it takes the focus away.
go();
addEventListener('load', () => setTimeout(go));
})();
)js";

const std::string_view page_script = script;

} // namespace idpsim::reports
