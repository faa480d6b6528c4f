package io.parley.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static TestParley parley;
  private static Merchant merchant;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
    merchant = Merchant.found(parley);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void nobodyGetsInWithoutALoginOrAKey() {
    var answer = Call.to(parley.url()).get("/api/v1/session");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().get("code").asString()).isEqualTo("unauthenticated");
    assertThat(answer.json().get("title").asString()).isEqualTo("請先登入，或附上有效的金鑰");
  }

  @Test
  void aProblemSpeaksTheCallersLanguage() {
    var answer = Call.to(parley.url()).with("Accept-Language", "en").get("/api/v1/session");
    assertThat(answer.json().get("title").asString()).isEqualTo("Sign in first, or send a valid key");
  }

  @Test
  void aMemberSignsInAndOut() {
    var signedIn = call(signIn(Merchant.PASSWORD).raw().headers().firstValue("Set-Cookie").orElseThrow());
    assertThat(signedIn.get("/api/v1/session").json().at("/member/name").asString()).isEqualTo("雅婷");
    assertThat(signedIn.with("Origin", parley.url()).send("DELETE", "/api/v1/session", null).status()).isEqualTo(204);
    assertThat(signedIn.get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordIsRefusedWithoutTellingWhichPartWasWrong() {
    assertThat(signIn("wrong").status()).isEqualTo(401);
    assertThat(signIn("x".repeat(200)).status()).isEqualTo(401);
  }

  @Test
  void anotherSiteCannotActWithAMembersCookie() {
    var signedIn = call(signIn(Merchant.PASSWORD).raw().headers().firstValue("Set-Cookie").orElseThrow());
    var change = Map.of("name", "被改名");
    assertThat(signedIn.with("Origin", "https://evil.example").send("PATCH", "/api/v1/workspace", change).status())
        .isEqualTo(401);
    assertThat(signedIn.send("PATCH", "/api/v1/workspace", change).status()).isEqualTo(401);
  }

  @Test
  void aReadingKeyCannotWrite() {
    var key = parley.get(Workspaces.class).newKey(merchant.workspace().id(), "reader", Set.of(Scope.READ));
    var reader = Call.to(parley.url()).bearer(key);
    assertThat(reader.get("/api/v1/workspace").status()).isEqualTo(200);
    assertThat(reader.send("PATCH", "/api/v1/workspace", Map.of("name", "x")).status()).isEqualTo(403);
  }

  @Test
  void aSiteMustBeAnExactOrigin() {
    var change = Map.of("sites", new String[] {"https://a.example/x"});
    var answer = merchant.api().send("PATCH", "/api/v1/workspace", change);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asString()).isEqualTo("sites");
  }

  @Test
  void malformedJsonIsAProblemNotAFailure() {
    assertThat(merchant.api().send("PATCH", "/api/v1/workspace", "{\"name\":").status()).isEqualTo(400);
    assertThat(merchant.api().send("PATCH", "/api/v1/workspace", "[1]").status()).isEqualTo(400);
    assertThat(merchant.api().with("Content-Type", "text/csv").post("/api/v1/session", "a,b").status()).isEqualTo(415);
  }

  private static Call.Answer signIn(String password) {
    return Call.to(parley.url()).post("/api/v1/session",
        Map.of("email", merchant.member().email(), "password", password));
  }

  private static Call call(String setCookie) {
    return Call.to(parley.url()).with("Cookie", setCookie.split(";", 2)[0]);
  }
}
