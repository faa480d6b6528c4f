package io.parley.demo.mail;

import io.parley.demo.line.DemoOn;
import io.parley.demo.mail.MailJournal.Box;
import io.parley.demo.mail.MailJournal.Habit;
import io.parley.demo.mail.MailJournal.Mail;
import io.parley.platform.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The mailboxes of the demo, for the page that shows them.
@RestController
@RequestMapping("/sim/phones/mail")
@Conditional(DemoOn.class)
class MailPhones {
  private static final int BOXES = 300;
  private static final int MAILS = 100;
  private static final int SNIPPET = 90;
  private static final int LONGEST = 20_000;

  private final MailHouse house;
  private final MailPeople people;

  MailPhones(MailHouse house, MailPeople people) {
    this.house = house;
    this.people = people;
  }

  record BoxView(String address, String name, String habit, int unread) {}

  record MailLine(
      UUID id, boolean received, String from, String subject, String snippet, Instant at, boolean read,
      boolean oneClick, @Nullable String done) {}

  record MailLines(List<MailLine> items) {}

  record MailView(MailLine line, String address, String to, @Nullable String html, String text) {}

  record NewBox(@Nullable String name, @Nullable String address) {}

  record NewHabit(@Nullable String habit) {}

  record NewMail(@Nullable String to, @Nullable String subject, @Nullable String text) {}

  record Answered(int status) {}

  @GetMapping("/boxes")
  List<BoxView> boxes() {
    return house.journal().boxes().stream().map(MailPhones::view).toList();
  }

  @PostMapping("/boxes")
  @ResponseStatus(HttpStatus.CREATED)
  BoxView open(@RequestBody NewBox asked) {
    var name = asked.name == null ? "" : asked.name.strip();
    var address = asked.address == null ? "" : asked.address.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.length() > 20 || !address.matches("[^@\\s<>]{1,60}@[^@\\s<>]{1,60}\\.[a-z]{2,}")
        || house.journal().boxes().size() >= BOXES) {
      throw Problem.invalid("box", "請給 1 到 20 個字的名字和一個電郵地址", "Give a name of 1 to 20 characters and an address");
    }
    if (!house.journal().open(address, name)) {
      throw Problem.conflict("box", "已經有這個信箱了", "There is such a mailbox already");
    }
    return house.journal().box(address).map(MailPhones::view).orElseThrow();
  }

  @PostMapping("/boxes/{address}/habit")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void habit(@PathVariable String address, @RequestBody NewHabit asked) {
    try {
      house.journal().habit(address, Habit.of(asked.habit == null ? "" : asked.habit));
    } catch (IllegalArgumentException unknown) {
      throw Problem.invalid("habit", "信箱沒有這種習慣", "A mailbox has no such habit");
    }
  }

  @GetMapping("/boxes/{address}/mails")
  MailLines mails(@PathVariable String address) {
    return new MailLines(house.journal().mails(address, MAILS).stream().map(MailPhones::line).toList());
  }

  /// Opening a mail reads it. It unsubscribes nobody.
  @GetMapping("/mails/{id}")
  MailView one(@PathVariable UUID id) {
    var mail = house.journal().mail(id).orElseThrow(Problem::notFound);
    house.journal().read(id);
    var shown = SimMail.of(mail.raw());
    return new MailView(line(mail), mail.address(), shown.header("To"), shown.part("text/html").orElse(null),
        shown.part("text/plain").orElse(""));
  }

  @PostMapping("/boxes/{address}/mails")
  @ResponseStatus(HttpStatus.CREATED)
  MailLine write(@PathVariable String address, @RequestBody NewMail asked) {
    return line(people.write(address, given(asked.to), given(asked.subject), given(asked.text)));
  }

  @PostMapping("/mails/{id}/reply")
  @ResponseStatus(HttpStatus.CREATED)
  MailLine reply(@PathVariable UUID id, @RequestBody NewMail asked) {
    return line(people.reply(id, given(asked.text)));
  }

  @PostMapping("/mails/{id}/unsubscribe")
  Answered unsubscribe(@PathVariable UUID id) {
    return new Answered(people.unsubscribe(id));
  }

  @PostMapping("/mails/{id}/spam")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void spam(@PathVariable UUID id) {
    people.spam(id);
  }

  private static String given(@Nullable String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST) {
      throw Problem.invalid("empty", "先寫點什麼再送出", "Write something first");
    }
    return text.strip();
  }

  private static BoxView view(Box box) {
    return new BoxView(box.address(), box.name(), box.habit().word(), box.unread());
  }

  private static MailLine line(Mail mail) {
    var shown = SimMail.of(mail.raw());
    var personal = shown.from().getPersonal();
    var text = shown.part("text/plain").orElse("").replaceAll("\\s+", " ").strip();
    return new MailLine(mail.id(), mail.received(), personal == null ? shown.from().getAddress() : personal,
        shown.subject(), text.length() > SNIPPET ? text.substring(0, SNIPPET) : text, mail.at(), mail.read(),
        shown.oneClick() != null, mail.done());
  }
}
