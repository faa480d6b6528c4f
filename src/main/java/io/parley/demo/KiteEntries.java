package io.parley.demo;

import io.parley.conversation.entry.Entries;
import io.parley.conversation.entry.EntryForm;
import io.parley.workspace.Workspace;
import org.springframework.stereotype.Component;

/// The ways in that Kite has printed and linked; the phones may use them.
@Component
class KiteEntries {
  private final Entries entries;

  KiteEntries(Entries entries) {
    this.entries = entries;
  }

  void print(Workspace kite) {
    entries.make(kite.id(), new EntryForm("IG 個人檔案", "link", "從 IG 來的朋友，這週的新包在這裡等您", null, null));
    entries.make(kite.id(), new EntryForm("中山店海報", "qr", "謝謝您來中山店！想找的包沒現貨，跟我們說一聲就幫您留", null, null));
  }
}
