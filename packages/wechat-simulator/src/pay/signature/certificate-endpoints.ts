import type { PayEndpoint } from '#simulator/pay/endpoint'
import { refuse } from '#simulator/pay/failure'
import { encrypted } from '#simulator/pay/signature/signing'
import { payTime } from '#simulator/pay/time'

/** The certificate with which Pay signs, for merchants that still go by one. */
export const certificateEndpoints: readonly PayEndpoint[] = [
  {
    method: 'GET',
    path: '/v3/certificates',
    answer: (_world, pay) => {
      const { mode, certificate } = pay.platform
      if (mode === 'public-key') refuse(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书，请使用微信支付公钥')
      const item = {
        serial_no: certificate.serial,
        effective_time: payTime(certificate.fromMs),
        expire_time: payTime(certificate.toMs),
        encrypt_certificate: encrypted(pay.apiV3Key, 'certificate', certificate.pem),
      }
      return { json: { data: [item] } }
    },
  },
]
