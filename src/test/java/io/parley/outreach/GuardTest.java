package io.parley.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.outreach.Standing.Limits;
import io.parley.outreach.Standing.Wanted;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
  private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-23T15:00:00Z");
  private static final BigDecimal CENTS = new BigDecimal("0.20");
  private static final Wanted OFFER = new Wanted(MessageClass.MARKETING, List.of(), Set.of("mug"), null);

  @Test
  void theFreeWayGoesFirstThenTheCheapestThenWhereSheWasLast() {
    var mail = route("email").cost("0.05").used(NOON.minusSeconds(60)).made();
    var line = route("line").cost("0.20").window(NOON.plusSeconds(30)).made();
    assertThat(at(NOON, line, mail)).isEqualTo(new Decision.Send("line", true, BigDecimal.ZERO));
    var cold = route("line").cost("0.20").made();
    assertThat(at(NOON, cold, mail)).isEqualTo(new Decision.Send("email", false, new BigDecimal("0.05")));
    var web = route("web").cost("0.05").used(NOON).made();
    assertThat(at(NOON, mail, web)).isEqualTo(new Decision.Send("web", false, new BigDecimal("0.05")));
  }

  @Test
  void whatIsWantedFirstGoesFirstAndWhatLiesThereUntilSheComesGoesLast() {
    var line = route("line").cost("0.20").made();
    var site = route("web").cost("0").waiting().made();
    assertThat(at(NOON, site, line)).isEqualTo(new Decision.Send("line", false, CENTS));
    assertThat(at(NOON, site)).isEqualTo(new Decision.Send("web", false, BigDecimal.ZERO));
    var both = new Wanted(MessageClass.MARKETING, List.of("web", "line"), Set.of(), null);
    assertThat(Guard.decide(both, standing(NOON, line, site), Limits.USUAL))
        .isEqualTo(new Decision.Send("web", false, BigDecimal.ZERO));
  }

  @Test
  void whoRefusedHearsNothingButAnswers() {
    var line = route("line").refusing().made();
    for (var klass : List.of(MessageClass.SERVICE, MessageClass.MARKETING)) {
      assertThat(Guard.decide(new Wanted(klass, List.of(), Set.of(), null), standing(NOON, line), Limits.USUAL))
          .isEqualTo(new Decision.Skip(Reason.NO_CONSENT));
    }
    assertThat(Guard.decide(new Wanted(MessageClass.REPLY, List.of(), Set.of(), null), standing(NOON, line),
        Limits.USUAL)).isInstanceOf(Decision.Send.class);
  }

  /// The order counts from the very instant since which it is asked for, and a no comes before a wait.
  @Test
  void whoOrderedMeanwhileIsNotRemindedEvenAtNight() {
    var reminder = new Wanted(MessageClass.MARKETING, List.of(), Set.of(), NOON.minusSeconds(1800));
    for (var since : List.of(0, 1)) {
      var standing = new Standing(NIGHT, TAIPEI, false, false, NOON.minusSeconds(1800 + since), NIGHT, Set.of(),
          List.of(), List.of(route("line").made()));
      var decision = Guard.decide(reminder, standing, Limits.USUAL);
      assertThat(decision.equals(new Decision.Skip(Reason.ORDERED))).isEqualTo(since == 0);
    }
  }

  @Test
  void aHoldoutIsCountedWhenItWouldHaveGoneAndOnlyIfItWould() {
    var line = route("line").made();
    for (var reachable : List.of(true, false)) {
      var standing = new Standing(NOON, TAIPEI, false, true, null, null, Set.of(), List.of(),
          reachable ? List.of(line) : List.of());
      assertThat(Guard.decide(OFFER, standing, Limits.USUAL))
          .isEqualTo(new Decision.Skip(reachable ? Reason.HOLDOUT : Reason.UNREACHABLE));
    }
    var atNight = new Standing(NIGHT, TAIPEI, false, true, null, null, Set.of(), List.of(), List.of(line));
    assertThat(Guard.decide(OFFER, atNight, Limits.USUAL)).isInstanceOf(Decision.Hold.class);
  }

  @Test
  void aWindowThatEndsThisVeryInstantIsClosed() {
    var whatsapp = route("whatsapp").window(NOON).needed().made();
    assertThat(at(NOON, whatsapp)).isEqualTo(new Decision.Skip(Reason.WINDOW_CLOSED));
    assertThat(at(NOON.minusMillis(1), whatsapp)).isInstanceOf(Decision.Send.class);
  }

  @Test
  void ofSeveralClosedWaysTheOneThatCameFurthestIsTold() {
    var blocked = route("line").blocked().made();
    var none = route("email").shut().made();
    var dear = route("sms").quota(5, 5).made();
    assertThat(at(NOON)).isEqualTo(new Decision.Skip(Reason.UNREACHABLE));
    assertThat(at(NOON, none, blocked)).isEqualTo(new Decision.Skip(Reason.BLOCKED));
    assertThat(at(NOON, none, blocked, dear)).isEqualTo(new Decision.Skip(Reason.QUOTA));
  }

  @Test
  void theReserveIsForServiceAlone() {
    var line = route("line").quota(5, 5).made();
    var notice = new Wanted(MessageClass.SERVICE, List.of(), Set.of(), null);
    assertThat(Guard.decide(notice, standing(NOON, line), Limits.USUAL)).isInstanceOf(Decision.Send.class);
    assertThat(at(NOON, line)).isEqualTo(new Decision.Skip(Reason.QUOTA));
  }

  @Test
  void atNightAnOfferWaitsUntilNineAndAnAnswerDoesNot() {
    var line = route("line").made();
    assertThat(at(NIGHT, line)).isEqualTo(new Decision.Hold(Reason.QUIET_HOURS, Instant.parse("2026-11-24T01:00:00Z")));
    var early = Instant.parse("2026-11-23T00:59:59Z");
    assertThat(at(early, line)).isEqualTo(new Decision.Hold(Reason.QUIET_HOURS, Instant.parse("2026-11-23T01:00:00Z")));
    assertThat(at(Instant.parse("2026-11-23T01:00:00Z"), line)).isInstanceOf(Decision.Send.class);
    for (var klass : List.of(MessageClass.REPLY, MessageClass.SERVICE)) {
      var wanted = new Wanted(klass, List.of(), Set.of(), null);
      assertThat(Guard.decide(wanted, standing(NIGHT, line), Limits.USUAL)).isInstanceOf(Decision.Send.class);
    }
  }

  @Test
  void theSecondOfferOfADayWaitsUntilTheFirstIsADayOld() {
    var heard = NOON.minus(Duration.ofHours(20));
    var standing = new Standing(NOON, TAIPEI, false, false, null, null, Set.of(), List.of(heard),
        List.of(route("line").made()));
    assertThat(Guard.decide(OFFER, standing, Limits.USUAL))
        .isEqualTo(new Decision.Hold(Reason.FREQUENCY, heard.plus(Duration.ofHours(24))));
  }

  @Test
  void whatSheBoughtIsNotPromotedAndAHoldoutHearsNothing() {
    var line = route("line").made();
    var bought = new Standing(NOON, TAIPEI, false, true, null, null, Set.of("mug", "tote"), List.of(), List.of(line));
    assertThat(Guard.decide(OFFER, bought, Limits.USUAL)).isEqualTo(new Decision.Skip(Reason.BOUGHT));
    var two = new Wanted(MessageClass.MARKETING, List.of(), Set.of("mug", "cup"), null);
    assertThat(Guard.decide(two, bought, Limits.USUAL)).isEqualTo(new Decision.Skip(Reason.HOLDOUT));
  }

  @Test
  void aReminderWaitsUntilTheShopSaysWhatSheBought() {
    var reminder = new Wanted(MessageClass.MARKETING, List.of(), Set.of(), NOON.minusSeconds(1800));
    for (var told : new @Nullable Instant[] {null, NOON.minus(Duration.ofMinutes(6))}) {
      var standing = new Standing(NOON, TAIPEI, false, false, null, told, Set.of(), List.of(),
          List.of(route("line").made()));
      assertThat(Guard.decide(reminder, standing, Limits.USUAL))
          .isEqualTo(new Decision.Hold(Reason.ORDERS_UNKNOWN, NOON.plus(Duration.ofMinutes(5))));
    }
    var fresh = new Standing(NOON, TAIPEI, false, false, null, NOON.minusSeconds(300), Set.of(), List.of(),
        List.of(route("line").made()));
    assertThat(Guard.decide(reminder, fresh, Limits.USUAL)).isInstanceOf(Decision.Send.class);
  }

  /// Whatever the standing: a no stays a no for marketing, whoever waits waits for something that ends, and asking
  /// again at that instant, with nothing else changed, never waits for the same thing again.
  @Test
  void whoWaitsWaitsForSomethingThatEnds() {
    var random = new Random(20261123);
    for (var n = 0; n < 20_000; n++) {
      var standing = any(random, NOON.plusSeconds(random.nextInt(86_400)));
      var decision = Guard.decide(OFFER, standing, Limits.USUAL);
      if (decision instanceof Decision.Send sent) {
        assertThat(standing.routes()).anySatisfy(route -> {
          assertThat(route.channel()).isEqualTo(sent.channel());
          assertThat(route.open() && !route.blocked() && !route.refused()).isTrue();
        });
      }
      if (decision instanceof Decision.Hold hold) {
        assertThat(hold.until()).isAfter(standing.now());
        var later = new Standing(hold.until(), standing.zone(), false, false, null, null, standing.bought(),
            standing.heard(), standing.routes());
        if (Guard.decide(OFFER, later, Limits.USUAL) instanceof Decision.Hold again) {
          assertThat(again.reason()).isNotEqualTo(hold.reason());
        }
      }
    }
  }

  @Test
  void quietHoursMayLieWithinADayOrBeNone() {
    var siesta = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
    assertThat(siesta.end(NOON, TAIPEI)).contains(NOON.plus(Duration.ofHours(2)));
    assertThat(siesta.end(NOON.minusSeconds(1), TAIPEI)).isEmpty();
    assertThat(new QuietHours(LocalTime.NOON, LocalTime.NOON).end(NOON, TAIPEI)).isEmpty();
  }

  private static Decision at(Instant now, Route... routes) {
    return Guard.decide(OFFER, standing(now, routes), Limits.USUAL);
  }

  private static Standing standing(Instant now, Route... routes) {
    return new Standing(now, TAIPEI, false, false, null, null, Set.of(), List.of(), List.of(routes));
  }

  private static Standing any(Random random, Instant now) {
    var routes = new ArrayList<Route>();
    for (var channel : List.of("line", "email", "sms")) {
      routes.add(new Route(channel, random.nextBoolean(), random.nextInt(4) == 0, random.nextInt(4) == 0,
          random.nextBoolean() ? now.plusSeconds(random.nextInt(600) - 300) : null, random.nextInt(4) == 0,
          random.nextBoolean() ? null : (long) random.nextInt(5), random.nextInt(3), CENTS, null, false));
    }
    var heard = new ArrayList<Instant>();
    for (var n = random.nextInt(3); n > 0; n--) {
      heard.add(now.minusSeconds(random.nextInt(100_000)));
    }
    return new Standing(now, TAIPEI, random.nextInt(20) == 0, random.nextInt(20) == 0, null, null, Set.of(),
        heard, routes);
  }

  private static Making route(String channel) {
    return new Making(new Route(channel, true, false, false, null, false, null, 0, CENTS, null, false));
  }

  private record Making(Route made) {
    Making cost(String cost) {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), made.refused(), made.windowUntil(),
          made.windowNeeded(), made.quotaLeft(), made.reserve(), new BigDecimal(cost), made.usedAt(), made.waits()));
    }

    Making used(Instant at) {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), made.refused(), made.windowUntil(),
          made.windowNeeded(), made.quotaLeft(), made.reserve(), made.cost(), at, made.waits()));
    }

    Making window(Instant until) {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), made.refused(), until,
          made.windowNeeded(), made.quotaLeft(), made.reserve(), made.cost(), made.usedAt(), made.waits()));
    }

    Making needed() {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), made.refused(), made.windowUntil(),
          true, made.quotaLeft(), made.reserve(), made.cost(), made.usedAt(), made.waits()));
    }

    Making quota(long left, long reserve) {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), made.refused(), made.windowUntil(),
          made.windowNeeded(), left, reserve, made.cost(), made.usedAt(), made.waits()));
    }

    Making blocked() {
      return new Making(new Route(made.channel(), made.open(), true, made.refused(), made.windowUntil(),
          made.windowNeeded(), made.quotaLeft(), made.reserve(), made.cost(), made.usedAt(), made.waits()));
    }

    Making refusing() {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), true, made.windowUntil(),
          made.windowNeeded(), made.quotaLeft(), made.reserve(), made.cost(), made.usedAt(), made.waits()));
    }

    Making waiting() {
      return new Making(new Route(made.channel(), made.open(), made.blocked(), made.refused(), made.windowUntil(),
          made.windowNeeded(), made.quotaLeft(), made.reserve(), made.cost(), made.usedAt(), true));
    }

    Making shut() {
      return new Making(new Route(made.channel(), false, made.blocked(), made.refused(), made.windowUntil(),
          made.windowNeeded(), made.quotaLeft(), made.reserve(), made.cost(), made.usedAt(), made.waits()));
    }
  }
}
