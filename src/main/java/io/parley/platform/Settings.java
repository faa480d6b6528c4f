package io.parley.platform;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an operator may set, all by environment variables. Everything has a default that runs.
///
/// - `PARLEY_PORT` (8080), `PARLEY_DATA` (./data): port and data folder.
/// - `PARLEY_DATABASE_URL`: `jdbc:postgresql://host/db?user=…&password=…` of a role that may create roles and schemas;
///   without it an embedded PostgreSQL runs in the data folder.
/// - `PARLEY_DEMO` (true): the demo workspace *Kite*, its shop and its phones.
/// - `PARLEY_URL`: the address customers and providers reach Parley at (http://localhost:PORT).
/// - `PARLEY_MASTER_KEY`: 64 hex digits, for nodes that share a database; else a file of the data folder.
/// - `PARLEY_REQUESTS_A_SECOND` (1000): how many requests a second one workspace may send to the collectors of a node.
/// - `PARLEY_CACHE` (./.cache): where PostgreSQL's binaries are unpacked.
public record Settings(
    int port,
    Path data,
    Path cache,
    Optional<String> databaseUrl,
    boolean demo,
    String url,
    Optional<String> masterKey,
    int requestsASecond) {

  public static Settings from(Function<String, @Nullable String> environment) {
    Function<String, Optional<String>> read =
        name -> Optional.ofNullable(environment.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    var port = port(read.apply("PARLEY_PORT").orElse("8080"));
    return new Settings(
        port,
        Path.of(read.apply("PARLEY_DATA").orElse("data")).toAbsolutePath().normalize(),
        Path.of(read.apply("PARLEY_CACHE").orElse(".cache")).toAbsolutePath().normalize(),
        read.apply("PARLEY_DATABASE_URL"),
        !read.apply("PARLEY_DEMO").orElse("true").matches("(?i)false|0|no|off"),
        read.apply("PARLEY_URL").orElse("http://localhost:" + port).replaceAll("/+$", ""),
        read.apply("PARLEY_MASTER_KEY"),
        rate(read.apply("PARLEY_REQUESTS_A_SECOND").orElse("1000")));
  }

  private static int rate(String text) {
    try {
      return Math.max(1, Integer.parseInt(text));
    } catch (NumberFormatException notANumber) {
      throw new Refusal("PARLEY_REQUESTS_A_SECOND must be a whole number, not “" + text + "”.", notANumber);
    }
  }

  private static int port(String text) {
    try {
      var port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw new Refusal("PARLEY_PORT must be a port number, not “" + text + "”.", notANumber);
    }
    throw new Refusal("PARLEY_PORT must lie between 0 and 65535, not “" + text + "”.");
  }
}
