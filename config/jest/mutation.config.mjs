import all from './jest.config.mjs'

/** The pure rules with the tests beside them, for `npm run mutate`. */
const { displayName: _, ...shared } = all.projects.find(({ displayName }) => displayName === 'shared')

export default { ...shared, testTimeout: all.testTimeout }
