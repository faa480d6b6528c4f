package io.parley.campaign;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.parley.campaign.ReportStore.BroadcastPerson;
import io.parley.campaign.ReportStore.Show;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What became of a broadcast: the figures, and person by person.
@RestController
@RequestMapping("/api/v1/broadcasts/{id}")
class ReportApi {
  private static final int MOST_A_PAGE = 200;
  private static final int EXPORTED_AT_ONCE = 1_000;

  private final Broadcasts broadcasts;
  private final Reports reports;
  private final ReportStore store;
  private final Follower follower;
  private final Workspaces workspaces;
  private final Database database;

  ReportApi(Broadcasts broadcasts, Reports reports, ReportStore store, Follower follower, Workspaces workspaces,
      Database database) {
    this.broadcasts = broadcasts;
    this.reports = reports;
    this.store = store;
    this.follower = follower;
    this.workspaces = workspaces;
    this.database = database;
  }

  @GetMapping("/report")
  Reports.BroadcastReport report(Access access, @PathVariable UUID id) {
    var broadcast = begun(access, id);
    return reports.of(broadcast, follower.known(broadcast));
  }

  /// `show` is all, sent, skipped, failed, waiting, held_out, clicked, replied or bought.
  @GetMapping("/people")
  Page<BroadcastPerson> people(Access access, @PathVariable UUID id, @RequestParam @Nullable String show,
      @RequestParam @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    var lines = lines(access, begun(access, id), show(show), cursor == null || cursor.isEmpty() ? null : uuid(cursor),
        size + 1);
    return Page.cut(lines, size, line -> line.customerId().toString());
  }

  @GetMapping(value = "/people.csv", produces = "text/csv")
  void export(Access access, @PathVariable UUID id, @RequestParam @Nullable String show, HttpServletRequest request,
      HttpServletResponse response) throws IOException {
    var broadcast = begun(access, id);
    var wanted = show(show);
    var english = request.getHeader("Accept-Language") != null && request.getLocale().getLanguage().equals("en");
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"broadcast.csv\"");
    try (var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        var csv = CsvWriter.builder().build(out)) {
      out.write('\uFEFF');
      csv.writeRecord(english
          ? List.of("id", "name", "version", "state", "reason", "channel", "at", "clicked", "replied", "orders",
              "revenue")
          : List.of("編號", "姓名", "版本", "狀態", "原因", "通路", "時間", "點擊", "回覆", "訂單", "金額"));
      @Nullable UUID after = null;
      List<BroadcastPerson> lines;
      do {
        lines = lines(access, broadcast, wanted, after, EXPORTED_AT_ONCE);
        lines.forEach(line -> csv.writeRecord(row(line)));
        after = lines.isEmpty() ? null : lines.getLast().customerId().value();
      } while (lines.size() == EXPORTED_AT_ONCE);
    }
  }

  /// A cell that a spreadsheet would take for a formula begins with a quote.
  private static List<String> row(BroadcastPerson line) {
    var name = line.name() == null ? "" : line.name();
    return List.of(line.customerId().toString(), name.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + name : name,
        line.variant(), line.state(), line.reason() == null ? "" : line.reason(),
        line.channel() == null ? "" : line.channel(), line.at() == null ? "" : line.at().toString(),
        line.clicked() ? "1" : "0", line.replied() ? "1" : "0", Integer.toString(line.orders()),
        line.revenue().toPlainString());
  }

  private List<BroadcastPerson> lines(Access access, Broadcast broadcast, Show show, @Nullable UUID after, int limit) {
    var currency = workspaces.get(access.workspace()).currency();
    return database.tenant(access.workspace(), () -> store.people(broadcast, currency, show, after, limit));
  }

  private Broadcast begun(Access access, UUID id) {
    var broadcast = broadcasts.get(access.workspace(), new BroadcastId(id)).orElseThrow(Problem::notFound);
    if (broadcast.times().startedAt() == null) {
      throw Problem.conflict("not_begun", "這則群發還沒開始", "This broadcast has not begun");
    }
    return broadcast;
  }

  private static Show show(@Nullable String word) {
    return word == null || word.isEmpty() ? Show.ALL
        : Arrays.stream(Show.values()).filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word)).findFirst()
            .orElseThrow(() -> Problem.invalid("show", "不能這樣篩選", "There is no such filter"));
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notOne) {
      throw Problem.invalid("cursor", "頁碼不對", "There is no such cursor");
    }
  }
}
