package io.parley.audience.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/// Numbers as strangers write them.
class WordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1e-999999999", "1e999999999", "NaN", "", "1,000"})
  void anAbsurdNumberCountsAsNotToldAndCostsNothing(String text) {
    var told = JsonNodeFactory.instance.stringNode(text);
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(Words.number(told)).isNull());
  }

  @Test
  void aNumberWithManyDecimalsIsRounded() {
    assertThat(Words.number(JsonNodeFactory.instance.stringNode("1.23456789"))).isEqualByComparingTo("1.234568");
  }
}
