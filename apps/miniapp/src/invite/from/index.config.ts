export default definePageConfig({ navigationBarTitleText: '来店里看看', enableShareAppMessage: false })
