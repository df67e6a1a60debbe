export default definePageConfig({ navigationBarTitleText: '权益卡' })
