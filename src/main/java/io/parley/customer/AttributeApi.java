package io.parley.customer;

import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Attributes of customers that the merchant defines.
@RestController
@RequestMapping("/api/v1/attributes")
class AttributeApi {
  private final Attributes attributes;

  /// `type` is `text`, `number`, `date`, `datetime`, `boolean`, `choice` or `list`; `choices` are needed for a choice
  /// and may limit a list.
  record AttributeForm(@Nullable String name, @Nullable String type, @Nullable String labelZh,
      @Nullable String labelEn, @Nullable List<@Nullable String> choices) {}

  AttributeApi(Attributes attributes) {
    this.attributes = attributes;
  }

  @GetMapping
  Page<DefinedAttribute> all(Access access) {
    return Page.all(attributes.all(access.workspace()));
  }

  /// Defines the one of this name, or changes it. From now on what is told under this name is checked.
  @PutMapping
  DefinedAttribute define(Access access, @RequestBody AttributeForm form) {
    var type = AttributeType.of(form.type == null ? "" : form.type).orElseThrow(() -> Problem.invalid("attribute_type",
        "沒有這種資料", "A type is text, number, date, datetime, boolean, choice or list"));
    var choices = form.choices == null ? List.<String>of()
        : form.choices.stream().filter(Objects::nonNull).map(AttributeApi::clean).toList();
    return attributes.define(access.workspace(), new Attributes.Draft(clean(form.name), type, clean(form.labelZh),
        clean(form.labelEn), type == AttributeType.CHOICE || type == AttributeType.LIST ? choices : List.of()));
  }

  /// Deleting what is gone already is done.
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forget(Access access, @RequestParam String name) {
    attributes.forget(access.workspace(), clean(name));
  }

  private static String clean(@Nullable String text) {
    return text == null ? "" : text.replace("\0", "").strip();
  }
}
