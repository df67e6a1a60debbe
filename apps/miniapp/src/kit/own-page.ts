import Taro, { useLoad } from '@tarojs/taro'

/**
 * Only the card of a button leaves this page: what WeChat's own menu would forward is an address that opens for nobody else. A page with
 * such a card needs `enableShareAppMessage` in its config, since Taro looks for the hook in the page's own file alone.
 */
export const useOwnPage = () =>
  useLoad(() => {
    if (process.env.TARO_ENV !== 'weapp') return
    Promise.resolve(Taro.hideShareMenu()).catch((thrown: unknown) =>
      console.warn('forwarding stays in the menu', thrown),
    )
  })
