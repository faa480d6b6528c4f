package io.parley.channel.email;

import io.parley.channel.MailServer;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/// Why a mail server did not do what it should, in words a merchant can act on.
final class MailTrouble {
  private MailTrouble() {}

  static Problem of(String leg, String legEnglish, MailServer server, MessagingException failure) {
    var said = words(server, failure);
    return Problem.invalid("mail_server", leg + "：" + said.chinese, legEnglish + ": " + said.english);
  }

  /// Both languages in one line, for what is stored.
  static String line(MailServer server, MessagingException failure) {
    var said = words(server, failure);
    return said.chinese + " · " + said.english;
  }

  private record Said(String chinese, String english) {}

  private static Said words(MailServer server, MessagingException failure) {
    var words = Smtp.words(failure);
    if (Smtp.cause(failure, Outside.Forbidden.class) != null) {
      return new Said(server.host() + " 是內部網路的位址，不會連過去", server.host() + " is an address of an inner network");
    }
    if (failure instanceof AuthenticationFailedException) {
      return new Said("帳號或密碼不對。伺服器說：" + words, "The user or password is not taken. The server says: " + words);
    }
    if (Smtp.cause(failure, UnknownHostException.class) != null
        || Smtp.cause(failure, Outside.Unreachable.class) != null) {
      return new Said("找不到伺服器 " + server.host(), "There is no server called " + server.host());
    }
    if (Smtp.cause(failure, SSLException.class) != null || words.toUpperCase(Locale.ROOT).contains("STARTTLS")) {
      return new Said("加密連線沒有成功，換一種加密或連接埠試試：" + words,
          "The encrypted connection failed. Try the other encryption or port: " + words);
    }
    if (Smtp.cause(failure, SocketTimeoutException.class) != null) {
      return new Said(server + " 沒有回應，連接埠或加密方式可能不對",
          server + " does not answer. The port or the encryption may be wrong");
    }
    return Smtp.cause(failure, ConnectException.class) != null
        ? new Said(server + " 連不上", server + " cannot be connected to") : new Said(words, words);
  }
}
