export default definePageConfig({ navigationBarTitleText: '领小票积分' })
