package io.parley.platform;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Gives back the memory that a busy time needed, when it is over. The collector does so in a whole collection alone,
/// and while little happens there is none: after a month of events had been told at once, 175 MB stood around 40.
/// How much of it goes back is a matter of the JVM's options (`bin/up`).
@Component
final class IdleMemory {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int LOOKS = 2;
  /// Of one processor.
  private static final double LITTLE = 0.1;
  /// What grew by less since the last time is not worth a pause.
  private static final double GROWN = 1.2;

  private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private long lookedNanos = System.nanoTime();
  private long spentNanos = machine.getProcessCpuTime();
  private long keptBytes;
  private int quiet;

  IdleMemory(Workers workers) {
    workers.add("idle memory", LOOK, this::look);
  }

  /// Never finds work that would have to go on at once.
  private boolean look() {
    var now = System.nanoTime();
    var spent = machine.getProcessCpuTime();
    quiet = spent - spentNanos < LITTLE * (now - lookedNanos) ? quiet + 1 : 0;
    lookedNanos = now;
    spentNanos = spent;
    if (quiet >= LOOKS && heldBytes() > GROWN * keptBytes) {
      System.gc();
      keptBytes = heldBytes();
    }
    return false;
  }

  private long heldBytes() {
    return memory.getHeapMemoryUsage().getCommitted();
  }
}
