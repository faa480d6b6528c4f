package io.parley.commerce.coupon;

import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The codes of a coupon: made in bulk, brought from another system, searched, taken out as a file.
@RestController
class CodeApi {
  private static final int PAGE = 100;
  private static final int FILE_PAGE = 2_000;
  private static final int LONGEST_QUERY = 60;

  private final CouponDesk desk;
  private final CouponStore store;
  private final CodeStore codes;
  private final Database database;

  /// Either `count` codes are made, or `codes` are taken as they are.
  record NewCodes(@Nullable Integer count, @Nullable List<String> codes) {}

  record MadeCodes(int made) {}

  record CodeRow(
      String code, @Nullable UUID customerId, @Nullable String customerName, @Nullable Instant issuedAt,
      @Nullable Instant expiresAt, @Nullable Instant redeemedAt, @Nullable String order) {}

  CodeApi(CouponDesk desk, CouponStore store, CodeStore codes, Database database) {
    this.desk = desk;
    this.store = store;
    this.codes = codes;
    this.database = database;
  }

  @PostMapping("/api/v1/coupons/{id}/codes")
  @ResponseStatus(HttpStatus.CREATED)
  MadeCodes make(Access access, @PathVariable UUID id, @RequestBody NewCodes wanted) {
    access.require(Scope.WRITE);
    var coupon = known(access, new CouponId(id)).id();
    if (wanted.codes != null) {
      if (wanted.codes.size() > CouponDesk.MOST_CODES_AT_ONCE) {
        throw Problem.invalid("count", "一次最多 10,000 組代碼", "At most 10,000 codes at a time");
      }
      return new MadeCodes(desk.bringCodes(access.workspace(), coupon, wanted.codes));
    }
    return new MadeCodes(desk.makeCodes(access.workspace(), coupon, wanted.count == null ? 0 : wanted.count));
  }

  /// `query` finds parts of codes and of holders' names; `next` goes on from there.
  @GetMapping("/api/v1/coupons/{id}/codes")
  Page<CodeRow> page(Access access, @PathVariable UUID id, @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable UUID cursor) {
    if (query.length() > LONGEST_QUERY) {
      throw Problem.invalid("query", "搜尋最多 60 個字", "A search has at most 60 characters");
    }
    var found = read(access, new CouponId(id), query.strip().replace("\0", ""), cursor, PAGE);
    return new Page<>(found.stream().map(CodeApi::row).toList(),
        found.size() < PAGE ? null : found.getLast().id().toString());
  }

  /// All codes as a file for a spreadsheet or a printer, page by page as it is read.
  @GetMapping(value = "/api/v1/coupons/{id}/codes.csv", produces = "text/csv")
  void file(Access access, @PathVariable UUID id, HttpServletResponse response) throws IOException {
    var coupon = new CouponId(id);
    var page = read(access, coupon, "", null, FILE_PAGE);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"codes.csv\"");
    try (var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
      out.write("\uFEFFcode,issued_at,expires_at,redeemed_at,order\r\n");
      while (!page.isEmpty()) {
        for (var row : page) {
          out.write(row.code() + "," + text(row.issuedAt()) + "," + text(row.expiresAt()) + ","
              + text(row.redeemedAt()) + "," + quoted(row.order()) + "\r\n");
        }
        page = page.size() < FILE_PAGE ? List.of() : read(access, coupon, "", page.getLast().id(), FILE_PAGE);
      }
    }
  }

  private List<CodeStore.Row> read(Access access, CouponId coupon, String query, @Nullable UUID after, int limit) {
    return database.tenant(access.workspace(), () -> {
      known(access, coupon);
      return codes.page(access.workspace(), coupon, query, after, limit);
    });
  }

  private Coupon known(Access access, CouponId coupon) {
    return database.tenant(access.workspace(),
        () -> store.byId(access.workspace(), coupon).orElseThrow(Problem::notFound));
  }

  private static CodeRow row(CodeStore.Row row) {
    return new CodeRow(row.code(), row.customer(), row.name(), row.issuedAt(), row.expiresAt(), row.redeemedAt(),
        row.order());
  }

  private static String text(@Nullable Instant at) {
    return at == null ? "" : at.toString();
  }

  /// A number that a spreadsheet would take for a formula begins with an apostrophe.
  private static String quoted(@Nullable String text) {
    if (text == null) {
      return "";
    }
    var safe = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
