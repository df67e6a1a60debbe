import type { Page } from 'playwright-core'
import type { Scenes } from './scenes'

export type Screen = {
  name: string
  /** Where it is; a function when that depends on what the test made. */
  path: string | ((scenes: Scenes) => string)
  /** What to press to see it. */
  steps?: ((page: Page) => Promise<unknown>) | undefined
  /** The server refuses on purpose, which the browser's console tells as an error. */
  refused?: boolean
}

/** A page; one that is named twice in a row is looked at further, with what was pressed before. */
export const at = (path: Screen['path'], name: string, steps?: Screen['steps']): Screen => ({ name, path, steps })

/** A page on which the server says no. */
export const refused = (path: Screen['path'], name: string, steps?: Screen['steps']): Screen => ({
  ...at(path, name, steps),
  refused: true,
})
