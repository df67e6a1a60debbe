import { isTest, type SourceFile } from './tree'

const quoted = (name: string) => new RegExp(`['"\`]${name.replace('.', '\\.')}\\b`)

/** Contracts that no test of the server or of a journey names. */
export function untestedContracts(names: readonly string[], files: SourceFile[]) {
  const tests = files.filter(
    (file) => /^(apps\/server|tests\/(journeys|chaos|browser))\//.test(file.path) && isTest(file),
  )
  return names.filter((name) => !tests.some(({ text }) => quoted(name).test(text)))
}

/** Refusals that nothing answers. */
export function unusedRefusals(codes: readonly string[], files: SourceFile[]) {
  const code = files.filter((file) => /^(apps\/server|packages\/shared)\/.+\.ts$/.test(file.path) && !isTest(file))
  const users = code.filter((file) => !file.path.endsWith('/refusals.ts'))
  return codes.filter((name) => !users.some(({ text }) => quoted(name).test(text)))
}

/** Refusals without words in one of the two languages. */
export const wordlessRefusals = (refusals: Record<string, { zh: string; en: string }>) =>
  Object.entries(refusals)
    .filter(([, { zh, en }]) => !/\p{Script=Han}/u.test(zh) || !/[a-z]{2}/i.test(en))
    .map(([code]) => code)

/** How the example of the environment and the schema differ, by name. */
export function envDifference(example: string, names: readonly string[]) {
  const listed = [...example.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1] ?? '')
  return [
    ...names.filter((name) => !listed.includes(name)).map((name) => `${name} is not in the example`),
    ...listed.filter((name) => !names.includes(name)).map((name) => `${name} is no setting`),
    ...listed.filter((name, at) => listed.indexOf(name) !== at).map((name) => `${name} is there twice`),
  ]
}
