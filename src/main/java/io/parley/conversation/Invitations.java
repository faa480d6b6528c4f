package io.parley.conversation;

import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/// Invites a person to link their account there with the shop's (LINE account link, LINE's manual "Linking accounts").
@Component
class Invitations {
  private final Conversations conversations;
  private final Channels channels;
  private final Workspaces workspaces;
  private final Clocks clocks;

  Invitations(Conversations conversations, Channels channels, Workspaces workspaces, Clocks clocks) {
    this.conversations = conversations;
    this.channels = channels;
    this.workspaces = workspaces;
    this.clocks = clocks;
  }

  /// Asks the provider for a link token, so it is not called inside a transaction.
  void send(WorkspaceId workspace, ConversationId id, Author by) {
    var party = conversations.get(workspace, id).party();
    if (party.connection() == null) {
      throw Problem.conflict("no_link", "這個管道不用連結", "There is nothing to link on this channel");
    }
    var shop = workspaces.get(workspace).shopUrl();
    if (shop == null) {
      throw Problem.conflict("no_shop", "先到設定填商店網址，才能邀請連結", "Set the shop's address first");
    }
    var token = channels.linkToken(workspace, party.connection(), party.address());
    var url = shop + "/link?linkToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    var content = new Content.Button("把 LINE 和商店帳號連起來，訂單和對話就在一起", "連結帳號", url);
    conversations.answer(workspace, id,
        new Draft("invitation/" + Ids.next(), by, content, clocks.now(workspace)));
  }
}
