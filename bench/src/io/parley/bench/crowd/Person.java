package io.parley.bench.crowd;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// One made-up customer, the same for the same seed and number: more than half stay anonymous, the others sign in at
/// one of their first sessions, some on a second browser.
final class Person {
  private static final String[] FAMILIES = {"陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "許", "鄭", "謝",
      "郭", "洪", "曾", "邱", "廖", "賴", "徐", "周", "葉", "蘇", "莊", "呂", "江", "何", "蕭", "羅", "高", "潘", "簡",
      "歐陽", "司徒"};
  private static final double[] SHARES = shares();
  private static final String GIVEN = "怡君雅婷志明家豪淑芬美玲俊宏建宏佩珊欣怡宗翰承恩品妍子涵宥廷詠晴冠宇柏翰思妤芷瑜永健嘉欣文傑浩然凱琳穎詩";
  private static final String[] LATIN = {"Chan", "Wong", "Lee", "Lam", "Cheung", "Ho", "Ng", "Leung"};
  private static final String[] FIRST = {"Ka Yan", "Wing", "Tsz Ching", "Kelvin", "Mandy", "Hoi Lam", "Jason", "Cherry"};
  private static final String[] CITIES = {"台北市", "新北市", "桃園市", "台中市", "台南市", "高雄市", "新竹市", "香港", "九龍", "沙田"};
  private static final String[] HOSTS = {"gmail.com", "gmail.com", "gmail.com", "yahoo.com.tw", "hotmail.com",
      "icloud.com", "yahoo.com.hk"};

  final int number;
  /// -1 if she never signs in, else the session she signs in at.
  final int signsInAt;
  final boolean twoBrowsers;
  final int sessions;
  final long seed;

  Person(long seed, int number, double eventsEach) {
    this.number = number;
    this.seed = mix(seed * 0x9E3779B97F4A7C15L + number);
    var random = new SplittableRandom(this.seed);
    var member = random.nextDouble() < 0.42;
    var loyal = Math.pow(random.nextDouble(), 3) * 10;
    this.sessions = Math.max(1, (int) Math.round((member ? 2 + loyal : 1 + loyal / 5) * eventsEach / 21));
    this.signsInAt = member ? random.nextInt(Math.min(3, sessions)) : -1;
    this.twoBrowsers = member && random.nextDouble() < 0.3;
  }

  /// Seconds since the start of the year in which session `n` begins; sessions have an order.
  long startsAt(int n, int days) {
    var random = new SplittableRandom(seed + 17);
    var first = random.nextDouble() * 0.9;
    var step = (1 - first) / sessions;
    var share = first + step * n + step * 0.8 * new SplittableRandom(seed + 31L * n).nextDouble();
    return (long) (share * days * 86_400L);
  }

  String visitor(int session) {
    var second = twoBrowsers && session > signsInAt && (mix(seed + session) & 1) == 1;
    return "%s%016x".formatted(second ? "b" : "a", seed);
  }

  String member() {
    return "M%08d".formatted(number);
  }

  /// What she told when she signed in.
  Map<String, String> traits() {
    var random = new SplittableRandom(seed + 5);
    var traits = new TreeMap<String, String>();
    var hongKong = random.nextDouble() < 0.2;
    var login = "%s%d".formatted(syllable(random) + syllable(random) + (random.nextBoolean() ? "." : "")
        + syllable(random), random.nextInt(1000));
    traits.put("name", name(random, hongKong));
    traits.put("email", login + "@" + HOSTS[random.nextInt(HOSTS.length)]);
    if (random.nextDouble() < 0.8) {
      traits.put("phone", phone(random, hongKong));
    }
    traits.put("city", CITIES[hongKong ? 7 + random.nextInt(3) : random.nextInt(7)]);
    if (random.nextDouble() < 0.5) {
      traits.put("birthday", "%d-%02d-%02d".formatted(1955 + random.nextInt(50), 1 + random.nextInt(12),
          1 + random.nextInt(28)));
    }
    traits.put("level", new String[] {"一般", "銀卡", "金卡", "黑卡"}[(int) (Math.pow(random.nextDouble(), 2) * 4)]);
    return traits;
  }

  private static String name(SplittableRandom random, boolean hongKong) {
    if (hongKong && random.nextDouble() < 0.4) {
      return FIRST[random.nextInt(FIRST.length)] + " " + LATIN[random.nextInt(LATIN.length)];
    }
    var chance = random.nextDouble();
    var family = 0;
    while (family < SHARES.length - 1 && chance > SHARES[family]) {
      chance -= SHARES[family++];
    }
    var first = random.nextInt(GIVEN.length());
    var second = random.nextInt(GIVEN.length());
    return FAMILIES[family] + GIVEN.charAt(first) + (random.nextDouble() < 0.95 ? GIVEN.charAt(second) : "");
  }

  private static String phone(SplittableRandom random, boolean hongKong) {
    if (hongKong) {
      return "+852%d%07d".formatted(random.nextBoolean() ? 9 : 6, random.nextInt(10_000_000));
    }
    var rest = random.nextInt(100_000_000);
    return random.nextInt(3) == 0 ? "+8869%08d".formatted(rest)
        : "09%02d-%03d-%03d".formatted(rest / 1_000_000, rest / 1000 % 1000, rest % 1000);
  }

  private static String syllable(SplittableRandom random) {
    var syllables = "yi jun ya ting zhi ming jia hao shu fen mei ling hui wen kai xin chen lin wong amy lee sam joy";
    var all = syllables.split(" ");
    return all[random.nextInt(all.length)];
  }

  private static double[] shares() {
    var shares = new double[FAMILIES.length];
    var sum = 0.0;
    for (var n = 0; n < shares.length; n++) {
      shares[n] = 1.0 / (n + 8);
      sum += shares[n];
    }
    for (var n = 0; n < shares.length; n++) {
      shares[n] /= sum;
    }
    return shares;
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
