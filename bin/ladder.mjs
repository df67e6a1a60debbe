// `node bin/ladder.mjs [folder]` prints what breaks the ladder (config/dependency-cruiser.cjs); exit code 1 when anything does, or when
// nothing was looked at.
import { checkLadder } from './parts/ladder.mjs'

/** Far fewer than there are: less means that the tool no longer follows our imports. */
const MODULES_MIN = 100

const { modules, dependencies, violations } = await checkLadder(process.argv[2])
for (const violation of violations) console.log(violation)
console.log(`${modules} modules, ${dependencies} imports, ${violations.length} violations`)
if (modules < MODULES_MIN) console.log(`expected at least ${MODULES_MIN} modules: the check was blind`)
process.exitCode = violations.length > 0 || modules < MODULES_MIN ? 1 : 0
