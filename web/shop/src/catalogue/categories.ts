export const categories = [
  { slug: "bags", name: "包袋", nameEn: "Bags", motto: "裝得下一天，也裝得下一場臨時起意。" },
  { slug: "textiles", name: "織品", nameEn: "Textiles", motto: "貼著皮膚的東西，挑久一點沒關係。" },
  { slug: "table", name: "餐桌", nameEn: "Table", motto: "一個人的晚飯，也值得一只好看的盤。" },
  { slug: "travel", name: "旅行", nameEn: "Travel", motto: "行李輕一點，才有手去牽風箏線。" },
  { slug: "stationery", name: "文具", nameEn: "Stationery", motto: "寫下來的事，比較不會被風吹走。" },
] as const;

export type Category = (typeof categories)[number];
export type CategorySlug = Category["slug"];

export function isCategory(slug: string): slug is CategorySlug {
  return categories.some((category) => category.slug === slug);
}

export function categoryOf(slug: CategorySlug): Category {
  const found = categories.find((category) => category.slug === slug);
  if (!found) throw new Error(`no category ${slug}`);
  return found;
}
