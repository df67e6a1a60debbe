import type { Vault } from '#server/platform/crypto/vault'

const PURPOSE = 'review-text'

/** Whatever is written may be personal, so it is sealed (P9). */
export const sealText = (vault: Vault, text: string | null) => (text === null ? null : vault.seal(text, PURPOSE))

export const openText = (vault: Vault, sealed: string | null) => (sealed === null ? null : vault.open(sealed, PURPOSE))
