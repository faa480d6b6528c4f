package io.parley.channel.email;

import io.parley.channel.Account;
import io.parley.channel.ConnectionId;
import io.parley.channel.Connections;
import io.parley.channel.Content;
import io.parley.channel.MailAccount;
import io.parley.channel.MailServer;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Connects a mail account, and shows how a mail will look.
@RestController
class EmailApi {
  private static final int MOST = 200;

  private final Connections connections;
  private final EmailAdapter adapter;
  private final Outside outside;
  private final Settings settings;

  /// @param tls `implicit` or `starttls`
  record MailServerForm(
      @Nullable String host, @Nullable Integer port, @Nullable String tls, @Nullable String user,
      @Nullable String password) {}

  /// @param replyTo empty: the same as `from`
  /// @param imap null: the merchant only sends
  record MailAccountForm(
      @Nullable String fromName, @Nullable String from, @Nullable String replyTo, @Nullable MailServerForm smtp,
      @Nullable MailServerForm imap) {}

  record Connected(ConnectionId id) {}

  record MailPreview(String subject, String html, String text) {}

  EmailApi(Connections connections, EmailAdapter adapter, Outside outside, Settings settings) {
    this.connections = connections;
    this.adapter = adapter;
    this.outside = outside;
    this.settings = settings;
  }

  /// Asks both servers whether they let us in, and keeps nothing.
  @PostMapping("/api/v1/connections/email/verify")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void verify(Access access, @RequestBody MailAccountForm form) {
    access.require(Scope.ADMIN);
    connections.verify(access.workspace(), account(form).draft());
  }

  @PostMapping("/api/v1/connections/email")
  @ResponseStatus(HttpStatus.CREATED)
  Connected connect(Access access, @RequestBody MailAccountForm form) {
    access.require(Scope.ADMIN);
    return new Connected(connections.connect(access.workspace(), account(form).draft()));
  }

  /// How a mail will look, for composers: what its variables stand for is put in before.
  @PostMapping("/api/v1/mail/preview")
  MailPreview preview(Access access, @RequestBody Content.Mail mail) {
    var bare = new Account(new ConnectionId(new UUID(0, 0)), access.workspace(), EmailAdapter.KIND, "", Map.of(), null,
        settings.url(), settings.url());
    adapter.check(bare, mail);
    return new MailPreview(mail.subject(), new MailHtml(bare).of(mail.subject(), mail), MailText.of(bare, mail));
  }

  private MailAccount account(MailAccountForm form) {
    var from = address(form.from, "寄件地址", "the sender's address");
    var replyTo = form.replyTo == null || form.replyTo.isBlank() ? from
        : address(form.replyTo, "回信地址", "the address for answers");
    var inbox = form.imap == null || form.imap.host == null || form.imap.host.isBlank()
        ? Optional.<MailServer>empty() : Optional.of(server(form.imap, "IMAP"));
    return new MailAccount(from, given(form.fromName, "寄件人名稱", "the sender's name"), replyTo,
        server(form.smtp, "SMTP"), inbox);
  }

  private MailServer server(@Nullable MailServerForm form, String leg) {
    if (form == null || form.port == null) {
      throw Problem.invalid("missing", "請填寫 " + leg + " 的主機和連接埠", "Fill in host and port of " + leg);
    }
    var host = given(form.host, leg + " 主機", "the host of " + leg).toLowerCase(Locale.ROOT);
    if (!host.matches("[a-z0-9.-]+|\\[?[0-9a-f:]+\\]?")) {
      throw Problem.invalid("mail_host", "「" + host + "」不是主機名稱", "“" + host + "” is no host name");
    }
    var server = new MailServer(host, form.port, MailServer.Tls.of(form.tls == null ? "" : form.tls),
        form.user == null ? "" : form.user.strip(), form.password == null ? "" : form.password);
    if (!outside.trusts(server.host(), server.port())) {
      server.check();
    }
    return server;
  }

  private static String address(@Nullable String text, String field, String english) {
    var address = given(text, field, english).toLowerCase(Locale.ROOT);
    if (!address.matches("[^@\\s,;<>\"]{1,64}@[^@\\s,;<>\"]+\\.[^@\\s,;.<>\"]{2,}")) {
      throw Problem.invalid("mail_address", "「" + address + "」不是電郵地址", "“" + address + "” is no e-mail address");
    }
    return address;
  }

  private static String given(@Nullable String text, String field, String english) {
    if (text == null || text.isBlank() || text.length() > MOST || text.chars().anyMatch(c -> c < ' ')) {
      throw Problem.invalid("missing", "請填寫" + field, "Fill in " + english);
    }
    return text.strip();
  }
}
