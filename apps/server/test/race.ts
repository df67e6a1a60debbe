type Answer = { status: number; code?: string | undefined }

/** How many of these had their way. */
export const done = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200).length

/** Why the others did not, each reason once; that it was busy is no reason. */
export const codes = (answers: readonly Answer[]) =>
  [...new Set(answers.flatMap(({ status, code }) => (status === 200 || code === 'busy' ? [] : [code ?? ''])))].sort()

const TRIES_MAX = 10

/** Who was told that it is busy asks once more, as a phone does. */
export async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask()
    if (answer.code !== 'busy' || tries === TRIES_MAX) return answer
  }
}
