package io.parley.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/// The folder all data of one node lives in, locked while it runs: two Parleys on one folder would destroy it.
public final class DataFolder implements AutoCloseable {
  private static final long LEAST_FREE_BYTES = 256L * 1024 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  public static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      if (Files.getFileStore(path).getUsableSpace() < LEAST_FREE_BYTES) {
        throw new Refusal("The disk of %s is full: Parley needs at least 256 MB free to start.".formatted(path));
      }
      var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new Refusal("Parley is already running on %s. Stop it first, or set PARLEY_DATA to another folder."
            .formatted(path));
      }
      return new DataFolder(path, channel, lock);
    } catch (IOException failure) {
      throw new Refusal("The data folder %s cannot be used: %s.".formatted(path, failure.getMessage()), failure);
    }
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  /// The text of a secret file (mode 0600), made on first use with 32 random bytes in hex.
  public String secret(String name) {
    var file = path.resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      var secret = Ids.hex(32);
      var fresh = path.resolve(name + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, secret);
      Files.move(fresh, file);
      return secret;
    } catch (IOException failure) {
      throw new Refusal("The key file %s cannot be used: %s.".formatted(file, failure.getMessage()), failure);
    }
  }

  public Secrets secrets(Settings settings) {
    return new Secrets(HexFormat.of().parseHex(settings.masterKey().orElseGet(() -> secret("master.key"))));
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException unimportant) {
      // The process ends; its locks end with it.
      return;
    }
  }
}
