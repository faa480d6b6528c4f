package io.parley.outreach;

import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import io.parley.outreach.Standings.Address;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Preferences;
import io.parley.workspace.Workspaces;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/// What goes by mail becomes a mail of the shop: with a subject, the shop's name below, and, if it is marketing, the
/// way to end it (RFC 8058), which no author can forget.
@Component
class Letterhead {
  private static final int LONGEST_SUBJECT = 60;

  private final Workspaces workspaces;
  private final Preferences preferences;

  Letterhead(Workspaces workspaces, Preferences preferences) {
    this.workspaces = workspaces;
    this.preferences = preferences;
  }

  Content on(WorkspaceId workspace, MessageClass klass, Address by, Content content) {
    if (!by.channel().equals(Standings.EMAIL)) {
      return content;
    }
    var mail = content instanceof Content.Mail made ? signed(workspace, made) : mail(workspace, content);
    return mail.withUnsubscribe(
        klass == MessageClass.MARKETING ? preferences.link(workspace, by.identity()) : null);
  }

  private Content.Mail signed(WorkspaceId workspace, Content.Mail mail) {
    if (mail.blocks().stream().anyMatch(MailBlock.Footer.class::isInstance)) {
      return mail;
    }
    var blocks = new ArrayList<>(mail.blocks());
    blocks.add(new MailBlock.Footer(workspaces.get(workspace).name(), null));
    return new Content.Mail(mail.subject(), mail.preview(), blocks, mail.unsubscribe());
  }

  private Content.Mail mail(WorkspaceId workspace, Content content) {
    var shop = workspaces.get(workspace).name();
    var blocks = new ArrayList<>(MailBlock.of(content));
    blocks.add(new MailBlock.Footer(shop, null));
    var first = content instanceof Content.Text text ? text.text().strip().lines().findFirst().orElse(shop) : shop;
    return new Content.Mail(first.codePointCount(0, first.length()) > LONGEST_SUBJECT
        ? first.substring(0, first.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…" : first, null, blocks, null);
  }
}
