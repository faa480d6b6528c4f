package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.integration.Local.DateOrder;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people of Taiwan and Hong Kong write into cells.
class LocalTest {
  private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");

  @ParameterizedTest
  @CsvSource(nullValues = "none", textBlock = """
      0912-345-678,       TW, +886912345678
      ０９１２３４５６７８, TW, +886912345678
      912345678,          TW, +886912345678
      912345678.0,        TW, +886912345678
      +886 912 345 678,   TW, +886912345678
      886-0912345678,     HK, +886912345678
      00886912345678,     TW, +886912345678
      (02) 2345-6789,     TW, +886223456789
      9123 4567,          HK, +85291234567
      852-91234567,       TW, +85291234567
      +852 9123 4567,     TW, +85291234567
      +1 415 555 0100,    TW, +14155550100
      091234567,          TW, none
      9123 4567,          TW, none
      12,                 TW, none
      """)
  void phonesBecomeTheSameHoweverTheyAreWritten(String written, String region, String phone) {
    assertThat(Local.phone(written, region).orElse(null)).isEqualTo(phone);
  }

  @ParameterizedTest
  @CsvSource(nullValues = "none", delimiter = '|', textBlock = """
      2026/11/22           | 2026-11-21T16:00:00Z
      2026-11-22 18:05     | 2026-11-22T10:05:00Z
      2026/11/22 下午 6:05  | 2026-11-22T10:05:00Z
      2026/11/22 06:05:07 PM | 2026-11-22T10:05:07Z
      115/11/22            | 2026-11-21T16:00:00Z
      民國115年11月22日      | 2026-11-21T16:00:00Z
      115年1月2日 09:30     | 2026-01-02T01:30:00Z
      ２０２６／１１／２２    | 2026-11-21T16:00:00Z
      20261122             | 2026-11-21T16:00:00Z
      11/22/2026           | 2026-11-21T16:00:00Z
      2026-11-22T18:05:00Z | 2026-11-22T18:05:00Z
      2026-11-22T18:05:00+08:00 | 2026-11-22T10:05:00Z
      2026/02/30           | none
      22/11/2026           | none
      yesterday            | none
      """)
  void datesAreReadAsTheyAreWrittenHere(String written, Instant at) {
    assertThat(Local.instant(written, DateOrder.MONTH_FIRST, TAIPEI).orElse(null)).isEqualTo(at);
  }

  @Test
  void whereTheDayComesFirstAPersonSaysSo() {
    assertThat(Local.instant("05/11/2026", DateOrder.DAY_FIRST, TAIPEI))
        .contains(Instant.parse("2026-11-04T16:00:00Z"));
    assertThat(Local.instant("05/11/2026", DateOrder.MONTH_FIRST, TAIPEI))
        .contains(Instant.parse("2026-05-10T16:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "none", delimiter = '|', textBlock = """
      1,280       | 1280    | none
      NT$1,280    | 1280    | TWD
      １２８０元    | 1280    | TWD
      HK$12.50    | 12.50   | HKD
      $99         | 99      | none
      25.00 USD   | 25.00   | USD
      -3          | -3      | none
      12,80       | none    | none
      1e9         | none    | none
      """)
  void amountsCarryTheirCurrencyBeforeOrBehind(String written, java.math.BigDecimal value, String currency) {
    var amount = Local.amount(written);
    assertThat(amount.map(Local.Amount::value).orElse(null)).isEqualTo(value);
    assertThat(amount.map(Local.Amount::currency).orElse(null)).isEqualTo(currency);
  }

  @Test
  void taiwansMoneyHasNoDecimalsAndHongKongsTwo() {
    assertThat(Local.tooFine(new java.math.BigDecimal("12.5"), "TWD")).isTrue();
    assertThat(Local.tooFine(new java.math.BigDecimal("12.00"), "TWD")).isFalse();
    assertThat(Local.tooFine(new java.math.BigDecimal("12.55"), "HKD")).isFalse();
    assertThat(Local.tooFine(new java.math.BigDecimal("12.555"), "HKD")).isTrue();
  }
}
