package io.parley.customer;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Who she was: the last to go, because all else points here.
@Component
class CustomerErasing implements Erasing {
  private static final String HERS = "t.identity_id = any (:identities)";
  private static final String PAIR = "t.one = any (:identities) or t.other = any (:identities)";

  private final Database database;

  CustomerErasing(Database database) {
    this.database = database;
  }

  @Override
  public int rank() {
    return 100;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("customer.consent", HERS),
        Rows.shown("customer.customer_tag", HERS),
        Rows.hidden("customer.suggestion", PAIR),
        Rows.hidden("customer.apart", PAIR),
        Rows.shown("customer.link", """
            t.identity_id = any (:identities) or t.through = any (:identities)
            or t.from_customer = any (:customers) or t.into_customer = any (:customers)
            """),
        Rows.shown("customer.attribute_version", HERS),
        Rows.shown("customer.identity", "t.id = any (:identities)"),
        Rows.shown("customer.customer", """
            t.id = any (:customers) and not exists (select from customer.identity i
              where (i.customer_id = t.id or i.home = t.id) and i.id <> all (:identities))
            """));
  }

  /// Others' rows stop pointing to hers: who was made in a customer of hers is at home where it lives now.
  @Override
  public long before(Subject subject) {
    database.sql().sql("""
        with followers as (
          update customer.identity set follows = null
          where workspace_id = :workspace and follows = any (:identities) and id <> all (:identities))
        update customer.identity set beside = null
        where workspace_id = :workspace and beside = any (:identities) and id <> all (:identities)
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .update();
    database.sql().sql("""
        update customer.identity set home = customer_id
        where workspace_id = :workspace and home = any (:customers) and id <> all (:identities)
          and customer_id <> all (:customers)
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .param("customers", subject.customers().toArray(UUID[]::new))
        .update();
    forgetSearches(subject);
    database.sql().sql("""
        update customer.attribute set misfit = null, misfit_at = null, misfit_identity = null
        where workspace_id = :workspace and misfit_identity = any (:identities)
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .update();
    database.sql().sql("""
        update customer.customer set merged_into = null, name = null, email = null, phone = null, attributes = '{}',
          search = ''
        where workspace_id = :workspace and id = any (:customers)
        """)
        .param("workspace", subject.workspace().value())
        .param("customers", subject.customers().toArray(UUID[]::new))
        .update();
    return 0;
  }

  /// A saved view that searches for her stays and searches for nobody.
  private void forgetSearches(Subject subject) {
    database.sql().sql("""
        update customer.saved_view set definition = definition - 'query'
        where workspace_id = :workspace and (
          exists (select from unnest(:words::text[]) w where position(w in lower(definition ->> 'query')) > 0)
          or customer.phone_key(definition ->> 'query') = any (:phones))
        """)
        .param("workspace", subject.workspace().value())
        .param("words", subject.words().toArray(String[]::new))
        .param("phones", subject.phones().toArray(String[]::new))
        .update();
  }
}
