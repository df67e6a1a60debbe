export default definePageConfig({ navigationBarTitleText: '店员邀请', enableShareAppMessage: true })
