import Taro from '@tarojs/taro'

const CONTENT = '有新版本了，更新后再继续。积分和券都还在'

let asked = false

/** The server no longer serves this version. Asks once; a version still being fetched by WeChat is applied when it is there. */
export const askForUpdate = () => {
  if (asked) return
  asked = true
  const apply = () => {
    if (process.env.TARO_ENV === 'h5') window.location.reload()
    else Taro.getUpdateManager().applyUpdate()
  }
  const prompt = async () => {
    const { confirm } = await Taro.showModal({ title: '需要更新', content: CONTENT, confirmText: '现在更新' })
    asked = false
    if (confirm) apply()
  }
  if (process.env.TARO_ENV === 'h5') void prompt()
  else Taro.getUpdateManager().onUpdateReady(() => void prompt())
}
