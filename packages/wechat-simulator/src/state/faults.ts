/** What goes wrong instead of the answer. `drop` cuts the connection before the work, or after it: then the effect stands. */
export type Mishap =
  | { kind: 'none' }
  | { kind: 'errcode'; errcode: number }
  | { kind: 'status'; status: number }
  | { kind: 'text'; text: string }
  | { kind: 'drop'; when: 'before' | 'after' }

/** `path` is one endpoint, or `*` for all. It happens to the next `timesLeft` calls. */
export type Fault = { path: string; timesLeft: number; delayMs: number; mishap: Mishap }

const FINE: Pick<Fault, 'delayMs' | 'mishap'> = { delayMs: 0, mishap: { kind: 'none' } }

/** Takes one turn of the oldest fault that is set for this path. */
export const takeFault = (faults: Fault[], path: string): Pick<Fault, 'delayMs' | 'mishap'> => {
  const index = faults.findIndex((fault) => fault.path === path || fault.path === '*')
  const fault = faults[index]
  if (!fault) return FINE
  fault.timesLeft -= 1
  if (fault.timesLeft <= 0) faults.splice(index, 1)
  return fault
}
