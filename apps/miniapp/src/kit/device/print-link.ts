import Taro from '@tarojs/taro'

/** A mini program cannot print: the link goes to the clipboard, for a computer. */
export const openPrintLink = async (url: string) => {
  await Taro.setClipboardData({ data: url.startsWith('http') ? url : API_BASE + url })
}

export const PRINT_LABEL = '复制打印链接'
