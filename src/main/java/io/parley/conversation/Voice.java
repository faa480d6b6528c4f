package io.parley.conversation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.platform.Problem;
import java.util.Locale;

/// The persona that speaks: 客服, 小編, 小助手.
public enum Voice {
  SERVICE,
  EDITOR,
  ASSISTANT;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Voice of(String word) {
    for (var voice : values()) {
      if (voice.word().equals(word)) {
        return voice;
      }
    }
    throw Problem.invalid("voice", "聲音只有 service、editor、assistant", "A voice is service, editor or assistant");
  }
}
