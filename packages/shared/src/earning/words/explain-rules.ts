import type { Lane } from '../effects/cap-rules'
import type { Part } from '../effects/part-rules'
import type { SkipReason } from '../evaluate-rules'
import { amountWords, money, timesOf, unitOf, words, type Words } from './word-rules'

/** How one part of an earning came about, and how much it is. */
export function partWords({ how, title, unit, amount }: Part): Words {
  const of = unitOf(unit)
  switch (how.by) {
    case 'amount': {
      const [paid, every] = [money(how.ofFen), money(how.everyFen)]
      return words(
        `${title}：消费 ${paid.zh}，每 ${every.zh}得 ${how.give} ${of.zh}，共 ${amount}`,
        `${title}: ${paid.en} spent, ${amountWords(how.give, unit).en} for every ${every.en}: ${amount}`,
      )
    }
    case 'items':
      return words(
        `${title}：${how.quantity} 件，每件 ${how.give} ${of.zh}，共 ${amount}`,
        `${title}: ${how.quantity} pieces, ${amountWords(how.give, unit).en} each: ${amount}`,
      )
    case 'fixed':
      return words(`${title}：${amount} ${of.zh}`, `${title}: ${amountWords(amount, unit).en}`)
    case 'factor':
      return words(
        `${title}：${how.of} ${of.zh}的${timesOf(how.permille).zh}，多得 ${amount}`,
        `${title}: ${how.permille / 1000} × ${how.of} ${of.en}, ${amount} more`,
      )
  }
}

/** That a limit cut an earning; null when none did. */
export const cutWords = ({ cutBy, wanted, granted, unit }: Lane): Words | null =>
  cutBy === null
    ? null
    : words(`${cutBy}，本应得 ${wanted}，实得 ${granted}`, `${cutBy}: ${granted} of ${wanted} ${unitOf(unit).en} given`)

const SKIPS: Record<SkipReason, Words> = {
  not_started: words('还没开始', 'has not begun'),
  ended: words('已经结束', 'is over'),
  other_weekday: words('不在这一天', 'holds on other weekdays'),
  other_day: words('不在这一天', 'holds on other days'),
  other_hour: words('不在这个时段', 'holds at other hours'),
  conditions: words('条件没有满足', 'its conditions are not met'),
  times_day: words('今天的次数用完了', 'was used up today'),
  times_month: words('本月的次数用完了', 'was used up this month'),
  times_ever: words('次数用完了', 'was used up'),
  group_best: words('同组里有更优惠的', 'another of its group gives more'),
  group_first: words('同组里已有一条生效', 'another of its group goes first'),
  gives_nothing: words('这次算下来没有可得的', 'comes to nothing this time'),
}

/** Why a rule gave nothing. */
export const skipWords = (reason: SkipReason): Words => SKIPS[reason]
