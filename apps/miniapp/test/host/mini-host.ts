import fs from 'node:fs'
import path from 'node:path'
import { behavior, load, render, type Instance, type View } from 'miniprogram-simulate'
import { LogicLayer } from './logic-layer'
import type { Definition, Hook, Request, Responder, Route } from './parts'
import { Screen } from './screen'
import { templateOf } from './templates'
import { navigation, type Pages } from './navigation'
import { createWx, type Phone } from './wx'

type AppJson = {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { list: { pagePath: string }[] }
  usingComponents?: Record<string, string>
}

type Page = Route & { view: View; instance: Instance }

export type HostOptions = {
  responder: Responder
  /** Give the storage of an earlier host to start the same phone again. */
  storage?: Map<string, unknown>
  /** Instead of the phone's own. */
  wx?: Record<string, unknown>
}

const readJson = <Content>(file: string) => JSON.parse(fs.readFileSync(file, 'utf8')) as Content
const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? {})) as object
const list = (value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [])
const call = (target: Definition | Instance | undefined, name: string, ...args: unknown[]) =>
  (target?.[name] as Hook | undefined)?.call(target, ...args)

let serial = 0

/**
 * Runs a *compiled* mini program (dist/weapp) inside jest: WeChat's own template compiler, its own component runtime, and a module
 * loader that lacks what the logic layer lacks. Not covered: WXSS and layout, the behaviour of built-in components, the real wx.
 */
export class MiniHost extends Screen implements Pages {
  readonly phone: Phone
  readonly wx: Record<string, unknown>
  private readonly appJson: AppJson
  private readonly logic: LogicLayer
  private readonly stack: Page[] = []
  private readonly components = new Map<string, Definition | null>()
  private readonly pages = new Map<string, Definition>()
  private readonly prefix = `mp${(serial += 1)}`
  private app: Definition | undefined
  private loading = ''

  constructor(
    private readonly root: string,
    { responder, storage = new Map(), wx = {} }: HostOptions,
  ) {
    super()
    this.phone = { storage, requests: [], pending: 0, calls: [], responder }
    this.appJson = readJson<AppJson>(path.join(root, 'app.json'))
    this.wx = { ...createWx(this.phone), ...navigation(this.phone, this), ...wx }
    this.logic = new LogicLayer(root, {
      wx: this.wx,
      App: (made: Definition) => (this.app = made),
      Page: (made: Definition) => this.pages.set(this.loading, made),
      Component: (made: Definition) => this.components.set(this.loading, made),
      Behavior: behavior,
      getApp: () => this.app,
      getCurrentPages: () => this.stack.map((page) => page.instance),
      requirePlugin: () => ({}),
      __wxConfig: {},
    })
  }

  /** Starts the app; open a page next. */
  launch(options: object = {}) {
    const started = { path: this.appJson.pages[0], scene: 1001, query: {}, referrerInfo: {}, ...options }
    this.wx.getLaunchOptionsSync = this.wx.getEnterOptionsSync = () => started
    this.run('app')
    if (!this.app) throw new Error('App() was never called')
    call(this.app, 'onLaunch', started)
    call(this.app, 'onShow', started)
    return this
  }

  open(url: string) {
    const { route, query } = this.resolve(url)
    if (!this.routes().includes(route)) throw new Error(`page "${route}" is not declared in app.json`)
    call(this.current?.instance, 'onHide')
    const view = render(this.pageId(route))
    const { instance } = view
    Object.assign(instance, { route, __route__: route, options: query })
    this.spy(instance, route)
    this.stack.push({ route, query, view, instance })
    view.attach(document.body)
    call(instance, 'onLoad', query)
    call(instance, 'onShow')
    call(instance, 'onReady')
  }

  /** The app is gone: what it kept is in `phone.storage`. */
  dispose() {
    while (this.stack.length > 0) this.close()
    this.phone.responder = () => 'silence'
  }

  close() {
    const page = this.stack.pop()
    call(page?.instance, 'onUnload')
    page?.view.detach()
  }

  showTop() {
    call(this.current?.instance, 'onShow')
  }

  isTab(url: string) {
    const { route } = this.resolve(url)
    return this.appJson.tabBar?.list.some((tab) => tab.pagePath === route) ?? false
  }

  absolute(url: string) {
    return `/${this.resolve(url).route}?${url.split('?')[1] ?? ''}`
  }

  get depth() {
    return this.stack.length
  }

  get current() {
    return this.stack[this.stack.length - 1]
  }

  /** Calls by name, as the server saw them. */
  requestsOf(name: string): Request[] {
    return this.phone.requests.filter((request) => request.name === name)
  }

  protected roots() {
    return this.current ? [this.current.view.dom] : []
  }

  protected unsettled() {
    return this.phone.pending
  }

  protected activity() {
    return `${this.setData.length} ${this.phone.requests.length} ${this.phone.calls.length}`
  }

  private routes() {
    return [
      ...this.appJson.pages,
      ...(this.appJson.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ]
  }

  /** Values stay as they stand in the address: WeChat decodes nothing (R7). */
  private resolve(url: string): Route {
    const [address = '', search = ''] = url.split('?')
    const base = path.posix.dirname(this.current?.route ?? '')
    const route = address.startsWith('/') ? address.slice(1) : path.posix.join(base, address)
    const pairs = search.split('&').filter(Boolean)
    return {
      route,
      query: Object.fromEntries(pairs.map((pair) => [pair.split('=')[0], pair.split('=').slice(1).join('=')])),
    }
  }

  private run(name: string) {
    const before = this.loading
    this.loading = name
    this.logic.load(path.join(this.root, name))
    this.loading = before
  }

  private pageId(route: string) {
    if (!this.pages.has(route)) this.run(route)
    const config = this.pages.get(route)
    if (!config) throw new Error(`Page() was never called by ${route}`)
    return load({
      id: `${this.prefix}-page-${(serial += 1)}`,
      tagName: 'page',
      template: templateOf(this.root, `${route}.wxml`),
      usingComponents: this.using(route),
      data: plain(config.data),
      methods: Object.fromEntries(Object.entries(config).filter(([, value]) => typeof value === 'function')),
    })
  }

  private using(file: string): Record<string, string> {
    const own = path.join(this.root, `${file}.json`)
    const named = fs.existsSync(own) ? readJson<AppJson>(own).usingComponents : {}
    const all = Object.entries({ ...this.appJson.usingComponents, ...named })
    const at = (to: string) => (to.startsWith('/') ? to.slice(1) : path.posix.join(path.posix.dirname(file), to))
    return Object.fromEntries(all.map(([tag, to]) => [tag, this.component(at(to))]))
  }

  private component(file: string) {
    const id = `${this.prefix}-${file.replace(/[^a-z0-9]+/gi, '-')}`
    if (this.components.has(file)) return id
    this.components.set(file, null)
    const usingComponents = this.using(file)
    this.run(file)
    const made = this.components.get(file)
    if (!made) throw new Error(`Component() was never called by ${file}`)
    const spy = (instance: Instance) => this.spy(instance, file)
    load({
      ...made,
      attached(this: Instance) {
        spy(this)
        return (made.attached as Hook | undefined)?.call(this)
      },
      // Taro leaves {} in fields that are lists; WeChat's library tolerates it, this runtime does not.
      behaviors: list(made.behaviors),
      externalClasses: list(made.externalClasses),
      options: { ...(made.options as object) },
      data: plain(made.data),
      id,
      path: `/${file}`,
      tagName: file.split('/').pop(),
      template: templateOf(this.root, `${file}.wxml`),
      usingComponents,
    })
    return id
  }
}
