import { TestEnvironment as Browser } from 'jest-environment-jsdom'
import { TestEnvironment as Node } from 'jest-environment-node'

/** All that the component runtime of a mini program takes from a browser. */
const NAMES = ['window', 'document']

/**
 * Node with a document beside it, for tests in which the compiled mini program talks to a real server in the same process. jsdom's own
 * environment is the other way round: a browser, in which the server would find no fetch, no timers that can be unref'd, and the browser
 * builds of its packages.
 */
export default class WeappEnvironment extends Node {
  constructor(config, context) {
    super(config, context)
    this.browser = new Browser(config, context)
  }

  async setup() {
    await super.setup()
    // As getters: values would count as left over by the test, and be emptied while jsdom still ends.
    for (const name of NAMES) {
      Object.defineProperty(this.global, name, { configurable: true, get: () => this.browser.global[name] })
    }
  }

  async teardown() {
    await this.browser.teardown()
    await super.teardown()
  }
}
