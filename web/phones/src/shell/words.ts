import { useEffect, useState } from "preact/hooks";

const ZH = {
  title: "模擬手機",
  about: "LINE 和電郵的模擬，走真的協定：webhook、Messaging API、SMTP、IMAP。",
  people: "誰的手機",
  addPerson: "加一個人",
  personName: "名字",
  add: "加入",
  cancel: "不加了",
  nobody: "還沒有人。加一個人，就有一支手機。",
  phoneOf: "{name} 的手機",
  friend: "好友",
  notFriend: "不是好友",
  addFriend: "加入好友",
  addFriendAbout: "加入後，就收得到風箏選物的訊息。",
  block: "封鎖",
  unblock: "解除封鎖",
  blockedAbout: "已封鎖風箏選物，收不到訊息，也傳不出去。",
  chatWith: "和風箏選物的聊天",
  account: "風箏選物",
  write: "輸入訊息",
  send: "傳送",
  photo: "傳照片",
  stickers: "貼圖",
  sticker: "貼圖",
  read: "已讀",
  today: "今天",
  yesterday: "昨天",
  unsend: "收回",
  unsent: "您已收回訊息",
  theyUnsent: "對方已收回訊息",
  image: "照片",
  video: "影片",
  audio: "語音",
  location: "位置",
  unsupported: "這支手機還不會顯示「{what}」",
  newBelow: "新訊息",
  quickReplies: "快速回覆",
  copied: "已複製",
  failed: "沒送出去",
  again: "再試一次",
  photoTooBig: "這張照片打不開，換一張試試",
  offline: "和伺服器斷線了，正在重新連線",
  noServer: "連不上模擬器，伺服器起來就會接上",
  theme: "顏色",
  auto: "跟著系統",
  light: "淺色",
  dark: "深色",
  language: "語言",
  skip: "跳到手機",
  mailboxes: "電郵信箱",
  otherBoxes: "其他收到信的人 {n}",
  findBox: "找電郵地址",
  moreBoxes: "還有 {n} 個，打幾個字來找",
  noBox: "沒有這個地址",
  addBox: "開一個信箱",
  address: "電郵地址",
  unread: "{n} 封沒讀",
  mailOf: "{name} 的信箱",
  inbox: "收件匣",
  writeMail: "寫信",
  to: "收件人",
  subject: "主旨",
  noSubject: "（沒有主旨）",
  sentTo: "寄給{name}",
  noMail: "還沒有信。寫一封給店家，或等店家寄來。",
  reply: "回信",
  replied: "回信寄出了",
  unsubscribe: "退訂",
  unsubscribed: "已退訂",
  unsubscribedSaid: "已退訂，店家不會再寄優惠來",
  spam: "垃圾信",
  spamSaid: "已回報為垃圾信",
  habit: "這個信箱",
  habit_normal: "正常收信",
  habit_gone: "沒有這個地址（當場拒收）",
  habit_bounces: "收下後退信",
  habit_full: "滿了，晚點再試",
  habit_away: "休假，自動回覆",
};

export type Word = keyof typeof ZH;

const EN: Record<Word, string> = {
  title: "Phones",
  about:
    "LINE and e-mail, simulated on the real protocols: webhook, Messaging API, SMTP, IMAP.",
  people: "Whose phone",
  addPerson: "Add a person",
  personName: "Name",
  add: "Add",
  cancel: "Never mind",
  nobody: "Nobody yet. Add a person and there is a phone.",
  phoneOf: "{name}’s phone",
  friend: "Friend",
  notFriend: "Not a friend",
  addFriend: "Add friend",
  addFriendAbout: "Once added, messages from 風箏選物 arrive here.",
  block: "Block",
  unblock: "Unblock",
  blockedAbout: "風箏選物 is blocked: nothing arrives and nothing can be sent.",
  chatWith: "Chat with 風箏選物",
  account: "風箏選物",
  write: "Message",
  send: "Send",
  photo: "Send a photo",
  stickers: "Stickers",
  sticker: "Sticker",
  read: "Read",
  today: "Today",
  yesterday: "Yesterday",
  unsend: "Unsend",
  unsent: "You unsent a message",
  theyUnsent: "They unsent a message",
  image: "Photo",
  video: "Video",
  audio: "Voice message",
  location: "Location",
  unsupported: "This phone cannot show “{what}” yet",
  newBelow: "New message",
  quickReplies: "Quick replies",
  copied: "Copied",
  failed: "Not sent",
  again: "Try again",
  photoTooBig: "That photo cannot be opened, try another",
  offline: "Disconnected from the server, reconnecting",
  noServer: "The simulator does not answer; this page connects when it is up",
  theme: "Theme",
  auto: "System",
  light: "Light",
  dark: "Dark",
  language: "Language",
  skip: "Skip to the phone",
  mailboxes: "Mailboxes",
  otherBoxes: "Others with mail: {n}",
  findBox: "Find an address",
  moreBoxes: "{n} more; type to find them",
  noBox: "No such address",
  addBox: "Open a mailbox",
  address: "E-mail address",
  unread: "{n} unread",
  mailOf: "{name}’s mailbox",
  inbox: "Inbox",
  writeMail: "Write",
  to: "To",
  subject: "Subject",
  noSubject: "(no subject)",
  sentTo: "To {name}",
  noMail: "No mail yet. Write to the shop, or wait for it to write.",
  reply: "Reply",
  replied: "Reply sent",
  unsubscribe: "Unsubscribe",
  unsubscribed: "Unsubscribed",
  unsubscribedSaid: "Unsubscribed: the shop sends no more offers",
  spam: "Spam",
  spamSaid: "Reported as spam",
  habit: "This mailbox",
  habit_normal: "takes mail",
  habit_gone: "does not exist (refused at once)",
  habit_bounces: "takes mail and returns it",
  habit_full: "is full, try later",
  habit_away: "is on holiday, answers by itself",
};

export const languages = [
  { id: "zh-Hant", name: "中文" },
  { id: "en", name: "English" },
] as const;

export type Language = (typeof languages)[number]["id"];

const listeners = new Set<() => void>();
let language: Language = first();

/** The text of a word, `{name}` replaced where one is given. */
export function say(word: Word, named: Readonly<Record<string, string>> = {}): string {
  const text = (language === "en" ? EN : ZH)[word];
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => named[key] ?? whole);
}

export function currentLanguage(): Language {
  return language;
}

export function speak(next: Language): void {
  language = next;
  localStorage.setItem("phones.language", next);
  document.documentElement.lang = next === "en" ? "en" : "zh-Hant-TW";
  document.title = `${say("title")}${next === "en" ? " · " : "｜"}Parley`;
  listeners.forEach((listener) => listener());
}

/** Draws its component again when another language is chosen. */
export function useLanguage(): Language {
  const [current, setCurrent] = useState(language);
  useEffect(() => {
    const follow = () => setCurrent(language);
    listeners.add(follow);
    return () => void listeners.delete(follow);
  }, []);
  return current;
}

function first(): Language {
  const chosen = localStorage.getItem("phones.language") ?? navigator.language;
  return chosen.startsWith("zh") ? "zh-Hant" : "en";
}
