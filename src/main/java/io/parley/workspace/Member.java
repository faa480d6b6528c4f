package io.parley.workspace;

/// A person who works in a workspace. `voice` is service, editor or assistant.
public record Member(MemberId id, String name, String email, String voice, String locale) {}
