import Taro from '@tarojs/taro'

let asked = false

const offerReload = async () => {
  if (asked) return
  asked = true
  const { confirm } = await Taro.showModal({
    title: '有新版本',
    content: '刷新一下就能接着用。积分和券都还在',
    confirmText: '刷新',
  })
  asked = false
  if (confirm) window.location.reload()
}

/**
 * A page that stays open while the shop puts up a new build asks for pieces that are gone. The address already names the page that was
 * wanted, so a reload opens it.
 */
export const watchBuild = () =>
  window.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    if (reason instanceof Error && reason.name === 'ChunkLoadError' && navigator.onLine) void offerReload()
  })
