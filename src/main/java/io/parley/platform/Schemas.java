package io.parley.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes OpenAPI say what the records say: a component is required, unless it may be null; then its type says so. An id
/// that is a record of one value is that value. Two records of one name
/// and different shapes would overwrite each other, so they are refused.
@Component
class Schemas implements ModelConverter {
  private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    var raw = Json.mapper().constructType(type.getType()).getRawClass();
    if (raw.isRecord()) {
      var value = Arrays.stream(raw.getRecordComponents()).filter(Schemas::isValue).findFirst();
      if (value.isPresent()) {
        return context.resolve(new AnnotatedType(value.get().getGenericType()));
      }
    }
    var schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    if (schema != null && raw.isRecord()) {
      var name = schema.get$ref() == null ? schema.getName() : schema.get$ref().replaceAll(".*/", "");
      var first = name == null ? raw : named.merge(name, raw, (known, later) -> known);
      if (!shape(first).equals(shape(raw))) {
        throw new IllegalStateException("Two records of the API share a name: %s and %s".formatted(first, raw));
      }
      var model = name == null ? schema : context.getDefinedModels().getOrDefault(name, schema);
      require(model, raw.getRecordComponents());
    }
    return schema;
  }

  private static List<String> shape(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(one -> one.getName() + one.getGenericType()).toList();
  }

  private static boolean isValue(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonValue.class)
        || component.isAnnotationPresent(JsonValue.class);
  }

  private static void require(Schema<?> model, RecordComponent[] components) {
    if (model.getProperties() == null) {
      return;
    }
    for (var component : components) {
      var property = (Schema<?>) model.getProperties().get(component.getName());
      if (property == null) {
        continue;
      }
      if (model.getRequired() == null || !model.getRequired().contains(component.getName())) {
        model.addRequiredItem(component.getName());
      }
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        model.getProperties().put(component.getName(), orNull(property));
      }
    }
  }

  private static Schema<?> orNull(Schema<?> property) {
    if (property.getAnyOf() != null || property.getTypes() != null && property.getTypes().contains("null")) {
      return property;
    }
    if (property.get$ref() != null || property.getTypes() == null) {
      return new Schema<>().anyOf(List.of(property, new Schema<>().types(new LinkedHashSet<>(List.of("null")))));
    }
    var types = new LinkedHashSet<>(property.getTypes());
    types.add("null");
    property.setTypes(types);
    return property;
  }
}
