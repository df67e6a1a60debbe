import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { activate, addStock, endTemplate, pause, resume } from './lifecycle'
import { findingsFor, templateCardOf, templatePage, templateView } from './queries'
import { saveTemplate } from './save'

const show = async (read: Reader, _call: unknown, id: string) => ({ template: await templateCardOf(read, id) })

export const couponTemplateRoutes = {
  'coupon.templates': (read, { input }) => templatePage(read, input),

  'coupon.template': (read, { input, now }) => templateView(read, input.id, now),

  'coupon.saveTemplate': {
    run: (tx, { input, now }) => saveTemplate(tx, { ...input, now }),
    show: async (read, { now }, id) => {
      const template = await templateCardOf(read, id)
      return { template, findings: findingsFor(template, now) }
    },
  },

  'coupon.activate': { run: (tx, { input, now }) => activate(tx, input.id, now), show },
  'coupon.pause': { run: (tx, { input, now }) => pause(tx, input.id, now), show },
  'coupon.resume': { run: (tx, { input, now }) => resume(tx, input.id, now), show },
  'coupon.endTemplate': { run: (tx, { input, now }) => endTemplate(tx, input.id, now), show },
  'coupon.addStock': { run: (tx, { input }) => addStock(tx, input.id, input.count), show },
} satisfies Partial<Handlers>
