package io.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parley.Parley;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The arrows between modules: through doors only, never in a circle, never upward.
class ModulesTest {
  private static final Map<String, Integer> LAYERS = Map.ofEntries(
      Map.entry("platform", 0), Map.entry("workspace", 1), Map.entry("customer", 2), Map.entry("channel", 2),
      Map.entry("timeline", 3), Map.entry("commerce", 4), Map.entry("conversation", 4), Map.entry("experiment", 4),
      Map.entry("audience", 5), Map.entry("outreach", 6), Map.entry("journey", 7),
      Map.entry("campaign", 7), Map.entry("integration", 8), Map.entry("console", 9), Map.entry("widget", 9),
      Map.entry("demo", 10));

  @Test
  void modulesUseEachOtherThroughTheirDoorsAndWithoutCircles() {
    ApplicationModules.of(Parley.class).verify();
  }

  @Test
  void importsGoStrictlyDownward() {
    var classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("io.parley");
    var upward = new TreeSet<String>();
    for (var from : classes) {
      for (var dependency : from.getDirectDependenciesFromSelf()) {
        var to = dependency.getTargetClass();
        if (to.getPackageName().startsWith("io.parley") && !module(from).equals(module(to))
            && layer(to) >= layer(from)) {
          upward.add("%s → %s (%s → %s)".formatted(module(from), module(to), from.getName(), to.getName()));
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  private static String module(JavaClass type) {
    var parts = type.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "parley";
  }

  private static int layer(JavaClass type) {
    var module = module(type);
    if (module.equals("parley")) {
      return 11;
    }
    assertThat(LAYERS).as("%s is a new module: give it a layer", module).containsKey(module);
    return LAYERS.get(module);
  }
}
