package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// A definition of a provider's contract, read from where it is kept beside the project. It is a third party's and not
/// committed; without it the tests that need it are skipped, and say so.
public final class Contract {
  private static final Path FOLDER = Path.of("../shared/contracts");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchema schema;

  private Contract(JsonSchema schema) {
    this.schema = schema;
  }

  public static Contract of(String file, String definition) {
    var path = FOLDER.resolve(file);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is not here, so nothing was checked against it");
    try {
      var root = (ObjectNode) JSON.readTree(path.toFile());
      root.put("$ref", "#/$defs/" + definition);
      return new Contract(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public void accepts(String json) {
    try {
      assertThat(schema.validate(JSON.readTree(json))).as(json).isEmpty();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
