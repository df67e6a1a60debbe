export default definePageConfig({ navigationBarTitleText: '付款记录' })
