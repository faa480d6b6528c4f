package io.parley.platform;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;

/// The one client that calls addresses outside. It refuses addresses of this machine and of private networks, follows
/// no redirect, waits at most `TIME_OUT` (the JDK's own limit ends with the headers) and reads at most `ANSWER_BYTES`,
/// so that an address a stranger chose cannot reach what only we should (server-side request forgery, OWASP A10) nor
/// hold us up.
///
/// The look-up is done twice, here and by the JDK when it connects; the JDK keeps the answer for 30 s, so both see the
/// same one.
public final class Outside {
  private static final Duration TIME_OUT = Duration.ofSeconds(10);
  private static final long ANSWER_BYTES = 12L * 1024 * 1024;

  private final HttpClient client = HttpClient.newBuilder()
      .connectTimeout(Duration.ofSeconds(5))
      .followRedirects(HttpClient.Redirect.NEVER)
      .version(HttpClient.Version.HTTP_1_1)
      .build();
  private final Set<String> trusted = ConcurrentHashMap.newKeySet();

  /// Addresses the operator named (`parley.outside.trusted`), or our own simulators.
  public void trust(URI address) {
    trusted.add(address.getAuthority());
  }

  /// Sends, or throws `Unreachable` when nothing certain came back; whether it arrived is then unknown.
  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    var built = request.timeout(TIME_OUT).build();
    guard(built.uri());
    var answer = client.sendAsync(built,
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES));
    var host = built.uri().getHost();
    try {
      return answer.get(TIME_OUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      answer.cancel(true);
      throw new Unreachable(host + " did not answer in time", true, slow);
    } catch (ExecutionException failure) {
      var cause = failure.getCause() == null ? failure : failure.getCause();
      if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
        throw new Unreachable(host + " cannot be connected to", false, cause);
      }
      throw new Unreachable(host + " did not answer", true, cause);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Unreachable("Stopped while waiting", true, stopping);
    }
  }

  /// Plain sockets for protocols other than HTTP, under the same rules; TLS goes over them. The address is judged at
  /// the moment it is connected to, so no look-up can say one thing to us and another to the socket.
  public SocketFactory sockets() {
    return new GuardedSockets(this::mayConnect);
  }

  private void mayConnect(InetSocketAddress address) {
    if (trusts(address.getHostString(), address.getPort())) {
      return;
    }
    if (address.getAddress() == null) {
      throw new Unreachable(address.getHostString() + " has no address", false,
          new java.net.UnknownHostException(address.getHostString()));
    }
    if (inside(address.getAddress())) {
      throw new Forbidden(address.getHostString() + " is an address of an inner network");
    }
  }

  public boolean trusts(String host, int port) {
    return trusted.contains(host + ":" + port);
  }

  private void guard(URI address) {
    if (trusted.contains(address.getAuthority())) {
      return;
    }
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new Forbidden("Only https addresses are called, not " + address);
    }
    try {
      for (var ip : InetAddress.getAllByName(address.getHost())) {
        if (inside(ip)) {
          throw new Forbidden(address.getHost() + " is an address of an inner network");
        }
      }
    } catch (java.net.UnknownHostException unknown) {
      throw new Unreachable(address.getHost() + " has no address", false, unknown);
    }
  }

  static boolean inside(InetAddress ip) {
    var bytes = ip.getAddress();
    var uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    var carrierGrade = bytes.length == 4 && (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
    var zero = bytes.length == 4 && bytes[0] == 0;
    return ip.isLoopbackAddress() || ip.isAnyLocalAddress() || ip.isLinkLocalAddress() || ip.isSiteLocalAddress()
        || ip.isMulticastAddress() || uniqueLocal || carrierGrade || zero;
  }

  /// Nothing certain came back. `maybeArrived` is false only when the request surely never left.
  public static final class Unreachable extends RuntimeException {
    private final boolean maybeArrived;

    Unreachable(String sentence, boolean maybeArrived, Throwable cause) {
      super(sentence, cause);
      this.maybeArrived = maybeArrived;
    }

    public boolean maybeArrived() {
      return maybeArrived;
    }
  }

  /// The address is one that Parley never calls.
  public static final class Forbidden extends RuntimeException {
    Forbidden(String sentence) {
      super(sentence);
    }
  }
}
