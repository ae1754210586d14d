#pragma once
/// The page's style and its one script: opening the block that a link leads to, and filtering.
namespace idpsim::reports {

inline constexpr char page_style[] = R"css(
:root{--bg:#f6f7f9;--card:#fff;--ink:#1b2230;--dim:#5b6678;--line:#dfe3ea;--pass:#12703c;--passbg:#e3f4ea;--fail:#b3261e;
--failbg:#fbe6e4;--warn:#8a5a00;--warnbg:#fdf1d8;--code:#f1f3f7;--tag:#1f4fa3;--attr:#7a3e9d;--val:#1a6b52}
@media(prefers-color-scheme:dark){:root{--bg:#12161d;--card:#1b212b;--ink:#e5e9f0;--dim:#9aa5b8;--line:#303947;--pass:#6fd39b;
--passbg:#153324;--fail:#ff9d94;--failbg:#42201d;--warn:#f0c36a;--warnbg:#3b2f14;--code:#141a23;--tag:#8ab4ff;--attr:#d0a6f0;--val:#7fd6b8}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:76rem;margin:0 auto;padding:1.5rem}h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:2rem 0 .6rem}
.dim{color:var(--dim)}.sum{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}.sum span{padding:.25rem .8rem;border-radius:99px;
background:var(--card);border:1px solid var(--line)}.scroll{overflow-x:auto}table{border-collapse:collapse;background:var(--card);
border:1px solid var(--line);width:100%}th,td{padding:.4rem .6rem;border-bottom:1px solid var(--line);text-align:center}
th:first-child,td:first-child{text-align:left;min-width:16rem}td a{display:block;text-decoration:none;border-radius:6px;padding:.1rem .4rem}
.pass{color:var(--pass);background:var(--passbg)}.fail,.error{color:var(--fail);background:var(--failbg)}
.skip,.unverified,.unclaimed{color:var(--warn);background:var(--warnbg)}
details{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:.4rem 0}details details{margin:.4rem 0;border-radius:6px}
summary{cursor:pointer;padding:.5rem .8rem;overflow-wrap:anywhere}.in{padding:0 .9rem .8rem}.badge{display:inline-block;min-width:5.2rem;
text-align:center;border-radius:99px;padding:0 .6rem;margin-right:.5rem;font-size:.85em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.2rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
pre{background:var(--code);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;overflow-x:auto;font:12.5px/1.45 ui-monospace,monospace;
white-space:pre-wrap;overflow-wrap:anywhere;margin:.4rem 0}.t{color:var(--tag)}.a{color:var(--attr)}.v{color:var(--val)}
input[type=search]{font:inherit;padding:.4rem .7rem;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit;width:20rem;max-width:100%}
@media print{details{break-inside:avoid}input{display:none}}
)css";

inline constexpr char page_script[] = R"js(
const open=()=>{let e=document.getElementById(decodeURIComponent(location.hash.slice(1)));for(let d=e;d;d=d.parentElement)
if(d.tagName==='DETAILS')d.open=true;if(e)e.scrollIntoView()};addEventListener('hashchange',open);open();
const box=document.getElementById('find');box.hidden=false;box.addEventListener('input',()=>{const w=box.value.toLowerCase().split(/\s+/);
for(const c of document.querySelectorAll('.case'))c.hidden=!w.every(x=>c.dataset.words.includes(x))});
)js";

} // namespace idpsim::reports
