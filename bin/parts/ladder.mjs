import { existsSync } from 'node:fs'
import path from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { at, root } from './paths.mjs'

const FOLDERS = ['apps', 'packages', 'tests', 'config']

/** Which imports break the ladder, and how many modules were looked at: none at all means that the tool was blind, not that all is well. */
export async function checkLadder(baseDir = root) {
  const folders = FOLDERS.filter((folder) => existsSync(path.join(baseDir, folder)))
  const { forbidden, options } = await extractConfig(at('config/dependency-cruiser.cjs'))
  const { enhancedResolveOptions, ...cruiseOptions } = options
  const { output } = await cruise(
    folders,
    { ...cruiseOptions, baseDir, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
  )
  const { totalCruised, totalDependenciesCruised, violations } = output.summary
  return {
    modules: totalCruised,
    dependencies: totalDependenciesCruised,
    violations: violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  }
}
