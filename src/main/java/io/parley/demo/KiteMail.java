package io.parley.demo;

import io.parley.channel.Content;
import io.parley.conversation.Author;
import io.parley.conversation.Conversations;
import io.parley.conversation.Draft;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.demo.mail.MailDemo;
import io.parley.platform.Clocks;
import io.parley.platform.Workers;
import io.parley.workspace.Members;
import io.parley.workspace.Workspace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Connects Kite to the simulated mail servers. At the first start somebody writes, and is answered once her mail has
/// come in the way of every mail.
@Component
class KiteMail {
  static final String SHOP = "hello@kite.example";
  private static final String BOHAN = "bohan.chen@example.com";
  private static final String EMILY = "emily.huang@example.com";
  private static final Duration POLL = Duration.ofSeconds(1);

  private final ObjectProvider<MailDemo> demo;
  private final Customers customers;
  private final Conversations conversations;
  private final Members members;
  private final Clocks clocks;
  private volatile @Nullable Workspace waiting;

  KiteMail(ObjectProvider<MailDemo> demo, Customers customers, Conversations conversations, Members members,
      Clocks clocks, Workers workers) {
    this.demo = demo;
    this.customers = customers;
    this.conversations = conversations;
    this.members = members;
    this.clocks = clocks;
    workers.add("kite-mail", POLL, this::answer);
  }

  void connect(Workspace kite) {
    var boxes = new LinkedHashMap<String, String>(Map.of(BOHAN, "陳柏翰"));
    boxes.put(EMILY, "Emily 黃");
    demo.ifAvailable(mail -> {
      mail.connect(kite.id(), kite.name(), SHOP, boxes);
      if (customers.find(kite.id(), new IdentityKey("email", BOHAN)).isEmpty()) {
        mail.write(BOHAN, SHOP, "想訂公司的年終禮", """
            你好，

            我們公司想訂 30 份年終禮，預算一份 800 元左右。
            山嵐馬克杯可以加上公司名字嗎？12 月 15 日前要到內湖。

            陳柏翰""");
      }
      waiting = kite;
    });
  }

  private boolean answer() {
    var kite = waiting;
    if (kite == null) {
      return false;
    }
    var thread = customers.find(kite.id(), new IdentityKey("email", BOHAN))
        .flatMap(identity -> customers.of(kite.id(), identity))
        .flatMap(customer -> conversations.of(kite.id(), customer).stream()
            .filter(one -> one.channel().equals("email")).findFirst());
    thread.ifPresent(one -> {
      waiting = null;
      var by = members.of(kite.id()).getFirst();
      conversations.answer(kite.id(), one.id(), new Draft("kite-mail-1", Author.of(by), Content.Text.of("""
          柏翰您好，

          可以的。山嵐馬克杯 30 個以上免費刻字，一份（含禮盒）780 元，
          12 月 8 日前給我們公司名字，15 日前就能送到內湖。

          要先寄一個樣品給您看看嗎？"""), clocks.now(kite.id())));
    });
    return false;
  }
}
