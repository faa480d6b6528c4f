/// What is said when something stands in the way of sending.
export const zhBefore = {
  amiss: { url: "按鈕要有網址，像 https://你的商店/新品", label: "按鈕上要寫幾個字" },
  hostGone: "連結網域「{{host}}」現在沒有回應，傳出去的連結會打不開。",
  hostSee: "去檢查",
  testNone: "找不到這個人",
  goPast: "這個時間已經過了，換一個之後的時間",
};

export const enBefore: typeof zhBefore = {
  amiss: { url: "The button needs an address, like https://yourshop.com/new", label: "The button needs a word or two" },
  hostGone: "The host of links, “{{host}}”, does not answer: links in messages would not open.",
  hostSee: "Check it",
  testNone: "Nobody found",
  goPast: "That time has passed; choose a later one",
};
