/** Storage on a phone belongs to one person already. */
export const namespace = ''
