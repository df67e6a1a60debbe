/** Where files lie that are too large for rows. A name is written once and never with other bytes. */
export type Storage = {
  put(name: string, bytes: Buffer, type: string): Promise<void>
  /** Null where there is no such file. */
  get(name: string): Promise<Buffer | null>
  /** Nothing happens where there is no such file. */
  remove(name: string): Promise<void>
}
