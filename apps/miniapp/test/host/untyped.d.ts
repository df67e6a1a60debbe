declare module 'miniprogram-compiler' {
  /** Source text of a function body that answers the template lookup. */
  export function wxmlToJs(root: string, options?: { maxBuffer?: number }): string
  /** Source text of a function body that answers the compiled style sheets by path. */
  export function wxssToJs(root: string, options?: { maxBuffer?: number }): string
}

declare module 'miniprogram-exparser' {
  type Options = { bubbles: boolean; composed: boolean; capturePhase: boolean; extraFields: object }
  export const Event: {
    create(name: string, detail: object, options: Options): object
    dispatchEvent(target: object, event: object): void
  }
}

declare module 'miniprogram-simulate' {
  export type Instance = Record<string, unknown> & { setData(data: object, done?: () => void): void }
  export type View = {
    dom: HTMLElement
    instance: Instance
    attach(parent: HTMLElement): void
    detach(): void
  }
  export function load(definition: object): string
  export function render(id: string): View
  export function behavior(definition: object): unknown
}
