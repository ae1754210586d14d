#pragma once
/// The product's only style sheet. It stands in each page, as the Content-Security-Policy that `harden` sets has it.
#include <string_view>

namespace idpsim::sp {

inline constexpr std::string_view page_style = R"css(
:root{color-scheme:light dark;--bg:#f5f6f8;--card:#fff;--text:#1b2130;--soft:#5a6478;--line:#dfe3ea;--accent:#2451c7;--on-accent:#fff;
--good:#0f6b3c;--good-bg:#e5f5ec;--bad:#a3201a;--bad-bg:#fdeceb;--code:#eef0f4}
@media(prefers-color-scheme:dark){:root{--bg:#12151b;--card:#1b2029;--text:#e7eaf0;--soft:#a4adbd;--line:#333b49;--accent:#8fb0ff;
--on-accent:#0d1424;--good:#7ddba7;--good-bg:#14301f;--bad:#ff9d96;--bad-bg:#3a1917;--code:#252c38}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.25rem;padding:.6rem 1.25rem;background:var(--card);border-bottom:1px solid var(--line)}
.bar nav{display:flex;gap:1rem;flex:1}.bar nav a,.brand{padding:.4rem 0;text-decoration:none}
.brand{font-weight:700;font-size:1.1rem;color:var(--text)}
main{max-width:52rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 1rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:0 0 .75rem}h3{font-size:1rem;margin:1.25rem 0 .5rem}
.trail ol{display:flex;flex-wrap:wrap;list-style:none;margin:0 0 .25rem;padding:0;font-size:.9rem;color:var(--soft)}
.trail li+li::before{content:"\203A";padding:0 .5rem;color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:0 0 1.25rem}
.card>:last-child{margin-bottom:0}
.narrow{max-width:26rem}main:has(>.narrow){max-width:28.5rem}
.notice{padding:.75rem 1rem;border-radius:8px;border-left:4px solid var(--accent);background:var(--code);overflow-wrap:anywhere}
.notice.good{border-color:var(--good);background:var(--good-bg);color:var(--good)}
.notice.bad{border-color:var(--bad);background:var(--bad-bg);color:var(--bad)}
form{margin:0}
.field{margin:0 0 1rem}.field label{display:block;font-weight:600}
.field small{display:block;font-weight:400;color:var(--soft);margin-top:.25rem}
input:not([type=hidden]),select{display:block;width:100%;min-height:2.75rem;margin-top:.25rem;padding:.5rem .7rem;font:inherit;font-weight:400;color:inherit;
background:var(--bg);border:1px solid var(--soft);border-radius:8px}
input[type=file]{padding:.55rem}
button,a.button{display:inline-block;min-height:2.75rem;padding:.55rem 1.1rem;font:inherit;font-weight:600;line-height:1.4;text-decoration:none;
border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on-accent);cursor:pointer}
button.plain,a.plain{background:transparent;color:var(--accent);border-color:var(--line)}
button.danger{background:transparent;color:var(--bad);border-color:var(--bad)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center}
.facts{margin:0 0 1rem}.facts div{padding:.5rem 0;border-bottom:1px solid var(--line)}.facts div:last-child{border-bottom:0}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
code{font:.92em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--code);padding:.1rem .35rem;border-radius:4px;overflow-wrap:anywhere}
.secret{display:block;padding:.75rem;font-size:1rem;user-select:all}
.list{list-style:none;margin:0;padding:0}
.list>li{padding:1rem 0;border-bottom:1px solid var(--line)}.list>li:first-child{padding-top:0}.list>li:last-child{border-bottom:0;padding-bottom:0}
.list p{margin:0 0 .5rem;overflow-wrap:anywhere}.soft{color:var(--soft)}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}.row .field{margin:0;flex:1 1 12rem}.row form{flex:0 1 auto}.row>form:first-child{flex:1 1 20rem}
.menu{list-style:none;margin:0;padding:0}.menu a{display:block;padding:.9rem 0;border-bottom:1px solid var(--line);font-weight:600;text-decoration:none}
.menu li:last-child a{border-bottom:0}.menu small{display:block;color:var(--soft);font-weight:400}
.tag{display:inline-block;padding:0 .5rem;border:1px solid var(--line);border-radius:99px;font-size:.85rem;color:var(--soft)}
ol.steps{padding-left:1.4rem}ol.steps>li{margin:0 0 1.25rem}
.log{list-style:none;margin:0;padding:0}.log li{padding:.6rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}.log li:last-child{border-bottom:0}
.log time{display:block;font-size:.85rem;color:var(--soft);font-variant-numeric:tabular-nums}
@media(min-width:40rem){.log li{display:grid;grid-template-columns:13.5rem 1fr;gap:1rem}.log time{padding-top:.15rem}}
@media(max-width:30rem){button{width:100%}.bar button{width:auto}.bar{gap:.5rem .9rem}.row form,.row>form:first-child{flex:1 1 100%}}
@media(prefers-contrast:more){:root{--line:var(--text)}}
)css";

} // namespace idpsim::sp
