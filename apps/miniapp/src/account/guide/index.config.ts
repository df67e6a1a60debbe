export default definePageConfig({ navigationBarTitleText: '积分攻略' })
