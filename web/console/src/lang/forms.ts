/// The same words in another language, which may have a form for one (`days_one`) beside each.
export type InTwoForms<Words> = {
  [Name in keyof Words]: Words[Name] extends string ? string : InTwoForms<Words[Name]>;
} & Record<string, unknown>;
