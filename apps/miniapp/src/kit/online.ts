import Taro from '@tarojs/taro'
import { create } from 'zustand'

/** What the phone says of its network. It may be wrong in both directions: calls are tried anyway. */
export const useOnline = create<{ online: boolean }>(() => ({ online: true }))

export const watchNetwork = () => {
  Taro.onNetworkStatusChange(({ isConnected }) => useOnline.setState({ online: isConnected }))
}
