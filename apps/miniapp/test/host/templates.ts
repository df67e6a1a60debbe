import { wxmlToJs } from 'miniprogram-compiler'

type Node = { attr?: Record<string, unknown>; children?: Node[] }
type Template = (data: object) => Node
type Lookup = (file: string) => Template

const MAX_BUFFER = 64 * 1024 * 1024
const compiled = new Map<string, Lookup>()

/** WeChat's own template compiler, once per build folder. */
const lookup = (root: string) => {
  const known = compiled.get(root)
  if (known) return known
  // The compiler's output asks for the version of the web view it runs in.
  Object.assign(window, { __webview_engine_version__: 0.02 })
  // eslint-disable-next-line no-implied-eval -- the compiler answers source text; there is no other way to run it
  const found = (new Function(wxmlToJs(root, { maxBuffer: MAX_BUFFER })) as () => Lookup)()
  compiled.set(root, found)
  return found
}

const frozen = (value: unknown): unknown => {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}

/**
 * The compiler copies each attribute that is an object, and the component runtime compares by reference: every page update would push the
 * page's older item into custom-wrapper again. WeChat touches only what changed, so equal content becomes the same object here.
 */
const interned = (template: Template): Template => {
  const known = new Map<string, unknown>()
  const visit = (node: Node | null | undefined) => {
    if (!node || typeof node !== 'object') return
    for (const [name, value] of Object.entries(node.attr ?? {})) {
      if (value === null || typeof value !== 'object') continue
      const content = JSON.stringify(value)
      if (!known.has(content)) known.set(content, frozen(value))
      node.attr![name] = known.get(content)
    }
    node.children?.forEach(visit)
  }
  return (data) => {
    const tree = complete(() => template(data))
    visit(tree)
    return tree
  }
}

/** The compiled templates only warn when one is missing, and leave a hole in the page. Here that is a failure. */
const complete = <Result>(draw: () => Result): Result => {
  const warn = jest.spyOn(console, 'warn').mockImplementation()
  try {
    const drawn = draw()
    if (warn.mock.calls.length > 0) throw new Error(warn.mock.calls.join('\n'))
    return drawn
  } finally {
    warn.mockRestore()
  }
}

export const templateOf = (root: string, file: string) => interned(lookup(root)(file))
