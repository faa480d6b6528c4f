package io.parley.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Bytes with holes that are filled anew each time, in place: making a request must cost next to nothing.
///
/// `#` becomes a random hex digit, a run of `^` a visitor's number, a run of `~` a product's number.
final class Template {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int VISITORS = 20_000;
  private static final int PRODUCTS = 500;

  private final byte[] bytes;
  private final int[] digits;
  private final int[][] visitors;
  private final int[][] products;
  private final int manyVisitors;
  private final SplittableRandom random;

  Template(byte[] bytes, long seed) {
    this(bytes, seed, VISITORS);
  }

  Template(byte[] bytes, long seed, int manyVisitors) {
    this.manyVisitors = manyVisitors;
    this.bytes = bytes.clone();
    this.digits = java.util.stream.IntStream.range(0, bytes.length).filter(n -> bytes[n] == '#').toArray();
    this.visitors = runs('^');
    this.products = runs('~');
    this.random = new SplittableRandom(seed);
  }

  /// The same array each time, filled anew.
  byte[] next() {
    var bits = 0L;
    for (var n = 0; n < digits.length; n++) {
      if (n % 16 == 0) {
        bits = random.nextLong();
      }
      bytes[digits[n]] = HEX[(int) (bits & 15)];
      bits >>>= 4;
    }
    fill(visitors, manyVisitors);
    fill(products, PRODUCTS);
    return bytes;
  }

  private void fill(int[][] holes, int limit) {
    for (var hole : holes) {
      var value = random.nextInt(limit);
      for (var n = hole[1] - 1; n >= hole[0]; n--) {
        bytes[n] = (byte) ('0' + value % 10);
        value /= 10;
      }
    }
  }

  private int[][] runs(char mark) {
    var found = new java.util.ArrayList<int[]>();
    for (var n = 0; n < bytes.length; n++) {
      if (bytes[n] == mark) {
        var end = n;
        while (end < bytes.length && bytes[end] == mark) {
          end++;
        }
        found.add(new int[] {n, end});
        n = end;
      }
    }
    return found.toArray(int[][]::new);
  }
}
