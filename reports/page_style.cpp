#include "reports/page.hpp"

namespace idpsim::reports {

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--bg:#f5f6f8;--card:#fff;--ink:#1a202c;--dim:#566176;--line:#dde2ea;--link:#1d4fb8;
--pass:#0f6b3a;--passbg:#def3e6;--fail:#a8201a;--failbg:#fbe3e1;--warn:#7d5100;--warnbg:#fcefd2;--none:#4d5768;
--nonebg:#e9ecf1;--code:#f7f8fa;--tag:#2a52a8;--attr:#7c3f98;--mark:#0f6b3a}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--bg:#11151b;--card:#1a2029;--ink:#e4e8ef;--dim:#9aa6ba;--line:#2d3644;--link:#8fb5ff;
--pass:#74d6a0;--passbg:#143524;--fail:#ff9f97;--failbg:#45201d;--warn:#f1c76f;--warnbg:#3a2e12;
--none:#a9b4c6;--nonebg:#2a323e;--code:#141921;--tag:#8ab4ff;--attr:#d3aaf2;--mark:#74d6a0}}
@media screen{:root[data-theme=dark]{color-scheme:dark;--bg:#11151b;--card:#1a2029;--ink:#e4e8ef;--dim:#9aa6ba;--line:#2d3644;--link:#8fb5ff;
--pass:#74d6a0;--passbg:#143524;--fail:#ff9f97;--failbg:#45201d;--warn:#f1c76f;--warnbg:#3a2e12;
--none:#a9b4c6;--nonebg:#2a323e;--code:#141921;--tag:#8ab4ff;--attr:#d3aaf2;--mark:#74d6a0}}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}[hidden]{display:none!important}html{scroll-padding-top:1rem}
body{margin:0;overflow-wrap:break-word;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:80rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
.jump{position:absolute;left:-99rem;top:0;background:var(--card);padding:.6rem 1rem;z-index:9}.jump:focus{left:0}
nav{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;align-items:center;margin:1rem 0 0}nav a{text-decoration:none;padding:.2rem 0}
nav a:hover{text-decoration:underline}nav button{margin-left:auto}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.product>section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.2rem 1.1rem 1rem;margin:.8rem 0}
.product h3{color:var(--ink);font-size:1.05rem}.product p{margin:.3rem 0 .8rem;color:var(--dim)}.product .scroll{max-height:none}
.list{width:100%}.list th,.list td{padding:.5rem .9rem;border-bottom:1px solid var(--line);text-align:center}
.list th:first-child{text-align:left}.list tbody th{font-weight:500}.list tbody tr:last-child>*{border-bottom:0}
.list td a{text-decoration:none}.list td small{display:block}.list tbody tr:hover>*{background:var(--code)}
.says{padding-left:1.6rem;margin:.3rem 0}.says>li{margin:.7rem 0}.says .v,.list .v{white-space:normal;border-radius:.8rem}.claim table{display:block;overflow:auto}.evidence{margin:.25rem 0 0;display:flex;
flex-wrap:wrap;gap:.3rem}.evidence a{text-decoration:none;font-weight:500;font-size:.8rem;padding:.1rem .5rem}
.evidence a:hover{outline:2px solid currentColor}
h1{font-size:1.65rem;line-height:1.2;margin:0}h2{font-size:1.2rem;margin:2.2rem 0 .7rem}h3{font-size:1rem;
margin:1.4rem 0 .4rem;color:var(--dim)}
a{color:var(--link);overflow-wrap:anywhere}:focus-visible{outline:2px solid var(--link);outline-offset:2px;
border-radius:3px}
small,.about,.legend,footer{color:var(--dim);font-size:.85rem}.about{margin:.35rem 0}.about b{color:var(--ink);
font-weight:600}
.v{display:inline-block;white-space:nowrap;border-radius:99px;padding:.05rem .6rem;font-size:.85rem;font-weight:600;
color:var(--none);background:var(--nonebg)}
.v::before,.findings>li::before{display:inline-block;width:1.2em;font-weight:700}
.v.pass{color:var(--pass);background:var(--passbg)}.v.fail,.v.error{color:var(--fail);background:var(--failbg)}
.v.skip,.v.unverified,.v.warn,.v.deviation{color:var(--warn);background:var(--warnbg)}
.pass::before,.findings>li:not([class])::before{content:"\2713"}.fail::before{content:"\2717"}
.no::before{content:"\2713"}.deviation::before{content:"\2248"}.error::before{content:"!"}.skip::before{content:"\2013"}
.unverified::before{content:"?"}.v.zero::before{content:"\2026"}.sum .zero::before{content:none}.warn::before{content:"\26A0"}.unclaimed::before{content:"\25CB"}
.sum{display:flex;flex-wrap:wrap;gap:.5rem;margin:.9rem 0 0}.sum .v{padding:.25rem .9rem;font-size:.95rem;
font-weight:400}.zero{opacity:.75}
.why{margin:.7rem 0;padding:.5rem .8rem;border-left:4px solid var(--warn);background:var(--warnbg);
overflow-wrap:anywhere;white-space:pre-wrap}
.scroll{overflow:auto;max-height:88vh;border:1px solid var(--line);border-radius:10px;background:var(--card)}
table{border-collapse:separate;border-spacing:0}.matrix{width:100%;table-layout:fixed;min-width:68rem}
.matrix .v{padding:.05rem .35rem;font-size:.8rem;white-space:normal;border-radius:.7rem}
.matrix .unclaimed{font-weight:500}.matrix th,.matrix td{padding:.4rem .2rem;border-bottom:1px solid var(--line);
text-align:center;vertical-align:middle}
.matrix tbody tr:last-child>*{border-bottom:0}.matrix th small,.matrix td small{display:block;font-weight:400;
font-size:.75rem;line-height:1.3}
.matrix thead th{position:sticky;top:0;z-index:1;background:var(--card);font-size:.85rem;line-height:1.25;
overflow-wrap:anywhere;border-bottom:2px solid var(--line)}
.matrix th:first-child{position:sticky;left:0;z-index:1;background:var(--card);text-align:left;padding-left:.9rem;
width:16.5rem;
font-weight:500;border-right:1px solid var(--line)}.matrix thead th:first-child{z-index:2;font-weight:700}
.matrix th a{color:inherit;text-decoration:none}.matrix th a:hover{text-decoration:underline}
.matrix td a{display:block;text-decoration:none;border-radius:6px}
.matrix td a:hover .v{outline:2px solid currentColor}.none{color:var(--dim)}
.matrix tbody tr:hover>*{background:var(--code)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;list-style:none;padding:0;margin:.7rem 0}
details{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:.35rem 0;padding:0 .9rem}
summary{cursor:pointer;padding:.45rem .9rem;margin:0 -.9rem;overflow-wrap:anywhere}
summary:hover{background:var(--code);border-radius:8px}
details[open]{padding-bottom:.6rem}.case>summary i{margin-left:.3rem}summary i,.findings i{font-style:normal;
color:var(--dim);font-size:.85rem}.findings>li>a{font-size:.85rem}summary u{text-decoration:none;color:var(--attr)}
.case>summary .v{min-width:6.6rem;margin-right:.5rem}.case>summary span:not(.v){color:var(--dim)}
.messages details{margin:.2rem 0}.messages details summary{font-size:.88rem;padding-top:.25rem;padding-bottom:.25rem}
.messages em{font-style:normal;font-weight:700;color:var(--fail)}
.messages p{margin:.5rem 0 .2rem;color:var(--dim);font-size:.85rem}
.findings,.problems{list-style:none;padding:0;margin:.5rem 0}.findings>li{padding:.2rem 0 .2rem 1.3em;
text-indent:-1.3em;overflow-wrap:anywhere}
.advice{margin:.4rem 0 .6rem;padding:.5rem .8rem;border-left:4px solid var(--link);background:var(--code);text-indent:0;
white-space:pre-wrap;overflow-wrap:anywhere}.advice b{display:block}
.findings q{quotes:none;color:var(--ink)}.findings dl,.findings>li::before{text-indent:0}
.findings>li::before{color:var(--pass)}.findings>.fail::before,.findings>.error::before{color:var(--fail)}
.findings>.skip::before,.findings>.unverified::before,.findings>.warn::before{color:var(--warn)}.problems>li{margin:.4rem 0;
overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .9rem;margin:.3rem 0 .5rem}dt{color:var(--dim)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.clauses{display:block}.clauses dt{color:var(--ink);font-weight:600;margin-top:.6rem}
:target:not(details){background:var(--warnbg)}
.claim th{text-align:left;font-weight:500;vertical-align:top;white-space:nowrap}
.claim td,.claim th{padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line)}
.claim td{vertical-align:top}.claim td a{display:inline-block;margin-right:.7rem}
pre{background:var(--code);border:1px solid var(--line);border-radius:6px;padding:.5rem .7rem;margin:.2rem 0 .5rem;
color:var(--tag);
font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;
tab-size:2}
pre i{font-style:normal;color:var(--attr)}pre b{font-weight:400;color:var(--ink)}pre u{text-decoration:none;
color:var(--dim)}
.s{display:block;border-left:3px solid var(--mark);margin-left:-.4rem;padding-left:calc(.4rem - 3px)}
.s::before{content:"signed";float:right;font:600 .75rem/1.5 system-ui,sans-serif;color:var(--mark)}
.s.other{border-left-style:dashed;border-color:var(--fail)}
.s.other::before{content:"signature refers to another element";color:var(--fail)}
form{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:center;margin:.5rem 0}
select,input,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:7px;
padding:.3rem .6rem;max-width:100%}
button{cursor:pointer}output{color:var(--dim)}footer{margin-top:2.5rem;border-top:1px solid var(--line);
padding-top:.6rem}
@media screen and (max-width:40rem){main{padding:1rem .75rem 2rem}body{font-size:14px}.scroll{max-height:none}
.matrix{min-width:0;display:block}.matrix tbody{display:block}.matrix thead,.matrix .none{display:none}
.matrix tr{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);overflow-wrap:anywhere;gap:.3rem .6rem;padding:.7rem .8rem;border-bottom:1px solid var(--line)}
.matrix tbody tr>*{border:0;padding:0}.matrix tbody tr th:first-child{grid-column:1/-1;width:auto;position:static;padding:0;border:0}
.matrix td{text-align:left}.matrix td::before{content:attr(data-h);display:block;font-size:.78rem;color:var(--dim)}
.matrix td a{padding:.25rem 0}.list th,.list td{padding:.5rem .3rem}nav a,summary{min-height:2rem}.case>summary span:not(.v){display:block}
dl{display:block}dt{margin-top:.3rem}form label{flex:1 1 8rem}select,input{width:100%}}
@media print{body{background:#fff;font-size:11px}main{max-width:none;padding:0}.scroll{max-height:none;overflow:visible}
.matrix th{position:static!important}form,nav,.jump,template,#values,#values~details,#claims,.claim,
.case[data-verdict=pass],.evidence,.idp:not(:has(.case:not([data-verdict=pass]))){display:none!important}
#cases::after{content:" that did not pass";font-weight:inherit}
details{break-inside:avoid;border:0;border-bottom:1px solid #ccc}tr,li,.product>section{break-inside:avoid}h2,h3{break-after:avoid}
.v,.why,.s,.advice{print-color-adjust:exact;-webkit-print-color-adjust:exact}.matrix{min-width:0}
.matrix th:first-child{width:11rem}.v{padding:0 .3rem}a{color:inherit;text-decoration:none}}
)css";

const std::string_view page_style = style;

} // namespace idpsim::reports
