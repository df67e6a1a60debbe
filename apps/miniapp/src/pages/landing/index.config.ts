export default definePageConfig({ navigationStyle: 'custom', navigationBarTitleText: '欢迎' })
