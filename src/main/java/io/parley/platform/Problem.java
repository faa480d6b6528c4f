package io.parley.platform;

import java.util.Locale;

/// A "no" that is told to whoever asked, as a problem document (RFC 9457). Both sentences are written for people;
/// `code` is for programs and never changes.
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final String chinese;
  private final String english;

  public Problem(int status, String code, String chinese, String english) {
    super(english);
    this.status = status;
    this.code = code;
    this.chinese = chinese;
    this.english = english;
  }

  public static Problem notFound() {
    return new Problem(404, "not_found", "找不到這筆資料，可能已被刪除", "This was not found. It may have been deleted");
  }

  public static Problem invalid(String code, String chinese, String english) {
    return new Problem(400, code, chinese, english);
  }

  public static Problem conflict(String code, String chinese, String english) {
    return new Problem(409, code, chinese, english);
  }

  public static Problem unauthenticated() {
    return new Problem(401, "unauthenticated", "請先登入，或附上有效的金鑰", "Sign in first, or send a valid key");
  }

  public static Problem forbidden(String scope) {
    return new Problem(403, "forbidden", "這把金鑰少了「" + scope + "」權限", "This key lacks the scope “" + scope + "”");
  }

  public static Problem busy() {
    return new Problem(503, "busy", "現在太忙，請稍後再送一次", "Too busy right now. Send it again shortly");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String sentence(Locale locale) {
    return locale.getLanguage().equals("en") ? english : chinese;
  }
}
