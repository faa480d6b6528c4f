package io.parley.outreach;

import io.parley.outreach.OutreachSettings.Rules;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the merchant sets about messages that go out by themselves.
@RestController
@RequestMapping("/api/v1/outreach")
class OutreachSettingsApi {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
  private static final List<String> CHANNELS = List.of("line", "email", "sms", "web");
  private static final BigDecimal HALF = new BigDecimal("50");
  private static final BigDecimal DEAR = new BigDecimal("1000");

  private final OutreachSettings settings;
  private final Notices notices;

  /// Times are `HH:mm`; the same twice means no quiet hours. `prices` of one message by channel. `askFirst` are the
  /// channels on which an offer needs a yes. On a change null leaves a field as it is.
  record OutreachRules(@Nullable String quietFrom, @Nullable String quietTo, @Nullable Integer perDay,
      @Nullable Long reserve, @Nullable Map<String, BigDecimal> prices, @Nullable Integer boughtDays,
      @Nullable BigDecimal holdoutPercent, @Nullable Set<String> askFirst) {
    static OutreachRules of(Rules rules) {
      return new OutreachRules(MINUTES.format(rules.quiet().from()), MINUTES.format(rules.quiet().to()),
          rules.perDay(), rules.reserve(), rules.prices(), rules.boughtDays(), rules.holdoutPercent(),
          rules.askFirst());
    }
  }

  /// Variables: `name`, `shop`, `order.number`, `order.total`, `order.refunded`, `order.store`, `order.tracking`.
  record NoticeView(NoticeKind kind, boolean told, String zh, String en) {
    static NoticeView of(Notices.Notice notice) {
      return new NoticeView(notice.kind(), notice.told(), notice.zh(), notice.en());
    }
  }

  /// Null leaves a field as it is.
  record NoticeForm(@Nullable String kind, @Nullable Boolean told, @Nullable String zh, @Nullable String en) {}

  OutreachSettingsApi(OutreachSettings settings, Notices notices) {
    this.settings = settings;
    this.notices = notices;
  }

  @GetMapping("/settings")
  OutreachRules outreachRules(Access access) {
    return OutreachRules.of(settings.of(access.workspace()));
  }

  @PutMapping("/settings")
  OutreachRules setOutreachRules(Access access, @RequestBody OutreachRules form) {
    access.require(Scope.ADMIN);
    var now = settings.of(access.workspace());
    var rules = new Rules(
        new QuietHours(time(form.quietFrom, now.quiet().from()), time(form.quietTo, now.quiet().to())),
        within("perDay", form.perDay, now.perDay(), 1, Rules.MOST_PER_DAY),
        within("reserve", form.reserve == null ? null : Math.toIntExact(Math.clamp(form.reserve, -1, 10_000_001)),
            Math.toIntExact(now.reserve()), 0, 10_000_000),
        prices(form.prices, now.prices()),
        within("boughtDays", form.boughtDays, now.boughtDays(), 0, Rules.MOST_BOUGHT_DAYS),
        percent(form.holdoutPercent, now.holdoutPercent()), channels(form.askFirst, now.askFirst()));
    settings.set(access.workspace(), rules);
    return OutreachRules.of(rules);
  }

  @GetMapping("/notices")
  Page<NoticeView> orderNotices(Access access) {
    return Page.all(notices.of(access.workspace()).values().stream().map(NoticeView::of).toList());
  }

  @PutMapping("/notices")
  NoticeView setOrderNotice(Access access, @RequestBody NoticeForm form) {
    access.require(Scope.ADMIN);
    var known = NoticeKind.of(form.kind == null ? "" : form.kind)
        .orElseThrow(() -> Problem.invalid("kind", "沒有這種通知", "There is no such notice"));
    var now = notices.of(access.workspace()).getOrDefault(known, known.usual());
    var next = new Notices.Notice(known, form.told == null ? now.told() : form.told, words(form.zh, now.zh()),
        words(form.en, now.en()));
    notices.set(access.workspace(), next);
    return NoticeView.of(next);
  }

  private static String words(@Nullable String told, String now) {
    var text = told == null ? now : told.strip();
    if (text.isEmpty() || text.length() > Notices.LONGEST) {
      throw Problem.invalid("words", "通知要有 1 到 1,000 個字", "A notice has 1 to 1,000 characters");
    }
    return text;
  }

  private static LocalTime time(@Nullable String told, LocalTime now) {
    try {
      return told == null ? now : LocalTime.parse(told, MINUTES);
    } catch (DateTimeException garbled) {
      throw Problem.invalid("quiet", "時間要寫成 22:00", "A time is written like 22:00");
    }
  }

  private static int within(String field, @Nullable Integer told, int now, int least, int most) {
    var value = told == null ? now : told;
    if (value < least || value > most) {
      throw Problem.invalid(field, "要在 %,d 到 %,d 之間".formatted(least, most),
          "It lies between %,d and %,d".formatted(least, most));
    }
    return value;
  }

  private static BigDecimal percent(@Nullable BigDecimal told, BigDecimal now) {
    var value = told == null ? now : told;
    if (value.signum() < 0 || value.compareTo(HALF) > 0) {
      throw Problem.invalid("holdoutPercent", "對照組要在 0 到 50% 之間", "The holdout lies between 0 and 50 %");
    }
    return value;
  }

  private static Map<String, BigDecimal> prices(@Nullable Map<String, BigDecimal> told, Map<String, BigDecimal> now) {
    var prices = new HashMap<>(now);
    (told == null ? Map.<String, BigDecimal>of() : told).forEach((channel, price) -> {
      if (!CHANNELS.contains(channel) || price == null || price.signum() < 0 || price.compareTo(DEAR) > 0) {
        throw Problem.invalid("prices", "每則的價格要在 0 到 1,000 之間", "A message costs 0 to 1,000");
      }
      prices.put(channel, price);
    });
    return prices;
  }

  private static Set<String> channels(@Nullable Set<String> told, Set<String> now) {
    var channels = told == null ? now : told;
    if (!CHANNELS.containsAll(channels)) {
      throw Problem.invalid("askFirst", "沒有這種通路", "There is no such channel");
    }
    return channels;
  }
}
