package io.parley.platform;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// Whose fault a failure of the database is.
public final class Faults {
  private Faults() {}

  /// Nobody's: a lost connection (SQLSTATE class 08), no room (53), a server going down or a session that was ended
  /// (57), a broken disk (58), a transaction that is over (25). A transaction that could not even be taken back says no
  /// state at all: its connection is gone. The same again later may well succeed.
  public static boolean nobodys(RuntimeException failure) {
    return failure instanceof CannotCreateTransactionException || switch (state(failure)) {
      case "08", "53", "57", "58", "25" -> true;
      case "" -> failure instanceof TransactionSystemException;
      default -> false;
    };
  }

  private static String state(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().length() == 5) {
        return sql.getSQLState().substring(0, 2);
      }
    }
    return "";
  }
}
