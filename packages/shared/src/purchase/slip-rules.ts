/** What a receipt’s code begins with, as a mini program’s scene: no other code has a dot, and an address needs no escape for it. */
export const SLIP_PREFIX = 'r.'

/** Whether a scanned scene is a receipt to claim. */
export const isSlipScene = (scene: string) => scene.startsWith(SLIP_PREFIX)
