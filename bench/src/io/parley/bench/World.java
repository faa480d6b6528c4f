package io.parley.bench;

import io.parley.bench.crowd.Crowd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A shop with many customers, a year behind it and twenty live rules. `-Dbench.world=FOLDER` has it made once and kept
/// there, so that the parts can be taken one by one: what they add is little beside what is there, and segments they
/// make they take away again.
final class World implements AutoCloseable {
  private static final long SEED = 42;
  private static final int RULES = 20;

  final Server server;
  final Connection database;
  final int people;

  private World(Server server, int people) {
    this.server = server;
    this.database = server.database();
    this.people = people;
  }

  static World open(int people, double eventsEach) {
    var folder = System.getProperty("bench.world");
    if (folder == null) {
      return new World(Server.start(List.of()), people).made(eventsEach);
    }
    var data = Path.of(folder, "crowd-%d-%d-%d-%.0f".formatted(Crowd.EDITION, SEED, people, people * eventsEach));
    var made = data.resolve("made");
    if (Files.exists(made)) {
      return new World(Server.keep(data), people);
    }
    sweep(data);
    var world = new World(Server.keep(data), people).made(eventsEach);
    try {
      Files.createFile(made);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return world;
  }

  private World made(double eventsEach) {
    Bench.say("Making %,d customers…".formatted(people));
    var start = System.nanoTime();
    RuleLoad.make(server, RULES);
    Visible.rule(server);
    var workspace = (int) new Fold(database).number("select min(workspace_id) from workspace.workspace");
    var events = new Crowd(SEED, people, eventsEach, Bench.now()
        .truncatedTo(ChronoUnit.DAYS)).load(database, workspace);
    Bench.say("  %,d events of %,d customers in %.0f s".formatted(events, people, (System.nanoTime() - start) / 1e9));
    return this;
  }

  private static void sweep(Path data) {
    try {
      new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /// A part's name for the report: what, and of how many.
  String of(String what) {
    return "%s, %,d customers".formatted(what, people);
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    } finally {
      server.close();
    }
  }
}
