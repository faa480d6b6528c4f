package io.parley.workspace;

import io.parley.platform.WorkspaceId;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One merchant, and what of it other modules need to know.
///
/// `consentMode` is `notice` (behaviour is kept, the visitor is told) or `ask` (nothing is kept before she agrees).
/// `sites` are the exact origins the widget may stand on. `shopUrl` is the shop's address, without a slash at its end.
public record Workspace(
    WorkspaceId id,
    String name,
    String locale,
    ZoneId timeZone,
    String currency,
    String consentMode,
    List<String> sites,
    @Nullable String shopUrl,
    Persona persona,
    String writeKey) {

  /// Who greets visitors: name, seal voice, what they are in the shop, their first line and the questions to tap.
  ///
  /// @param avatarUrl a portrait; the seal stands in its place where there is none
  /// @param color the one colour the chat takes from the shop, as CSS writes it
  public record Persona(
      String name,
      String voice,
      String role,
      String greeting,
      List<String> questions,
      @Nullable String avatarUrl,
      @Nullable String color) {

    public Persona(String name, String voice, String role, String greeting, List<String> questions) {
      this(name, voice, role, greeting, questions, null, null);
    }
  }

  public boolean asksFirst() {
    return consentMode.equals("ask");
  }
}
