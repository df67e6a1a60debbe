import pino, { type DestinationStream, type Logger } from 'pino'

/** A failed query carries its parameters, and those may be somebody's data: only what describes the fault is logged. */
const faultOf = (error: Error & { code?: unknown; errno?: unknown }) => ({
  type: error.name,
  message: error.message,
  code: error.code,
  errno: error.errno,
  stack: error.stack,
})

/** Structured logs. What must never be in them is also cut here, should somebody pass it by mistake (R1). */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      serializers: { err: faultOf },
      redact: {
        paths: [
          '*.authorization',
          '*.session_key',
          '*.secret',
          '*.access_token',
          '*.refreshToken',
          '*.phone',
          'password',
          '*.password',
        ],
        remove: true,
      },
    },
    ...(destination ? [destination] : []),
  )
