import { readXml, writeXml } from '#simulator/push/xml'

test('writes text in CDATA, numbers bare, and a list as one element per item', () => {
  expect(writeXml({ A: 'a<b', N: 7, L: [{ T: 'x' }, { T: 'y' }] })).toBe(
    '<xml><A><![CDATA[a<b]]></A><N>7</N><L><T><![CDATA[x]]></T></L><L><T><![CDATA[y]]></T></L></xml>',
  )
})

test('reads back what it wrote, also the end of CDATA inside text', () => {
  const fields = { Content: '<a href="x">]]> & 签到</a>', MsgType: 'text' }
  expect(readXml(writeXml(fields))).toEqual(fields)
})

test('reads entities, white space around CDATA, and leaves at any depth', () => {
  expect(
    readXml('<?xml version="1.0"?>\n<xml>\n<A>1 &lt; 2 &amp;amp;</A><B> <![CDATA[x]]> </B><I><M>m</M></I>\n</xml>\n'),
  ).toEqual({ A: '1 < 2 &amp;', B: 'x', M: 'm' })
})

test.each(['', 'success', '<html></html>', '<xml>', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'])(
  'is not fooled by %j',
  (text) => {
    expect(readXml(text)).toBeUndefined()
  },
)
