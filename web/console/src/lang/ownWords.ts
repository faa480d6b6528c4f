/// The server keeps some reasons as "中文 · English", because they are told to whoever looks later. Here one language is
/// read: the half in the reader's. Words of a provider stand as they came.
export function ownWords(said: string, lang: string): string {
  const [zh, en, more] = said.split(" · ");
  if (!zh || !en || more !== undefined || !HAN.test(zh) || HAN.test(en)) return said;
  return lang.startsWith("zh") ? zh : en;
}

const HAN = /\p{Script=Han}/u;
