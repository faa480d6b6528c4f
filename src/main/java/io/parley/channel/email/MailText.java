package io.parley.channel.email;

import io.parley.channel.Account;
import io.parley.channel.Content;
import io.parley.channel.MailBlock;
import io.parley.platform.Problem;
import java.util.stream.Collectors;

/// Content as plain text, for whoever reads mails without HTML.
final class MailText {
  private MailText() {}

  static String of(Account account, Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Image image -> absolute(account, image.url());
      case Content.Card card -> (card.text() == null ? "" : card.text() + "\n\n") + card.products().stream()
          .map(one -> product(account, one)).collect(Collectors.joining("\n\n"));
      case Content.Button button -> button.text() + "\n\n" + button.label() + ": " + absolute(account, button.url());
      case Content.Location place -> place(place);
      case Content.Mail mail -> mail(account, mail);
      default -> throw unsendable();
    };
  }

  private static String mail(Account account, Content.Mail mail) {
    var text = mail.blocks().stream().map(block -> block(account, block)).filter(part -> !part.isBlank())
        .collect(Collectors.joining("\n\n"));
    return mail.unsubscribe() == null ? text
        : text + "\n\n--\n不想再收到這類信件 · Unsubscribe: " + mail.unsubscribe();
  }

  private static String block(Account account, MailBlock block) {
    return switch (block) {
      case MailBlock.Heading heading -> heading.text();
      case MailBlock.Words words -> words.text();
      case MailBlock.Shelf shelf -> shelf.products().stream().map(one -> product(account, one))
          .collect(Collectors.joining("\n\n"));
      case MailBlock.Action action -> action.label() + ": " + absolute(account, action.url());
      case MailBlock.Picture picture -> picture.link() == null ? picture.alt()
          : picture.alt() + ": " + absolute(account, picture.link());
      case MailBlock.Footer footer -> footer.address() == null ? footer.shop()
          : footer.shop() + "\n" + footer.address();
    };
  }

  private static String product(Account account, Content.Product one) {
    return one.name() + "  " + one.price().written() + "\n" + absolute(account, one.url());
  }

  static String place(Content.Location place) {
    var title = place.title() == null ? "" : place.title() + "\n";
    var address = place.address() == null ? "" : place.address() + "\n";
    return title + address + "https://www.google.com/maps?q=" + place.latitude() + "," + place.longitude();
  }

  /// What is Parley's own is given by the address that outsiders reach it at. Anything but the web is left out.
  static String absolute(Account account, String url) {
    var ours = url.startsWith(account.ownUrl() + "/") ? url.substring(account.ownUrl().length()) : url;
    var whole = ours.startsWith("/") && !ours.startsWith("//") ? account.publicUrl() + ours : url;
    if (!whole.matches("(?si)https?://[^\\s\"<>]+") || whole.length() > 2_000) {
      throw Problem.invalid("mail_link", "信裡的網址要以 http(s) 開頭，不含空白：「" + url + "」",
          "An address in a mail starts with http(s) and has no spaces: “" + url + "”");
    }
    return whole;
  }

  static Problem unsendable() {
    return Problem.invalid("mail_content", "電郵不能傳送這種內容", "E-mail cannot carry this kind of content");
  }
}
