/** The look of a replay page. */
export const replayStyle = `:root{color-scheme:light dark;--line:#d0d4da;--soft:#59626e;--push:#a04000;--pushed:#fff4e8;--dev:#1f5fa8;--add:#0a6b2d;--del:#a11d1d}
@media(prefers-color-scheme:dark){:root{--line:#3a4048;--soft:#a5aeba;--push:#f0a35e;--pushed:#2c2319;--dev:#8ab8f5;--add:#7fd49a;--del:#f09a9a}}
html{scroll-padding-top:3.5rem}
body{font:15px/1.5 system-ui,sans-serif;margin:0}header,main,nav{max-width:60rem;margin:auto;padding:0 1rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}h1{margin:.8rem 0 0}header p{margin:.2rem 0}.soft,.why,time{color:var(--soft);font-size:.9em;font-weight:normal}
nav{position:sticky;top:0;background:Canvas;padding:.4rem 1rem;z-index:1}#strip{width:100%;height:26px;border:1px solid var(--line);display:block}
.tick{fill:var(--push)}.band{fill:var(--dev)}#here{fill:CanvasText}
article{content-visibility:auto;contain-intrinsic-size:auto 9rem;border-top:1px solid var(--line);padding:.3rem .6rem;outline-offset:-2px}
article.developer h2{color:var(--dev)}article.pushback{background:var(--pushed);border-left:4px solid var(--push)}article.pushback h2{color:var(--push)}
article.here{box-shadow:inset 3px 0 CanvasText}h2{font-size:1em;margin:.2rem 0}h3{margin:.6rem 0 0;font-size:1em}
.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85em;max-height:30rem;overflow:auto;margin:.3rem 0}
code{overflow-wrap:anywhere}summary{cursor:pointer}.call{margin:.2rem 0}i.error,i.rejected,i.interrupted{color:var(--push);font-weight:bold}ins{color:var(--add);text-decoration:none}del{color:var(--del);text-decoration:none}`;

/** Keys, the mark on the timeline and playing. It reads the page, and makes nothing out of text. */
export const replayScript = `(()=>{
const turns=[...document.querySelectorAll('article')],pushed=turns.filter(t=>t.classList.contains('pushback'));
if(!turns.length)return;
const said=document.getElementById('said'),mark=document.getElementById('here');
let at=0,timer=0;
const show=i=>{turns[at].classList.remove('here');at=Math.max(0,Math.min(turns.length-1,i));const t=turns[at];t.classList.add('here');
mark.setAttribute('x',String(1000*at/turns.length));t.focus({preventScroll:true});t.scrollIntoView({block:'start'});said.textContent=t.querySelector('h2').textContent};
const jump=by=>{const some=by>0?pushed.find(t=>turns.indexOf(t)>at):pushed.findLast(t=>turns.indexOf(t)<at);
if(some)show(turns.indexOf(some));else said.textContent=by>0?'no later pushback':'no earlier pushback'};
const stop=()=>{clearTimeout(timer);timer=0};
const play=()=>{const words=turns[at].textContent.length/25;timer=setTimeout(()=>{if(at===turns.length-1){stop();said.textContent='the end';return}show(at+1);play()},Math.min(6000,600+words*20))};
const fold=some=>{const close=some.some(d=>d.open);some.forEach(d=>{d.open=!close})};
const keys={j:()=>show(at+1),k:()=>show(at-1),']':()=>jump(1),'[':()=>jump(-1),g:()=>show(0),G:()=>show(turns.length-1),
o:()=>fold([...turns[at].querySelectorAll('details')]),t:()=>fold([...document.querySelectorAll('details.tool')]),
' ':()=>{if(timer){stop();said.textContent='paused'}else{said.textContent='playing';play()}}};
document.addEventListener('keydown',e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;const on=e.target;
if(e.key===' '&&on.closest&&on.closest('summary,a'))return;const act=keys[e.key];if(!act)return;e.preventDefault();if(e.key!==' ')stop();act()});
const come=()=>{const i=turns.findIndex(t=>'#'+t.id===location.hash);if(i>=0)show(i)};
window.addEventListener('hashchange',come);come();
})()`;
