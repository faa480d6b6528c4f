export interface Chapter {
  readonly title: string;
  readonly questions: readonly { readonly asked: string; readonly answered: string }[];
}

export const chapters: readonly Chapter[] = [
  {
    title: "寄送",
    questions: [
      {
        asked: "多久會到？",
        answered: "平日下午兩點前的訂單當天出貨。超商取貨約兩天，宅配隔天到；花東和離島多一到兩天。",
      },
      { asked: "運費怎麼算？", answered: "超商取貨 NT$80，宅配 NT$120。一次滿 NT$1,500，運費我們出。" },
      {
        asked: "可以寄到香港嗎？",
        answered: "可以，用順豐到付，約四個工作天。下單前先在聊天窗跟我們說一聲，我們幫您秤重報價。",
      },
    ],
  },
  {
    title: "退換",
    questions: [
      {
        asked: "收到不喜歡可以退嗎？",
        answered: "收到後七天內都可以，沒用過、吊牌還在就好。寄回的運費我們付，款項三個工作天內退回。",
      },
      {
        asked: "顏色和照片不一樣？",
        answered: "手染和流釉每件都差一點點，那是它的樣子，不算瑕疵。差太多的話，拍張照片給我們看，一定處理。",
      },
    ],
  },
  {
    title: "保養",
    questions: [
      {
        asked: "帆布包髒了怎麼洗？",
        answered: "局部髒，用中性皂和軟刷擦。整只要洗就冷水手洗、反面陰乾，不要烘，不要曬正面。",
      },
      {
        asked: "植鞣皮要上油嗎？",
        answered: "半年一次，薄薄一層就好。淋到雨用乾布吸掉，放在通風的地方，別用吹風機。",
      },
      { asked: "杯子可以進洗碗機嗎？", answered: "高溫瓷都可以。玻璃杯和竹筷請用手洗，壽命會長很多。" },
    ],
  },
  {
    title: "會員與 LINE",
    questions: [
      {
        asked: "為什麼要連結 LINE？",
        answered:
          "在網站聊到一半，接著用 LINE 說，不必從頭講起；訂單和出貨也能在 LINE 上看。不想連了，隨時可以取消。",
      },
      {
        asked: "你們會知道我看了什麼嗎？",
        answered: "會記得這個瀏覽器看過哪些商品，好讓小編不用再問一次。不賣給別人，也可以請我們刪掉。",
      },
    ],
  },
];
