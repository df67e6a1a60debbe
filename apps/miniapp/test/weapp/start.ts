import { MiniHost } from '../host/mini-host'
import type { Responder } from '../host/parts'
import { DIST } from './dist'

const started: MiniHost[] = []

/** Starts the compiled mini program on an invented phone. */
export const start = (
  responder: Responder,
  options: { storage?: Map<string, unknown>; wx?: Record<string, unknown> } = {},
) => {
  const host = new MiniHost(DIST, { responder, ...options }).launch()
  started.push(host)
  return host
}

/** Ends every mini program that the test started. */
export const endAll = () => {
  for (const host of started.splice(0)) host.dispose()
}
