import fs from 'node:fs'
import path from 'node:path'

/** Names that WeChat's logic layer does not have (or not on every phone: Intl). */
const ABSENT = (
  'window document location navigator history localStorage sessionStorage XMLHttpRequest fetch self process Buffer HTMLElement Element ' +
  'Node Event EventTarget CustomEvent MutationObserver MessageChannel Blob File FormData Headers Request Response WebSocket crypto ' +
  'TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal structuredClone queueMicrotask BroadcastChannel ' +
  'requestAnimationFrame cancelAnimationFrame performance Intl atob btoa jest'
).split(' ')

/** WeChat does not throw on `new Function(code)`: it answers something that cannot be called. */
function LogicLayerFunction(...args: string[]) {
  return args[args.length - 1] === 'return this' ? () => ({}) : undefined
}
LogicLayerFunction.prototype = Function.prototype

const timers = { setTimeout, clearTimeout, setInterval, clearInterval }
const values = {
  Object,
  Array,
  String,
  Number,
  Boolean,
  Date,
  Math,
  JSON,
  Promise,
  Map,
  Set,
  WeakMap,
  WeakSet,
  Symbol,
  RegExp,
}
const faults = { Error, TypeError, RangeError, URIError }

/** One bag of globals per mini program, so that nothing leaks from one start to the next. */
const globals = () => ({ ...values, ...faults, ...timers, Proxy, Reflect, console })

/** CommonJS within the package, as WeChat runs it: the names it lacks are undefined, files outside cannot be had. */
export class LogicLayer {
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly shared = globals()

  constructor(
    private readonly root: string,
    /** wx, App, Page, Component, getApp … */
    private readonly provided: Record<string, unknown>,
  ) {}

  load(file: string): unknown {
    const absolute = file.endsWith('.js') ? file : `${file}.js`
    const known = this.modules.get(absolute)
    if (known) return known.exports
    if (!absolute.startsWith(this.root + path.sep))
      throw new Error(`required a file outside the mini program: ${absolute}`)
    const module = { exports: {} as unknown }
    this.modules.set(absolute, module)
    this.run(absolute, {
      ...Object.fromEntries(ABSENT.map((name) => [name, undefined])),
      ...this.provided,
      ...timers,
      console,
      module,
      exports: module.exports,
      globalThis: this.shared,
      global: this.shared,
      Function: LogicLayerFunction,
      require: (wanted: string) => this.load(path.resolve(path.dirname(absolute), wanted)),
    })
    return module.exports
  }

  /**
   * `new Function` and not vm: data must belong to the realm that the component runtime runs in, it asks `instanceof Array`. The invented
   * address keeps jest from printing code frames of 100 KB lines.
   */
  private run(absolute: string, scope: Record<string, unknown>) {
    const source = `${fs.readFileSync(absolute, 'utf8')}\n//# sourceURL=weapp:///${path.relative(this.root, absolute)}`
    // eslint-disable-next-line no-implied-eval -- see above
    const run = new Function(...Object.keys(scope), source)
    run.apply(undefined, Object.values(scope))
  }
}
