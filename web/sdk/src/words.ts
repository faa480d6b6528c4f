/// The loader's few words; everything else is said by the panel.
export const isChinese = (locale: string) => /^zh/i.test(locale);

export const launcherLabel = (locale: string, name: string, unread: number) =>
  isChinese(locale)
    ? `和${name}聊聊` + (unread ? `，${unread} 則未讀` : "")
    : `Chat with ${name}` + (unread ? `, ${unread} unread` : "");
