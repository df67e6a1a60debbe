/** Who this frame plays: `/h5/?persona=fang#/…`. Two frames of one origin share storage, so everything is kept apart by it. */
export const persona = new URLSearchParams(window.location.search).get('persona') ?? 'xiaoman'

export const namespace = `${persona}:`
