import { createAccessTokens, type AccessTokens } from '#simulator/state/access-tokens'

/** The two apps of one shop: its mini program and its 公众号. */
export type AppKind = 'mini' | 'official'

export type OfficialIdentity = { appId: string; secret: string }

/** The shop's 公众号: an app of its own, with tokens of its own and other openids for the same people. */
export type OfficialAccount = OfficialIdentity & { tokens: AccessTokens }

export const createOfficial = ({ appId, secret }: OfficialIdentity): OfficialAccount => ({
  appId,
  secret,
  tokens: createAccessTokens(),
})
