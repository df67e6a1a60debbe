/** The people of the demo, who log in through the simulator with these openids. */
export const personas = [
  {
    key: 'xiaoman',
    openId: 'demo-openid-xiaoman',
    name: '林小满',
    role: 'customer',
    note: '金卡会员，每天来',
    phone: '13812345678',
  },
  {
    key: 'newcomer',
    openId: 'demo-openid-newcomer',
    name: '新客人',
    role: 'customer',
    note: '还没加入，从扫码开始',
    phone: '13900001111',
  },
  { key: 'fang', openId: 'demo-openid-fang', name: '小方', role: 'clerk', note: '梧桐路店店员', phone: '13700002222' },
  { key: 'jiang', openId: 'demo-openid-jiang', name: '江江', role: 'clerk', note: '滨江店店员', phone: '13700003333' },
  { key: 'zhou', openId: 'demo-openid-zhou', name: '周店长', role: 'manager', note: '管两家店', phone: '13600004444' },
  {
    key: 'owner',
    openId: 'demo-openid-owner',
    name: '老板娘',
    role: 'owner',
    note: '什么都能看',
    phone: '13500005555',
  },
] as const

/** The demo's operators: who runs the shop, and who approves. Made-up people, so the password is no secret. */
export const demoOperators = [
  { login: 'owner', name: '老板娘', role: 'owner' },
  { login: 'finance', name: '财务小陈', role: 'finance' },
] as const
export const DEMO_PASSWORD = 'huitou-demo-2026'
