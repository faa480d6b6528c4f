export const zhProducts = {
  label: "商品卡",
  add: "加商品",
  search: "找商品",
  count: "{{n}} / {{most}} 件",
  done: "好了",
  about: "圖片、價格和連結照傳送時店裡的。買過的人不會收到",
  gone: "店裡沒有這件商品了",
  earlier: "把 {{name}} 往前移",
  remove: "拿掉 {{name}}",
};

export const enProducts: typeof zhProducts = {
  label: "Product cards",
  add: "Add products",
  search: "Find products",
  count: "{{n}} of {{most}}",
  done: "Done",
  about: "Picture, price and link as the shop has them at sending. Who bought one does not get it",
  gone: "The shop has no such product any more",
  earlier: "Move {{name}} forward",
  remove: "Take {{name}} away",
};
