import { Event } from 'miniprogram-exparser'
import type { Instance } from 'miniprogram-simulate'

type Node = HTMLElement & { __wxElement?: { _vt?: { attrs?: { name: string; value: unknown }[] } } }

const STEP_MS = 5
const QUIET_STEPS = 4
const PATIENCE_MS = 8000

const tick = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const attributes = (node: Node) => node.__wxElement?._vt?.attrs ?? []

/** What a person, or a screen reader, gets from the page on top, and what their finger can do. */
export abstract class Screen {
  /** Every setData, with its size on the bridge. */
  readonly setData: { route: string; bytes: number; keys: string[] }[] = []

  protected abstract roots(): HTMLElement[]
  protected abstract unsettled(): number
  protected abstract activity(): string

  all(selector: string): HTMLElement[] {
    return this.roots().flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])
  }

  one(selector: string) {
    const found = this.all(selector)
    const [first] = found
    if (!first || found.length > 1) throw new Error(`${found.length} nodes match ${selector}`)
    return first
  }

  /** The innermost node that shows exactly this. */
  byText(text: string) {
    const hits = this.all('*').filter((node) => node.textContent.trim() === text)
    const last = hits[hits.length - 1]
    if (!last) throw new Error(`no node shows "${text}" in: ${this.text()}`)
    return last
  }

  /** The node that a screen reader calls this. */
  byLabel(label: string) {
    const hits = this.all('*').filter((node) => this.attribute(node, 'aria-label') === label)
    const [first] = hits
    if (!first) throw new Error(`no node is labelled "${label}"`)
    return first
  }

  /** The template compiler turns `aria-label` into `ariaLabel`. */
  attribute(node: HTMLElement, name: string) {
    const compiled = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return attributes(node).find((one) => one.name === compiled)?.value
  }

  text(selector?: string) {
    return (selector ? [this.one(selector)] : this.roots()).map((node) => node.textContent).join('\n')
  }

  /** A tap on a node, found by its text when a string is given. A disabled button swallows it. */
  async tap(target: HTMLElement | string) {
    const start = typeof target === 'string' ? this.byText(target) : target
    for (let node: Node | null = start; node; node = node.parentElement) {
      if (attributes(node).some(({ name, value }) => name === 'disabled' && value === true)) return
    }
    await this.fire(start, 'tap', { x: 0, y: 0 })
  }

  input(target: HTMLElement, value: string) {
    return this.fire(target, 'input', { value, cursor: value.length })
  }

  async fire(target: HTMLElement, name: string, detail: object) {
    const element = (target as Node).__wxElement
    if (!element) throw new Error('not a mini program node')
    const options = {
      bubbles: true,
      composed: true,
      capturePhase: true,
      extraFields: { touches: [], changedTouches: [] },
    }
    Event.dispatchEvent(element, Event.create(name, detail, options))
    await this.settle()
  }

  /** Waits until no request is open and nothing happens any more. */
  async settle() {
    const untilMs = Date.now() + PATIENCE_MS
    let quiet = 0
    for (let last = ''; quiet < QUIET_STEPS && Date.now() < untilMs; last = this.activity()) {
      await tick(STEP_MS)
      quiet = this.unsettled() === 0 && this.activity() === last ? quiet + 1 : 0
    }
  }

  /** Waits until `ready` holds, for what takes longer than a moment (a retry's pause). */
  async until(ready: () => boolean, withinMs = PATIENCE_MS) {
    const untilMs = Date.now() + withinMs
    while (!ready()) {
      if (Date.now() > untilMs) throw new Error(`waited ${withinMs} ms in vain; the screen shows: ${this.text()}`)
      await tick(STEP_MS)
    }
  }

  protected spy(instance: Instance, route: string) {
    const original = instance.setData.bind(instance)
    instance.setData = (data, done) => {
      this.setData.push({ route, bytes: Buffer.byteLength(JSON.stringify(data)), keys: Object.keys(data) })
      original(data, done)
    }
  }
}
