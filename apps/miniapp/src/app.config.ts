import theme from './theme.json'

type ThemeName = keyof typeof theme.light

/** WeChat resolves "@name" by theme.json and follows the system's dark mode; H5 knows no such names and gets the light value. */
const themed = (name: ThemeName) => (process.env.TARO_ENV === 'h5' ? theme.light[name] : `@${name}`)

const tab = (text: string, pagePath: string, icon: ThemeName, iconOn: ThemeName) => ({
  text,
  pagePath,
  iconPath: themed(icon),
  selectedIconPath: themed(iconOn),
})

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/points/index', 'pages/code/index', 'pages/coupons/index', 'pages/me/index'],
  subPackages: [
    // Their addresses stand on printed codes, so they stay where they were when these became packages of their own.
    { root: 'pages/landing', pages: ['index'] },
    { root: 'pages/checkin', pages: ['index'] },
    { root: 'coupon', pages: ['detail/index', 'centre/index', 'gift/index'] },
    {
      root: 'account',
      pages: [
        ...['profile/index', 'tiers/index', 'guide/index', 'cards/index', 'privacy/index', 'export/index'],
        ...['purchases/index', 'payments/index', 'purchase/index', 'receipt/index', 'inbox/index'],
        ...['tasks/index', 'messages/index', 'surveys/index', 'survey/index'],
      ],
    },
    { root: 'mall', pages: ['item/index', 'orders/index', 'order/index', 'addresses/index', 'address/index'] },
    { root: 'groupbuy', pages: ['list/index', 'detail/index', 'team/index', 'order/index', 'mine/index'] },
    { root: 'gathering', pages: ['list/index', 'show/index'] },
    { root: 'invite', pages: ['index', 'friend/index', 'earn/index', 'from/index', 'group/index'] },
    {
      root: 'staff',
      pages: [
        ...['workbench/index', 'result/index', 'today/index', 'invite/index', 'codes/index'],
        ...['checkout/index', 'refund/index', 'slip/index', 'team/index', 'shift/index', 'enrol/index'],
        ...['work/index', 'join/index', 'report/index', 'gatherings/index', 'reviews/index'],
      ],
    },
  ],
  window: {
    navigationBarTitleText: '回头客',
    navigationBarBackgroundColor: themed('navBg'),
    navigationBarTextStyle: themed('navText'),
    backgroundColor: themed('pageBg'),
    backgroundTextStyle: themed('bgText'),
  },
  tabBar: {
    color: themed('tabText'),
    selectedColor: themed('tabOn'),
    backgroundColor: themed('tabBg'),
    borderStyle: themed('tabLine') as 'black' | 'white',
    list: [
      tab('首页', 'pages/home/index', 'homeIcon', 'homeOn'),
      tab('积分', 'pages/points/index', 'pointsIcon', 'pointsOn'),
      tab('会员码', 'pages/code/index', 'codeIcon', 'codeOn'),
      tab('卡包', 'pages/coupons/index', 'couponsIcon', 'couponsOn'),
      tab('我的', 'pages/me/index', 'meIcon', 'meOn'),
    ],
  },
  // What is one tap away is fetched while the tab is being read.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['pages/checkin', 'coupon'] },
    'pages/points/index': { network: 'all', packages: ['account', 'mall'] },
    'pages/coupons/index': { network: 'all', packages: ['coupon'] },
  },
  lazyCodeLoading: 'requiredComponents',
  darkmode: true,
  themeLocation: 'theme.json',
  __usePrivacyCheck__: true,
})
