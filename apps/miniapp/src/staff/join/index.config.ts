export default definePageConfig({ navigationBarTitleText: '请客人入会' })
