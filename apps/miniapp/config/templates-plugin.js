/**
 * What a node on WeChat can carry. Taro's templates name every attribute that may reach a node, for each component at each depth, and
 * none for screen readers: those are added here. `modifyCompProps` runs after Taro has numbered the known attributes, so that the added
 * ones keep their own names at run time and the runtime needs no change. WeChat says `aria-role` where the source writes `role`.
 *
 * In exchange the attributes of scroll-view that belong to pull-refreshing and to Skyline go: nothing here uses them, and they cost 6 KB.
 */
const SAID = ['role', 'aria-label', 'aria-hidden']

const ADDED = {
  view: [...SAID, 'aria-disabled', 'aria-checked', 'aria-selected', 'aria-modal'],
  text: SAID,
  image: SAID,
  button: ['aria-label', 'aria-disabled'],
  input: ['aria-label'],
}

const UNUSED_OF_SCROLL_VIEW =
  /refresher|^(type|associative-container|reverse|clip|cache-extent|min-drag-distance|scroll-into-view-.*|padding|worklet.*|bindDrag.*)$/i

const shaped = (component, props) => {
  if (component === 'scroll-view')
    return Object.fromEntries(Object.entries(props).filter(([name]) => !UNUSED_OF_SCROLL_VIEW.test(name)))
  return { ...props, ...Object.fromEntries((ADDED[component] ?? []).map((name) => [name, ''])) }
}

const withAria = (template) => {
  const propsBefore = template.modifyCompProps?.bind(template)
  const nameBefore = template.replacePropName.bind(template)
  template.modifyCompProps = (component, props) =>
    shaped(component, propsBefore ? propsBefore(component, props) : props)
  template.replacePropName = (name, ...rest) => (name === 'role' ? 'aria-role' : nameBefore(name, ...rest))
}

module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (platform.template) withAria(platform.template)
    },
  })
}
