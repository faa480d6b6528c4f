package io.parley.outreach;

import io.parley.channel.Content;
import io.parley.commerce.coupon.Code;
import io.parley.commerce.coupon.CouponEnding;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.util.List;
import org.springframework.stereotype.Component;

/// Reminds who holds a coupon that ends soon: marketing, so the guard asks whether she wants to hear it.
@Component
class CouponReminder implements CouponEnding {
  private final Outreach outreach;
  private final Workspaces workspaces;

  CouponReminder(Outreach outreach, Workspaces workspaces) {
    this.outreach = outreach;
    this.workspaces = workspaces;
  }

  /// The key is long, and of it only that it is another matters.
  @Override
  public void ending(WorkspaceId workspace, List<Held> held) {
    var shop = workspaces.get(workspace);
    outreach.plan(workspace, held.stream().map(one -> {
      var source = new Source(Source.Kind.REMINDER, one.code().coupon().value(), "coupon", one.code().name());
      return Intent.of(source, Secrets.sha256(one.key()), one.identity(), MessageClass.MARKETING,
          words(shop, one.code()));
    }).toList());
  }

  private static Words words(Workspace shop, Code code) {
    // The last day on which it works: an end at midnight is the evening before.
    var end = code.expiresAt() == null ? ""
        : code.expiresAt().minusMillis(1).atZone(shop.timeZone()).toLocalDate().toString();
    var text = shop.locale().startsWith("zh")
        ? "您有一張折價券快到期：%s（%s）。代碼 %s，用到 %s。".formatted(code.name(), code.says(), code.text(), end)
        : "Your coupon ends soon: %s (%s). Code %s, until %s.".formatted(code.name(), code.says(), code.text(), end);
    return Words.of(Content.Text.of(text));
  }
}
