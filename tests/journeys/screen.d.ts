import '../../apps/miniapp/test/host/untyped'

// What the mini program's host takes from a browser, for the type check of this side of the house, which must not know `window` and all
// the names that come with it. The host itself is checked with the mini program (apps/miniapp/tsconfig.json).
declare global {
  interface HTMLElement {
    readonly textContent: string
    readonly parentElement: HTMLElement | null
    querySelectorAll<Found extends HTMLElement>(selector: string): Iterable<Found>
  }

  const window: object
  const document: { readonly body: HTMLElement }
}
