/** Setting a shop up was refused, in a sentence for the person who does it. */
export class SetupRefused extends Error {}
