package io.parley.channel.line;

import io.parley.channel.Account;
import io.parley.channel.Adapter;
import io.parley.channel.Content;
import io.parley.channel.Incoming;
import io.parley.channel.Outgoing;
import io.parley.channel.OutgoingId;
import io.parley.channel.Sending;
import io.parley.channel.Way;
import io.parley.platform.Files;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Speaks LINE's Messaging API (developers.line.biz/en/reference/messaging-api).
@Component
final class LineAdapter implements Adapter.Hooked, Adapter.Linking {
  private static final int LOADING_SECONDS = 20;
  private static final Can CAN = new Can(true, true,
      Set.of("text", "image", "sticker", "card", "button", "location"), LinePayloads.TEXT_UNITS);
  private static final int MOST_TOGETHER = 500;
  /// "Rate limits": send multicast message.
  private static final int MULTICASTS_A_SECOND = 200;
  /// "Rate limits": other API endpoints.
  private static final int PUSHES_A_SECOND = 2_000;

  private final LineClient client;
  private final LineWebhook webhook;
  private final LinePayloads payloads;
  private final JsonMapper json;
  private final Files files;
  private final InstantSource clock;

  LineAdapter(
      Outside outside,
      JsonMapper json,
      Files files,
      InstantSource clock,
      @Value("${parley.line.api:https://api.line.me}") URI api,
      @Value("${parley.line.data:https://api-data.line.me}") URI data,
      @Value("${parley.line.dialog:https://access.line.me}") URI dialog) {
    this.client = new LineClient(outside, json, clock, new Account.Endpoints(api, data, dialog));
    this.webhook = new LineWebhook(json);
    this.payloads = new LinePayloads(json);
    this.json = json;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "line";
  }

  @Override
  public Can can() {
    return CAN;
  }

  @Override
  public boolean authentic(Account account, byte[] body, UnaryOperator<@Nullable String> header) {
    return LineWebhook.authentic(LineClient.secret(account), body, header.apply("x-line-signature"));
  }

  @Override
  public List<Arrival> read(byte[] body) {
    return webhook.read(body, clock.instant());
  }

  @Override
  public Arrival readStored(String event) {
    return webhook.readStored(event, clock.instant());
  }

  @Override
  public Incoming.Happening happening(Account account, String event) {
    return webhook.happening(event, (id, kind) -> fetch(account, id));
  }

  /// LINE does not say how long it keeps media, so they are fetched at once. 202 means "still preparing".
  private String fetch(Account account, String messageId) {
    var answer = client.content(account, "/v2/bot/message/" + encoded(messageId) + "/content");
    if (answer.status() == 202) {
      throw new IllegalStateException("LINE is still preparing this message's file");
    }
    if (!answer.ok()) {
      throw new IllegalStateException("LINE does not give this message's file: " + answer.words());
    }
    var type = Optional.ofNullable(answer.header("content-type")).orElse("application/octet-stream");
    return "/api/v1/files/" + files.keep(account.workspace(), type, answer.raw().body());
  }

  @Override
  public Optional<Profile> profile(Account account, String address) {
    var answer = client.get(account, "/v2/bot/profile/" + encoded(address));
    if (!answer.ok()) {
      return Optional.empty();
    }
    var picture = answer.body().path("pictureUrl").asString("");
    var language = answer.body().path("language").asString("");
    return Optional.of(new Profile(
        LineWebhook.clean(answer.body().path("displayName").asString("LINE")),
        picture.startsWith("https://") ? picture : null,
        language.isEmpty() ? null : LineWebhook.clean(language)));
  }

  @Override
  public void check(Account account, Content content) {
    payloads.messages(account, content);
  }

  @Override
  public String request(Account account, Outgoing outgoing, @Nullable String replyToken) {
    var body = json.createObjectNode();
    if (replyToken == null) {
      body.put("to", outgoing.address());
    } else {
      body.put("replyToken", replyToken);
    }
    body.set("messages", payloads.messages(account, outgoing.content()));
    return json.writeValueAsString(body);
  }

  @Override
  public Outcome send(Account account, OutgoingId key, Way way, String request) {
    return called(() -> way == Way.REPLY
        ? client.post(account, "/v2/bot/message/reply", request)
        : client.post(account, "/v2/bot/message/push", request, key.value().toString()));
  }

  @Override
  public int aSecond() {
    return PUSHES_A_SECOND;
  }

  @Override
  public int mostTogether() {
    return MOST_TOGETHER;
  }

  @Override
  public int togetherASecond() {
    return MULTICASTS_A_SECOND;
  }

  @Override
  public String requestTogether(Account account, List<String> addresses, Content content) {
    var body = json.createObjectNode();
    addresses.forEach(body.putArray("to")::add);
    body.set("messages", payloads.messages(account, content));
    return json.writeValueAsString(body);
  }

  /// "Send multicast message": whoever blocked the account or is unknown to it is left out without a word.
  @Override
  public Outcome sendTogether(Account account, OutgoingId key, String request) {
    return called(() -> client.post(account, "/v2/bot/message/multicast", request, key.value().toString()));
  }

  private static Outcome called(Supplier<LineClient.Answer> call) {
    try {
      return outcome(call.get());
    } catch (Outside.Unreachable lost) {
      var words = "LINE 沒有回應 · " + lost.getMessage();
      return lost.maybeArrived() ? new Outcome.Unclear(words) : new Outcome.NotReached(words);
    } catch (Outside.Forbidden inner) {
      return new Outcome.Refused(String.valueOf(inner.getMessage()));
    } catch (LineClient.NoToken refused) {
      return new Outcome.Unauthorised(String.valueOf(refused.getMessage()));
    }
  }

  /// "Retrying an API request" and "Status codes": 409 with the id of the accepted request is a success; the two 429s
  /// are told apart by their words only.
  static Outcome outcome(LineClient.Answer answer) {
    var words = answer.words();
    return switch (answer.status()) {
      case 200, 202 -> accepted(answer);
      case 409 -> answer.header("x-line-accepted-request-id") != null ? accepted(answer) : new Outcome.Refused(words);
      case 400 -> words.startsWith("Invalid reply token")
          ? new Outcome.ReplyClosed(words)
          : new Outcome.Refused(words);
      case 401 -> new Outcome.Unauthorised(words);
      case 429 -> words.contains("monthly limit") ? new Outcome.QuotaEnded(words) : new Outcome.TooFast(words);
      default -> answer.status() >= 500 || answer.status() / 100 == 2
          ? new Outcome.Unclear(words)
          : new Outcome.Refused(words);
    };
  }

  private static Outcome accepted(LineClient.Answer answer) {
    var ids = answer.body().path("sentMessages").valueStream()
        .map(sent -> sent.path("id").asString(""))
        .filter(id -> !id.isEmpty())
        .toList();
    var earlier = answer.header("x-line-accepted-request-id");
    return new Outcome.Accepted(ids, earlier == null ? answer.header("x-line-request-id") : earlier);
  }

  @Override
  public Optional<Sending.Quota> quota(Account account) {
    var limit = client.get(account, "/v2/bot/message/quota");
    var used = client.get(account, "/v2/bot/message/quota/consumption");
    if (!limit.ok() || !used.ok()) {
      throw new IllegalStateException("LINE does not tell the quota: " + limit.words());
    }
    var limited = limit.body().path("type").asString("").equals("limited");
    return Optional.of(new Sending.Quota(
        limited ? limit.body().path("value").asLong(0) : null, used.body().path("totalUsage").asLong(0)));
  }

  @Override
  public Identity verify(Account account) {
    try {
      var secret = client.issueToken(account);
      if (!secret.ok()) {
        throw Problem.invalid("line_secret", "Channel ID 與 Channel secret 不符。LINE 說：" + secret.words(),
            "Channel ID and channel secret do not belong together. LINE says: " + secret.words());
      }
      var bot = client.get(account, "/v2/bot/info");
      if (!bot.ok()) {
        throw Problem.invalid("line_token", "LINE 不接受這個 Channel access token：" + bot.words(),
            "LINE does not take this channel access token: " + bot.words());
      }
      var basic = bot.body().path("basicId").asString("");
      return new Identity(
          LineWebhook.clean(bot.body().path("displayName").asString("LINE")),
          bot.body().path("userId").asString(""),
          basic.isEmpty() ? null : "https://line.me/R/ti/p/" + encoded(basic));
    } catch (Outside.Unreachable lost) {
      throw LineClient.unreachable(lost);
    }
  }

  @Override
  public String linkToken(Account account, String address) {
    try {
      var answer = client.post(account, "/v2/bot/user/" + encoded(address) + "/linkToken", "");
      var token = answer.body().path("linkToken").asString("");
      if (!answer.ok() || token.isEmpty()) {
        throw new Problem(502, "line_link", "LINE 不給連結碼：" + answer.words(),
            "LINE gives no link token: " + answer.words());
      }
      return token;
    } catch (Outside.Unreachable lost) {
      throw LineClient.unreachable(lost);
    }
  }

  @Override
  public URI linkDialog(Account account, String linkToken, String nonce) {
    return URI.create("%s/dialog/bot/accountLink?linkToken=%s&nonce=%s".formatted(
        client.endpoints(account).dialog(), encoded(linkToken), encoded(nonce)));
  }

  @Override
  public void typing(Account account, String address) {
    client.post(account, "/v2/bot/chat/loading/start",
        json.writeValueAsString(Map.of("chatId", address, "loadingSeconds", LOADING_SECONDS)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
