export default definePageConfig({ navigationBarTitleText: '权益卡', enablePullDownRefresh: true })
