package io.parley.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The one client that calls addresses outside. It refuses addresses of this machine and of private networks, follows
/// no redirect, and waits at most `TIME_OUT`, so that an address a stranger chose cannot reach what only we should
/// (server-side request forgery, OWASP A10).
///
/// The look-up is done twice, here and by the JDK when it connects; the JDK keeps the answer for 30 s, so both see the
/// same one.
public final class Outside {
  private static final Duration TIME_OUT = Duration.ofSeconds(10);

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
    try {
      return client.send(built, HttpResponse.BodyHandlers.ofByteArray());
    } catch (java.net.ConnectException refused) {
      throw new Unreachable(built.uri().getHost() + " refused the connection", false, refused);
    } catch (IOException broken) {
      throw new Unreachable(built.uri().getHost() + " did not answer", true, broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Unreachable("Stopped while waiting", true, stopping);
    }
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
