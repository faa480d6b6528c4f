export const zh = {
  loading: "載入中", visitor: "訪客 {{end}}",
  nav: { label: "主選單", home: "首頁", inbox: "對話", customers: "顧客", rules: "分眾", settings: "設定", me: "我的" },
  channel: {
    web: "網站", line: "LINE", messenger: "Messenger", instagram: "Instagram", whatsapp: "WhatsApp", email: "電郵",
    sms: "簡訊", store: "門市", shop: "網站", api: "API",
  },
  voice: {
    service: { name: "客服", seal: "客", tone: "專業、周到" },
    editor: { name: "小編", seal: "編", tone: "親近、俏皮" },
    assistant: { name: "小助手", seal: "助", tone: "查資料、給答案" },
    bot: { name: "機器人", seal: "機", tone: "" },
  },
  orderState: { placed: "成立", cancelled: "已取消", refunded: "已退款" },
  life: { visitor: "訪客", lead: "潛在", member: "會員", repeat: "回購" },
  ago: { now: "剛剛", minute: "{{count}} 分", hour: "{{count}} 時", yesterday: "昨天" },
  day: { today: "今天", yesterday: "昨天，{{date}}" },
  do: {
    retry: "再試一次", undo: "復原", close: "關閉", back: "返回", copy: "複製", copied: "複製好了", remove: "移除",
    more: "看更多", cancel: "取消", search: "搜尋",
  },
  fail: {
    offline: "網路斷了，連上就會接著載入",
    unknown: "伺服器沒有說原因，稍後再試一次",
    missing: "這一頁找不到了，可能已經刪除",
    broken: "這個畫面出了問題，重新整理就會回來",
  },
  live: { live: "即時", connecting: "連線中", offline: "離線，草稿都在這台電腦上" },
  theme: { label: "外觀", light: "淺色", dark: "深色", auto: "跟著系統" },
  lang: { label: "語言", zh: "繁體中文", en: "English" },
  me: { menu: "{{name}} 的選單", out: "登出", shortcuts: "鍵盤快捷鍵" },
  palette: {
    label: "找頁面或顧客", hint: "輸入頁面、顧客的名字或電話", pages: "前往", customers: "顧客", none: "找不到「{{query}}」",
    kit: "元件頁",
  },
  keys: {
    label: "鍵盤快捷鍵", everywhere: "到處都能用", palette: "找頁面或顧客", this: "這張表", go: "先按 G 再按", undo: "復原",
    inbox: "對話", next: "下一則對話", previous: "上一則對話", reply: "回覆", note: "寫筆記", close: "結束或重新開啟對話",
    search: "搜尋", send: "送出", product: "商品卡片", fresh: "顯示新進來的對話", customer: "顧客資料", rule: "分眾",
    live: "讓規則上線",
  },
};

export const en: typeof zh & Record<string, unknown> = {
  loading: "Loading", visitor: "Visitor {{end}}",
  nav: { label: "Main menu", home: "Home", inbox: "Inbox", customers: "People", rules: "Rules", settings: "Settings", me: "Me" },
  channel: {
    web: "Web", line: "LINE", messenger: "Messenger", instagram: "Instagram", whatsapp: "WhatsApp", email: "E-mail",
    sms: "SMS", store: "Store", shop: "Web", api: "API",
  },
  voice: {
    service: { name: "Service", seal: "S", tone: "professional, thorough" },
    editor: { name: "Editor", seal: "E", tone: "close, playful" },
    assistant: { name: "Helper", seal: "H", tone: "looks things up" },
    bot: { name: "Bot", seal: "B", tone: "" },
  },
  orderState: { placed: "Placed", cancelled: "Cancelled", refunded: "Refunded" },
  life: { visitor: "Visitor", lead: "Lead", member: "Member", repeat: "Repeat" },
  ago: { now: "now", minute: "{{count}} min", hour: "{{count}} h", yesterday: "yesterday" },
  day: { today: "Today", yesterday: "Yesterday, {{date}}" },
  do: {
    retry: "Try again", undo: "Undo", close: "Close", back: "Back", copy: "Copy", copied: "Copied", remove: "Remove",
    more: "Show more", cancel: "Cancel", search: "Search",
  },
  fail: {
    offline: "Offline. This loads as soon as the line is back",
    unknown: "The server gave no reason. Try again in a moment",
    missing: "Nothing here any more; it may have been deleted",
    broken: "This screen broke. Reload to bring it back",
  },
  live: { live: "Live", connecting: "Connecting", offline: "Offline. Drafts are kept here" },
  theme: { label: "Appearance", light: "Light", dark: "Dark", auto: "Like the system" },
  lang: { label: "Language", zh: "繁體中文", en: "English" },
  me: { menu: "Menu of {{name}}", out: "Sign out", shortcuts: "Keyboard shortcuts" },
  palette: {
    label: "Find a page or a person", hint: "Type a page, a name or a phone number", pages: "Go to", customers: "People",
    none: "Nothing for “{{query}}”", kit: "Components",
  },
  keys: {
    label: "Keyboard shortcuts", everywhere: "Everywhere", palette: "Find a page or a person", this: "This sheet",
    go: "G, then", undo: "Undo", inbox: "Inbox", next: "Next conversation", previous: "Previous conversation",
    reply: "Reply", note: "Write a note", close: "Close or reopen", search: "Search", send: "Send",
    product: "Product card", fresh: "Show what came in", customer: "Customer", rule: "Rules", live: "Take the rule live",
  },
};
