import type { Output } from '@huitou/shared/api'

/** Consent is given to a version (R40). A new text is a new version, and everybody is asked again. */
export const PRIVACY_VERSION = '2026-12'

export const privacyNotice: Output<'privacy.notice'> = {
  version: PRIVACY_VERSION,
  title: '会员章程与隐私说明',
  effectiveFrom: '2026-12-01',
  sections: [
    {
      title: '我们收集什么',
      body: '入会只用到微信给本店的一个匿名编号，用来认出你是同一位客人。签到、积分、券和核销的记录会保存下来，你随时能看到。你在公众号或客服里发来的话加密保存 90 天，只用来回答你。',
    },
    {
      title: '哪些由你决定',
      body: '称呼、生日、手机号都可以不填，也可以填了再删。不填不影响签到、用券和换礼。手机号加密保存，店员只看得到打码后的。',
    },
    {
      title: '用来做什么',
      body: '记积分、发券、核销，以及出了差错时帮你查账。不卖给别人，不打骚扰电话，没有你的同意不发营销消息。',
    },
    {
      title: '保存多久',
      body: '会员期间一直保存。退会后，称呼、手机号、生日、微信编号和你发来的话立即删除；积分流水按账目要求保留，但不再写着是你；另外只留一个不能还原的指纹，用来防止重复领见面礼。在店里当班的人退会后仍是店员。',
    },
    {
      title: '积分和券',
      body: '积分不能买、不能提现、不能转给别人。每一笔都写明到期日，快到期前看得到。券的门槛、门店和有效期在领取前写明。',
    },
    {
      title: '你的权利',
      body: '在「我的」里可以查看、导出、更正、删除自己的资料，也可以退会。未满 14 岁请在家长同意后使用。',
    },
    {
      title: '联系我们',
      body: '对积分、券或个人信息有疑问，可以在「我的 - 投诉与建议」里联系店里，我们 15 个工作日内答复。',
    },
  ],
}
