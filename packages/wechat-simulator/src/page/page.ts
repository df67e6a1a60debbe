import { html, raw } from '#simulator/page/html'
import { button, clockOf } from '#simulator/page/parts'
import { people } from '#simulator/page/people'
import { faults, messages, orders, pushes } from '#simulator/page/traffic'
import type { World } from '#simulator/world'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far the time in a signature of Pay may be off. */
const SIGNATURE_MS = HOUR_MS / 12

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2129; --soft: #5b6472; --line: #d9dde3; --card: #fff; --back: #f3f5f7; --main: #0a6b4d; --on-main: #fff; --bad: #a3261b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a6adb8; --line: #3a404a; --card: #1e2228; --back: #14171b; --main: #4fc79c; --on-main: #08251b; --bad: #ff8f84; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 20px 24px 48px; max-width: 1280px; font: 15px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--back); }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: end; justify-content: space-between; }
h1 { margin: 0; font-size: 24px; } h2 { margin: 0 0 8px; font-size: 18px; } small { font-size: 13px; font-weight: 400; color: var(--soft); }
p { margin: 4px 0; } .hint, .empty { color: var(--soft); font-size: 14px; overflow-wrap: anywhere; }
section { margin-top: 16px; padding: 16px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; }
th, td { padding: 8px 10px 8px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: 13px; white-space: nowrap; } tbody th { font-weight: 600; } code { display: block; font-size: 12px; font-weight: 400; color: var(--soft); }
.lines { white-space: pre-line; overflow-wrap: anywhere; } .sum { white-space: nowrap; font-variant-numeric: tabular-nums; }
.acts, form { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; } td.acts { display: table-cell; min-width: 320px; } td.acts > * { margin: 0 6px 6px 0; } section > .acts { margin-top: 12px; gap: 12px 24px; }
form { display: inline-flex; } button, select, input { font: inherit; min-height: 32px; padding: 2px 10px; border: 1px solid var(--line); border-radius: 6px; color: inherit; background: var(--back); max-width: 260px; }
button { cursor: pointer; color: var(--main); border-color: var(--main); background: transparent; } button:hover { color: var(--on-main); background: var(--main); } :focus-visible { outline: 3px solid var(--main); outline-offset: 1px; }
#answer { position: sticky; bottom: 12px; margin-top: 16px; padding: 10px 14px; border-radius: 8px; border: 1px solid var(--main); background: var(--card); overflow-wrap: anywhere; } #answer[hidden] { display: none; } #answer.bad { color: var(--bad); border-color: var(--bad); }
`

/** Gives the order, says what came of it, and shows the world as it is then. What was said survives the reload. */
const SCRIPT = `
const bar = document.getElementById('answer')
const show = (text, bad) => { bar.textContent = text; bar.className = bad ? 'bad' : ''; bar.hidden = false }
const kept = sessionStorage.getItem('answer')
if (kept) { show(kept, false); sessionStorage.removeItem('answer') }
const give = async (act, order, label) => {
  const response = await fetch('/__sim/' + act, { method: 'POST', body: JSON.stringify(order) })
  const text = await response.text()
  if (!response.ok) return show(label + '：没有做成。' + text, true)
  sessionStorage.setItem('answer', label + '：' + text)
  location.reload()
}
const failed = (label) => (error) => show(label + '：' + error.message, true)
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]')
  if (button) give(button.dataset.act, JSON.parse(button.dataset.order), button.textContent).catch(failed(button.textContent))
})
document.addEventListener('submit', (event) => {
  const form = event.target
  event.preventDefault()
  const order = JSON.parse(form.dataset.order)
  for (const field of form.elements) if (field.name) order[field.name] = field.classList.contains('number') ? Number(field.value) : field.value
  const label = form.querySelector('button').textContent
  give(form.dataset.act, order, label).catch(failed(label))
})
`

const STEPS = { 十分钟: HOUR_MS / 6, 一小时: HOUR_MS, 一天: DAY_MS, 七天: 7 * DAY_MS }

const time = ({ clock }: World) =>
  html`<div class="acts" id="time">
    <strong>${clockOf(clock.now())}</strong>
    ${Object.entries(STEPS).map(([name, advanceMs]) => button('clock', { advanceMs }, `过${name}`))}
    ${clock.aheadMs() === 0 ? '' : button('clock', { advanceMs: -clock.aheadMs() }, '回到现在')}
  </div>`

/** A signature of another time is none: in neither direction will the two understand each other. */
const clocks = ({ clock }: World) =>
  Math.abs(clock.aheadMs()) < SIGNATURE_MS
    ? '拨的只是微信的表，店里的表不跟着走。'
    : '微信的表和店里的表差了五分钟以上：支付的签名会过不去，付款、退款都停着。点「回到现在」就接着走。'

/** The page on which a person sees this WeChat and pulls its strings. */
export const controlPage = (world: World, paths: readonly string[]) =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>微信模拟器 · WeChat simulator</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <div>
            <h1>微信模拟器 <small lang="en">WeChat simulator</small></h1>
            <p class="hint">这台机器上的一个假微信：店里的程序照着微信的接口问它。关掉就都忘了。</p>
          </div>
          ${time(world)}
        </header>
        <p class="hint">${clocks(world)}<a href="">再看一眼</a></p>
        ${people(world)}${messages(world)}${orders(world)}${pushes(world)}${faults(world, paths)}
        <div id="answer" role="status" hidden></div>
        <script>
          ${raw(SCRIPT)}
        </script>
      </body>
    </html>`
