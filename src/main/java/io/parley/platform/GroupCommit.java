package io.parley.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Many small writes share one commit. Callers wait until their write is committed; while one batch is being written
/// the next one gathers, so batches form by themselves under load and a lone caller waits for nobody.
///
/// `flush` writes a batch in one transaction and returns one result for each item, in order. If it fails, the batch is
/// halved until the culprit stands alone: only its caller is told. A full queue refuses at once with "busy".
public final class GroupCommit<T, R> implements AutoCloseable {
  private final int batch;
  private final ArrayBlockingQueue<Waiting<T, R>> queue;
  private final Function<List<T>, List<R>> flush;
  private final Thread flusher;
  private volatile boolean open = true;

  private record Waiting<T, R>(T item, CompletableFuture<R> result) {}

  public GroupCommit(String name, int batch, int queued, Function<List<T>, List<R>> flush) {
    this.batch = batch;
    this.queue = new ArrayBlockingQueue<>(queued);
    this.flush = flush;
    this.flusher = Thread.ofPlatform().name("commit-" + name).daemon().start(this::run);
  }

  /// Waits until the item is committed. Throws what the write threw.
  public R commit(T item) {
    var waiting = new Waiting<T, R>(item, new CompletableFuture<>());
    if (!open || !queue.offer(waiting)) {
      throw Problem.busy();
    }
    try {
      return waiting.result.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  private void run() {
    var taken = new ArrayList<Waiting<T, R>>(batch);
    while (open || !queue.isEmpty()) {
      try {
        taken.add(queue.take());
      } catch (InterruptedException closing) {
        continue;
      }
      queue.drainTo(taken, batch - 1);
      write(taken);
      taken.clear();
    }
  }

  private void write(List<Waiting<T, R>> batch) {
    try {
      var results = flush.apply(batch.stream().map(Waiting::item).toList());
      for (var i = 0; i < batch.size(); i++) {
        batch.get(i).result.complete(results.get(i));
      }
    } catch (RuntimeException | Error failure) {
      // An error must not end the one writer either: every later caller would wait for ever.
      if (batch.size() == 1) {
        batch.getFirst().result.completeExceptionally(failure);
      } else {
        var half = batch.size() / 2;
        write(batch.subList(0, half));
        write(batch.subList(half, batch.size()));
      }
    }
  }

  @Override
  public void close() {
    open = false;
    flusher.interrupt();
  }
}
