package io.parley.channel;

import io.parley.platform.Database;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Writes what a provider did, which is so whether it can be told or not.
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
  /// As long as a claim holds: after that somebody else asks the provider again, or calls a mail unknown.
  private static final Duration LONGEST = Duration.ofSeconds(45);
  private static final Duration BREATH = Duration.ofMillis(500);

  private Settling() {}

  /// Writes and tells in one transaction. What the database could not take for a moment is tried again; if whoever is
  /// told fails, the outcome is `written` all the same. `of` names it in the log.
  static void write(Database database, Object of, Runnable writtenAndTold, Runnable written) {
    var began = System.nanoTime();
    while (System.nanoTime() - began < LONGEST.toNanos()) {
      try {
        database.engine(writtenAndTold);
        return;
      } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException passing) {
        LOG.debug("What became of {} is told again", of, passing);
        LockSupport.parkNanos(BREATH.toNanos());
      } catch (RuntimeException untold) {
        LOG.warn("What became of {} was not told", of, untold);
        break;
      }
    }
    database.engine(written);
  }
}
