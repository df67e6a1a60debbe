export default definePageConfig({ navigationBarTitleText: '今天的记录', enablePullDownRefresh: true })
