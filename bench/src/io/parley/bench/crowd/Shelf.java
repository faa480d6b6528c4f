package io.parley.bench.crowd;

/// The made-up shop: 2,000 products in eight categories.
final class Shelf {
  static final int PRODUCTS = 2_000;
  static final String SHOP = "https://shop.example";
  private static final String[] CATEGORIES = {"包袋", "上衣", "褲裝", "洋裝", "鞋履", "保養", "居家", "文具"};
  private static final String[] KINDS = {"托特包", "襯衫", "寬褲", "連身裙", "帆布鞋", "化妝水", "香氛蠟燭", "筆記本"};
  private static final String[] LOOKS = {"帆布", "亞麻", "純棉", "羊毛", "防潑水", "手工", "經典", "輕量", "復古", "日常"};

  private Shelf() {}

  static String category(int product) {
    return CATEGORIES[product % CATEGORIES.length];
  }

  static String name(int product) {
    return LOOKS[product / CATEGORIES.length % LOOKS.length] + KINDS[product % KINDS.length] + " "
        + (100 + product / 80);
  }

  static int price(int product) {
    return 190 + (product * 7_919 % 60) * 50;
  }

  static String id(int product) {
    return "P%04d".formatted(product);
  }

  static String url(int product) {
    return SHOP + "/products/" + id(product);
  }

  /// Few products are looked at often, many seldom.
  static int popular(double chance) {
    return (int) (PRODUCTS * chance * chance * chance);
  }
}
