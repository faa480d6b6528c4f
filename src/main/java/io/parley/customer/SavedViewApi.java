package io.parley.customer;

import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Saved views of the list of customers. A key has none of its own: what it saves is the team's.
@RestController
@RequestMapping("/api/v1/customers/views")
class SavedViewApi {
  private static final int LONGEST_NAME = 60;
  private static final int MOST_PIECES = 40;
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_CONDITION = 8_000;

  private final SavedViewStore store;

  /// `shared` is decided when it is saved, and stays.
  record ViewForm(@Nullable String name, @Nullable Boolean shared, @Nullable ViewDefinition definition) {}

  SavedViewApi(SavedViewStore store) {
    this.store = store;
  }

  @GetMapping
  Page<SavedView> all(Access access) {
    return Page.all(store.of(access.workspace(), member(access)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SavedView save(Access access, @RequestBody ViewForm form) {
    var shared = member(access) == null || Boolean.TRUE.equals(form.shared);
    var owner = shared ? null : member(access);
    var id = store.insert(access.workspace(), owner, name(form), shared, definition(form))
        .orElseThrow(SavedViewApi::known);
    return find(access, id);
  }

  @PutMapping("/{id}")
  SavedView change(Access access, @PathVariable UUID id, @RequestBody ViewForm form) {
    try {
      if (!store.update(access.workspace(), member(access), id, name(form), definition(form))) {
        throw Problem.notFound();
      }
    } catch (DuplicateKeyException twice) {
      throw known();
    }
    return find(access, id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    store.delete(access.workspace(), member(access), id);
  }

  private SavedView find(Access access, UUID id) {
    return store.of(access.workspace(), member(access)).stream().filter(view -> view.id().equals(id)).findFirst()
        .orElseThrow(Problem::notFound);
  }

  private static Problem known() {
    return Problem.conflict("view_name", "已經有同名的檢視", "There is a view of this name already");
  }

  private static @Nullable UUID member(Access access) {
    return access.member() == null ? null : access.member().value();
  }

  private static String name(ViewForm form) {
    var name = form.name == null ? "" : form.name.replace("\0", "").strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw Problem.invalid("name", "檢視的名字要 1 到 60 個字", "The name of a view has 1 to 60 characters");
    }
    return name;
  }

  private static ViewDefinition definition(ViewForm form) {
    var told = form.definition;
    if (told == null || told.tags() != null && told.tags().contains(null)
        || told.columns() != null && told.columns().contains(null)) {
      throw Problem.invalid("definition", "沒有說要存什麼", "Say what to save: definition");
    }
    var columns = told.columns() == null ? List.<String>of()
        : told.columns().stream().map(SavedViewApi::text).toList();
    var tags = told.tags() == null ? List.<UUID>of()
        : told.tags();
    if (columns.size() > MOST_PIECES || tags.size() > CustomerFilter.MOST_TAGS) {
      throw Problem.invalid("definition", "欄位或標籤太多了", "There are too many columns or tags");
    }
    return new ViewDefinition(orNull(told.query()), tags, orNull(told.stage()), orNull(told.channel()),
        told.segment(), condition(told.condition()), orNull(told.sort()), columns);
  }

  private static @Nullable JsonNode condition(@Nullable JsonNode told) {
    if (told == null || told.isNull()) {
      return null;
    }
    if (told.toString().length() > LONGEST_CONDITION) {
      throw Problem.invalid("definition", "條件太長，請存成分眾", "The condition is too long. Save it as a segment");
    }
    return told;
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text(text);
  }

  private static String text(String text) {
    var clean = text.replace("\0", "");
    if (clean.length() > LONGEST_TEXT) {
      throw Problem.invalid("definition", "內容太長", "A text of the view is too long");
    }
    return clean;
  }
}
