export default definePageConfig({
  navigationBarTitleText: '我的这一团',
  enableShareAppMessage: true,
  enablePullDownRefresh: true,
})
