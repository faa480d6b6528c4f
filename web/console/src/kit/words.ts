export const zh = {
  title: "元件", about: "每個元件在兩種外觀、兩種語言裡的樣子。", row: "列表的一列", message: "訊息", note: "筆記", fact: "事實與日期",
  chips: "標記", seals: "聲音與人", buttons: "按鈕", fields: "欄位", states: "空的、壞的、還沒好的", toast: "提示與復原", drawer: "抽屜", chart: "圖表", menu: "選單與彈出",
  showToast: "顯示提示", openDrawer: "打開抽屜", openMenu: "選單", sample: "郁晴早～線上的焦糖剛搶光，先幫妳留一個？", asked: "焦糖色還有嗎？週五要帶去台中出差",
  noted: "信義店還有 2 個，先幫她留到週三可以嗎？", tagged: "第 3 次看托特包，貼上", tag: "對托特包有興趣", refused: "LINE 沒收下：對方已封鎖",
  closed: "已結束與林郁晴的對話", drawerText: "有地方就推開旁邊，沒地方就蓋上去。按 Esc 關閉。", name: "林郁晴", staff: "雅婷", product: "晴日帆布托特包 M",
  people: "每天被貼標的人", say: "{{day}}，{{count}} 人", field: "標籤的名字", hint: "客人看不到標籤", wrong: "先給標籤一個名字",
};

export const en: typeof zh & Record<string, unknown> = {
  title: "Components", about: "Every part in both themes and both languages.", row: "A list row", message: "Messages", note: "Note",
  fact: "Facts and days", chips: "Chips", seals: "Voices and people", buttons: "Buttons", fields: "Fields", states: "Empty, failed, not yet",
  toast: "Toast with undo", drawer: "Drawer", chart: "Chart", menu: "Menu and popover", showToast: "Show a toast", openDrawer: "Open the drawer", openMenu: "Menu",
  sample: "Morning! The caramel one just sold out online. Shall I keep one for you?", asked: "Is there still one in caramel? I travel on Friday",
  noted: "Xinyi has two left. Can we hold one till Wednesday?", tagged: "Third view of a tote, tagged", tag: "Interested in totes",
  refused: "LINE refused: blocked by them", closed: "Closed the conversation with Yuching", drawerText: "Pushes when there is room, covers when not. Esc closes.",
  name: "Yuching Lin", staff: "Yating", product: "Sunny canvas tote M", people: "People tagged a day", say: "{{day}}: {{count}}", field: "Name of the tag",
  hint: "Customers do not see tags", wrong: "Name the tag first",
};
