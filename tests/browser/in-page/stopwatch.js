'use strict'

const standsThere = (label) =>
  [...document.querySelectorAll(`[aria-label="${label}"]`)].some(
    (element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.offsetWidth > 0,
  )

/** From the next tap on `pressed` to the first frame in which `shown` can be seen, in milliseconds. Both are called by what a screen reader says. */
globalThis.startStopwatch = (pressed, shown) => {
  globalThis.stopwatch = new Promise((resolve) => {
    const onTap = (event) => {
      if (!event.target.closest(`[aria-label="${pressed}"]`)) return
      document.removeEventListener('pointerdown', onTap, true)
      const startedAt = performance.now()
      const look = () => {
        if (standsThere(shown)) resolve(Math.round(performance.now() - startedAt))
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }
    document.addEventListener('pointerdown', onTap, true)
  })
}
