export const CODE_LENGTH = 12

/** What a person typed or pasted, without the gaps, in the letters of a code. */
export const cleanCode = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, CODE_LENGTH)

/** In three groups, to be read aloud. */
export const spacedCode = (code: string) => code.replace(/(.{4})(?=.)/g, '$1 ')
