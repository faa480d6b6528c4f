package io.parley.demo;

import io.parley.platform.Ids;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.workspace.Member;
import io.parley.workspace.MemberId;
import io.parley.workspace.Members;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Founds the first workspace, writes `demo.env` so that scripts find their way, and prints where to go.
@Component
class FirstStart {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
  private static final int PASSWORD_LENGTH = 14;

  private final Settings settings;
  private final Secrets secrets;
  private final Workspaces workspaces;
  private final Members members;
  private final KiteShelves shelves;
  private final KiteHistory history;
  private final KiteLine line;
  private final KiteMail mail;

  FirstStart(
      Settings settings, Secrets secrets, Workspaces workspaces, Members members, KiteShelves shelves,
      KiteHistory history, KiteLine line, KiteMail mail) {
    this.settings = settings;
    this.secrets = secrets;
    this.workspaces = workspaces;
    this.members = members;
    this.shelves = shelves;
    this.history = history;
    this.line = line;
    this.mail = mail;
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (settings.port() == 0) {
      return;
    }
    var known = workspaces.all();
    var workspace = known.isEmpty() ? found() : known.getFirst();
    var environment = settings.data().resolve("demo.env");
    if (!Files.exists(environment)) {
      write(environment, workspace);
    }
    if (settings.demo()) {
      line.connect(workspace);
      mail.connect(workspace);
      history.begin(workspace);
    }
    LOG.info("{}", announcement());
  }

  private Workspace found() {
    var workspace = workspaces.found(settings.demo() ? Kite.workspace(settings) : plain());
    var name = settings.demo() ? "雅婷" : "店長";
    members.join(workspace.id(), new Member(new MemberId(Ids.next()), name, login(), "service", "zh-Hant"), password());
    if (settings.demo()) {
      Kite.COLLEAGUES.forEach(colleague -> members.join(workspace.id(), colleague, Ids.secret()));
      shelves.fill(workspace);
    }
    return workspace;
  }

  private Workspaces.NewWorkspace plain() {
    return new Workspaces.NewWorkspace("我的商店", "zh-Hant-TW", "Asia/Taipei", "TWD", null, List.of(settings.url()),
        new Workspace.Persona("小編", "editor", "客服", "嗨，有什麼想先知道的嗎？", List.of()));
  }

  private String login() {
    return settings.demo() ? "yating@kite.example" : "owner@shop.example";
  }

  private String password() {
    return secrets.derive("first password").replaceAll("[^A-Za-z0-9]", "x").substring(0, PASSWORD_LENGTH);
  }

  private void write(Path file, Workspace workspace) {
    var key = workspaces.newKey(workspace.id(), "demo.env", Set.of(Scope.ADMIN));
    var text = """
        PARLEY_URL=%s
        PARLEY_WRITE_KEY=%s
        PARLEY_API_KEY=%s
        PARLEY_LOGIN=%s
        PARLEY_PASSWORD=%s
        """.formatted(settings.url(), workspace.writeKey(), key, login(), password());
    try {
      var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var fresh = file.resolveSibling("demo.env.new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, owner);
      Files.writeString(fresh, text);
      Files.move(fresh, file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String announcement() {
    var url = settings.url();
    var places = settings.demo() ? """
          Demo shop   %s/shop/
          Phones      %s/phones/
        """.formatted(url, url) : "";
    // A merchant's password is not for logs; the demo's opens only what was made up.
    var proof = settings.demo() ? password() : "(its password is in " + settings.data().resolve("demo.env") + ")";
    return """
        Parley is ready.

          Console     %s/app/
        %s  Sign in     %s  %s
        """.formatted(url, places, login(), proof);
  }
}
