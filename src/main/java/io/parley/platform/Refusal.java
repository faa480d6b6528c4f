package io.parley.platform;

/// Parley cannot start, and a person can mend it. The message is the one sentence printed.
public final class Refusal extends RuntimeException {
  public Refusal(String sentence) {
    super(sentence);
  }

  public Refusal(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
