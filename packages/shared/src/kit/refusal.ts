/** What a refusal says: its HTTP status and its words, in two languages. */
export type RefusalText = { status: number; zh: string; en: string }
