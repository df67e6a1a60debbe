import pino, { type DestinationStream, type Logger } from 'pino'

/** Structured logs. What must never be in them is also cut here, should somebody pass it by mistake (R1). */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: {
        paths: ['*.authorization', '*.session_key', '*.secret', '*.access_token', '*.refreshToken', '*.phone', 'password', '*.password'],
        remove: true,
      },
    },
    ...(destination ? [destination] : []),
  )
