import { orExplain } from './explain.mjs'
import { installIfNeeded } from './install.mjs'
import { buildIfStale, targets } from './targets.mjs'

/** `npm run build`: everything, or the targets named, one after the other; what is up to date is left alone. */
export const build = (names) =>
  orExplain(async () => {
    const unknown = names.filter((name) => !(name in targets))
    if (unknown.length > 0)
      throw new Error(`unknown: ${unknown.join(', ')}. There is ${Object.keys(targets).join(', ')}.`)
    await installIfNeeded()
    for (const name of names.length > 0 ? names : Object.keys(targets))
      if (!(await buildIfStale(name))) console.log(`✓ ${name} is up to date`)
  })
