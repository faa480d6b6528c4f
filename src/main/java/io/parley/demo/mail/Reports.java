package io.parley.demo.mail;

import io.parley.platform.Ids;
import java.nio.charset.StandardCharsets;

/// What mail servers and their users' machines send back: delivery reports (RFC 3464), complaints (RFC 5965), and that
/// somebody is away (RFC 3834).
final class Reports {
  private Reports() {}

  /// `forGood` false: it waits and is tried again.
  static byte[] bounce(String address, byte[] returned, boolean forGood) {
    var mail = SimMail.of(returned);
    return text("""
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@mx.kite.example>
        To: %s
        Subject: Delivery Status Notification
        Message-ID: <%s@mx.kite.example>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="r1"

        --r1
        Content-Type: text/plain; charset=UTF-8

        %s
        --r1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.kite.example

        Final-Recipient: rfc822; %s
        Action: %s
        Status: %s
        Diagnostic-Code: smtp; %s

        --r1
        Content-Type: message/rfc822

        From: %s
        To: %s
        Message-ID: %s
        Subject: returned

        --r1--
        """.formatted(mail.from().getAddress(), Ids.hex(12), forGood ? "Address not found" : "The mailbox is full",
        address, forGood ? "failed" : "delayed", forGood ? "5.1.1" : "4.2.2",
        forGood ? "550-5.1.1 The email account that you tried to reach does not exist." : "452-4.2.2 Mailbox full",
        mail.from().getAddress(), address, mail.header("Message-ID")));
  }

  static byte[] complaint(String address, byte[] returned) {
    var mail = SimMail.of(returned);
    return text("""
        From: <feedback@mx.kite.example>
        To: %s
        Subject: FW: complaint
        Message-ID: <%s@mx.kite.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="f1"

        --f1
        Content-Type: text/plain

        This is an email abuse report.
        --f1
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Kite-FBL/1.0
        Version: 1
        Original-Rcpt-To: <%s>

        --f1
        Content-Type: message/rfc822

        From: %s
        Message-ID: %s
        Subject: returned

        --f1--
        """.formatted(mail.from().getAddress(), Ids.hex(12), address, mail.from().getAddress(),
        mail.header("Message-ID")));
  }

  static byte[] away(String address, byte[] answered) {
    var mail = SimMail.of(answered);
    return text("""
        From: %s
        To: %s
        Subject: Automatic reply
        Message-ID: <%s@kite.example>
        In-Reply-To: %s
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8

        我休假到下週一，回來再回信。
        """.formatted(address, mail.answersTo().getAddress(), Ids.hex(12), mail.header("Message-ID")));
  }

  private static byte[] text(String mail) {
    return mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
