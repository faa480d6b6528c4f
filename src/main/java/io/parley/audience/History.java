package io.parley.audience;

import io.parley.audience.condition.Address;
import io.parley.customer.Attachment;
import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// The past, as the timeline keeps it, by today's identities.
@Repository
class History {
  private static final int ROWS_A_FETCH = 5_000;
  private static final String SELECT = """
      select person.customer_id, happened.at, happened.position, happened.url
      from customer.person join timeline.happened using (workspace_id, identity_id)
      where person.workspace_id = :workspace and happened.workspace_id = :workspace and happened.kind = 'page'
      """;
  private static final String ORDER = " order by person.customer_id, happened.at, happened.position";

  private final Database database;

  /// One page view of one customer.
  record View(CustomerId customer, Visit visit, String url) {}

  History(Database database) {
    this.database = database;
  }

  /// Hands over, customer by customer, the visits of everybody who was on a page with a part in its address.
  void visits(WorkspaceId workspace, String part, BiConsumer<CustomerId, List<Visit>> each) {
    var urls = urls(workspace, part);
    if (urls.length == 0) {
      return;
    }
    database.sql().sql(SELECT + " and happened.url = any(:urls::text[])" + ORDER)
        .param("workspace", workspace.value())
        .param("urls", urls)
        .withFetchSize(ROWS_A_FETCH)
        .query(rows -> {
          group(rows, each);
          return true;
        });
  }

  /// All page views of a few customers, in the order of their time.
  List<View> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    return database.sql().sql(SELECT + " and person.customer_id = any(:customers::uuid[]) and happened.url is not null"
        + ORDER)
        .param("workspace", workspace.value())
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .query((row, n) -> view(row))
        .list();
  }

  /// What the pages were called, for the evidence of tags. One statement for all.
  Map<Long, Attachment.Evidence> pages(WorkspaceId workspace, Map<CustomerId, List<Visit>> visits) {
    var customers = new ArrayList<String>();
    var times = new ArrayList<String>();
    var positions = new ArrayList<Long>();
    visits.forEach((customer, hers) -> hers.forEach(visit -> {
      customers.add(customer.toString());
      times.add(visit.at().toString());
      positions.add(visit.position());
    }));
    var pages = new HashMap<Long, Attachment.Evidence>();
    database.sql().sql("""
        select happened.position, happened.at, happened.title, happened.url
        from unnest(:customers::uuid[], :times::timestamptz[], :positions::bigint[]) as v (customer, at, position)
          join customer.person on person.customer_id = v.customer
          join timeline.happened on happened.identity_id = person.identity_id and happened.at = v.at
            and happened.position = v.position
        where person.workspace_id = :workspace and happened.workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .param("customers", customers.toArray(String[]::new))
        .param("times", times.toArray(String[]::new))
        .param("positions", positions.toArray(Long[]::new))
        .query(row -> {
          pages.put(row.getLong(1), new Attachment.Evidence(at(row, 2), row.getString(3), row.getString(4)));
        });
    return pages;
  }

  int customers(WorkspaceId workspace) {
    return database.sql().sql("select count(distinct customer_id) from customer.person where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query(Integer.class)
        .single();
  }

  /// Addresses are compared in Java alone, so that the fold and the past never differ over a letter.
  private String[] urls(WorkspaceId workspace, String part) {
    return database.sql().sql("""
        select distinct url from timeline.happened
        where workspace_id = :workspace and kind = 'page' and url is not null
        """)
        .param("workspace", workspace.value())
        .withFetchSize(ROWS_A_FETCH)
        .query((row, n) -> row.getString(1))
        .list().stream()
        .filter(url -> Address.normal(url).contains(part))
        .toArray(String[]::new);
  }

  private static void group(ResultSet rows, BiConsumer<CustomerId, List<Visit>> each) throws SQLException {
    @Nullable CustomerId customer = null;
    var visits = new ArrayList<Visit>();
    while (rows.next()) {
      var next = new CustomerId(rows.getObject(1, UUID.class));
      if (customer != null && !next.equals(customer)) {
        each.accept(customer, List.copyOf(visits));
        visits.clear();
      }
      customer = next;
      visits.add(visit(rows));
    }
    if (customer != null) {
      each.accept(customer, List.copyOf(visits));
    }
  }

  private static View view(ResultSet row) throws SQLException {
    return new View(new CustomerId(row.getObject(1, UUID.class)), visit(row), row.getString(4));
  }

  private static Visit visit(ResultSet row) throws SQLException {
    return new Visit(at(row, 2), row.getLong(3));
  }

  private static Instant at(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
