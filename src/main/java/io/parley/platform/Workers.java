package io.parley.platform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The loops of this node: they start when every module is wired, and end before anything they stand on does, the last
/// one first.
@Component
public class Workers implements SmartLifecycle {
  private final List<Worker> all = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  /// A loop that starts with the node. `round` returns true if it found work, and is then called again at once.
  public Worker add(String name, Duration poll, BooleanSupplier round) {
    var worker = new Worker(name, poll, round);
    all.add(worker);
    return worker;
  }

  @Override
  public void start() {
    running = true;
    all.forEach(Worker::start);
  }

  @Override
  public void stop() {
    running = false;
    all.reversed().forEach(Worker::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
