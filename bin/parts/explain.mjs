/** Runs a command; when it fails, its message without a stack, and exit code 1. */
export async function orExplain(work) {
  try {
    await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
