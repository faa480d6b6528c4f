package io.parley.demo;

import io.parley.channel.Content;
import io.parley.conversation.Author;
import io.parley.conversation.Conversations;
import io.parley.conversation.Draft;
import io.parley.conversation.Visitor;
import io.parley.platform.Clocks;
import io.parley.platform.Secrets;
import io.parley.workspace.Member;
import io.parley.workspace.Members;
import io.parley.workspace.Workspace;
import java.util.List;
import java.util.Random;
import org.springframework.stereotype.Component;

/// The chats of Kite's first morning: some wait, some are answered, one has a note, one is closed. Every line has a
/// client id of its own, so telling them again changes nothing.
@Component
class KiteTalks {
  private static final List<Talk> TALKS = List.of(
      new Talk(3, "晨霧肩背托特", List.of(">你好，晨霧托特的提把可以換短的嗎？", "<可以，門市能幫妳換 52 公分的，免工錢。", ">太好了，週末去信義店")),
      new Talk(8, "旅行收納袋三入", List.of(">三入組可以混色嗎", "<可以，結帳時在備註寫兩個顏色就行。", "#她問過兩次混色，下次補貨先留一組苔綠", ">謝謝～")),
      new Talk(15, "初雪茶壺", List.of(">茶壺寄到香港要多久？")),
      new Talk(21, "手染亞麻圍巾", List.of(">圍巾洗了會掉色嗎", "<頭兩次冷水單獨洗，之後就穩了。", "x")),
      new Talk(34, "山嵐馬克杯", List.of(">收到的杯子有一點缺角，可以換嗎", ">照片晚點補")),
      new Talk(47, "結帳", List.of(">超商取貨可以貨到付款嗎？")));

  private final Conversations conversations;
  private final Members members;
  private final Secrets secrets;
  private final Clocks clocks;

  /// `lines` begin with `>` she wrote, `<` staff answered, `#` a note, `x` closed.
  private record Talk(int person, String page, List<String> lines) {}

  KiteTalks(Conversations conversations, Members members, Secrets secrets, Clocks clocks) {
    this.conversations = conversations;
    this.members = members;
    this.secrets = secrets;
    this.clocks = clocks;
  }

  void tell(Workspace kite) {
    var staff = members.of(kite.id());
    var random = new Random(TALKS.size());
    TALKS.forEach(talk -> tell(kite, talk, staff.get(random.nextInt(staff.size()))));
  }

  private void tell(Workspace kite, Talk talk, Member by) {
    var anonymousId = "kite-visitor-" + talk.person;
    var visitor = Visitor.of(kite.id(), anonymousId, secrets.derive(anonymousId));
    for (var n = 0; n < talk.lines.size(); n++) {
      var line = talk.lines.get(n);
      var clientId = "kite-" + talk.person + "-" + n;
      var text = Content.Text.of(line.substring(1));
      var draft = new Draft(clientId, Author.of(by), text, clocks.now(kite.id()));
      switch (line.charAt(0)) {
        case '>' -> conversations.say(visitor, clientId, text, new Draft.Seen(null, talk.page));
        case '<' -> conversations.of(visitor).ifPresent(id -> conversations.answer(kite.id(), id, draft));
        case '#' -> conversations.of(visitor).ifPresent(id -> conversations.note(kite.id(), id, draft));
        default -> conversations.of(visitor).ifPresent(id -> conversations.close(kite.id(), id, Author.of(by)));
      }
    }
  }
}
