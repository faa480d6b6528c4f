package io.parley.workspace;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/// Who works in a workspace, and their sign-in. Passwords are kept as bcrypt hashes, session tokens as SHA-256.
@Component
public final class Members {
  static final Duration SESSION = Duration.ofDays(30);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration LOCKOUT = Duration.ofMinutes(5);
  private static final int TRIES = 10;
  private static final int MAX_CACHED = 10_000;
  private static final int MAX_PASSWORD_BYTES = 72;

  private final MemberStore store;
  private final Database database;
  private final Clocks clocks;
  private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder();
  private final String nobody = passwords.encode("nobody");
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private final Map<String, Tries> failed = new ConcurrentHashMap<>();

  private record Caller(Optional<Access> access, Instant readAt) {}

  private record Tries(int count, Instant since) {}

  Members(MemberStore store, Database database, Clocks clocks) {
    this.store = store;
    this.database = database;
    this.clocks = clocks;
  }

  public Member get(WorkspaceId workspace, MemberId id) {
    return database.tenant(workspace, () -> store.byId(workspace, id)).orElseThrow(Problem::notFound);
  }

  public List<Member> of(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.all(workspace));
  }

  public MemberId join(WorkspaceId workspace, Member member, String password) {
    database.engine(() -> store.insert(workspace, member, passwords.encode(password), clocks.wall()));
    return member.id();
  }

  /// The token of a new session, or a refusal that does not tell whether the e-mail is known.
  String signIn(String email, String password) {
    var name = email.strip().toLowerCase(java.util.Locale.ROOT);
    if (locked(name)) {
      throw new Problem(429, "too_many_tries", "試了太多次，請五分鐘後再試", "Too many tries. Try again in five minutes");
    }
    var login = database.engine(() -> store.login(name));
    var fits = password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_PASSWORD_BYTES;
    var right = passwords.matches(fits ? password : "", login.map(MemberStore.Login::password).orElse(nobody));
    if (!right || login.isEmpty()) {
      failed.merge(name, new Tries(1, clocks.wall()), (old, one) -> new Tries(old.count + 1, old.since));
      throw new Problem(401, "wrong_login", "電子郵件或密碼不對", "The e-mail or the password is wrong");
    }
    failed.remove(name);
    var token = Ids.secret();
    var until = clocks.wall().plus(SESSION);
    database.engine(() -> store.insertSession(login.get(), Secrets.sha256(token), until));
    return token;
  }

  void signOut(String token) {
    var hash = Secrets.sha256(token);
    callers.remove("session " + hash);
    database.engine(() -> store.deleteSession(hash));
  }

  Optional<Access> bySession(String token) {
    var hash = Secrets.sha256(token);
    return cached("session " + hash, () -> store.bySession(hash, clocks.wall()));
  }

  Optional<Access> byKey(String key) {
    var hash = Secrets.sha256(key);
    return cached("key " + hash, () -> store.byKey(hash));
  }

  private boolean locked(String name) {
    if (failed.size() > MAX_CACHED) {
      failed.clear();
    }
    var tries = failed.get(name);
    if (tries != null && Duration.between(tries.since, clocks.wall()).compareTo(LOCKOUT) > 0) {
      failed.remove(name);
      return false;
    }
    return tries != null && tries.count >= TRIES;
  }

  private Optional<Access> cached(String key, java.util.function.Supplier<Optional<Access>> read) {
    var known = callers.get(key);
    if (known == null || Duration.between(known.readAt, clocks.wall()).compareTo(FRESH) > 0) {
      if (callers.size() > MAX_CACHED) {
        callers.clear();
      }
      known = new Caller(database.apart(read), clocks.wall());
      callers.put(key, known);
    }
    return known.access;
  }
}
