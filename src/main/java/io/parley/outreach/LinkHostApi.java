package io.parley.outreach;

import io.parley.outreach.LinkHosts.Check;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The host of the links in messages.
@RestController
class LinkHostApi {
  private static final int LONGEST_NONCE = 64;

  private final LinkHosts hosts;

  /// `host` null while links lead to `usual`; `target` is what the merchant's DNS is to point at. `check` is what came
  /// of asking the host just now; null if there is none.
  record LinkHostView(@Nullable String host, String usual, String target, @Nullable Check check) {}

  record LinkHostForm(@Nullable String host) {}

  LinkHostApi(LinkHosts hosts) {
    this.hosts = hosts;
  }

  /// Asks the host whether it still is ours.
  @GetMapping("/api/v1/outreach/link-host")
  LinkHostView linkHost(Access access) {
    var host = hosts.of(access.workspace());
    return view(host, host == null ? null : hosts.check(host));
  }

  /// Links lead there from now on, if this Parley answers at it; else nothing changes, and `check` says why.
  @PutMapping("/api/v1/outreach/link-host")
  LinkHostView useLinkHost(Access access, @RequestBody LinkHostForm form) {
    access.require(Scope.ADMIN);
    if (form.host == null || form.host.isBlank()) {
      throw Problem.invalid("link_host", "請填寫網域", "Fill in a host");
    }
    var check = hosts.use(access.workspace(), form.host);
    return view(hosts.of(access.workspace()), check);
  }

  @DeleteMapping("/api/v1/outreach/link-host")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetLinkHost(Access access) {
    access.require(Scope.ADMIN);
    hosts.forget(access.workspace());
  }

  /// By which a host shows that it leads here. Public: it tells nothing else.
  @GetMapping(LinkHosts.PATH + "{nonce}")
  ResponseEntity<String> answer(@PathVariable String nonce) {
    return nonce.length() > LONGEST_NONCE ? ResponseEntity.notFound().build()
        : ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).header("Cache-Control", "no-store")
            .body(hosts.answer(nonce));
  }

  private LinkHostView view(@Nullable String host, @Nullable Check check) {
    return new LinkHostView(host, hosts.usual(), URI.create(hosts.usual()).getHost(), check);
  }
}
