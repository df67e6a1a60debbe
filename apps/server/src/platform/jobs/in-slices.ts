const SLICES_A_RUN = 10

/** Several slices a run, each a transaction of its own, so that long work goes on quickly and holds nobody up. True when more waits. */
export async function inSlices(slice: () => Promise<boolean>): Promise<boolean> {
  for (let done = 0; done < SLICES_A_RUN; done += 1) if (!(await slice())) return false
  return true
}
