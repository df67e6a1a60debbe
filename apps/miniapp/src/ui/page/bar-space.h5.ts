/** A browser has neither status bar nor capsule. */
export const barSpace = () => ({ statusPx: 0, barPx: 44 })
