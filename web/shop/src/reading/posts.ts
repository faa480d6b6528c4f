/** A page of the shop's 手帖. */
export interface Post {
  readonly slug: string;
  readonly title: string;
  readonly date: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  /** What the post speaks of; the first stands in its picture. */
  readonly products: readonly [string, ...string[]];
}

export const posts: readonly Post[] = [
  {
    slug: "washed-once",
    title: "為什麼洗過一次才出廠",
    date: "2026-11-12",
    lead: "新帆布挺得像紙板。我們寧可先替妳把它弄皺。",
    paragraphs: [
      "後壁帆布廠的林老闆第一次聽到我們要先洗再賣，把菸熄了，說：「洗了就不新了。」我們說對，就是要它不新。十六安帆布剛下機的時候硬得能立在地上，背三個月才肯貼著身體；那三個月，多半的人已經把它收進櫃子。",
      "所以每一只晴日托特縫好以後，都先進大水槽過一次清水，不加軟精，吊在廠後面的芒果樹旁邊晾兩天。縮水先縮完，線頭先露出來，有歪的就拆了重縫。出門的時候它已經有一點皺、有一點軟，像跟妳認識了一陣子。",
      "洗過一次還有個好處：之後淋到雨，不會突然短一公分。真的髒了，翻過來用中性皂擦，陰乾就好。不要烘，烘了林老闆會難過。",
    ],
    products: ["sunny-day-tote", "morning-mist-shoulder-tote", "rainy-day-drawstring"],
  },
  {
    slug: "three-days-of-blue",
    title: "三峽的藍，要等三天",
    date: "2026-10-28",
    lead: "染布的人不看時鐘，看布從綠變成藍的那一下。",
    paragraphs: [
      "藍染最好看的不是染好的樣子，是布從缸裡提起來的那半分鐘：它先是綠的，碰到風，才從邊邊開始一點一點變藍。阿嬤說那叫「布在呼吸」。第一次看到的人都會安靜下來。",
      "一天只染一回，隔天再染，第三天再染。急著一次染深，洗幾次就退了；慢慢來，顏色才會住進線裡。慢藍手拭巾的「慢」，說的是這件事。",
      "剛買回去的前三次請單獨洗。水會有一點藍，那不是掉色，是多出來的那些先走。留下來的，就是妳的了。",
    ],
    products: ["slow-indigo-tenugui", "hand-dyed-linen-scarf", "noon-linen-placemat"],
  },
  {
    slug: "two-days-one-bag",
    title: "兩天一夜，一個包",
    date: "2026-10-09",
    lead: "週五下班直接去車站的人，包裡放了什麼。",
    paragraphs: [
      "我們請五個常常週五跑掉的朋友把包倒在地上。共同點有三個：衣服只帶一套半，盥洗的東西一定分裝，還有一樣沒有用處但捨不得不帶的。有人帶了一整本還沒讀的小說，有人帶一條毯子，有人帶一隻筷架小麻雀，吃飯的時候拿出來擺。",
      "收納的順序是這樣：最大的袋子放衣服，墊底；中袋豎著靠背，走路不會往下墜；小袋放最上面，充電線、眼罩和車票，手伸進去就摸得到。保溫瓶一定放外側，濕了也不會濕到書。",
      "回程把髒衣服塞進大袋，空出來的位置剛好放一盒太陽餅。這個尺寸我們量過。",
    ],
    products: ["travel-pouch-trio", "tailwind-backpack", "night-train-eye-mask", "trail-steel-bottle"],
  },
];

export function findPost(slug: string): Post | undefined {
  return posts.find((post) => post.slug === slug);
}

export function dayOf(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year} 年 ${month} 月 ${day} 日`;
}
