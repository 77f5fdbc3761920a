/** Code of a user that runs now; the first is none. */
export const USER_CODE = [
  'nothing',
  'loading it',
  'onStart',
  'onBook',
  'onTrade',
  'onFill',
  'onOrder',
  'onTimer',
  'onEnd',
  'onBooktick',
  'finish',
] as const;

/** Code of a user, by name. */
export type UserCode = (typeof USER_CODE)[number];
