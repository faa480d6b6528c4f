package io.parley.demo;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A synthetic customer. All names, numbers and addresses are made up.
record Person(String anonymousId, @Nullable Member member, double appetite) {
  private static final List<String> FAMILY = List.of("林", "陳", "張", "吳", "許", "黃", "周", "何", "蔡", "賴", "方", "鄭", "郭",
      "謝", "洪", "邱", "曾", "廖", "徐", "蘇");
  private static final List<String> GIVEN = List.of("郁婷", "書豪", "佩珊", "文彥", "雅筑", "柏勳", "詠欣", "宜蓁", "冠廷", "思妤",
      "子涵", "家瑋", "怡君", "承恩", "品妍", "宥翔", "筱涵", "俊宏", "若彤", "彥廷", "心怡", "哲維", "芷晴", "建宏", "于庭");

  private static final int FRIENDS = 45;
  private static final int FRIENDS_OF_MEMBERS = 75;

  record Member(String number, String name, String email, String phone) {}

  /// Whether she is a friend of the shop on LINE.
  boolean friend() {
    return draw("line") < (member == null ? FRIENDS : FRIENDS_OF_MEMBERS);
  }

  /// Whether she wants its letters.
  boolean subscriber() {
    return member != null && Math.floorMod(member.number().hashCode(), 100) % 3 != 0;
  }

  /// What she is called on LINE.
  String nickname() {
    return member == null ? GIVEN.get(draw("name") % GIVEN.size()) : member.name();
  }

  /// 0 to 99, always the same for her.
  private int draw(String what) {
    return Math.floorMod((what + anonymousId).hashCode() * 31, 100);
  }

  static Person invent(int n, Random random) {
    var knows = random.nextDouble() < 0.22;
    return new Person("kite-visitor-" + n, knows ? member(n, random) : null, 0.3 + random.nextDouble() * 1.7);
  }

  private static Member member(int n, Random random) {
    var name = FAMILY.get(random.nextInt(FAMILY.size())) + GIVEN.get(random.nextInt(GIVEN.size()));
    var phone = "+8869%08d".formatted(random.nextInt(100_000_000));
    return new Member("K-%05d".formatted(20_000 + n), name, "kite%d@example.com".formatted(n), phone);
  }
}
