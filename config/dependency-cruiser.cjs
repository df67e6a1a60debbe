/**
 * The ladder: a room may import from rooms on the steps before its own, never from one beside or after it. A new room is a name added
 * here. Rooms that DESIGN foresees and nobody has written yet keep their places.
 */
const ladder = [
  ['store'],
  ['member', 'staff', 'catalog', 'media'],
  ['admin'],
  ['points', 'coupon', 'payment'],
  ['tier', 'earning', 'channel'],
  ['checkin', 'mall', 'joining', 'purchase', 'gathering', 'survey'],
  ['counter', 'worklist', 'groupbuy', 'referral', 'campaign'],
  ['review'],
  ['distribution', 'task', 'community'],
  ['journey'],
  ['privacy', 'merging'],
  ['notify', 'audience', 'insight', 'attribution', 'integration', 'dialogue'],
]

const DOMAINS = '^apps/server/src/domains/'
const ROOT_FILES = '^apps/server/src/[^/]+\\.ts$'
const TESTS = '(\\.test\\.tsx?|/test-[a-z-]+\\.ts)$'
const rooms = (names) => `${DOMAINS}(${names.join('|')})/`

const stepsLookDown = ladder.map((step, index) => ({
  name: `step-${index + 1}-looks-down`,
  comment: `${step.join(', ')} may know the rooms of lower steps only`,
  severity: 'error',
  from: { path: rooms(step), pathNot: TESTS },
  to: { path: rooms(ladder.slice(index).flat()), pathNot: `${DOMAINS}$1/` },
}))

module.exports = {
  forbidden: [
    ...stepsLookDown,
    {
      name: 'room-has-a-step',
      comment: 'add the room to the ladder above',
      severity: 'error',
      from: { path: DOMAINS, pathNot: rooms(ladder.flat()) },
      to: {},
    },
    {
      name: 'rooms-know-no-app',
      comment: 'what starts the server knows the rooms, not the other way round',
      severity: 'error',
      from: { path: DOMAINS, pathNot: TESTS },
      to: { path: ROOT_FILES },
    },
    {
      name: 'platform-knows-no-room',
      comment: 'the platform is given what it needs to know (see admit.ts)',
      severity: 'error',
      from: { path: '^apps/server/src/platform/', pathNot: TESTS },
      to: { path: [DOMAINS, ROOT_FILES] },
    },
    {
      name: 'doors-open-outwards',
      comment: 'routes, handlers and jobs are for app.ts and worker.ts',
      severity: 'error',
      from: { path: '^apps/server/', pathNot: ['^apps/server/src/(app|worker)\\.ts$', TESTS] },
      to: { path: '^apps/server/src/.+/(routes|handlers|jobs)\\.ts$' },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared runs everywhere: no Node, no browser, no package but zod',
      severity: 'error',
      from: { path: '^packages/shared/src/', pathNot: TESTS },
      to: { pathNot: ['^packages/shared/src/', '^node_modules/zod/'] },
    },
    {
      name: 'rules-are-pure',
      comment: 'a rule takes everything as an argument; contracts only lend it types',
      severity: 'error',
      from: { path: '^packages/shared/src/.+rules\\.ts$' },
      to: { pathNot: '(rules|/roles|/kit/(?!schema)[a-z-]+)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'miniapp-ships-no-schemas',
      comment: 'contracts are imported as types: no validation library reaches a phone',
      severity: 'error',
      from: { path: '^apps/miniapp/src/', pathNot: TESTS },
      to: {
        path: '(^packages/shared/src/(api|.+/contract|kit/schema)\\.ts$|^node_modules/zod/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'apps-meet-in-shared',
      comment: 'one app never imports another',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      from: { path: '^(packages|config)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(packages|apps|tests|config)/' },
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'an import that this check cannot follow is one that it does not check',
      severity: 'error',
      from: { path: '^(packages|apps|tests|config)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      importsFields: ['imports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.h5.ts', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
