export default definePageConfig({ navigationBarTitleText: '消费明细' })
