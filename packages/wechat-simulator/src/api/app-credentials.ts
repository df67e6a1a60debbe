import { fail } from '#simulator/api/failure'
import type { AppIdentity } from '#simulator/world'

/** The app's id and secret in a query or a body; missing and wrong are told apart. */
export const requireAppCredentials = (
  app: Pick<AppIdentity, 'appId' | 'secret'>,
  given: Readonly<Record<string, unknown>>,
) => {
  if (given.appid === undefined || given.appid === '') fail(41002)
  if (given.appid !== app.appId) fail(40013)
  if (given.secret === undefined || given.secret === '') fail(41004)
  if (given.secret !== app.secret) fail(40125)
}
